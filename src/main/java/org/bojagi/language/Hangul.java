package org.bojagi.language;

import java.util.HashMap;
import java.util.Map;

/**
 * Letters and syllables of Hangul: the arithmetic of Unicode, section 3.12, in one place.
 *
 * <p>A letter is a modern one of the block Hangul Compatibility Jamo, ㄱ to ㅣ. Numbers of initials, vowels and finals
 * count in Unicode's order; final 0 is none.
 */
public final class Hangul {
  public static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  public static final String VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";

  /** The first stands for none. */
  public static final String FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

  private static final int FIRST_SYLLABLE = 0xAC00;
  private static final int OF_ONE_VOWEL = 28;
  private static final int OF_ONE_INITIAL = 21 * OF_ONE_VOWEL;
  private static final int SYLLABLES = 19 * OF_ONE_INITIAL;
  private static final int FIRST_LETTER = 0x3131;
  private static final int LAST_LETTER = 0x3163;
  private static final int CONJOINING_INITIAL = 0x1100;
  private static final int CONJOINING_VOWEL = 0x1161;
  private static final int CONJOINING_FINAL = 0x11A7;

  /** Letters that take two keys on a two-set keyboard, each with the two. Double consonants take one, with Shift. */
  private static final Map<Character, String> COMPOUND =
      Map.ofEntries(
          Map.entry('ㅘ', "ㅗㅏ"), Map.entry('ㅙ', "ㅗㅐ"), Map.entry('ㅚ', "ㅗㅣ"), Map.entry('ㅝ', "ㅜㅓ"),
          Map.entry('ㅞ', "ㅜㅔ"), Map.entry('ㅟ', "ㅜㅣ"), Map.entry('ㅢ', "ㅡㅣ"), Map.entry('ㄳ', "ㄱㅅ"),
          Map.entry('ㄵ', "ㄴㅈ"), Map.entry('ㄶ', "ㄴㅎ"), Map.entry('ㄺ', "ㄹㄱ"), Map.entry('ㄻ', "ㄹㅁ"),
          Map.entry('ㄼ', "ㄹㅂ"), Map.entry('ㄽ', "ㄹㅅ"), Map.entry('ㄾ', "ㄹㅌ"), Map.entry('ㄿ', "ㄹㅍ"),
          Map.entry('ㅀ', "ㄹㅎ"), Map.entry('ㅄ', "ㅂㅅ"));

  private static final Map<String, Character> TOGETHER = new HashMap<>();

  static {
    COMPOUND.forEach((letter, two) -> TOGETHER.put(two, letter));
  }

  private Hangul() {}

  /** Whether it is a precomposed modern syllable. */
  public static boolean isSyllable(int c) {
    return c >= FIRST_SYLLABLE && c < FIRST_SYLLABLE + SYLLABLES;
  }

  /** Whether it is a modern letter that stands alone. */
  public static boolean isLetter(int c) {
    return c >= FIRST_LETTER && c <= LAST_LETTER;
  }

  /** Whether it is a letter and a vowel. */
  public static boolean isVowel(int c) {
    return isLetter(c) && VOWELS.indexOf(c) >= 0;
  }

  /** Whether it is a letter and a consonant, or two. */
  public static boolean isConsonant(int c) {
    return isLetter(c) && !isVowel(c);
  }

  /** @param syllable that {@link #isSyllable}, here and below */
  public static int initial(int syllable) {
    return (syllable - FIRST_SYLLABLE) / OF_ONE_INITIAL;
  }

  public static int vowel(int syllable) {
    return (syllable - FIRST_SYLLABLE) % OF_ONE_INITIAL / OF_ONE_VOWEL;
  }

  /** 0 where there is none. */
  public static int finalConsonant(int syllable) {
    return (syllable - FIRST_SYLLABLE) % OF_ONE_VOWEL;
  }

  public static char initialLetter(int syllable) {
    return INITIALS.charAt(initial(syllable));
  }

  public static char vowelLetter(int syllable) {
    return VOWELS.charAt(vowel(syllable));
  }

  /** A space where there is none. */
  public static char finalLetter(int syllable) {
    return FINALS.charAt(finalConsonant(syllable));
  }

  public static char syllable(int initial, int vowel, int finalConsonant) {
    return (char) (FIRST_SYLLABLE + initial * OF_ONE_INITIAL + vowel * OF_ONE_VOWEL + finalConsonant);
  }

  /**
   * The text in the letters that are typed for it, one a key: 값 is ㄱㅏㅂㅅ, 왜 is ㅇㅗㅐ. Conjoining letters become those
   * that stand alone; what isn't Hangul stays.
   */
  public static String letters(CharSequence text) {
    var letters = new StringBuilder(text.length() * 3);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSyllable(c)) {
        letters.append(initialLetter(c));
        appendKeys(vowelLetter(c), letters);
        if (finalConsonant(c) > 0) {
          appendKeys(finalLetter(c), letters);
        }
      } else {
        appendKeys(single(c), letters);
      }
    }
    return letters.toString();
  }

  private static void appendKeys(char letter, StringBuilder letters) {
    var two = isLetter(letter) ? COMPOUND.get(letter) : null;
    if (two == null) {
      letters.append(letter);
    } else {
      letters.append(two);
    }
  }

  /** Of a modern conjoining letter the one that stands alone; anything else as it is. */
  private static char single(char c) {
    if (c < CONJOINING_INITIAL || c > 0x11FF) {
      return c;
    }
    if (c - CONJOINING_INITIAL < INITIALS.length()) {
      return INITIALS.charAt(c - CONJOINING_INITIAL);
    }
    if (c >= CONJOINING_VOWEL && c - CONJOINING_VOWEL < VOWELS.length()) {
      return VOWELS.charAt(c - CONJOINING_VOWEL);
    }
    if (c > CONJOINING_FINAL && c - CONJOINING_FINAL < FINALS.length()) {
      return FINALS.charAt(c - CONJOINING_FINAL);
    }
    return c;
  }

  /**
   * The syllables that a two-set input method makes of letters: a consonant belongs to the vowel after it. Letters that
   * make no syllable stay, two vowels that make one become one.
   *
   * @param letters one a key; anything that isn't a letter ends a syllable
   */
  public static String composed(CharSequence letters) {
    var text = new StringBuilder();
    int i = 0;
    while (i < letters.length()) {
      int initial = INITIALS.indexOf(letters.charAt(i));
      int next = i + (initial < 0 ? 0 : 1);
      char vowel = letterAt(letters, next);
      if (VOWELS.indexOf(vowel) < 0) {
        text.append(letters.charAt(i++));
        continue;
      }
      var twoVowels = TOGETHER.get("" + vowel + letterAt(letters, next + 1));
      next += twoVowels == null ? 1 : 2;
      vowel = twoVowels == null ? vowel : twoVowels;
      if (initial < 0) {
        text.append(vowel);
        i = next;
        continue;
      }
      char last = finalAt(letters, next);
      var twoFinals = last == ' ' ? null : TOGETHER.get("" + last + finalAt(letters, next + 1));
      next += last == ' ' ? 0 : twoFinals == null ? 1 : 2;
      last = twoFinals == null ? last : twoFinals;
      text.append(syllable(initial, VOWELS.indexOf(vowel), FINALS.indexOf(last)));
      i = next;
    }
    return text.toString();
  }

  /** The letter there if it ends a syllable, so no vowel follows it; else a space. */
  private static char finalAt(CharSequence letters, int index) {
    char letter = letterAt(letters, index);
    boolean begins = VOWELS.indexOf(letterAt(letters, index + 1)) >= 0;
    return FINALS.indexOf(letter) > 0 && !begins ? letter : ' ';
  }

  private static char letterAt(CharSequence letters, int index) {
    return index < letters.length() ? letters.charAt(index) : '\0';
  }

  /** Each syllable's first consonant, 살구나무 → ㅅㄱㄴㅁ; what is no syllable stays. */
  public static String initials(CharSequence text) {
    var initials = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      initials.append(isSyllable(c) ? initialLetter(c) : c);
    }
    return initials.toString();
  }
}
