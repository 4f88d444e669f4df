package org.bojagi.corpus;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a file's name says: {@code 2025-10-22 03 시랑송의 밤.ko.md}.
 *
 * @param name NFC
 * @param stem without extension and language
 * @param language BCP 47 tag, empty where the name has none
 * @param extension lower case, without the full stop; empty where there is none
 */
record FileName(String name, String stem, String language, String extension) {
  private static final int MAX_EXTENSION_CHARS = 10;
  private static final String END = "(?=$|[\\s._\\-)\\],])";
  private static final Pattern DATE =
      Pattern.compile(
          "^[(\\[]?(?:(\\d{4})([-.])(\\d{1,2})\\2(\\d{1,2})"
              + "|(\\d{4})(\\d{2})(\\d{2})"
              + "|(\\d{4})-(\\d{2})"
              + "|(\\d{4})년(?: ?(\\d{1,2})월(?: ?(\\d{1,2})일)?)?)"
              + END);
  private static final Pattern LEADING_NUMBER =
      Pattern.compile("^(?:제 ?)?(\\d{1,3})(?:" + END + "| ?(?:부|편|화|회|장|과|강)" + END + ")");
  private static final Pattern TRAILING_NUMBER =
      Pattern.compile("^(.*[^\\d\\s_\\-.])[\\s_\\-]+(\\d{1,2})$");
  private static final String SEPARATORS = "[\\s._\\-)\\],]*";

  static FileName of(String nfcName) {
    var extension = extension(nfcName);
    var stem = extension.isEmpty() ? nfcName : nfcName.substring(0, nfcName.length() - extension.length() - 1);
    int infix = stem.lastIndexOf('.');
    var language = infix > 0 ? LanguageTags.inName(stem.substring(infix + 1)) : "";
    return new FileName(
        nfcName,
        language.isEmpty() ? stem : stem.substring(0, infix),
        language,
        extension.toLowerCase(Locale.ROOT));
  }

  /** As written; empty where there is none. */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    int length = name.length() - dot - 1;
    if (dot <= 0 || length == 0 || length > MAX_EXTENSION_CHARS) {
      return "";
    }
    for (int i = dot + 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
        return "";
      }
    }
    return name.substring(dot + 1);
  }

  FileKind kind() {
    return FileKind.of(extension);
  }

  /**
   * The same with {@code _ko} at the end of the stem read as its language, else this. Whether that
   * is meant shows only beside other names: {@code 다리_ko.md} beside {@code 다리_en.md}.
   */
  FileName withUnderscoreLanguage() {
    int infix = stem.lastIndexOf('_');
    var tag = infix > 0 && language.isEmpty() ? LanguageTags.inName(stem.substring(infix + 1)) : "";
    return tag.isEmpty() ? this : new FileName(name, stem.substring(0, infix), tag, extension);
  }

  /**
   * {@code 2025}, {@code 2025-03} or {@code 2025-03-09} of a leading date; empty where there is
   * none that exists.
   */
  String date() {
    var m = DATE.matcher(stem);
    if (!m.find()) {
      return "";
    }
    if (m.group(1) != null) {
      return date(m.group(1), m.group(3), m.group(4));
    }
    if (m.group(5) != null) {
      return date(m.group(5), m.group(6), m.group(7));
    }
    return m.group(8) != null
        ? date(m.group(8), m.group(9), null)
        : date(m.group(10), m.group(11), m.group(12));
  }

  private static String date(String year, String month, String day) {
    try {
      var date =
          LocalDate.of(
              Integer.parseInt(year),
              month == null ? 1 : Integer.parseInt(month),
              day == null ? 1 : Integer.parseInt(day));
      if (date.getYear() < 1800 || date.getYear() > 2100) {
        return "";
      }
      var whole = date.toString();
      return day != null ? whole : month != null ? whole.substring(0, 7) : whole.substring(0, 4);
    } catch (DateTimeException e) {
      return "";
    }
  }

  private String afterDate() {
    return date().isEmpty()
        ? stem
        : DATE.matcher(stem).replaceFirst("").replaceFirst("^" + SEPARATORS, "");
  }

  /** The number that the name begins with, after a date; -1 where there is none. */
  int number() {
    var m = LEADING_NUMBER.matcher(afterDate());
    return m.find() ? Integer.parseInt(m.group(1)) : -1;
  }

  /** The number that the name ends with, {@code 눈 내리던 날 2}; -1 where there is none. */
  int trailingNumber() {
    var m = TRAILING_NUMBER.matcher(afterDate());
    return m.matches() ? Integer.parseInt(m.group(2)) : -1;
  }

  String withoutTrailingNumber() {
    var m = TRAILING_NUMBER.matcher(afterDate());
    return m.matches() ? spaced(m.group(1)) : readable();
  }

  /** Without date, leading number and underscores; empty where nothing else is in the name. */
  String readable() {
    var rest =
        LEADING_NUMBER.matcher(afterDate()).replaceFirst("").replaceFirst("^" + SEPARATORS, "");
    return spaced(rest);
  }

  static String spaced(String name) {
    var spaced = name.replace('_', ' ');
    if (!spaced.contains(" ") && spaced.chars().filter(c -> c == '-').count() > 1) {
      spaced = spaced.replace('-', ' ');
    }
    return spaced.replaceAll("\\s+", " ").strip();
  }
}
