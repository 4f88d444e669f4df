package org.bojagi.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import org.bojagi.age.SealedSpool;
import org.bojagi.extract.Rendition;
import org.bojagi.extract.SourceBytes;

/** Pictures of pages that wait to be sealed: few in memory, further batches in a {@link SealedSpool} each. */
final class PageSpool implements AutoCloseable {
  static final PageSpool NONE = new PageSpool(null, null);
  private static final int IN_MEMORY_BYTES = 1 << 20;
  private static final byte[] ELSEWHERE = {};

  private final Path scratch;
  private final Executor executor;
  private final List<HeldRendition> renditions = new ArrayList<>();
  private final List<SealedSpool> spools = new ArrayList<>();
  private int inMemoryBytes;

  PageSpool(Path scratch, Executor executor) {
    this.scratch = scratch;
    this.executor = executor;
  }

  /** A rendition whose content isn't in it. */
  record HeldRendition(Rendition rendition, SourceBytes content) {}

  void add(List<Rendition> batch) throws IOException {
    int size = batch.stream().mapToInt(rendition -> rendition.content().length).sum();
    if (inMemoryBytes + size <= IN_MEMORY_BYTES) {
      inMemoryBytes += size;
      batch.forEach(rendition -> hold(rendition, SourceBytes.of(rendition.content())));
      return;
    }
    var contents = batch.stream().<InputStream>map(r -> new ByteArrayInputStream(r.content())).toList();
    var joined = new SequenceInputStream(Collections.enumeration(contents));
    var spool = new SealedSpool(scratch, joined, size, executor);
    spools.add(spool);
    long offset = 0;
    for (var rendition : batch) {
      long from = offset;
      int length = rendition.content().length;
      hold(rendition, new SourceBytes(length, () -> spool.open(from, length)));
      offset += length;
    }
  }

  private void hold(Rendition rendition, SourceBytes content) {
    renditions.add(
        new HeldRendition(
            new Rendition(
                rendition.name(),
                rendition.role(),
                rendition.mediaType(),
                rendition.language(),
                rendition.textFormat(),
                ELSEWHERE),
            content));
  }

  List<HeldRendition> renditions() {
    return Collections.unmodifiableList(renditions);
  }

  @Override
  public void close() throws IOException {
    for (var spool : spools) {
      spool.close();
    }
  }
}
