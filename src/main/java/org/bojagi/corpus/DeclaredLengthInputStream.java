package org.bojagi.corpus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An entry of a ZIP that can't be longer than the ZIP says: whoever reads it has made room for that much. */
final class DeclaredLengthInputStream extends FilterInputStream {
  private long left;

  /** @param sizeBytes as the directory of the ZIP has it */
  DeclaredLengthInputStream(InputStream in, long sizeBytes) {
    super(in);
    left = sizeBytes;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    left -= Math.max(0, n);
    if (left < 0) {
      throw new IOException("an entry is longer than its ZIP says");
    }
    return n;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    var buffer = new byte[(int) Math.min(count, 1 << 13)];
    while (skipped < count) {
      int n = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
      if (n < 0) {
        break;
      }
      skipped += n;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
