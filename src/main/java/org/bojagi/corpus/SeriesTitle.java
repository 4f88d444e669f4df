package org.bojagi.corpus;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A title that says which part of what it is: {@code Joseph's Story: Part 1}, {@code 자전거 수리공의 수첩
 * (중)}.
 *
 * @param series empty where only the part is said: then it is that of the folder
 * @param part from 1
 * @param outOfThree of 상·중·하, where 하 is 3, or 2 where nobody wrote a 중
 */
record SeriesTitle(String series, int part, boolean outOfThree) {
  private static final int MAX_CHARS = 500;
  private static final List<String> WORDS =
      List.of(
          "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
          "twelve");
  private static final Map<String, Integer> LETTERS =
      Map.of("상", 1, "중", 2, "하", 3, "上", 1, "中", 2, "下", 3, "전", 1, "후", 2);
  private static final String HAN_DIGITS = "一二三四五六七八九";

  private static final String NUMBER =
      "(?<number>\\d{1,3}|[ivx]{1,5}|" + String.join("|", WORDS) + ")";
  private static final String OF = "(?:\\s*(?:of|/)\\s*\\d{1,3})?";

  /**
   * Part and its number, in the ways that are met. What stands before is the series, what follows
   * the part's name.
   */
  private static final List<Pattern> FORMS =
      List.of(
          pattern(
              "[(\\[]?\\b(?:part|pt\\.?|episode|chapter)\\s*" + NUMBER + "\\b" + OF + "[)\\]]?"),
          pattern("[(\\[]?제\\s?(?<number>\\d{1,3})\\s?(?:부|편|화|회|장|강|권)[)\\]]?"),
          pattern(
              "(?<=^|[\\s(\\[<:,·-])(?<number>\\d{1,3})\\s?(?:부|편|화|회)(?=$|[\\s)\\]>:,.·-])[)\\]]?"),
          pattern("[(\\[]?第\\s?(?<number>\\d{1,3}|[一二三四五六七八九十]{1,3})\\s?(?:部分|部|章|篇|回|集|节)[)\\]]?"),
          pattern("[(\\[<](?<letter>[상중하上中下전후])(?:편|篇|권)?[)\\]>]"),
          pattern("(?<=\\s)(?<letter>[상중하전후])편$"),
          pattern("[(\\[](?<number>\\d{1,2})" + OF + "[)\\]]$"));

  private static final Pattern EDGES = Pattern.compile("^[\\s:,.·|~–—-]+|[\\s:,·|~–—(\\[<-]+$");

  private static Pattern pattern(String form) {
    return Pattern.compile(form, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Empty where the title says of no part. */
  static Optional<SeriesTitle> in(String title) {
    if (title.length() > MAX_CHARS) {
      return Optional.empty();
    }
    var text = Normalizer.normalize(title, Normalizer.Form.NFKC).replaceAll("\\s+", " ").strip();
    // "The river | Joseph's Story: Part 1": the piece that says of a part also says of what.
    var pieces = List.of(text.split(" ?\\| ?"));
    for (int i = 0; i < pieces.size(); i++) {
      for (var form : FORMS) {
        var m = form.matcher(pieces.get(i));
        if (m.find()) {
          int part = part(m.toMatchResult());
          if (part > 0) {
            var series = EDGES.matcher(pieces.get(i).substring(0, m.start())).replaceAll("");
            boolean letter =
                form.pattern().contains("<letter>") && "상중하上中下".contains(m.group("letter"));
            return Optional.of(
                new SeriesTitle(
                    series.isEmpty() && i > 0 ? pieces.get(i - 1) : series, part, letter));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Titles of one series are the same under this. */
  String key() {
    return series.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  private static int part(MatchResult m) {
    if (m.namedGroups().containsKey("letter")) {
      return LETTERS.get(m.group("letter"));
    }
    var number = m.group("number").toLowerCase(Locale.ROOT);
    if (Character.isDigit(number.charAt(0))) {
      return Integer.parseInt(number);
    }
    if (WORDS.contains(number)) {
      return WORDS.indexOf(number) + 1;
    }
    return "ivx".indexOf(number.charAt(0)) >= 0 ? roman(number) : han(number);
  }

  private static int roman(String number) {
    int sum = 0;
    int last = 0;
    for (int i = number.length() - 1; i >= 0; i--) {
      int value =
          switch (number.charAt(i)) {
            case 'i' -> 1;
            case 'v' -> 5;
            default -> 10;
          };
      sum += value < last ? -value : value;
      last = value;
    }
    return sum;
  }

  private static int han(String number) {
    int ten = number.indexOf('十');
    if (ten < 0) {
      return HAN_DIGITS.indexOf(number.charAt(0)) + 1;
    }
    int tens = ten == 0 ? 1 : HAN_DIGITS.indexOf(number.charAt(0)) + 1;
    return tens * 10
        + (ten + 1 < number.length() ? HAN_DIGITS.indexOf(number.charAt(ten + 1)) + 1 : 0);
  }
}
