package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Seals an index's files, one after the other, into index volumes. One thread; hashing uses the executor's. */
final class LuceneFiles {
  private final WrittenVolumes volumes;
  private final SegmentHasher blocks;
  private final List<Root.LuceneFile> sealed = new ArrayList<>();

  /** @param executor null: all work in the caller's thread */
  LuceneFiles(WrittenVolumes volumes, Executor executor) {
    this.volumes = volumes;
    this.blocks = new SegmentHasher(Root.LuceneFile.BLOCK_BYTES, executor);
  }

  void seal(String name, long sizeBytes, InputStream source) throws IOException {
    volumes.beginIndex();
    var entries = new SpreadEntry(volumes, Format.LUCENE + name, sizeBytes, false, 0);
    if (entries.copy(source, blocks) < sizeBytes) {
      throw new IllegalStateException("an index file is shorter than its length");
    }
    sealed.add(new Root.LuceneFile(name, sizeBytes, entries.finish(), blocks.finish()));
  }

  /** As index.json names them. */
  List<Root.LuceneFile> sealed() {
    return List.copyOf(sealed);
  }
}
