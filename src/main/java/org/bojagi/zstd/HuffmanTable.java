package org.bojagi.zstd;

import java.nio.ByteBuffer;

/** Codes of literals (RFC 8878 §4.2): the next bits → symbol, and how many bits its code has. */
final class HuffmanTable {
  private static final int MAX_BITS = 11;
  private static final int MAX_WEIGHT_ACCURACY_LOG = 6;
  private static final int MAX_SYMBOLS = 256;

  private final int maxBits;

  /** The symbol, and above it the number of bits. */
  private final char[] codes;

  private HuffmanTable(int maxBits) {
    this.maxBits = maxBits;
    this.codes = new char[1 << maxBits];
  }

  /** A table, and where the bytes of its description end. */
  record Described(HuffmanTable table, int end) {}

  static Described read(ByteBuffer frame, int start, int limit) throws MalformedFrameException {
    if (start >= limit) {
      throw new MalformedFrameException("a tree ends early");
    }
    int header = frame.get(start) & 0xFF;
    var weights = new byte[MAX_SYMBOLS];
    int count;
    int end;
    if (header >= 128) {
      count = header - 127;
      end = start + 1 + (count + 1) / 2;
      if (end > limit) {
        throw new MalformedFrameException("a tree ends early");
      }
      for (int i = 0; i < count; i++) {
        int two = frame.get(start + 1 + i / 2);
        weights[i] = (byte) ((i % 2 == 0 ? two >> 4 : two) & 15);
      }
    } else {
      end = start + 1 + header;
      if (end > limit) {
        throw new MalformedFrameException("a tree ends early");
      }
      count = readWeights(frame, start + 1, end, weights);
    }
    return new Described(of(weights, count), end);
  }

  /** Weights compressed with two states in turn (RFC 8878 §4.2.1.2), until the bits are used up. */
  private static int readWeights(ByteBuffer frame, int start, int end, byte[] weights)
      throws MalformedFrameException {
    var described = FiniteStateTable.read(frame, start, end, MAX_WEIGHT_ACCURACY_LOG, MAX_BITS + 1);
    var table = described.table();
    var bits = new BackwardBits(frame, described.end(), end);
    int state = (int) bits.read(table.accuracyLog);
    int other = (int) bits.read(table.accuracyLog);
    if (bits.left() < 0) {
      throw new MalformedFrameException("a tree ends early");
    }
    int count = 0;
    while (count < MAX_SYMBOLS - 2) {
      weights[count++] = (byte) table.symbol(state);
      if (bits.left() < table.bits(state)) {
        weights[count++] = (byte) table.symbol(other);
        return count;
      }
      int next = table.base(state) + (int) bits.read(table.bits(state));
      state = other;
      other = next;
    }
    throw new MalformedFrameException("a tree has too many symbols");
  }

  /** The last symbol's weight is not written: it is what makes the tree complete. */
  private static HuffmanTable of(byte[] weights, int count) throws MalformedFrameException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] > MAX_BITS) {
        throw new MalformedFrameException("a tree is too deep");
      }
      sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
    }
    int maxBits = 32 - Integer.numberOfLeadingZeros(sum);
    int rest = (1 << maxBits) - sum;
    if (sum == 0 || maxBits > MAX_BITS || Integer.bitCount(rest) != 1 || count >= MAX_SYMBOLS) {
      throw new MalformedFrameException("a tree isn't complete");
    }
    weights[count] = (byte) (1 + Integer.numberOfTrailingZeros(rest));
    var table = new HuffmanTable(maxBits);
    int position = 0;
    for (int weight = 1; weight <= maxBits; weight++) {
      for (int symbol = 0; symbol <= count; symbol++) {
        if (weights[symbol] == weight) {
          int end = position + (1 << weight - 1);
          char code = (char) (maxBits + 1 - weight << 8 | symbol);
          while (position < end) {
            table.codes[position++] = code;
          }
        }
      }
    }
    return table;
  }

  /** One stream into a stretch of literals, both of which must end together. */
  void decode(BackwardBits bits, byte[] literals, int from, int to) throws MalformedFrameException {
    int mask = codes.length - 1;
    int at = from;
    int symbolsAtOnce = BackwardBits.AT_ONCE / MAX_BITS;
    while (at + symbolsAtOnce <= to && bits.left() >= BackwardBits.AT_ONCE) {
      long window = bits.read(BackwardBits.AT_ONCE);
      int unread = BackwardBits.AT_ONCE;
      for (int i = 0; i < symbolsAtOnce; i++) {
        int code = codes[(int) (window >>> unread - maxBits) & mask];
        literals[at++] = (byte) code;
        unread -= code >>> 8;
      }
      bits.skip(-unread);
    }
    while (at < to) {
      int code = codes[bits.peek(maxBits)];
      literals[at++] = (byte) code;
      bits.skip(code >>> 8);
    }
    if (bits.left() != 0) {
      throw new MalformedFrameException("a stream of literals has another length than it says");
    }
  }
}
