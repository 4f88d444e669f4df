package org.bojagi.language;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Two-set layouts, key by key, on the letters of a keyboard as in the USA: what was typed with the keyboard left in the
 * wrong language.
 *
 * <p>Shift gives another letter on seven keys and the same on all others.
 */
public enum HangulKeyboard {
  /** KS X 5002, as every input method has it. */
  SOUTHERN("qwertyuiopasdfghjklzxcvbnmQWERTOP", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ"),

  /**
   * KPS 9256 (국규 9256). The standard itself wasn't at hand: the table is what two implementations, made apart, have key
   * by key, the Online Hangul IME of Ho-Seok Ee and Pat-Al and the KPS9256-IME for Windows, whose author took it from
   * photographs of the layout.
   */
  NORTHERN("qwertyuiopasdfghjklzxcvbnmQEASGOP", "ㅂㅁㄷㄹㅎㅕㅜㅓㅐㅔㅈㄱㅇㄴㅅㅗㅏㅣㅡㅋㅌㅊㅍㅠㅛㅑㅃㄸㅉㄲㅆㅒㅖ");

  /** The most frequent first: 87 of 100 syllables of KorQuAD, nk-news and our own corpus are among them. */
  private static final String FREQUENT_SYLLABLES =
      "이다는에가을의은고지하로한서기사어를인아리나대시도자라으일그해스있보전수들었정년것부게했무장국제과주마면"
          + "만니여적상였오원선위우소물되내구세동두공와비트음진모조며명거월드말화성러문람중당영르유았신회개안할미법계"
          + "치않바터된경요후방관데간연날통려발건단달민반때래용금저파번생름학재작루교야던타누노군른더천프역크머체운등"
          + "본행알임김실남까차표책분결히직권력디포받네함레없버식살강언엇산현불속손카각린호배종입열출처태집토같최난돌"
          + "약황걸키설령판박온꾸새느락북올예추쓰심양울업몇목록순외란글쪽값초매못졌편격피형절감점삼평합씨코낸";

  private static final int BITS_OF_RARE_SYLLABLE = 12;

  /** How rare a letter is, in bits, as a hexadecimal digit: of 280,000 letters of XQuAD. */
  private static final String LATIN_BITS = "4655366449855446644357696a";

  private final String keys;
  private final String letters;

  HangulKeyboard(String keys, String letters) {
    this.keys = keys;
    this.letters = letters;
  }

  /**
   * What may have been meant by these keys with the keyboard in the other language, in both layouts, the likelier first:
   * syllables where Latin letters make some, Latin letters where Hangul makes none. Empty for what is plainly a word; the
   * last syllable may be unfinished.
   */
  public static List<String> other(String typed) {
    boolean stray = hasStrayLetters(typed);
    boolean latin = typed.codePoints().anyMatch(HangulKeyboard::isLatin);
    if (!stray && !latin) {
      return List.of();
    }
    var readings = new ArrayList<String>();
    for (var layout : values()) {
      var reading = stray ? layout.latin(typed) : layout.hangul(typed);
      boolean spelled = stray || !hasStrayLetters(reading) && reading.codePoints().noneMatch(HangulKeyboard::isLatin);
      if (spelled && !readings.contains(reading)) {
        readings.add(reading);
      }
    }
    readings.sort(Comparator.comparingInt(stray ? HangulKeyboard::latinBits : HangulKeyboard::hangulBits));
    return readings;
  }

  /** Whether a letter stands alone that isn't the beginning of a last syllable. */
  private static boolean hasStrayLetters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean unfinished =
          i > 0 && i == text.length() - 1 && Hangul.isConsonant(c) && Hangul.isSyllable(text.charAt(i - 1));
      if (Hangul.isLetter(c) && !unfinished) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLatin(int c) {
    return Character.isLetter(c) && UnicodeScript.of(c) == UnicodeScript.LATIN;
  }

  private static int hangulBits(String text) {
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Hangul.isSyllable(text.charAt(i))) {
        int rank = FREQUENT_SYLLABLES.indexOf(text.charAt(i));
        bits += rank < 0 ? BITS_OF_RARE_SYLLABLE : Integer.SIZE - Integer.numberOfLeadingZeros(rank + 1);
      }
    }
    return bits;
  }

  private static int latinBits(String text) {
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int letter = Character.toLowerCase(text.charAt(i)) - 'a';
      bits += letter >= 0 && letter < LATIN_BITS.length() ? Character.digit(LATIN_BITS.charAt(letter), 16) : 0;
    }
    return bits;
  }

  /** {@code tkfrn} → 살구 in the South. What is on no letter key stays. */
  public String hangul(String latin) {
    var typed = new StringBuilder();
    for (int i = 0; i < latin.length(); i++) {
      char c = latin.charAt(i);
      int key = keys.indexOf(c);
      key = key < 0 ? keys.indexOf(Character.toLowerCase(c)) : key;
      typed.append(key < 0 ? c : letters.charAt(key));
    }
    return Hangul.composed(typed);
  }

  /** 살구 → {@code tkfrn} in the South. What is no Hangul stays. */
  public String latin(String hangul) {
    var typed = new StringBuilder(Hangul.letters(hangul));
    for (int i = 0; i < typed.length(); i++) {
      int key = letters.indexOf(typed.charAt(i));
      if (key >= 0) {
        typed.setCharAt(i, keys.charAt(key));
      }
    }
    return typed.toString();
  }
}
