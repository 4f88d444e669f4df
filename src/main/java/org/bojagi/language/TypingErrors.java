package org.bojagi.language;

import java.util.HashMap;
import java.util.Map;

/**
 * What may have been meant by Hangul with one letter too many, too few, another or two that changed places; a letter is
 * what takes one key. Costs are quarters of a letter: one that sounds alike or lies on the next key of the Southern
 * layout is mistaken more easily.
 */
public final class TypingErrors {
  /** One letter. */
  public static final int LETTER = 4;

  private static final int ALIKE = 3;
  private static final int VOWEL_FOR_CONSONANT = 6;
  private static final int MAX_LETTERS = 60;
  private static final String ALL = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";
  private static final String[] KEYS = {"ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ"};
  private static final String[] SOUNDS = {
    "ㄱㄲㅋ", "ㄷㄸㅌ", "ㅂㅃㅍ", "ㅅㅆ", "ㅈㅉㅊ", "ㄴㄹ", "ㅁㄴㅇ", "ㅐㅔ", "ㅒㅖ", "ㅓㅗ", "ㅓㅏ", "ㅡㅜ", "ㅏㅑ", "ㅓㅕ",
    "ㅗㅛ", "ㅜㅠ", "ㅔㅖ", "ㅡㅓ"
  };

  /** By two numbers of {@link #ALL}. */
  private static final int[][] COSTS = costs();

  private TypingErrors() {}

  private static int[][] costs() {
    var costs = new int[ALL.length()][ALL.length()];
    for (int a = 0; a < ALL.length(); a++) {
      for (int b = 0; b < ALL.length(); b++) {
        char one = ALL.charAt(a);
        char other = ALL.charAt(b);
        boolean alike = areNeighbours(one, other);
        for (var sound : SOUNDS) {
          alike |= sound.indexOf(one) >= 0 && sound.indexOf(other) >= 0;
        }
        boolean same = Hangul.isVowel(one) == Hangul.isVowel(other);
        costs[a][b] = a == b ? 0 : alike ? ALIKE : same ? LETTER : VOWEL_FOR_CONSONANT;
      }
    }
    return costs;
  }

  private static boolean areNeighbours(char one, char other) {
    for (int row = 0; row < KEYS.length; row++) {
      int at = KEYS[row].indexOf(one);
      if (at >= 0) {
        boolean beside = Math.abs(KEYS[row].indexOf(other) - at) == 1 && KEYS[row].indexOf(other) >= 0;
        int below = row + 1 < KEYS.length ? KEYS[row + 1].indexOf(other) : -1;
        int above = row > 0 ? KEYS[row - 1].indexOf(other) : -1;
        return beside || below >= 0 && (below == at || below == at - 1) || above >= 0 && (above == at || above == at + 1);
      }
    }
    return false;
  }

  /** Of one letter for another, in quarters of a letter. */
  static int cost(char typed, char meant) {
    int a = ALL.indexOf(typed);
    int b = ALL.indexOf(meant);
    return a < 0 || b < 0 ? VOWEL_FOR_CONSONANT : COSTS[a][b];
  }

  /**
   * All that one error makes a text of, in whole syllables, with what each costs.
   *
   * @param typed syllables and letters of Hangul; more than {@value #MAX_LETTERS} letters give nothing
   */
  public static Map<String, Integer> corrected(String typed) {
    var meant = new HashMap<String, Integer>();
    var letters = Hangul.letters(typed);
    if (letters.length() > MAX_LETTERS) {
      return meant;
    }
    // A letter that makes no syllable lacks another rather than being one too many.
    int tooMany = typed.chars().allMatch(Hangul::isSyllable) ? LETTER : 2 * LETTER;
    for (int i = 0; i <= letters.length(); i++) {
      var before = letters.substring(0, i);
      var after = letters.substring(i);
      for (int k = 0; k < ALL.length(); k++) {
        char letter = ALL.charAt(k);
        boolean twice = before.endsWith(String.valueOf(letter)) || after.startsWith(String.valueOf(letter));
        put(before + letter + after, twice ? ALIKE : LETTER, meant);
        if (!after.isEmpty() && letter != after.charAt(0)) {
          put(before + letter + after.substring(1), cost(after.charAt(0), letter), meant);
        }
      }
      if (!after.isEmpty()) {
        boolean twice = before.endsWith(after.substring(0, 1));
        put(before + after.substring(1), twice ? ALIKE : tooMany, meant);
      }
      if (after.length() > 1) {
        put(before + after.charAt(1) + after.charAt(0) + after.substring(2), ALIKE, meant);
      }
    }
    meant.remove(typed);
    return meant;
  }

  private static void put(String letters, int cost, Map<String, Integer> meant) {
    var text = Hangul.composed(letters);
    if (text.chars().allMatch(Hangul::isSyllable)) {
      meant.merge(text, cost, Math::min);
    }
  }

  /** All syllables that differ from one in one letter, with what each costs; itself at no cost. */
  public static Map<Character, Integer> near(char syllable) {
    var near = new HashMap<Character, Integer>();
    near.put(syllable, 0);
    corrected(String.valueOf(syllable)).forEach((text, cost) -> {
      if (text.length() == 1) {
        near.merge(text.charAt(0), cost, Math::min);
      }
    });
    return near;
  }
}
