package org.bojagi.zstd;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The literals of one block after the other (RFC 8878 §3.1.1.3.1); the tree of one may serve the next. */
final class Literals {
  private static final int RAW = 0;
  private static final int SAME = 1;
  private static final int TREELESS = 3;

  /** Of the last block that was read. */
  final byte[] bytes = new byte[ZstdFrame.MAX_BLOCK_BYTES];

  private HuffmanTable table;
  private int count;

  /** How many there are in the last block that was read. */
  int count() {
    return count;
  }

  /** @return where the section ends */
  int read(ByteBuffer frame, int start, int limit) throws MalformedFrameException {
    long header = frame.getLong(start);
    int type = (int) header & 3;
    int sizeFormat = (int) header >> 2 & 3;
    return type == RAW || type == SAME
        ? readPlain(frame, start, limit, header, type, sizeFormat)
        : readCoded(frame, start, limit, header, type, sizeFormat);
  }

  private int readPlain(ByteBuffer frame, int start, int limit, long header, int type, int sizeFormat)
      throws MalformedFrameException {
    int headerBytes = sizeFormat == 1 ? 2 : sizeFormat == 3 ? 3 : 1;
    count = (int) (header >> (headerBytes == 1 ? 3 : 4)) & (1 << (headerBytes == 1 ? 5 : headerBytes * 8 - 4)) - 1;
    int from = start + headerBytes;
    int end = from + (type == RAW ? count : 1);
    require(end <= limit && count <= bytes.length);
    if (type == RAW) {
      frame.get(from, bytes, 0, count);
    } else {
      Arrays.fill(bytes, 0, count, frame.get(from));
    }
    return end;
  }

  private int readCoded(ByteBuffer frame, int start, int limit, long header, int type, int sizeFormat)
      throws MalformedFrameException {
    int headerBytes = sizeFormat < 2 ? 3 : sizeFormat + 2;
    int width = sizeFormat < 2 ? 10 : sizeFormat == 2 ? 14 : 18;
    count = (int) (header >> 4) & (1 << width) - 1;
    int from = start + headerBytes;
    int end = from + ((int) (header >> 4 + width) & (1 << width) - 1);
    require(end <= limit && count <= bytes.length);
    if (type != TREELESS) {
      var described = HuffmanTable.read(frame, from, end);
      table = described.table();
      from = described.end();
    }
    require(table != null);
    if (sizeFormat == 0) {
      table.decode(new BackwardBits(frame, from, end), bytes, 0, count);
      return end;
    }
    // Four streams, the lengths of three of which come first.
    int quarter = (count + 3) / 4;
    require(from + 6 <= end && 3 * quarter <= count);
    int stream = from + 6;
    for (int i = 0; i < 4; i++) {
      int streamEnd = i < 3 ? stream + (frame.getShort(from + 2 * i) & 0xFFFF) : end;
      require(streamEnd <= end);
      int to = i < 3 ? (i + 1) * quarter : count;
      table.decode(new BackwardBits(frame, stream, streamEnd), bytes, i * quarter, to);
      stream = streamEnd;
    }
    return end;
  }

  private static void require(boolean holds) throws MalformedFrameException {
    if (!holds) {
      throw new MalformedFrameException("literals of a block can't be read");
    }
  }
}
