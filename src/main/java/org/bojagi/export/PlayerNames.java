package org.bojagi.export;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Short names that FAT holds and old players show in order: a number, then what a person knows it by.
 *
 * <p>A title may be hostile, and is cut to what every system and player takes: nothing that steers, no character above
 * U+FFFF, nothing that FAT forbids. The number makes names differ, so that what is cut never collides.
 */
public enum PlayerNames {
  /** {@code 01 제목} */
  TITLES,
  /** {@code 01-jemog} */
  ASCII,
  /** {@code 0001}: says nothing. */
  NEUTRAL;

  /** UTF-16 units of a title in a name; what old players show on one line. */
  static final int MOST_TITLE_CHARS = 36;

  private static final String FORBIDDEN = "<>:\"|?*\\/";

  /**
   * A name without extension; unique in its folder where the number is.
   *
   * @param of how many there are in the folder, which decides the digits
   */
  String name(int number, int of, String title) {
    int digits = this == NEUTRAL ? 4 : 2;
    var counted = String.format(Locale.ROOT, "%0" + Math.max(digits, String.valueOf(of).length()) + "d", number);
    var shown = switch (this) {
      case NEUTRAL -> "";
      case ASCII -> ascii(title);
      case TITLES -> clean(title);
    };
    return shown.isEmpty() ? counted : counted + (this == ASCII ? "-" : " ") + shown;
  }

  /** One line of a title as part of a file's name; may be empty. */
  static String clean(String title) {
    var kept = new StringBuilder();
    Normalizer.normalize(title, Normalizer.Form.NFC).codePoints().forEach(c -> keep(c, kept));
    var line = kept.toString().strip().replaceAll(" {2,}", " ");
    if (line.length() > MOST_TITLE_CHARS) {
      int word = line.lastIndexOf(' ', MOST_TITLE_CHARS);
      line = line.substring(0, word > MOST_TITLE_CHARS / 2 ? word : MOST_TITLE_CHARS);
    }
    // FAT drops dots and spaces at the end of a name.
    return line.replaceFirst("[. ]+$", "");
  }

  private static void keep(int c, StringBuilder kept) {
    int type = Character.getType(c);
    boolean unseen =
        type == Character.CONTROL || type == Character.FORMAT || type == Character.UNASSIGNED
            || type == Character.PRIVATE_USE || type == Character.SURROGATE;
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      kept.append(' ');
    } else if (!unseen && c <= 0xFFFF) {
      kept.append(FORBIDDEN.indexOf(c) >= 0 ? '_' : (char) c);
    }
  }

  /** Letters and digits of ASCII; Hangul by its sounds, accents taken off, all else left out; may be empty. */
  static String ascii(String title) {
    var letters = new StringBuilder();
    Normalizer.normalize(title, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            c -> {
              if (c >= 0xAC00 && c <= 0xD7A3) {
                letters.append(RomanHangul.of((char) c));
              } else {
                letters.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD));
              }
            });
    var words = letters.toString().toLowerCase(Locale.ROOT).replaceAll("\\p{M}+", "").replaceAll("[^a-z0-9]+", "-");
    words = words.replaceAll("^-+", "");
    return words.substring(0, Math.min(words.length(), MOST_TITLE_CHARS)).replaceAll("-+$", "");
  }
}
