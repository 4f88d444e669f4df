package org.bojagi.cli.pack;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.BreakIterator;

/** How wide a text stands on a terminal: Korean and Chinese letters take two columns, marks on others none. */
final class Columns {
  private Columns() {}

  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /** As terminals have it (Unicode Standard Annex 11); a letter whose width depends on the font counts one. */
  private static int of(int c) {
    int type = Character.getType(c);
    // Vowels and finals of decomposed syllables join the initial, which has both columns.
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT
        || c >= 0x1160 && c <= 0x11FF) {
      return 0;
    }
    int width = UCharacter.getIntPropertyValue(c, UProperty.EAST_ASIAN_WIDTH);
    return width == UCharacter.EastAsianWidth.WIDE || width == UCharacter.EastAsianWidth.FULLWIDTH ? 2 : 1;
  }

  /** The end of a text that fits, with an ellipsis for the rest: of a path the end tells most. */
  static String end(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    if (columns < 1) {
      return "";
    }
    var letters = BreakIterator.getCharacterInstance();
    letters.setText(text);
    int start = text.length();
    for (int before = letters.last(); (before = letters.previous()) != BreakIterator.DONE; ) {
      if (of(text.substring(before)) > columns - 1) {
        break;
      }
      start = before;
    }
    return "…" + text.substring(start);
  }

  /** Filled with spaces, in front of it for figures. */
  static String padded(String text, int columns, boolean right) {
    var spaces = " ".repeat(Math.max(0, columns - of(text)));
    return right ? spaces + text : text + spaces;
  }
}
