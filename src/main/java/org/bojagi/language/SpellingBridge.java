package org.bojagi.language;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A difference between Northern and Southern spelling that a query crosses, in both directions: a rule over
 * one word.
 *
 * <p>{@link #spellings} asks all of them. They work on what is typed alone: no index depends on them, and a
 * reader with more of them finds more in bundles that exist.
 */
public enum SpellingBridge {
  /**
   * A word's first consonant (두음 법칙, Hangul orthography of 1988, articles 10 to 12): where the North writes ㄹ
   * or ㄴ as the hanja is read, 력사 and 녀자, the South writes ㅇ before i and y, 역사 and 여자, and ㄴ for ㄹ
   * elsewhere: 로동, 노동.
   *
   * <p>Only syllables that hanja are read as take part, so that 있다 is not taken for a 릿다.
   */
  INITIAL_SOUND {
    @Override
    List<String> cross(String word) {
      var others = new ArrayList<String>();
      var rest = word.substring(1);
      char first = word.charAt(0);
      if (NORTHERN_FIRST.indexOf(first) >= 0) {
        others.add(southern(first) + rest);
      }
      for (int i = 0; i < NORTHERN_FIRST.length(); i++) {
        if (southern(NORTHERN_FIRST.charAt(i)) == first) {
          others.add(NORTHERN_FIRST.charAt(i) + rest);
        }
      }
      return others;
    }
  };

  private static final String NORTHERN_FIRST =
      "라락란랄람랍랑래랭략량려력련렬렴렵령례로록론롱뢰료룡루류륙륜률륭륵름릉리린림립녀년념녕뇨뉴니닉";

  private static final int FIRST_SYLLABLE = 0xAC00;
  private static final int OF_ONE_INITIAL = 21 * 28;
  private static final int NIEUN = 2;
  private static final int IEUNG = 11;

  /** Of the 21 vowels, in Unicode's order, those that begin with i or y: ㅑㅒㅕㅖㅛㅠㅣ. */
  private static final int I_AND_Y = 1 << 2 | 1 << 3 | 1 << 6 | 1 << 7 | 1 << 12 | 1 << 17 | 1 << 20;

  private static char southern(char northern) {
    int vowelAndFinal = (northern - FIRST_SYLLABLE) % OF_ONE_INITIAL;
    int initial = (I_AND_Y >> vowelAndFinal / 28 & 1) != 0 ? IEUNG : NIEUN;
    return (char) (FIRST_SYLLABLE + initial * OF_ONE_INITIAL + vowelAndFinal);
  }

  /** @param word of two Hangul syllables or more, NFC */
  abstract List<String> cross(String word);

  /**
   * How else a word may be spelled, North or South, the likeliest first; empty for one syllable, which is too
   * little to go by, and for what isn't Hangul.
   *
   * @param word NFC
   */
  public static List<String> spellings(String word) {
    if (word.length() < 2 || !isSyllable(word.charAt(0)) || !isSyllable(word.charAt(1))) {
      return List.of();
    }
    var others = new LinkedHashSet<String>();
    for (var bridge : values()) {
      others.addAll(bridge.cross(word));
    }
    others.remove(word);
    return List.copyOf(others);
  }

  static boolean isSyllable(char c) {
    return c >= FIRST_SYLLABLE && c < FIRST_SYLLABLE + 19 * OF_ONE_INITIAL;
  }
}
