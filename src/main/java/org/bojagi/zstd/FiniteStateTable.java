package org.bojagi.zstd;

import java.nio.ByteBuffer;

/** A decoding table of Finite State Entropy (RFC 8878 §4.1.1): state → symbol, bits to read, state before those bits. */
final class FiniteStateTable {
  final int accuracyLog;
  private final byte[] symbols;
  private final byte[] bits;
  private final short[] bases;

  private FiniteStateTable(int accuracyLog) {
    this.accuracyLog = accuracyLog;
    int size = 1 << accuracyLog;
    symbols = new byte[size];
    bits = new byte[size];
    bases = new short[size];
  }

  int symbol(int state) {
    return symbols[state];
  }

  int bits(int state) {
    return bits[state];
  }

  int base(int state) {
    return bases[state];
  }

  /** A table that gives one symbol forever and reads nothing. */
  static FiniteStateTable ofOne(int symbol) {
    var table = new FiniteStateTable(0);
    table.symbols[0] = (byte) symbol;
    return table;
  }

  /**
   * @param counts of each symbol's states; -1: fewer than one, which takes one all the same. They add up to
   *     {@code 1 << accuracyLog}
   */
  static FiniteStateTable of(int[] counts, int symbolCount, int accuracyLog) throws MalformedFrameException {
    var table = new FiniteStateTable(accuracyLog);
    int size = 1 << accuracyLog;
    var next = new int[symbolCount];
    int high = size;
    for (int symbol = 0; symbol < symbolCount; symbol++) {
      next[symbol] = Math.abs(counts[symbol]);
      if (counts[symbol] == -1) {
        table.symbols[--high] = (byte) symbol;
      }
    }
    int step = (size >> 1) + (size >> 3) + 3;
    int position = 0;
    for (int symbol = 0; symbol < symbolCount; symbol++) {
      for (int i = 0; i < counts[symbol]; i++) {
        table.symbols[position] = (byte) symbol;
        do {
          position = position + step & size - 1;
        } while (position >= high);
      }
    }
    if (position != 0) {
      throw new MalformedFrameException("a table of states isn't filled");
    }
    for (int state = 0; state < size; state++) {
      int count = next[table.symbols[state]]++;
      table.bits[state] = (byte) (accuracyLog - (31 - Integer.numberOfLeadingZeros(count)));
      table.bases[state] = (short) ((count << table.bits[state]) - size);
    }
    return table;
  }

  /** A table, and where the bytes of its description end. */
  record Described(FiniteStateTable table, int end) {}

  /**
   * Reads a table's description (RFC 8878 §4.1.1).
   *
   * @param frame with 8 more bytes behind {@code limit}
   */
  static Described read(ByteBuffer frame, int start, int limit, int maxAccuracyLog, int maxSymbol)
      throws MalformedFrameException {
    if (start >= limit) {
      throw new MalformedFrameException("a table of states ends early");
    }
    int accuracyLog = (frame.get(start) & 15) + 5;
    if (accuracyLog > maxAccuracyLog) {
      throw new MalformedFrameException("a table of states is too large");
    }
    var counts = new int[maxSymbol + 1];
    int symbols = 0;
    int remaining = 1 << accuracyLog;
    int bit = start * 8 + 4;
    while (remaining > 0) {
      if (symbols > maxSymbol || bit > limit * 8) {
        throw new MalformedFrameException("a table of states has too many symbols");
      }
      int width = 32 - Integer.numberOfLeadingZeros(remaining + 1);
      int value = forward(frame, bit, width);
      int low = (1 << width - 1) - 1;
      int threshold = (1 << width) - 1 - (remaining + 1);
      if ((value & low) < threshold) {
        value &= low;
        width--;
      } else if (value > low) {
        value -= threshold;
      }
      bit += width;
      counts[symbols] = value - 1;
      remaining -= Math.abs(counts[symbols]);
      boolean none = counts[symbols++] == 0;
      for (int repeat = none ? 3 : 0; repeat == 3; ) {
        repeat = forward(frame, bit, 2);
        bit += 2;
        symbols += repeat;
        if (symbols > maxSymbol + 1 || bit > limit * 8) {
          throw new MalformedFrameException("a table of states has too many symbols");
        }
      }
    }
    int end = bit + 7 >>> 3;
    if (remaining < 0 || end > limit) {
      throw new MalformedFrameException("a table of states ends early");
    }
    return new Described(of(counts, symbols, accuracyLog), end);
  }

  private static int forward(ByteBuffer frame, int bit, int count) {
    return (int) (frame.getLong(bit >>> 3) >>> (bit & 7)) & (1 << count) - 1;
  }
}
