package org.bojagi.language;

/**
 * Hangul in which Northern and Southern spellings fall together, syllable for syllable: what comes out is as long
 * as what went in.
 *
 * <p>{@link #lightly} folds what nothing else is spelled like: an index holds its pairs of syllables so, and loses
 * .002 of their precision at most (docs/search.md). {@link #fold} folds all that {@link SpellingBridge} crosses; it
 * is for comparing two words, of which other words fall together too (다리, 다니).
 */
public final class SpellingFold {
  // Initials, vowels and finals as Unicode counts them.
  private static final int G = 0;
  private static final int N = 2;
  private static final int R = 5;
  private static final int S = 9;
  private static final int IEUNG = 11;
  private static final int EO = 4;
  private static final int E = 5;
  private static final int YEO = 6;
  private static final int YE = 7;
  private static final int I = 20;
  private static final int FINAL_S = 19;

  /** ㅑㅒㅕㅖㅛㅠㅣ: vowels that begin with i or y. */
  private static final int I_AND_Y = bits(2, 3, YEO, YE, 12, 17, I);

  /** ㅣㅐㅔㅚㅟㅢ: after them the North writes 여 for 어. */
  private static final int ENDS_IN_I = bits(I, 1, E, 11, 16, 19);

  /** ㄱㄲㄴㄷㄸㅁㅂㅃㅅㅆㅈㅉ: before them the South marks a compound by ㅅ. */
  private static final int AFTER_SAI_SIOT = bits(G, 1, N, 3, 4, 6, 7, 8, S, 10, 12, 13);

  /** ㅈㅉㅊ: after them y is not heard. */
  private static final int PALATAL = bits(12, 13, 14);

  private SpellingFold() {}

  private static int bits(int... numbers) {
    int bits = 0;
    for (int number : numbers) {
      bits |= 1 << number;
    }
    return bits;
  }

  private static boolean has(int bits, int number) {
    return (bits >> number & 1) != 0;
  }

  /** All that is no syllable stays. */
  public static String fold(String text) {
    var folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      if (Hangul.isSyllable(folded[i])) {
        int vowel = Hangul.vowel(folded[i]);
        int initial = untensed(unlateral(Hangul.initial(folded[i]), vowel));
        folded[i] = Hangul.syllable(initial, vowel, Hangul.finalConsonant(folded[i]));
      }
    }
    lightly(folded, folded.length);
    return new String(folded);
  }

  /** As the South says a word's first ㄹ and ㄴ. */
  private static int unlateral(int initial, int vowel) {
    if (initial != R && initial != N) {
      return initial;
    }
    return has(I_AND_Y, vowel) ? IEUNG : N;
  }

  private static int untensed(int initial) {
    return switch (initial) {
      case 1, 4, 8, 10, 13 -> initial - 1;
      default -> initial;
    };
  }

  /** All that is no syllable stays. */
  public static String lightly(String text) {
    var folded = text.toCharArray();
    lightly(folded, folded.length);
    return new String(folded);
  }

  /**
   * In place: 깃발 and 기발 become 기발, 폐지 and 페지 페지, 되였다 되었다, 죤 존.
   *
   * @param text NFC
   */
  public static void lightly(char[] text, int length) {
    int vowelBefore = -1; // of an open syllable
    for (int i = 0; i < length; i++) {
      if (!Hangul.isSyllable(text[i])) {
        vowelBefore = -1;
        continue;
      }
      int initial = Hangul.initial(text[i]);
      int vowel = Hangul.vowel(text[i]);
      int last = Hangul.finalConsonant(text[i]);
      if (vowel == YE && initial != IEUNG && initial != R && initial != N) {
        vowel = E;
      } else if (vowel == YEO && initial == IEUNG && vowelBefore >= 0 && has(ENDS_IN_I, vowelBefore)) {
        vowel = EO;
      } else if (has(PALATAL, initial)) {
        vowel = withoutY(vowel);
      }
      if (last == FINAL_S && i + 1 < length && mayFollowSaiSiot(text[i + 1])) {
        last = 0;
      }
      text[i] = Hangul.syllable(initial, vowel, last);
      vowelBefore = last == 0 ? vowel : -1;
    }
  }

  /** 뼈 of 등뼈, 잎 of 나뭇잎; not the particle 이. */
  static boolean mayFollowSaiSiot(char c) {
    if (!Hangul.isSyllable(c)) {
      return false;
    }
    int initial = Hangul.initial(c);
    int vowel = Hangul.vowel(c);
    return has(AFTER_SAI_SIOT, initial)
        || initial == IEUNG && has(I_AND_Y, vowel) && (vowel != I || Hangul.finalConsonant(c) != 0);
  }

  /** Whether it is open and its vowel ends as ㅣ does. */
  static boolean vowelEndsInI(char c) {
    return Hangul.isSyllable(c) && Hangul.finalConsonant(c) == 0 && has(ENDS_IN_I, Hangul.vowel(c));
  }

  private static int withoutY(int vowel) {
    return switch (vowel) {
      case 2 -> 0;
      case 3 -> 1;
      case YEO -> EO;
      case YE -> E;
      case 12 -> 8;
      case 17 -> 13;
      default -> vowel;
    };
  }
}
