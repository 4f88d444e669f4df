package org.bojagi.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;

/** The hash that a catalogue has of a file (format.md §6), of bytes that may be packed. */
public final class PackedHash {
  private static final int BUFFER_BYTES = 16 << 10;

  private PackedHash() {}

  /** {@code sha256} of what would be sealed; reads to the end. */
  public static byte[] of(InputStream in) throws IOException {
    var hashes = Sha256.digest();
    var segment = Sha256.digest();
    var buffer = new byte[BUFFER_BYTES];
    int left = PackedFile.SEGMENT_BYTES;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer, 0, Math.min(buffer.length, left))) {
      segment.update(buffer, 0, n);
      left -= n;
      if (left == 0) {
        hashes.update(segment.digest());
        left = PackedFile.SEGMENT_BYTES;
      }
    }
    if (left < PackedFile.SEGMENT_BYTES) {
      hashes.update(segment.digest());
    }
    return hashes.digest();
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
