package org.bojagi.scrub;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A text as the units that markup is written in: bytes in ASCII's supersets, where no byte of a
 * longer character is one of {@code < > " ' & = / -}, and pairs of bytes in UTF-16. Holds one
 * window of the file. Belongs to one thread.
 */
final class CodeUnits {
  private static final int WINDOW_BYTES = 64 * 1024;

  private final SeekableBytes file;
  private final int width;
  private final boolean littleEndian;
  private final long count;
  private final byte[] window;
  private long windowStart;
  private int windowLength;

  private CodeUnits(SeekableBytes file, int width, boolean littleEndian) {
    this.file = file;
    this.width = width;
    this.littleEndian = littleEndian;
    this.count = file.sizeBytes() / width;
    this.window = new byte[Math.clamp(file.sizeBytes(), 16, WINDOW_BYTES)];
  }

  /** Null where ASCII letters may mean something else: UTF-32, ISO-2022. */
  static CodeUnits of(SeekableBytes file) throws IOException {
    var head = new byte[4_096];
    int length = file.reader().read(0, head, 0, head.length);
    int first = length < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
    boolean wide = length >= 4 && head[2] == 0 && head[3] == 0;
    if (wide && (first == 0xfffe || first == 0x3c00)
        || length >= 4 && first == 0 && (head[2] | head[3]) != 0) {
      return null;
    }
    if (first == 0xfffe || first == 0x3c00) {
      return new CodeUnits(file, 2, true);
    }
    if (first == 0xfeff || first == 0x003c) {
      return new CodeUnits(file, 2, false);
    }
    return shifts(head, length) ? null : new CodeUnits(file, 1, true);
  }

  /** The escape sequences of ISO-2022-JP, -KR and -CN begin so. */
  private static boolean shifts(byte[] head, int length) {
    for (int i = 0; i + 1 < length; i++) {
      if (head[i] == 0x1b && (head[i + 1] == '$' || head[i + 1] == '(')) {
        return true;
      }
    }
    return false;
  }

  long count() {
    return count;
  }

  /** The unit, or -1 beyond the end. */
  int at(long index) throws IOException {
    long within = index - windowStart;
    if (width == 1 && within >= 0 && within < windowLength) {
      return window[(int) within] & 0xff;
    }
    if (index < 0 || index >= count) {
      return -1;
    }
    long offset = index * width;
    slideTo(offset);
    int at = (int) (offset - windowStart);
    if (width == 1) {
      return window[at] & 0xff;
    }
    return littleEndian
        ? window[at] & 0xff | (window[at + 1] & 0xff) << 8
        : (window[at] & 0xff) << 8 | window[at + 1] & 0xff;
  }

  /** Holds the unit at an offset that the file has, and what is around it. */
  private void slideTo(long offset) throws IOException {
    if (offset < windowStart || offset + width > windowStart + windowLength) {
      // A little of what came before: looking back is common, and short.
      windowStart = Math.max(0, offset - window.length / 8) / width * width;
      long left = count * width - windowStart; // what was added to the file meanwhile is no part of it
      windowLength = (int) Math.min(left, file.reader().read(windowStart, window, 0, window.length));
      if (offset + width > windowStart + windowLength) {
        throw new java.io.EOFException("the file became shorter while it was read");
      }
    }
  }

  /** The first place of an ASCII character from {@code start} on, at most {@code end}; {@code end} where there is none. */
  long next(int character, long start, long end) throws IOException {
    long last = Math.min(end, count);
    for (long i = start; i < last; ) {
      if (width == 1) {
        slideTo(i);
        int until = (int) Math.min(windowLength, last - windowStart);
        for (int at = (int) (i - windowStart); at < until; at++) {
          if (window[at] == character) {
            return windowStart + at;
          }
        }
        i = windowStart + until;
      } else if (at(i) == character) {
        return i;
      } else {
        i++;
      }
    }
    return Math.max(start, last);
  }

  long byteOffset(long index) {
    return index * width;
  }

  /** What {@code ascii} is in this text's charset. */
  byte[] encoded(String ascii) {
    return ascii.getBytes(charset());
  }

  /** The same of bytes; themselves where a unit is one. */
  byte[] encoded(byte[] ascii) {
    return width == 1 ? ascii : encoded(new String(ascii, StandardCharsets.ISO_8859_1));
  }

  private Charset charset() {
    if (width == 1) {
      return StandardCharsets.ISO_8859_1;
    }
    return littleEndian ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }

  /** Each unit as a character, up to {@code most} of them. */
  String text(long start, long end, int most) throws IOException {
    long until = Math.min(end, start + most);
    if (width == 1 && start >= windowStart && start < until && until <= windowStart + windowLength) {
      return new String(window, (int) (start - windowStart), (int) (until - start), StandardCharsets.ISO_8859_1);
    }
    var text = new StringBuilder();
    for (long i = start; i < until; i++) {
      text.append((char) at(i));
    }
    return text.toString();
  }

  /**
   * The first place of {@code ascii} from {@code start} on, letters of any case, that ends by
   * {@code end}; else -1.
   */
  long indexOf(String ascii, long start, long end) throws IOException {
    int first = ascii.charAt(0);
    boolean letter = isLetter(first);
    for (long i = start; i + ascii.length() <= end; i++) {
      if (!letter) {
        i = next(first, i, end);
      }
      if (i + ascii.length() <= end && lower(at(i)) == first && startsWith(ascii, i)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * @param ascii in lower case
   */
  boolean startsWith(String ascii, long start) throws IOException {
    for (int i = 0; i < ascii.length(); i++) {
      if (lower(at(start + i)) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static int lower(int unit) {
    return unit >= 'A' && unit <= 'Z' ? unit + 32 : unit;
  }

  static boolean isSpace(int unit) {
    return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r' || unit == '\f';
  }

  static boolean isLetter(int unit) {
    int lower = lower(unit);
    return lower >= 'a' && lower <= 'z';
  }
}
