package org.bojagi.zstd;

import java.nio.ByteBuffer;

/**
 * The sequences of one block after the other: copy so many literals, then so many bytes from so far back (RFC 8878
 * §3.1.1.3.2 and §3.1.1.4). Tables and the last three offsets of one block may serve the next.
 */
final class Sequences {
  private static final int PREDEFINED = 0;
  private static final int ONE_SYMBOL = 1;
  private static final int DESCRIBED = 2;

  /** Codes of lengths: what they begin at, and how many bits are added (RFC 8878 §3.1.1.3.2.1.1). */
  private static final int[] LITERALS_BASE = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024,
    2048, 4096, 8192, 16384, 32768, 65536
  };

  private static final int[] LITERALS_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
  };

  private static final int[] MATCH_BASE = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
    34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539
  };

  private static final int[] MATCH_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3,
    3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
  };

  /** The format allows 31; a limit that ints hold and no offset of ours reaches. */
  private static final int MAX_OFFSET_CODE = 28;

  /** One of the three kinds of codes, with the table that is in use for it. */
  private static final class Codes {
    final int maxAccuracyLog;
    final int maxSymbol;
    final FiniteStateTable predefined;
    FiniteStateTable table;

    /** @param distribution where a frame describes none (RFC 8878 §3.1.1.3.2.2) */
    Codes(int maxAccuracyLog, int maxSymbol, int accuracyLog, int... distribution) throws MalformedFrameException {
      this.maxAccuracyLog = maxAccuracyLog;
      this.maxSymbol = maxSymbol;
      this.predefined = FiniteStateTable.of(distribution, distribution.length, accuracyLog);
    }

    /** @return where the description ends */
    int read(int mode, ByteBuffer frame, int start, int limit) throws MalformedFrameException {
      switch (mode) {
        case PREDEFINED -> table = predefined;
        case ONE_SYMBOL -> {
          int symbol = start < limit ? frame.get(start) & 0xFF : maxSymbol + 1;
          require(symbol <= maxSymbol);
          table = FiniteStateTable.ofOne(symbol);
          return start + 1;
        }
        case DESCRIBED -> {
          var described = FiniteStateTable.read(frame, start, limit, maxAccuracyLog, maxSymbol);
          table = described.table();
          return described.end();
        }
        default -> require(table != null); // that of the last block
      }
      return start;
    }
  }

  private final Codes literalLengths =
      new Codes(
          9, 35, 6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1,
          1, 1, -1, -1, -1, -1);
  private final Codes matchLengths =
      new Codes(
          9, 52, 6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1);
  private final Codes offsets =
      new Codes(
          8, MAX_OFFSET_CODE, 5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1,
          -1, -1, -1, -1);
  private int last = 1;
  private int beforeLast = 4;
  private int thirdLast = 8;

  Sequences() throws MalformedFrameException {}

  /**
   * Reads a block's sequences and carries them out.
   *
   * @param content the frame's, whole up to {@code position}
   * @return position behind what the block added
   */
  int run(ByteBuffer frame, int start, int end, Literals literals, byte[] content, int position)
      throws MalformedFrameException {
    require(start < end);
    int at = start + 1;
    int count = frame.get(start) & 0xFF;
    if (count >= 128) {
      int more = count == 255 ? 2 : 1;
      require(at + more <= end);
      count =
          count == 255
              ? (frame.getShort(at) & 0xFFFF) + 0x7F00
              : (count - 128 << 8) + (frame.get(at) & 0xFF);
      at += more;
    }
    int literal = 0;
    int to = position;
    if (count > 0) {
      require(at < end);
      int modes = frame.get(at++) & 0xFF;
      require((modes & 3) == 0);
      at = literalLengths.read(modes >> 6, frame, at, end);
      at = offsets.read(modes >> 4 & 3, frame, at, end);
      at = matchLengths.read(modes >> 2 & 3, frame, at, end);
      var bits = new BackwardBits(frame, at, end);
      var literalTable = literalLengths.table;
      var offsetTable = offsets.table;
      var matchTable = matchLengths.table;
      int literalState = (int) bits.read(literalTable.accuracyLog);
      int offsetState = (int) bits.read(offsetTable.accuracyLog);
      int matchState = (int) bits.read(matchTable.accuracyLog);
      for (int i = 0; i < count; i++) {
        int offsetCode = offsetTable.symbol(offsetState);
        int matchCode = matchTable.symbol(matchState);
        int literalCode = literalTable.symbol(literalState);
        int literalBits = LITERALS_BITS[literalCode];
        int matchBits = MATCH_BITS[matchCode];
        int added = offsetCode + matchBits + literalBits;
        int literalStep = i + 1 < count ? literalTable.bits(literalState) : 0;
        int matchStep = i + 1 < count ? matchTable.bits(matchState) : 0;
        int offsetStep = i + 1 < count ? offsetTable.bits(offsetState) : 0;
        int stepped = literalStep + matchStep + offsetStep;
        // Mostly one load is enough for all of a sequence.
        boolean together = added + stepped <= BackwardBits.AT_ONCE;
        long high = together ? 0 : bits.read(offsetCode);
        long window = bits.read(together ? added + stepped : added - offsetCode);
        if (together) {
          high = window >>> added + stepped - offsetCode;
        }
        long low = together ? window >>> stepped : window;
        int offsetValue = (1 << offsetCode) + (int) high;
        int matchLength = MATCH_BASE[matchCode] + ((int) (low >>> literalBits) & (1 << matchBits) - 1);
        int literalLength = LITERALS_BASE[literalCode] + ((int) low & (1 << literalBits) - 1);
        if (i + 1 < count) {
          int steps = (int) (together ? window : bits.read(stepped));
          literalState = literalTable.base(literalState) + (steps >>> matchStep + offsetStep & (1 << literalStep) - 1);
          matchState = matchTable.base(matchState) + (steps >>> offsetStep & (1 << matchStep) - 1);
          offsetState = offsetTable.base(offsetState) + (steps & (1 << offsetStep) - 1);
        }
        int offset = offset(offsetValue, literalLength);
        require(
            bits.left() >= 0
                && literalLength <= literals.count() - literal
                && (long) literalLength + matchLength <= content.length - to
                && offset > 0
                && offset <= to + literalLength);
        System.arraycopy(literals.bytes, literal, content, to, literalLength);
        literal += literalLength;
        to += literalLength;
        copy(content, to, offset, matchLength);
        to += matchLength;
      }
      require(bits.left() == 0);
    } else {
      require(at == end);
    }
    int rest = literals.count() - literal;
    require(rest <= content.length - to);
    System.arraycopy(literals.bytes, literal, content, to, rest);
    to += rest;
    require(to - position <= ZstdFrame.MAX_BLOCK_BYTES);
    return to;
  }

  /** Small values mean one of the last three offsets, which are kept in order of use (RFC 8878 §3.1.2.5). */
  private int offset(int value, int literalLength) {
    int back = literalLength == 0 ? value + 1 : value;
    int offset;
    if (value > 3) {
      offset = value - 3;
    } else if (back == 1) {
      return last;
    } else {
      offset = back == 2 ? beforeLast : back == 3 ? thirdLast : last - 1;
    }
    if (value > 3 || back != 2) {
      thirdLast = beforeLast;
    }
    beforeLast = last;
    last = offset;
    return offset;
  }

  /** What is copied may be what the same copy wrote. */
  private static void copy(byte[] content, int to, int offset, int length) {
    int from = to - offset;
    if (offset >= length) {
      System.arraycopy(content, from, content, to, length);
    } else {
      for (int i = 0; i < length; i++) {
        content[to + i] = content[from + i];
      }
    }
  }

  private static void require(boolean holds) throws MalformedFrameException {
    if (!holds) {
      throw new MalformedFrameException("sequences of a block can't be read");
    }
  }
}
