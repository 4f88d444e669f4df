package org.bojagi.language;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer.DecompoundMode;
import org.apache.lucene.analysis.ko.POS;
import org.apache.lucene.analysis.ko.tokenattributes.PartOfSpeechAttribute;

/**
 * Hanja in Hangul, one syllable each, as the South writes them: 歷史 is 역사, 國歷 is 국력.
 *
 * <p>Most have one reading. Of a word with others, 金 and 樂, that reading is taken which Nori sees the fewest words in,
 * so 金剛 is 금강 and not 김강. Everything else stays as it is. Any number of threads.
 */
public final class HanjaReadings {
  /** 2^4: of words with more characters of two readings only the first ones are tried both ways. */
  private static final int MAX_READINGS = 16;

  /** A word longer than that is read part by part. */
  private static final int MAX_WORD_CHARS = 12;

  private static final int WORDS_REMEMBERED = 1_000;

  private static final int NIEUN = 2;
  private static final int RIEUL = 5;
  private static final int IEUNG = 11;
  private static final int NIEUN_AT_END = 4;

  /** Of the vowels, in Unicode's order, those that begin with i or y: ㅑㅒㅕㅖㅛㅠㅣ. */
  private static final int I_AND_Y = 1 << 2 | 1 << 3 | 1 << 6 | 1 << 7 | 1 << 12 | 1 << 17 | 1 << 20;

  /** Loaded when first needed: 25 KB to read, 60 KB held. */
  private static final class Tables {
    private static final HanTable READINGS;
    private static final Map<Character, String> FURTHER = new HashMap<>();

    static {
      var sections = HanTable.sections("hanja.txt");
      READINGS = new HanTable(sections.getFirst());
      for (var line : sections.get(1)) {
        line.substring(1).chars().forEach(c -> FURTHER.merge((char) c, line.substring(0, 1), String::concat));
      }
    }

    private static final KoreanTokenizer WORDS =
        new KoreanTokenizer(TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY, null, DecompoundMode.NONE, false);
    private static final PartOfSpeechAttribute PART_OF_SPEECH = WORDS.getAttribute(PartOfSpeechAttribute.class);
    private static final Map<String, String> REMEMBERED =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > WORDS_REMEMBERED;
          }
        };
  }

  private HanjaReadings() {}

  /** As many UTF-16 units as it gets. */
  public static String hangul(String text) {
    StringBuilder read = null;
    int end;
    for (int start = 0; start < text.length(); start = end) {
      end = start + 1;
      if (HanTable.mayHold(text.charAt(start))) {
        while (end < text.length() && HanTable.mayHold(text.charAt(end)) && end - start < MAX_WORD_CHARS) {
          end++;
        }
        var word = text.substring(start, end);
        var reading = word(word);
        if (!reading.equals(word)) {
          read = read == null ? new StringBuilder(text) : read;
          read.replace(start, end, reading);
        }
      }
    }
    return read == null ? text : read.toString();
  }

  /**
   * What a query in hanja may ask for in Hangul; empty where there are not two hanja in a row, or one without a reading,
   * as in Chinese.
   */
  public static Optional<String> ofQuery(String text) {
    var read = hangul(WordRule.fold(text));
    boolean inARow = false;
    for (int i = 1; i < text.length(); i++) {
      inARow |= HanTable.mayHold(text.charAt(i - 1)) && HanTable.mayHold(text.charAt(i));
    }
    return inARow && read.codePoints().noneMatch(Character::isIdeographic) ? Optional.of(read) : Optional.empty();
  }

  /** One word's likeliest reading; what has none stays. */
  private static String word(String hanja) {
    var readings = List.of("");
    for (int i = 0; i < hanja.length(); i++) {
      char c = hanja.charAt(i);
      char first = Tables.READINGS.get(c);
      var all = first == '\0' ? String.valueOf(c) : first + Tables.FURTHER.getOrDefault(c, "");
      var chosen = readings.size() * all.length() > MAX_READINGS ? all.substring(0, 1) : all;
      var longer = new ArrayList<String>();
      for (var reading : readings) {
        chosen.chars().forEach(next -> longer.add(reading + written(reading, (char) next)));
      }
      readings = longer;
    }
    return readings.size() == 1 ? readings.getFirst() : likeliest(hanja, readings);
  }

  /**
   * As the South writes it after what comes before: initial sounds (article 11 of its orthography), and 열 and 율 for 렬
   * and 률 after a vowel or ㄴ.
   */
  private static char written(String before, char syllable) {
    if (before.isEmpty()) {
      return atBeginning(syllable);
    }
    char last = before.charAt(before.length() - 1);
    int end = Hangul.isSyllable(last) ? Hangul.finalConsonant(last) : -1;
    boolean afterVowelOrNieun = end == 0 || end == NIEUN_AT_END;
    return syllable == '렬' && afterVowelOrNieun ? '열' : syllable == '률' && afterVowelOrNieun ? '율' : syllable;
  }

  private static char atBeginning(char syllable) {
    if (!Hangul.isSyllable(syllable)) {
      return syllable;
    }
    int initial = Hangul.initial(syllable);
    int vowel = Hangul.vowel(syllable);
    int written = initial != NIEUN && initial != RIEUL ? initial : (I_AND_Y >> vowel & 1) != 0 ? IEUNG : NIEUN;
    return Hangul.syllable(written, vowel, Hangul.finalConsonant(syllable));
  }

  /** Of equally many words the fewest names: Nori knows a person called 김속, too. */
  private static String likeliest(String hanja, List<String> readings) {
    synchronized (Tables.WORDS) {
      var known = Tables.REMEMBERED.get(hanja);
      if (known == null) {
        int least = Integer.MAX_VALUE;
        for (var reading : readings) {
          int cost = cost(reading);
          if (cost < least) {
            least = cost;
            known = reading;
          }
        }
        Tables.REMEMBERED.put(hanja, known);
      }
      return known;
    }
  }

  private static int cost(String hangul) {
    try (var words = Tables.WORDS) {
      words.setReader(new StringReader(hangul));
      words.reset();
      int cost = 0;
      while (words.incrementToken()) {
        cost += Tables.PART_OF_SPEECH.getLeftPOS() == POS.Tag.NNP ? 2 * MAX_WORD_CHARS + 1 : 2 * MAX_WORD_CHARS;
      }
      words.end();
      return cost;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
