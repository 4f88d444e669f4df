package org.bojagi.language;

import java.util.HashMap;
import java.util.Map;

/**
 * What was typed with the keyboard in the wrong language: Latin letters and Hangul of the Southern two-set layout
 * (KS X 5002), key by key.
 */
public final class HangulKeyboard {
  private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  private static final String VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  private static final String FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
  private static final String KEYS = "qwertyuiopasdfghjklzxcvbnmQWERTOP";
  private static final String LETTERS = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ";

  /** Letters that take two keys, each with the two letters that make it. */
  private static final Map<Character, String> DOUBLE =
      Map.ofEntries(
          Map.entry('ㅘ', "ㅗㅏ"), Map.entry('ㅙ', "ㅗㅐ"), Map.entry('ㅚ', "ㅗㅣ"), Map.entry('ㅝ', "ㅜㅓ"),
          Map.entry('ㅞ', "ㅜㅔ"), Map.entry('ㅟ', "ㅜㅣ"), Map.entry('ㅢ', "ㅡㅣ"), Map.entry('ㄳ', "ㄱㅅ"),
          Map.entry('ㄵ', "ㄴㅈ"), Map.entry('ㄶ', "ㄴㅎ"), Map.entry('ㄺ', "ㄹㄱ"), Map.entry('ㄻ', "ㄹㅁ"),
          Map.entry('ㄼ', "ㄹㅂ"), Map.entry('ㄽ', "ㄹㅅ"), Map.entry('ㄾ', "ㄹㅌ"), Map.entry('ㄿ', "ㄹㅍ"),
          Map.entry('ㅀ', "ㄹㅎ"), Map.entry('ㅄ', "ㅂㅅ"));

  private static final Map<String, Character> TOGETHER = new HashMap<>();

  static {
    DOUBLE.forEach((letter, two) -> TOGETHER.put(two, letter));
  }

  private HangulKeyboard() {}

  /** The same keys with the keyboard in the other language: Hangul where there are Latin letters, and the other way. */
  public static String other(String typed) {
    return typed.codePoints().anyMatch(HangulKeyboard::isHangul) ? latin(typed) : hangul(typed);
  }

  /** {@code tkfrn} → 살구. What is on no letter key stays. */
  static String hangul(String latin) {
    var letters = new StringBuilder();
    for (int i = 0; i < latin.length(); i++) {
      char c = latin.charAt(i);
      int key = KEYS.indexOf(c);
      // Shift does nothing to most letters.
      key = key < 0 ? KEYS.indexOf(Character.toLowerCase(c)) : key;
      letters.append(key < 0 ? c : LETTERS.charAt(key));
    }
    return composed(letters);
  }

  private static String composed(CharSequence letters) {
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
      text.append((char) (0xAC00 + (initial * 21 + VOWELS.indexOf(vowel)) * 28 + FINALS.indexOf(last)));
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

  /** 살구 → {@code tkfrn}. What is no Hangul stays. */
  static String latin(String hangul) {
    var keys = new StringBuilder();
    for (int i = 0; i < hangul.length(); i++) {
      char c = hangul.charAt(i);
      if (c >= 0xAC00 && c <= 0xD7A3) {
        int syllable = c - 0xAC00;
        type(INITIALS.charAt(syllable / 588), keys);
        type(VOWELS.charAt(syllable / 28 % 21), keys);
        if (syllable % 28 > 0) {
          type(FINALS.charAt(syllable % 28), keys);
        }
      } else {
        type(c, keys);
      }
    }
    return keys.toString();
  }

  private static void type(char letter, StringBuilder keys) {
    for (char single : DOUBLE.getOrDefault(letter, String.valueOf(letter)).toCharArray()) {
      int key = LETTERS.indexOf(single);
      keys.append(key < 0 ? single : KEYS.charAt(key));
    }
  }

  private static boolean isHangul(int c) {
    return c >= 0xAC00 && c <= 0xD7A3 || c >= 0x3131 && c <= 0x3163;
  }
}
