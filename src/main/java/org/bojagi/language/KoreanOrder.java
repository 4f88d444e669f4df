package org.bojagi.language;

import com.ibm.icu.text.Normalizer2;
import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The two alphabetical orders of Korean lists, as keys that are compared byte by byte, unsigned.
 *
 * <p>First what begins in Hangul, then Latin, digits, hanja, everything else. Case, width, accents, spaces,
 * quotation marks and other signs don't count. A syllable is compared by its initial, its vowel, its final.
 * South: as Unicode has them (Unified Hangul of KS X 1026). North: double consonants after ㅎ, ㅇ after these
 * where it is silent, compound vowels after ㅣ, as in the dictionaries of Pyongyang (Lunde, CJKV Information
 * Processing, table 9-17).
 */
public enum KoreanOrder {
  SOUTHERN(
      "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"),
  NORTHERN(
      "ㄱㄴㄷㄹㅁㅂㅅㅈㅊㅋㅌㅍㅎㄲㄸㅃㅆㅉㅇ", "ㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣㅐㅒㅔㅖㅚㅟㅢㅘㅝㅙㅞ", "ㄱㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅇㅈㅊㅋㅌㅍㅎㄲㅆ");

  public static final int MAX_KEY_BYTES = 48;

  private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();

  // First bytes of what a key is made of. 0 is left to whoever joins keys.
  private static final int HANGUL = 0x10; // three bytes: initial from here on, vowel, final
  private static final int LATIN = 0x40; // one byte a letter, 26 of them
  private static final int OTHER_LATIN = 0x5f; // and two bytes
  private static final int DIGIT = 0x60; // one byte each
  private static final int HAN = 0x70; // and three bytes
  private static final int OTHER = 0x71; // and three bytes

  private final int[] initials;
  private final int[] vowels;
  private final int[] finals;

  KoreanOrder(String initials, String vowels, String finals) {
    this.initials = ranks(Hangul.INITIALS, initials);
    this.vowels = ranks(Hangul.VOWELS, vowels);
    this.finals = ranks(Hangul.FINALS.substring(1), finals);
  }

  /** Of each letter, in the order in which Unicode counts syllables, its place in an alphabet. */
  private static int[] ranks(String unicode, String alphabet) {
    return unicode.chars().map(alphabet::indexOf).toArray();
  }

  /** Ends the names of this order's fields. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * At most {@value #MAX_KEY_BYTES} bytes, none of them 0; none at all where a title has neither letter nor
   * digit.
   */
  public byte[] key(String title) {
    // Twice as many units as fit: many signs count for nothing.
    var beginning = title.substring(0, Math.min(title.length(), 4 * MAX_KEY_BYTES));
    var folded = WordRule.fold(beginning);
    var key = ByteBuffer.allocate(MAX_KEY_BYTES);
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      i += Character.charCount(c);
      int before = key.position();
      if (Character.isLetterOrDigit(c) && !append(key, c)) {
        key.position(before);
        break;
      }
    }
    return Arrays.copyOf(key.array(), key.position());
  }

  /** Whether there was room for it. */
  private boolean append(ByteBuffer key, int c) {
    if (Hangul.isSyllable(c)) {
      int last = Hangul.finalConsonant(c);
      return put(
          key,
          HANGUL + initials[Hangul.initial(c)],
          2 + vowels[Hangul.vowel(c)],
          last == 0 ? 1 : 2 + finals[last - 1]);
    }
    if (Character.isDigit(c)) {
      return put(key, DIGIT + Character.digit(c, 10));
    }
    return switch (UnicodeScript.of(c)) {
      case HANGUL -> putSingle(key, c);
      case LATIN -> putLatin(key, c);
      case HAN -> put(key, HAN, 1 + (c >> 14), 1 + (c >> 7 & 0x7f), 1 + (c & 0x7f));
      default -> put(key, OTHER, 1 + (c >> 14), 1 + (c >> 7 & 0x7f), 1 + (c & 0x7f));
    };
  }

  /** A letter that stands alone, after folding a conjoining one: before the syllables that begin with it. */
  private boolean putSingle(ByteBuffer key, int c) {
    int initial = c - 0x1100;
    if (initial >= 0 && initial < initials.length) {
      return put(key, HANGUL + initials[initial], 1, 1);
    }
    return put(key, OTHER, 1 + (c >> 14), 1 + (c >> 7 & 0x7f), 1 + (c & 0x7f));
  }

  private static boolean putLatin(ByteBuffer key, int c) {
    int base = DECOMPOSED.normalize(Character.toString(c)).codePointAt(0);
    return base >= 'a' && base <= 'z'
        ? put(key, LATIN + base - 'a')
        : put(key, OTHER_LATIN, 1 + (c >> 14), 1 + (c >> 7 & 0x7f), 1 + (c & 0x7f));
  }

  private static boolean put(ByteBuffer key, int... bytes) {
    if (key.remaining() < bytes.length) {
      return false;
    }
    for (int each : bytes) {
      key.put((byte) each);
    }
    return true;
  }
}
