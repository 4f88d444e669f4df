package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Sha256;

/**
 * The catalogue of the volume being written, kept compressed until the volume ends: some 100 bytes a line, so that even
 * a volume of 65,000 entries costs a few megabytes.
 */
final class CatalogueBuffer {
  /** More than {@link #reserveBytes} while there is no line yet. */
  static final long EMPTY_RESERVE = 2048;

  private static final int LINES_BETWEEN_FLUSHES = 64;

  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private final DeflaterOutputStream deflater = new DeflaterOutputStream(compressed, true);
  private final MessageDigest sha256 = Sha256.digest();
  private long sizeBytes;
  private long sizeAtFlush;
  private int lines;

  void add(CatalogueLine line) throws IOException {
    var bytes = (line.toStoredJson() + "\n").getBytes(StandardCharsets.UTF_8);
    deflater.write(bytes);
    sha256.update(bytes);
    sizeBytes += bytes.length;
    if (++lines % LINES_BETWEEN_FLUSHES == 0) {
      deflater.flush();
      sizeAtFlush = sizeBytes;
    }
  }

  /** An upper bound of what the entry will take once deflated. */
  long reserveBytes() {
    return deflatedBound(compressed.size() + sizeBytes - sizeAtFlush) + 1024;
  }

  /** What deflating may take at most: five bytes for each stored block of 16 KiB, and some. */
  static long deflatedBound(long sizeBytes) {
    return sizeBytes + 5 * (sizeBytes >> 14) + 64;
  }

  int lines() {
    return lines;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** The lines in clear; nothing can be added afterwards. */
  InputStream finish() throws IOException {
    deflater.finish();
    return new InflaterInputStream(new ByteArrayInputStream(compressed.toByteArray()));
  }

  byte[] sha256() {
    return sha256.digest();
  }
}
