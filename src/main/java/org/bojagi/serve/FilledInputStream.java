package org.bojagi.serve;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.bojagi.fault.DamagedBundleException;

/**
 * A stretch of a film or sound in which zeros stand for bytes that can't be read. A player reads far ahead of
 * what it shows and gives up where its bytes end: with zeros it plays up to the damage, and stumbles there
 * and no sooner.
 *
 * <p>Not for copies: whoever keeps a file must know that it isn't whole.
 */
final class FilledInputStream extends InputStream {
  /** More isn't made up in one answer: then the bytes end. */
  static final int MAX_FILLED_BYTES = 1 << 20;

  /** What is damaged is found in steps of so much. */
  private static final int STEP_BYTES = 4 << 10;

  private final Answer.Source source;
  private final long end;
  private long position;
  private InputStream in;
  private int filled;

  FilledInputStream(Answer.Source source, long offset, long length) {
    this.source = source;
    this.position = offset;
    this.end = offset + length;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (position == end || length == 0) {
      return position == end ? -1 : 0;
    }
    int count;
    try {
      count = readWhole(bytes, offset, (int) Math.min(length, end - position));
    } catch (DamagedBundleException somewhere) {
      count = readStep(bytes, offset,
          (int) Math.min(length, Math.min(end - position, STEP_BYTES - position % STEP_BYTES)));
    }
    position += count;
    return count;
  }

  private int readStep(byte[] bytes, int offset, int length) throws IOException {
    close();
    try {
      return readWhole(bytes, offset, length);
    } catch (DamagedBundleException here) {
      close();
      filled += length;
      if (filled > MAX_FILLED_BYTES) {
        throw here;
      }
      Arrays.fill(bytes, offset, offset + length, (byte) 0);
      return length;
    }
  }

  /** All of it or none: what a stream gave before it failed isn't told. */
  private int readWhole(byte[] bytes, int offset, int length) throws IOException {
    if (in == null) {
      in = source.open(position, end - position);
    }
    if (in.readNBytes(bytes, offset, length) < length) {
      throw new EOFException();
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }
}
