package org.bojagi.page;

/**
 * Words out of a bundle on their way into a page: bounded, on one line, and turning nothing around.
 */
final class PackedWords {
  static final int LINE_CODE_POINTS = 200;
  static final int TEXT_CODE_POINTS = 2_000;

  private PackedWords() {}

  /** For a title or a name. */
  static String line(String packed) {
    return bounded(packed, LINE_CODE_POINTS);
  }

  /** For a description or a line that is said. */
  static String text(String packed) {
    return bounded(packed, TEXT_CODE_POINTS);
  }

  /**
   * Runs of white space become one space. Left out are controls, lone halves of surrogates and the
   * signs that change the direction of what follows (Unicode Bidirectional Algorithm, UAX 9 §2):
   * with them a title could rewrite the line that it stands in.
   */
  private static String bounded(String packed, int codePoints) {
    var kept = new StringBuilder();
    int count = 0;
    boolean space = false;
    for (int i = 0; i < packed.length(); ) {
      int c = packed.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        space = !kept.isEmpty();
      } else if (isShown(c)) {
        if (count >= codePoints) {
          return kept.append('…').toString();
        }
        if (space) {
          kept.append(' ');
          count++;
        }
        kept.appendCodePoint(c);
        count++;
        space = false;
      }
    }
    return kept.toString();
  }

  static boolean isShown(int c) {
    boolean turns =
        c == 0x61C
            || c >= 0x200E && c <= 0x200F
            || c >= 0x202A && c <= 0x202E
            || c >= 0x2066 && c <= 0x2069;
    return !turns
        && !Character.isISOControl(c)
        && (c < 0xD800 || c > 0xDFFF)
        && c != 0xFEFF
        && (c & 0xFFFE) != 0xFFFE;
  }
}
