package org.bojagi.open;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;

/** Compares a file, as it passes, with the hashes that the catalogue has of each 1 MiB (format.md §6). */
public final class SegmentCheck {
  private static final int HASH_BYTES = 32;

  private final PackedFile file;
  private final MessageDigest digest = Sha256.digest();
  private int segment;

  private SegmentCheck(PackedFile file) {
    this.file = file;
  }

  /**
   * Lets a file pass, each segment only once its hash holds.
   *
   * @param file with its hashes; one without any passes unchecked
   * @throws DamagedBundleException it isn't what the catalogue names; nothing of the segment that differs was written
   */
  public static void copy(PackedFile file, InputStream in, OutputStream out) throws IOException {
    var check = new SegmentCheck(file);
    // A whole segment, or the whole of a shorter file.
    var buffer = new byte[Math.clamp(file.sizeBytes(), 1, PackedFile.SEGMENT_BYTES)];
    for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; n = in.readNBytes(buffer, 0, buffer.length)) {
      check.segment(buffer, n);
      out.write(buffer, 0, n);
    }
    check.end();
  }

  /** @param length a whole segment, except for the file's last */
  private void segment(byte[] bytes, int length) throws DamagedBundleException {
    if (file.sha256().length == 0) {
      return;
    }
    digest.update(bytes, 0, length);
    if (!file.isSegment(segment, digest.digest())) {
      throw different("byte " + (long) segment * PackedFile.SEGMENT_BYTES);
    }
    segment++;
  }

  /** @throws DamagedBundleException it ended before its last segment, or the list of hashes isn't the catalogue's */
  private void end() throws DamagedBundleException {
    if (file.sha256().length > 0
        && (segment * HASH_BYTES != file.segmentHashes().length
            || !Arrays.equals(digest.digest(file.segmentHashes()), file.sha256()))) {
      throw different("end");
    }
  }

  private DamagedBundleException different(String where) {
    return new DamagedBundleException(
        "A file is not the one that the catalogue names", file.path() + ", " + where, "Use another copy of the bundle.");
  }
}
