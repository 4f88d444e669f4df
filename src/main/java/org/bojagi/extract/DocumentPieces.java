package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/** A document that grows without being copied: of one of 190 MB a worker's heap holds no third. */
final class DocumentPieces extends OutputStream {
  private static final int PIECE_BYTES = 1 << 20;

  private final ArrayDeque<byte[]> full = new ArrayDeque<>();
  private byte[] last = new byte[0];
  private int lastLength;
  private long sizeBytes;

  long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    int done = 0;
    while (done < length) {
      if (lastLength == last.length) {
        if (lastLength > 0) {
          full.add(last);
        }
        last = new byte[PIECE_BYTES];
        lastLength = 0;
      }
      int count = Math.min(length - done, last.length - lastLength);
      System.arraycopy(bytes, from + done, last, lastLength, count);
      lastLength += count;
      done += count;
    }
    sizeBytes += length;
  }

  /** All of it, piece by piece; each is given up as it is written. */
  void moveTo(OutputStream out) throws IOException {
    while (!full.isEmpty()) {
      out.write(full.removeFirst());
    }
    out.write(last, 0, lastLength);
    last = new byte[0];
    lastLength = 0;
    sizeBytes = 0;
  }

  /** Reads what was written so far, without a copy of it; of no use once something is written or moved. */
  RandomAccessRead reader() {
    return new Reader(full.toArray(byte[][]::new), last, sizeBytes);
  }

  private static final class Reader implements RandomAccessRead {
    private final byte[][] full;
    private final byte[] last;
    private final long sizeBytes;
    private long position;

    Reader(byte[][] full, byte[] last, long sizeBytes) {
      this.full = full;
      this.last = last;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public int read() {
      if (position >= sizeBytes) {
        return -1;
      }
      var piece = piece();
      return piece[(int) (position++ % PIECE_BYTES)] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int at, int length) {
      if (position >= sizeBytes) {
        return -1;
      }
      int from = (int) (position % PIECE_BYTES);
      int count = (int) Math.min(Math.min(length, PIECE_BYTES - from), sizeBytes - position);
      System.arraycopy(piece(), from, buffer, at, count);
      position += count;
      return count;
    }

    private byte[] piece() {
      int index = (int) (position / PIECE_BYTES);
      return index < full.length ? full[index] : last;
    }

    @Override
    public long getPosition() {
      return position;
    }

    @Override
    public void seek(long to) throws IOException {
      if (to < 0) {
        throw new IOException("a place before the beginning");
      }
      position = Math.min(to, sizeBytes);
    }

    @Override
    public long length() {
      return sizeBytes;
    }

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    public boolean isEOF() {
      return position >= sizeBytes;
    }

    @Override
    public RandomAccessReadView createView(long start, long length) throws IOException {
      return new RandomAccessReadView(new Reader(full, last, sizeBytes), start, length);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
