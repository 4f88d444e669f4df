package org.bojagi.seal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A source whose failing medium reads as its end, so that it isn't taken for a failure of what is being written; whoever
 * reads it asks afterwards.
 */
final class SourceInput extends FilterInputStream {
  private boolean failed;

  SourceInput(InputStream in) {
    super(in);
  }

  /** Whether the end that was read is none. */
  boolean failed() {
    return failed;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      return failed ? -1 : super.read(bytes, offset, length);
    } catch (IOException e) {
      failed = true;
      return -1;
    }
  }
}
