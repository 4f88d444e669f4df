package org.bojagi.extract;

import java.io.IOException;
import java.util.Arrays;

/**
 * JPEGs and PNGs that stand somewhere in a stream of old Office, where nothing may change its
 * length: a cleaned one is filled up with zeros behind its end, which no decoder reads.
 */
final class FixedPictures {
  private final CleaningReport report;

  FixedPictures(CleaningReport report) {
    this.report = report;
  }

  byte[] clean(String name, byte[] stream) throws IOException {
    var cleaned = stream;
    for (int at = 0; at + 16 < stream.length; at++) {
      int end =
          (stream[at] & 0xff) == 0xff
              ? endOfJpeg(stream, at)
              : stream[at] == (byte) 0x89 ? endOfPng(stream, at) : -1;
      if (end > at) {
        var picture = Arrays.copyOfRange(stream, at, end);
        var without = report.cleanedPicture(name + " picture", picture);
        if (without != picture && without.length <= picture.length) {
          cleaned = cleaned == stream ? stream.clone() : cleaned;
          Arrays.fill(cleaned, at, end, (byte) 0);
          System.arraycopy(without, 0, cleaned, at, without.length);
        }
        at = end - 1;
      }
    }
    return cleaned;
  }

  /**
   * Behind the end mark of a JPEG that begins at {@code at}; -1 where none does (ITU T.81 annex B).
   */
  static int endOfJpeg(byte[] stream, int at) {
    if (stream[at + 1] != (byte) 0xd8 || stream[at + 2] != (byte) 0xff) {
      return -1;
    }
    int next = at + 2;
    while (next + 2 <= stream.length && stream[next] == (byte) 0xff) {
      int marker = stream[next + 1] & 0xff;
      if (marker == 0xd9) {
        return next + 2;
      }
      if (next + 4 > stream.length) {
        return -1;
      }
      int length = (stream[next + 2] & 0xff) << 8 | stream[next + 3] & 0xff;
      if (marker < 0xc0 || length < 2 || length > stream.length - next - 2) {
        return -1;
      }
      next += 2 + length;
      if (marker == 0xda) {
        // Within the scan a mark is ff and neither 0 nor a restart.
        while (next + 1 < stream.length
            && (stream[next] != (byte) 0xff
                || stream[next + 1] == 0
                || stream[next + 1] == (byte) 0xff
                || (stream[next + 1] & 0xf8) == 0xd0)) {
          next++;
        }
      }
    }
    return -1;
  }

  private static int endOfPng(byte[] stream, int at) {
    if (stream[at + 1] != 'P' || stream[at + 2] != 'N' || stream[at + 3] != 'G') {
      return -1;
    }
    int next = at + 8;
    while (next + 12 <= stream.length) {
      int length =
          (stream[next] & 0xff) << 24
              | (stream[next + 1] & 0xff) << 16
              | (stream[next + 2] & 0xff) << 8
              | stream[next + 3] & 0xff;
      if (length < 0 || length > stream.length - next - 12) {
        return -1;
      }
      boolean isEnd = stream[next + 4] == 'I' && stream[next + 5] == 'E' && stream[next + 6] == 'N';
      next += 12 + length;
      if (isEnd) {
        return next;
      }
    }
    return -1;
  }
}
