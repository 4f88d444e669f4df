package org.bojagi.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A cue of WebVTT and where it stands: from its line of times to the end of its text, without a
 * number before it.
 *
 * <p>SubRip differs by a comma for the point, which is read, too.
 *
 * @param start of the line with the times, in UTF-16 units
 * @param text without tags, lines separated by LF, at most {@value #MAX_TEXT_CHARS} characters
 */
record CueBlock(int start, int end, long startMillis, long endMillis, String text) {
  static final int MAX_CUES = 200_000;
  static final int MAX_TEXT_CHARS = 600;
  private static final int MAX_SOURCE_CHARS = 4_096;

  /** Cues in the order of the file; cues without text are left out. */
  static List<CueBlock> scan(String source) {
    var blocks = new ArrayList<CueBlock>();
    int at = 0;
    while (at < source.length() && blocks.size() < MAX_CUES) {
      int lineEnd = lineEnd(source, at);
      var times = CueTimes.parse(source, at, lineEnd);
      if (times == null) {
        at = lineEnd + 1;
        continue;
      }
      int textStart = Math.min(lineEnd + 1, source.length());
      int textEnd = endOfText(source, textStart);
      int sourceEnd = Math.min(textEnd, textStart + MAX_SOURCE_CHARS);
      var text = CueMarkup.plain(source.substring(textStart, sourceEnd));
      if (!text.isEmpty() && sourceEnd - at < MAX_SOURCE_CHARS * 2) {
        blocks.add(new CueBlock(at, sourceEnd, times.startMillis(), times.endMillis(), text));
      }
      at = Math.max(textEnd, lineEnd + 1);
    }
    return blocks;
  }

  /**
   * The first blank line, or a line of times where the blank line was forgotten, with the number
   * before it.
   */
  private static int endOfText(String source, int from) {
    int at = from;
    int previous = from;
    while (at < source.length()) {
      int lineEnd = lineEnd(source, at);
      if (source.substring(at, Math.min(lineEnd, at + 64)).isBlank() && lineEnd - at < 64) {
        return at;
      }
      if (CueTimes.parse(source, at, lineEnd) != null) {
        return isNumber(source.substring(previous, Math.min(at, previous + 16))) ? previous : at;
      }
      previous = at;
      at = lineEnd + 1;
    }
    return source.length();
  }

  private static boolean isNumber(String line) {
    var number = line.strip();
    return !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Of the LF (or CR alone) that ends the line, else the end of the text. */
  private static int lineEnd(String source, int from) {
    for (int i = from; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\n' || c == '\r' && (i + 1 == source.length() || source.charAt(i + 1) != '\n')) {
        return i;
      }
    }
    return source.length();
  }
}
