package org.bojagi.zstd;

import java.nio.ByteBuffer;

/**
 * A bitstream that is read from its end to its beginning (RFC 8878 §4.1): the highest bit set of its last byte marks
 * where it begins.
 */
final class BackwardBits {
  /** Bits that one load gives at least, whatever bit it begins at. */
  static final int AT_ONCE = 57;

  private final ByteBuffer frame;
  private final int startBit;

  /** Bits from the beginning of the frame to what was read last: the next ones end here. */
  private int position;

  /** @param frame little-endian, with 8 more bytes behind what may be read */
  BackwardBits(ByteBuffer frame, int start, int end) throws MalformedFrameException {
    if (end <= start || frame.get(end - 1) == 0) {
      throw new MalformedFrameException("a stream of bits has no end mark");
    }
    this.frame = frame;
    this.startBit = start * 8;
    this.position = end * 8 - Integer.numberOfLeadingZeros(frame.get(end - 1) & 0xFF) + 24 - 1;
  }

  /** Fewer than none once more was read than there is. */
  int left() {
    return position - startBit;
  }

  /** @param count from 0 to {@link #AT_ONCE}; bits before the beginning are 0, and make {@link #left} negative */
  long read(int count) {
    position -= count;
    if (position >= startBit) {
      return at(position) & (1L << count) - 1;
    }
    int missing = Math.min(startBit - position, 63);
    return missing >= count ? 0 : (at(startBit) & (1L << count - missing) - 1) << missing;
  }

  /** As {@link #read}, but leaves them unread. */
  int peek(int count) {
    int bits = (int) read(count);
    position += count;
    return bits;
  }

  void skip(int count) {
    position -= count;
  }

  private long at(int bit) {
    return frame.getLong(bit >>> 3) >>> (bit & 7);
  }
}
