package org.bojagi.language;

import com.ibm.icu.text.Normalizer2;
import java.io.ByteArrayOutputStream;
import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The order of every list that people read, in the two alphabets of Korea: keys that are compared byte by byte,
 * unsigned (format.md §8.3).
 *
 * <p>First what begins in Hangul, then Latin, numbers, hanja, everything else. Numbers are compared by their value, so
 * that 영화 2 comes before 영화 10. Case, width, accents, spaces, quotation marks and other signs don't count, and
 * neither do zeros before a number. A syllable is compared by its initial, its vowel, its final.
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

  /** Of a UTF-16 unit: of a code point outside of the first 65,536, which are two, no more. */
  private static final int MOST_BYTES_OF_A_UNIT = 4;

  private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();

  // First bytes of what a key is made of. 0 is left to whoever joins keys.
  private static final int HANGUL = 0x10; // three bytes: initial from here on, vowel, final
  private static final int LATIN = 0x40; // one byte a letter, 26 of them
  private static final int OTHER_LATIN = 0x5f; // and two bytes
  private static final int DIGIT = 0x60; // one byte each, and before them from two digits on:
  private static final int MORE_DIGITS = 0x68; // and their number
  private static final int MANY_DIGITS = 0x6f; // and one byte, their number
  private static final int FEW_DIGITS = MANY_DIGITS - MORE_DIGITS - 1;
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
    return key(beginning(title), MAX_KEY_BYTES, true);
  }

  /** As it was written before numbers were compared by their value: digit by digit. */
  public byte[] keyByDigits(String title) {
    return key(beginning(title), MAX_KEY_BYTES, false);
  }

  /** Folded; of more units than fit, since many signs count for nothing. */
  private static String beginning(String title) {
    return WordRule.fold(title.substring(0, Math.min(title.length(), 4 * MAX_KEY_BYTES)));
  }

  /**
   * Puts whatever has a name or a path in order, folder by folder: each by all of its key, and where these are the same
   * by what is written.
   */
  public <T> void sort(List<T> list, Function<? super T, String> path) {
    record Placed<P>(byte[] key, String path, P what) {}
    var placed = new Placed<?>[list.size()];
    for (int i = 0; i < placed.length; i++) {
      var written = path.apply(list.get(i));
      placed[i] = new Placed<>(pathKey(written), written, list.get(i));
    }
    Arrays.sort(
        placed, Comparator.<Placed<?>, byte[]>comparing(Placed::key, Arrays::compareUnsigned).thenComparing(Placed::path));
    for (int i = 0; i < placed.length; i++) {
      @SuppressWarnings("unchecked")
      var what = (T) placed[i].what;
      list.set(i, what);
    }
  }

  /** A byte 0 between folders, so that what is in one stands together. */
  private byte[] pathKey(String path) {
    var key = new ByteArrayOutputStream();
    for (var name : path.split("/")) {
      var folded = WordRule.fold(name);
      key.writeBytes(key(folded, MOST_BYTES_OF_A_UNIT * folded.length(), true));
      key.write(0);
    }
    return key.toByteArray();
  }

  /** @param numbers by their value, else digit by digit */
  private byte[] key(String folded, int mostBytes, boolean numbers) {
    var key = ByteBuffer.allocate(mostBytes);
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      int before = key.position();
      int end = i + Character.charCount(c);
      boolean room = true;
      if (numbers && Character.isDigit(c)) {
        end = endOfNumber(folded, i);
        room = putNumber(key, folded.substring(i, end));
      } else if (Character.isLetterOrDigit(c)) {
        room = append(key, c);
      }
      if (!room) {
        key.position(before);
        break;
      }
      i = end;
    }
    return Arrays.copyOf(key.array(), key.position());
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /** Of two numbers the one with more digits is greater. */
  private static boolean putNumber(ByteBuffer key, String number) {
    var digits = number.codePoints().map(c -> Character.digit(c, 10)).dropWhile(digit -> digit == 0).toArray();
    int count = digits.length;
    boolean room =
        count < 2
            || (count <= FEW_DIGITS
                ? put(key, MORE_DIGITS + count)
                : put(key, MANY_DIGITS, Math.min(count, 0xff)));
    if (count == 0) {
      return put(key, DIGIT);
    }
    for (int i = 0; room && i < count; i++) {
      room = put(key, DIGIT + digits[i]);
    }
    return room;
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
