package org.bojagi.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;

/** The hash that a catalogue has of a file (format.md §6), of bytes that may be packed. */
public final class PackedHash {
  private PackedHash() {}

  /** {@code sha256} of what would be sealed; reads to the end, a segment in memory. */
  public static byte[] of(InputStream in) throws IOException {
    var hasher = new SegmentHasher(PackedFile.SEGMENT_BYTES, null);
    var buffer = hasher.buffer();
    for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; n = in.readNBytes(buffer, 0, buffer.length)) {
      hasher.add(buffer, n);
    }
    return Sha256.of(hasher.finish());
  }

  /** The hashes of a file's segments, one after the other. */
  static byte[] ofSegments(byte[] content) {
    var hashes = new ByteArrayOutputStream();
    var digest = Sha256.digest();
    for (int at = 0; at < content.length; at += PackedFile.SEGMENT_BYTES) {
      digest.update(content, at, Math.min(PackedFile.SEGMENT_BYTES, content.length - at));
      hashes.writeBytes(digest.digest());
    }
    return hashes.toByteArray();
  }
}
