package org.bojagi.plan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;

/** Lines of a catalogue as they will be, deflated as a volume has them, with other hashes: those compress as badly. */
final class SampledLines {
  private static final int LINES_BETWEEN_FLUSHES = 64;
  private static final int HASH_BYTES = 32;
  private static final int DECLARED_BYTES = 8;

  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private final DeflaterOutputStream deflater = new DeflaterOutputStream(compressed, true);
  private final Random random;
  private int lines;

  SampledLines(Random random) {
    this.random = random;
  }

  /** @param file without hashes */
  void add(PackedFile file, Optional<Item> item) throws IOException {
    var segments = bytes(HASH_BYTES * (int) PackedFile.segmentCount(file.sizeBytes()));
    var hashed =
        new PackedFile(
            file.id(), file.path(), file.of(), file.role(), file.derivedFrom(), file.mediaType(), file.language(),
            file.textFormat(), file.charset(), file.sizeBytes(), file.media(), file.links(),
            segments, Sha256.of(segments));
    var declared = item.isPresent() ? Json.hex(bytes(DECLARED_BYTES)) : "";
    deflater.write((new CatalogueLine(hashed, item, declared).toStoredJson() + "\n").getBytes(StandardCharsets.UTF_8));
    if (++lines % LINES_BETWEEN_FLUSHES == 0) {
      deflater.flush();
    }
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  long finishedBytes() throws IOException {
    deflater.finish();
    return compressed.size();
  }
}
