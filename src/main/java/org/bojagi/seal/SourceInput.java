package org.bojagi.seal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * A source whose failing medium reads as its end, so that it isn't taken for a failure of what is being written; whoever
 * reads it asks afterwards.
 */
final class SourceInput extends FilterInputStream {
  private final LongConsumer watch;
  private long bytesRead;
  private boolean failed;

  SourceInput(InputStream in) {
    this(in, bytes -> {});
  }

  /** @param watch told after each read how many bytes there were in all */
  SourceInput(InputStream in, LongConsumer watch) {
    super(in);
    this.watch = watch;
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
      int n = failed ? -1 : super.read(bytes, offset, length);
      if (n > 0) {
        bytesRead += n;
        watch.accept(bytesRead);
      }
      return n;
    } catch (IOException e) {
      failed = true;
      return -1;
    }
  }
}
