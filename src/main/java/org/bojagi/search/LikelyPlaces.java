package org.bojagi.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where in a text words may stand, found without cutting it: cutting a passage costs more than all else of
 * its hit.
 *
 * <p>A Korean word is taken to be where its first syllable has the same initial and vowel and its second the
 * same initial: what endings change is the rest (배우다, 배웠다). The vowel of a stem of one syllable may be
 * contracted (오다, 왔다). Hanja may be read as anything. Other scripts: where the first two letters are the
 * same.
 */
final class LikelyPlaces {
  /**
   * What is cut besides the word itself on both sides, up to the next space, so that it is cut as in the
   * whole text.
   */
  private static final int CONTEXT_CHARS = 24;

  private static final int FIRST_SYLLABLE = 0xAC00;
  private static final int LAST_SYLLABLE = 0xD7A3;
  private static final int OF_ONE_INITIAL = 21 * 28;

  private LikelyPlaces() {}

  /** @param end exclusive; both in UTF-16 units */
  record Window(int start, int end) {}

  /**
   * In order, apart, between spaces where there are any.
   *
   * @param terms as they stand in an index
   * @param termChars how long what is looked for is at most
   */
  static List<Window> of(String text, Collection<String> terms, int termChars) {
    var windows = new ArrayList<Window>();
    int start = -1;
    int end = -1;
    for (int i = 0; i < text.length(); i++) {
      if (!mayBegin(text, i, terms)) {
        continue;
      }
      if (start < 0 || i - CONTEXT_CHARS > end) {
        if (start >= 0) {
          windows.add(new Window(start, end));
        }
        start = spaceBefore(text, Math.max(i - CONTEXT_CHARS, end));
      }
      end = Math.max(end, spaceAfter(text, i + termChars + CONTEXT_CHARS));
    }
    if (start >= 0) {
      windows.add(new Window(start, end));
    }
    return windows;
  }

  private static boolean mayBegin(String text, int i, Collection<String> terms) {
    char c = text.charAt(i);
    if (c < FIRST_SYLLABLE && Character.isIdeographic(c)) {
      return true;
    }
    for (var term : terms) {
      if (isSyllable(term.charAt(0)) ? mayBeSyllable(text, i, term) : sameLetters(text, i, term)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBeSyllable(String text, int i, String term) {
    char c = text.charAt(i);
    if (!isSyllable(c) || initial(c) != initial(term.charAt(0))) {
      return false;
    }
    int vowel = vowel(term.charAt(0));
    if (term.length() == 1) {
      return vowel(c) == vowel || vowel(c) == contracted(vowel);
    }
    if (vowel(c) != vowel) {
      return false;
    }
    char second = term.charAt(1);
    return !isSyllable(second)
        || i + 1 < text.length()
            && isSyllable(text.charAt(i + 1))
            && initial(text.charAt(i + 1)) == initial(second);
  }

  private static boolean sameLetters(String text, int i, String term) {
    return text.regionMatches(true, i, term, 0, Math.min(2, term.length()));
  }

  private static boolean isSyllable(char c) {
    return c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE;
  }

  private static int initial(char syllable) {
    return (syllable - FIRST_SYLLABLE) / OF_ONE_INITIAL;
  }

  private static int vowel(char syllable) {
    return (syllable - FIRST_SYLLABLE) % OF_ONE_INITIAL / 28;
  }

  /**
   * What a vowel becomes before 었, in Unicode's order of vowels: 하다 했다, 오다 왔다, 되다 됐다, 주다 줬다, 쓰다 썼다, 지다 졌다.
   */
  private static int contracted(int vowel) {
    return switch (vowel) {
      case 0 -> 1;
      case 8 -> 9;
      case 11 -> 10;
      case 13 -> 14;
      case 18 -> 4;
      case 20 -> 6;
      default -> vowel;
    };
  }

  private static int spaceBefore(String text, int i) {
    int at = Math.max(i, 0);
    int least = Math.max(0, at - CONTEXT_CHARS);
    while (at > least && !Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int spaceAfter(String text, int i) {
    int at = Math.min(i, text.length());
    int most = Math.min(text.length(), at + CONTEXT_CHARS);
    while (at < most && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
