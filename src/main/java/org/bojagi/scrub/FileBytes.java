package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;

/**
 * Numbers and marks read from a file at any position, through one small window.
 *
 * <p>Whatever would reach beyond the file is a {@link BrokenStructure}; nothing is allocated before that is known.
 */
final class FileBytes {
  /** What {@link #bytes} holds at most: a tag or a header, never a picture. */
  static final int MAX_HELD = 1 << 24;

  private static final int WINDOW = 16 * 1024;
  private static final int SKIMMED = 64;

  private final SeekableBytes file;
  private final byte[] window;

  /** What may still be read, in bytes, each new window counted as 1 KiB: a file can't make us go in circles. */
  private long work;

  private long windowOffset;
  private int windowLength;

  FileBytes(SeekableBytes file) {
    this(file, WINDOW);
  }

  private FileBytes(SeekableBytes file, int windowBytes) {
    this.file = file;
    this.window = new byte[windowBytes];
    this.work = 20_000_000 + 4 * file.sizeBytes();
  }

  /** The same file for one who reads heads of a few bytes far apart, and not what is between them. */
  FileBytes skimmed() {
    return new FileBytes(file, SKIMMED);
  }

  long size() {
    return file.sizeBytes();
  }

  int u8(long offset) throws IOException, BrokenStructure {
    int at = load(offset, 1);
    return window[at] & 0xFF;
  }

  int u16(long offset) throws IOException, BrokenStructure {
    return (int) number(offset, 2, true);
  }

  int u24(long offset) throws IOException, BrokenStructure {
    return (int) number(offset, 3, true);
  }

  long u32(long offset) throws IOException, BrokenStructure {
    return number(offset, 4, true);
  }

  long u32le(long offset) throws IOException, BrokenStructure {
    return number(offset, 4, false);
  }

  /** Signed: what is negative is refused by whoever compares it with the file's size. */
  long i64(long offset) throws IOException, BrokenStructure {
    return number(offset, 8, true);
  }

  /** @param size in bytes, from 0 to 8 */
  long number(long offset, int size, boolean bigEndian) throws IOException, BrokenStructure {
    int at = load(offset, size);
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | window[bigEndian ? at + i : at + size - 1 - i] & 0xFF;
    }
    return value;
  }

  /** Whether these letters, one byte each, stand at {@code offset}; false beyond the end. */
  boolean is(long offset, String letters) throws IOException {
    if (offset < 0 || letters.length() > size() - offset) {
      return false;
    }
    try {
      int at = load(offset, letters.length());
      for (int i = 0; i < letters.length(); i++) {
        if ((window[at + i] & 0xFF) != letters.charAt(i)) {
          return false;
        }
      }
      return true;
    } catch (BrokenStructure e) {
      return false;
    }
  }

  /** Four letters of one byte each. */
  String mark(long offset) throws IOException, BrokenStructure {
    return text(offset, 4);
  }

  /** Letters of one byte each. */
  String text(long offset, int length) throws IOException, BrokenStructure {
    return new String(bytes(offset, length), ISO_8859_1);
  }

  byte[] bytes(long offset, long length) throws IOException, BrokenStructure {
    if (offset < 0 || length < 0 || length > size() - offset || length > MAX_HELD) {
      throw new BrokenStructure("a length of " + length, offset);
    }
    spend(length, offset);
    var bytes = new byte[(int) length];
    if (file.reader().read(offset, bytes, 0, bytes.length) < bytes.length) {
      throw new IOException("the file became shorter while it was read");
    }
    return bytes;
  }

  /** Whether all are zero; reads no further than the first that isn't. */
  boolean blank(long offset, long length) throws IOException, BrokenStructure {
    for (long at = offset; at < offset + length; ) {
      int from = load(at, 1);
      int n = (int) Math.min(windowLength - from, offset + length - at);
      for (int i = from; i < from + n; i++) {
        if (window[i] != 0) {
          return false;
        }
      }
      spend(n, at);
      at += n;
    }
    return true;
  }

  /** Where the byte stands next, in {@code [from, end)}, or -1. */
  long find(int wanted, long from, long end) throws IOException, BrokenStructure {
    for (long at = from; at < end; ) {
      int start = load(at, 1);
      int n = (int) Math.min(windowLength - start, end - at);
      int i = start;
      while (i < start + n && (window[i] & 0xFF) != wanted) {
        i++;
      }
      spend(i - start, at); // what was looked at: a packed picture has what is wanted a hundred times in a window
      at += i - start;
      if (i < start + n) {
        return at;
      }
    }
    return -1;
  }

  /** Where one of the bytes stands next, in {@code [from, end)}, or -1. @param wanted of 256 */
  long findAny(boolean[] wanted, long from, long end) throws IOException, BrokenStructure {
    for (long at = from; at < end; ) {
      int start = load(at, 1);
      int until = start + (int) Math.min(windowLength - start, end - at);
      int i = start;
      while (i < until && !wanted[window[i] & 0xFF]) {
        i++;
      }
      spend(i - start, at);
      at += i - start;
      if (i < until) {
        return at;
      }
    }
    return -1;
  }

  /** Makes {@code length} bytes from {@code offset} on stand in the window; where there. */
  private int load(long offset, int length) throws IOException, BrokenStructure {
    if (offset < 0 || length > size() - offset) {
      throw new BrokenStructure("the end of the file in the middle of a structure", offset);
    }
    if (offset < windowOffset || offset + length > windowOffset + windowLength) {
      spend(Math.min(1024, window.length), offset);
      windowLength = 0;
      int wanted = (int) Math.min(window.length, size() - offset);
      int n = file.reader().read(offset, window, 0, wanted);
      if (n < wanted) {
        throw new IOException("the file became shorter while it was read");
      }
      windowOffset = offset;
      windowLength = n;
    }
    spend(1, offset);
    return (int) (offset - windowOffset);
  }

  private void spend(long bytes, long offset) throws BrokenStructure {
    work -= bytes;
    if (work < 0) {
      throw new BrokenStructure("a structure that is read over and over", offset);
    }
  }

  /** Letters for a message: what can't be printed is a dot. */
  static String printable(String text) {
    var letters = text.length() > 60 ? text.substring(0, 60).toCharArray() : text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      if (letters[i] < ' ' || letters[i] > '~' && letters[i] != '©') {
        letters[i] = '.';
      }
    }
    return new String(letters);
  }

  static byte[] bigEndian(long value, int size) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[size - 1 - i] = (byte) (value >> 8 * i);
    }
    return bytes;
  }

  static byte[] littleEndian(long value, int size) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >> 8 * i);
    }
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    int size = 0;
    for (var part : parts) {
      size += part.length;
    }
    var all = Arrays.copyOf(parts[0], size);
    int at = parts[0].length;
    for (int i = 1; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, all, at, parts[i].length);
      at += parts[i].length;
    }
    return all;
  }
}
