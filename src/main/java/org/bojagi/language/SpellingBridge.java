package org.bojagi.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A difference between Northern and Southern spelling that a query crosses, in both directions: a rule over
 * one word, syllable for syllable.
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
    void cross(char[] word, int at, List<Character> others) {
      if (at == 0) {
        addFirstSounds(word[at], others);
      }
    }
  },

  /** ㅅ between the parts of a compound (사이시옷, article 30), which the North leaves out: 깃발, 기발. */
  SAI_SIOT {
    @Override
    void cross(char[] word, int at, List<Character> others) {
      if (at + 1 < word.length && SpellingFold.mayFollowSaiSiot(word[at + 1])) {
        int last = Hangul.finalConsonant(word[at]);
        if (last == 0 || last == FINAL_S) {
          int other = last == 0 ? FINAL_S : 0;
          others.add(Hangul.syllable(Hangul.initial(word[at]), Hangul.vowel(word[at]), other));
        }
      }
    }
  },

  /** 여 after ㅣ, ㅐ, ㅔ, ㅚ, ㅟ, ㅢ, where the South writes 어: 되였다, 되었다. */
  VOWEL_AFTER_I {
    @Override
    void cross(char[] word, int at, List<Character> others) {
      int vowel = Hangul.vowel(word[at]);
      if (at > 0 && Hangul.initial(word[at]) == IEUNG && (vowel == EO || vowel == YEO)) {
        if (SpellingFold.vowelEndsInI(word[at - 1])) {
          others.add(withVowel(word[at], vowel == EO ? YEO : EO));
        }
      }
    }
  },

  /** ㅔ after a consonant, where the South writes ㅖ: 페지, 폐지. */
  VOWEL_E {
    @Override
    void cross(char[] word, int at, List<Character> others) {
      int vowel = Hangul.vowel(word[at]);
      if ((vowel == E || vowel == YE) && WITH_YE.indexOf(withVowel(word[at], YE)) >= 0) {
        others.add(withVowel(word[at], vowel == E ? YE : E));
      }
    }
  },

  /** 렬 and 률 after a vowel or ㄴ, where the South writes 열 and 율 (article 11): 비률, 비율. */
  RYUL_AND_RYEOL {
    @Override
    void cross(char[] word, int at, List<Character> others) {
      int other = "렬률열율".indexOf(word[at]);
      if (at > 0 && other >= 0 && " ㄴ".indexOf(Hangul.FINALS.charAt(Hangul.finalConsonant(word[at - 1]))) >= 0) {
        others.add("열율렬률".charAt(other));
      }
    }
  },

  /** A tense consonant on one side only: 일군, 일꾼; 쏘련, 소련. */
  TENSE_CONSONANT {
    @Override
    void cross(char[] word, int at, List<Character> others) {
      switch (Hangul.initial(word[at])) {
        case 0, 3, 7, 9, 12 -> others.add(withInitial(word[at], Hangul.initial(word[at]) + 1));
        case 1, 4, 8, 10, 13 -> others.add(withInitial(word[at], Hangul.initial(word[at]) - 1));
        default -> {}
      }
    }
  },

  /** As {@link #INITIAL_SOUND}, where the second word of a compound may begin: 총로선, 총노선; 해외려행, 해외여행. */
  INITIAL_SOUND_INSIDE {
    @Override
    void cross(char[] word, int at, List<Character> others) {
      if (at > 0 && word.length >= COMPOUND_CHARS) {
        addFirstSounds(word[at], others);
      }
    }
  };

  /** What is asked of an index and of Nori for one word is bounded. */
  static final int MAX_SPELLINGS = 16;

  private static final int COMPOUND_CHARS = 3;

  private static final String NORTHERN_FIRST =
      "라락란랄람랍랑래랭략량려력련렬렴렵령례로록론롱뢰료룡루류륙륜률륭륵름릉리린림립녀년념녕뇨뉴니닉";

  /** Syllables without a final in which the South writes ㅖ after a consonant. */
  private static final String WITH_YE = "계몌폐혜";

  private static final int NIEUN = 2;
  private static final int IEUNG = 11;
  private static final int EO = 4;
  private static final int E = 5;
  private static final int YEO = 6;
  private static final int YE = 7;
  private static final int FINAL_S = 19;

  /** Of the 21 vowels, in Unicode's order, those that begin with i or y: ㅑㅒㅕㅖㅛㅠㅣ. */
  private static final int I_AND_Y = 1 << 2 | 1 << 3 | 1 << 6 | 1 << 7 | 1 << 12 | 1 << 17 | 1 << 20;

  private static void addFirstSounds(char c, List<Character> others) {
    if (NORTHERN_FIRST.indexOf(c) >= 0) {
      others.add(southern(c));
    }
    for (int i = 0; i < NORTHERN_FIRST.length(); i++) {
      if (southern(NORTHERN_FIRST.charAt(i)) == c) {
        others.add(NORTHERN_FIRST.charAt(i));
      }
    }
  }

  private static char southern(char northern) {
    return withInitial(northern, (I_AND_Y >> Hangul.vowel(northern) & 1) != 0 ? IEUNG : NIEUN);
  }

  private static char withInitial(char syllable, int initial) {
    return Hangul.syllable(initial, Hangul.vowel(syllable), Hangul.finalConsonant(syllable));
  }

  private static char withVowel(char syllable, int vowel) {
    return Hangul.syllable(Hangul.initial(syllable), vowel, Hangul.finalConsonant(syllable));
  }

  /** Adds what may stand for the syllable there. */
  abstract void cross(char[] word, int at, List<Character> others);

  /**
   * How else a word may be spelled, North or South, each with the rule that says so, the likeliest first; empty
   * for one syllable, which is too little to go by, and for what isn't Hangul. At most {@value #MAX_SPELLINGS}:
   * by each rule one syllable changed, then all that it changes.
   *
   * @param word NFC, of syllables only
   */
  public static Map<String, SpellingBridge> spellings(String word) {
    var others = new LinkedHashMap<String, SpellingBridge>();
    if (word.length() < 2 || !word.chars().allMatch(Hangul::isSyllable)) {
      return others;
    }
    var syllables = word.toCharArray();
    for (var bridge : values()) {
      var all = syllables.clone();
      for (int at = 0; at < syllables.length; at++) {
        var here = new ArrayList<Character>();
        bridge.cross(syllables, at, here);
        for (char other : here) {
          var changed = syllables.clone();
          changed[at] = other;
          all[at] = other;
          if (others.size() < MAX_SPELLINGS) {
            others.putIfAbsent(new String(changed), bridge);
          }
        }
      }
      if (others.size() < MAX_SPELLINGS) {
        others.putIfAbsent(new String(all), bridge);
      }
    }
    others.remove(word);
    return others;
  }
}
