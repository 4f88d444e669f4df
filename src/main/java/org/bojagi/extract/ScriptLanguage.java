package org.bojagi.extract;

import java.util.Locale;
import java.util.Set;

/**
 * The language of a text by its script, where it is long enough to tell and no other language comes
 * close.
 */
final class ScriptLanguage {
  private static final int SAMPLE_CHARS = 20_000;
  private static final int MIN_LETTERS = 20;

  /**
   * In English text one word in three or four is one of these; in no other language are three of a
   * hundred.
   */
  private static final Set<String> ENGLISH =
      Set.of(
          "the", "and", "of", "to", "in", "is", "that", "was", "for", "with", "it", "on", "as",
          "are", "this");

  private ScriptLanguage() {}

  /** {@code ko}, {@code zh}, {@code ja}, {@code en}, or empty. */
  static String of(String text) {
    int hangul = 0;
    int han = 0;
    int kana = 0;
    int latin = 0;
    int end = Math.min(text.length(), SAMPLE_CHARS);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0xac00 && c < 0xd7a4 || c >= 0x1100 && c < 0x1200) {
        hangul++;
      } else if (c >= 0x4e00 && c < 0xa000 || c >= 0x3400 && c < 0x4dc0) {
        han++;
      } else if (c >= 0x3040 && c < 0x3100) {
        kana++;
      } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
        latin++;
      }
    }
    int letters = hangul + han + kana + latin / 3; // a syllable is worth some three Latin letters
    if (letters < MIN_LETTERS) {
      return "";
    }
    if (hangul * 3 > letters) {
      return "ko";
    }
    if (kana * 5 > letters) {
      return "ja";
    }
    if (han * 2 > letters) {
      return "zh";
    }
    return latin / 3 * 10 > letters * 8 && isEnglish(text.substring(0, end)) ? "en" : "";
  }

  private static boolean isEnglish(String text) {
    var words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+");
    int known = 0;
    for (var word : words) {
      known += ENGLISH.contains(word) ? 1 : 0;
    }
    return words.length >= 10 && known * 10 >= words.length;
  }
}
