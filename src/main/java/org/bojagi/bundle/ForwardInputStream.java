package org.bojagi.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of which every byte passes through {@link #read(byte[], int, int)}: none is skipped, and none comes twice. */
abstract class ForwardInputStream extends FilterInputStream {
  ForwardInputStream(InputStream in) {
    super(in);
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final long skip(long bytes) {
    return 0;
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
