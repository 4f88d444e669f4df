package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;

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

  byte[] toBytes() {
    var bytes = new byte[Math.toIntExact(sizeBytes)];
    int at = 0;
    for (var piece : full) {
      System.arraycopy(piece, 0, bytes, at, piece.length);
      at += piece.length;
    }
    System.arraycopy(last, 0, bytes, at, lastLength);
    return bytes;
  }
}
