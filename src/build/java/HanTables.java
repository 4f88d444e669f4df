import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the two tables of Han characters that {@code org.bojagi.language} reads, from what ICU knows: ICU itself takes
 * half a second and a megabyte to answer the same.
 *
 * <p>Argument: the folder to write to. Run with icu4j on the class path, when its version changes:
 * {@code java -cp icu4j.jar src/build/java/HanTables.java src/main/resources/org/bojagi/language}.
 */
final class HanTables {
  /** All Han characters of one UTF-16 unit that no other is canonically equivalent to. */
  private static final int FIRST = 0x3400;

  private static final int LAST = 0x9fff;

  /** A variant of a variant of a variant is none of these. */
  private static final int MAX_STEPS = 4;

  /** Readings that KS X 1001 has between two others, where order alone doesn't tell them. */
  private static final Map<String, String> LEFT_OPEN =
      Map.of("락", "樂", "률", "率", "택", "宅", "불", "不", "변", "便", "시", "十", "김", "金");

  private HanTables() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve("simplified.txt"), simplified());
    Files.writeString(folder.resolve("hanja.txt"), readings());
  }

  /** A line for each simplified character, after it the traditional ones and variants that it stands for. */
  private static String simplified() {
    var toSimplified = Transliterator.getInstance("Traditional-Simplified");
    var lines = new TreeMap<Integer, StringBuilder>();
    for (int c = FIRST; c <= LAST; c++) {
      var one = Character.toString(c);
      var other = one;
      for (int step = 0; step < MAX_STEPS; step++) {
        other = toSimplified.transliterate(other);
      }
      // Two may stand for each other.
      var last = toSimplified.transliterate(other);
      other = last.compareTo(other) < 0 ? last : other;
      if (!other.equals(one) && other.length() == 1) {
        lines.computeIfAbsent(other.codePointAt(0), none -> new StringBuilder()).append(one);
      }
    }
    var text = new StringBuilder();
    lines.forEach((c, rest) -> text.appendCodePoint(c).append(rest).append('\n'));
    return text.toString();
  }

  /**
   * A line for each reading, after it the hanja that are read so, from CLDR's Korean collation, which sorts hanja under
   * their readings; then an empty line, and lines of the same shape with further readings of hanja that have several.
   * These KS X 1001 has twice, each time among others of that reading.
   */
  private static String readings() throws IOException {
    var rules = ((RuleBasedCollator) Collator.getInstance(new ULocale("ko"))).getRules();
    var readings = new HashMap<Integer, String>();
    var text = new StringBuilder();
    for (var rule : rules.substring(rules.indexOf('&') + 1).split("&")) {
      var reading = rule.substring(0, 1);
      var hanja = new StringBuilder();
      // As a name 김, in all other words 금, where it has its first place in KS X 1001.
      rule = reading.equals("김") ? rule.replace("金", "") : reading.equals("금") ? rule + "金" : rule;
      rule.codePoints().filter(c -> c >= FIRST && c <= LAST).forEach(hanja::appendCodePoint);
      hanja.codePoints().forEach(c -> readings.put(c, reading));
      text.append(reading).append(hanja).append('\n');
    }
    text.append('\n');
    further(readings).forEach((reading, hanja) -> text.append(reading).append(String.join("", hanja)).append('\n'));
    return text.toString();
  }

  private static Map<String, Set<String>> further(Map<Integer, String> readings) {
    var rows = new StringBuilder();
    var charset = Charset.forName("EUC-KR");
    for (int row = 0xca; row <= 0xfd; row++) {
      for (int cell = 0xa1; cell <= 0xfe; cell++) {
        rows.append(new String(new byte[] {(byte) row, (byte) cell}, charset));
      }
    }
    var further = new TreeMap<String, Set<String>>();
    LEFT_OPEN.forEach((reading, hanja) -> further.put(reading, new LinkedHashSet<>(List.of(hanja.split("")))));
    var before = "가";
    for (int i = 0; i < rows.length(); i++) {
      int c = rows.charAt(i);
      var after = before;
      for (int k = i; k < rows.length() && rows.charAt(k) >= FIRST; k++) {
        if (rows.charAt(k) <= LAST && readings.containsKey((int) rows.charAt(k))) {
          after = readings.get((int) rows.charAt(k));
          break;
        }
      }
      if (c > LAST) {
        var hanja = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFC);
        // Between two readings it may have either, or one that no other has.
        if (before.equals(after) && !sameAtTheBeginning(before, readings.get(hanja.codePointAt(0)))) {
          further.computeIfAbsent(before, none -> new LinkedHashSet<>()).add(hanja);
        }
      } else if (readings.containsKey(c)) {
        before = readings.get(c);
      }
    }
    return further;
  }

  /** Whether they are one reading but for what the South writes at the beginning of a word: 력 and 역. */
  private static boolean sameAtTheBeginning(String a, String b) {
    return southern(a).equals(southern(b));
  }

  private static String southern(String reading) {
    int syllable = reading.charAt(0) - 0xac00;
    int initial = syllable / 588;
    boolean withI = "ㅑㅒㅕㅖㅛㅠㅣ".indexOf("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ".charAt(syllable / 28 % 21)) >= 0;
    int written = initial != 2 && initial != 5 ? initial : withI ? 11 : 2;
    return Character.toString(0xac00 + written * 588 + syllable % 588);
  }
}
