package org.bojagi.recover;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bojagi.catalog.PackedFile;

/** A file up to its last sound byte. */
final class SoundBytes extends InputStream {
  private final FileReading reading;
  private final ByteArrayOutputStream copy;
  private final byte[] segment = new byte[PackedFile.SEGMENT_BYTES];
  private long left;
  private int position;
  private int end;

  /** @param copy null: none is kept */
  SoundBytes(FileReading reading, long length, ByteArrayOutputStream copy) {
    this.reading = reading;
    this.left = length;
    this.copy = copy;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      position = 0;
      end = left == 0 ? 0 : (int) Math.min(left, reading.nextSegment(segment));
      left -= end;
      if (end == 0) {
        return -1;
      }
      if (copy != null) {
        copy.write(segment, 0, end);
      }
    }
    int n = Math.min(length, end - position);
    System.arraycopy(segment, position, into, offset, n);
    position += n;
    return n;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }
}
