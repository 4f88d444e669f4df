package org.bojagi.zstd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One frame of zstd (RFC 8878 §3.1.1), unpacked as far as it is asked for.
 *
 * <p>Narrower than the format, for frames whose writer is known: the frame says how large its content is and needs no
 * dictionary, and nothing follows it. Memory is the content, a copy of the frame until all is unpacked, and 200 KB. A
 * checksum is passed over: whoever needs one has a better one. One thread at a time.
 */
public final class ZstdFrame {
  static final int MAX_BLOCK_BYTES = 128 << 10; // RFC 8878 §3.1.1.2.4

  private static final int MAGIC = 0xFD2FB528;
  private static final int READ_AHEAD = 8;
  private static final int RAW = 0;
  private static final int SAME = 1;
  private static final int COMPRESSED = 2;

  private final byte[] content;
  private int unpackedBytes;
  private int next;
  private int end;

  /** What only unpacking needs; null once all is unpacked. */
  private ByteBuffer frame;

  private Literals literals;
  private Sequences sequences;

  /**
   * Looks at the frame's header and unpacks nothing.
   *
   * @param frame whole; copied
   * @param maxContentBytes of what the frame declares, before anything of that size is allocated
   */
  public ZstdFrame(byte[] frame, int maxContentBytes) throws MalformedFrameException {
    // Bits are loaded eight bytes at a time, so some zeros stand behind.
    this.frame = ByteBuffer.wrap(Arrays.copyOf(frame, frame.length + READ_AHEAD)).order(ByteOrder.LITTLE_ENDIAN);
    require(frame.length >= 6 && this.frame.getInt(0) == MAGIC, "no frame begins here");
    int descriptor = frame[4] & 0xFF;
    boolean singleSegment = (descriptor & 32) != 0;
    require((descriptor & 8) == 0, "a reserved bit is set");
    require((descriptor & 3) == 0, "the frame needs a dictionary");
    int at = singleSegment ? 5 : 6; // the window's size says nothing where all of the content is kept
    int sizeBytes = descriptor >> 6 == 0 ? singleSegment ? 1 : 0 : 1 << (descriptor >> 6);
    require(sizeBytes > 0, "the frame doesn't say how large its content is");
    require(at + sizeBytes <= frame.length, "the frame ends early");
    long size =
        switch (sizeBytes) {
          case 1 -> frame[at] & 0xFF;
          case 2 -> (this.frame.getShort(at) & 0xFFFF) + 256;
          case 4 -> this.frame.getInt(at) & 0xFFFF_FFFFL;
          default -> this.frame.getLong(at);
        };
    require(size >= 0 && size <= maxContentBytes, "the frame's content is too large");
    next = at + sizeBytes;
    end = frame.length - ((descriptor & 4) != 0 ? 4 : 0);
    require(next + 3 <= end, "the frame ends early");
    content = new byte[(int) size];
    literals = new Literals();
    sequences = new Sequences();
  }

  /** As the frame declares. */
  public int contentBytes() {
    return content.length;
  }

  /**
   * The content, of which the first {@code bytes} bytes, and perhaps more, are unpacked. Shared: not to be changed.
   *
   * @throws MalformedFrameException the frame isn't one up to there; what was handed out before stays good
   */
  public byte[] unpackTo(int bytes) throws MalformedFrameException {
    try {
      while (frame != null && (unpackedBytes < bytes || unpackedBytes == content.length)) {
        block();
      }
    } catch (IndexOutOfBoundsException e) {
      // The tables of a block lie; the language has kept to the arrays' bounds.
      throw new MalformedFrameException("a block can't be read");
    }
    require(unpackedBytes >= bytes, "the frame's content is shorter than it says");
    return content;
  }

  private void block() throws MalformedFrameException {
    require(next + 3 <= end, "the frame ends early");
    int header = frame.getInt(next) & 0xFF_FFFF;
    int type = header >> 1 & 3;
    int size = header >> 3;
    int from = next + 3;
    int blockEnd = from + (type == SAME ? 1 : size);
    require(type <= COMPRESSED && size <= MAX_BLOCK_BYTES && blockEnd <= end, "a block is of no kind or length");
    if (type == COMPRESSED) {
      int behindLiterals = literals.read(frame, from, blockEnd);
      unpackedBytes = sequences.run(frame, behindLiterals, blockEnd, literals, content, unpackedBytes);
    } else {
      require(size <= content.length - unpackedBytes, "a block is larger than the frame says");
      if (type == RAW) {
        frame.get(from, content, unpackedBytes, size);
      } else {
        Arrays.fill(content, unpackedBytes, unpackedBytes + size, frame.get(from));
      }
      unpackedBytes += size;
    }
    next = blockEnd;
    if ((header & 1) != 0) {
      require(unpackedBytes == content.length, "the frame's content is shorter than it says");
      require(next == end, "something follows the frame");
      frame = null;
      literals = null;
      sequences = null;
    }
  }

  private static void require(boolean holds, String otherwise) throws MalformedFrameException {
    if (!holds) {
      throw new MalformedFrameException(otherwise);
    }
  }
}
