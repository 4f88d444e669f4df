package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.WrongSignatureException;

/**
 * A range of a file of a signed bundle: no byte of a segment is given before the whole segment's hash held, since who has
 * the bundle's identity can make chunks whose tags hold. Memory: one segment.
 */
final class SegmentInputStream extends InputStream {
  private final Bundle bundle;
  private final Located file;
  private final Executor executor;
  private final byte[] segment;
  private final long end;
  private long segmentStart;
  private int next;
  private int filled;
  private InputStream in;
  private byte[] hashes;

  SegmentInputStream(Bundle bundle, Located file, long offset, long length, Executor executor) {
    this.bundle = bundle;
    this.file = file;
    this.executor = executor;
    this.end = offset + length;
    this.segmentStart = offset / PackedFile.SEGMENT_BYTES * PackedFile.SEGMENT_BYTES;
    this.next = (int) (offset - segmentStart);
    this.segment = new byte[Math.clamp(file.file().sizeBytes(), 0, PackedFile.SEGMENT_BYTES)];
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (segmentStart + next >= end) {
      return -1;
    }
    if (filled == 0 || next == filled) {
      fill();
    }
    int count = (int) Math.min(Math.min(length, filled - next), end - segmentStart - next);
    System.arraycopy(segment, next, bytes, offset, count);
    next += count;
    return count;
  }

  @Override
  public int available() {
    return (int) Math.max(0, Math.min(filled - next, end - segmentStart - next));
  }

  private void fill() throws IOException {
    if (filled > 0) {
      segmentStart += filled;
      next = 0;
      filled = 0;
    }
    long size = file.file().sizeBytes();
    if (in == null) {
      long segmentsEnd = Math.min(size, Math.ceilDiv(end, PackedFile.SEGMENT_BYTES) * (long) PackedFile.SEGMENT_BYTES);
      in = ExtentInputStream.range(bundle, file.extents(), segmentStart, segmentsEnd - segmentStart, executor);
    }
    int expected = (int) Math.min(segment.length, size - segmentStart);
    if (in.readNBytes(segment, 0, expected) < expected || !isSigned(expected)) {
      throw new WrongSignatureException(
          "A file is not the one that was signed",
          file.file().path() + ", byte " + segmentStart,
          "Use another copy of the bundle.");
    }
    filled = expected;
  }

  private boolean isSigned(int length) throws IOException {
    var digest = Sha256.digest();
    digest.update(segment, 0, length);
    var hash = digest.digest();
    if (file.sha256().length > 0 && file.file().sizeBytes() <= PackedFile.SEGMENT_BYTES) {
      return Arrays.equals(digest.digest(hash), file.sha256());
    }
    if (hashes == null) {
      hashes = bundle.signedSegments(file);
    }
    return Sha256.isAt(hash, hashes, (int) (segmentStart / PackedFile.SEGMENT_BYTES));
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
