package org.bojagi.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tesseract, where it is installed: words of pictures of pages. Threads may share it.
 *
 * <p>A page is read as one column of text of many sizes (mode 4). Tesseract's own search for columns (mode 3)
 * loses lines of Korean: on a page of 575 syllables, drawn 1,100 pixels wide, one letter of ten was wrong,
 * and with mode 4 one of forty. One language alone is read better than several at once, so the first page
 * with words on it finds out which.
 */
public final class Ocr {
  private static final List<String> OURS = List.of("kor", "eng", "chi_sim", "chi_tra");

  /** Resolution of a page of A4 that is 1,100 pixels wide; Tesseract's guess without it is worse. */
  private static final String DPI = "133";

  private static final BoundedProcess.Limits PAGE =
      new BoundedProcess.Limits(
          Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofSeconds(60), 1 << 20);

  /**
   * Pages that Tesseract may be ended at, one after the other, before the rest of the document is left alone.
   */
  private static final int MAX_FAILURES = 3;

  private static final long MAX_TEXT_CHARS = 16L << 20;

  private final Path tesseract;
  private final String version;
  private final List<String> languages;

  private Ocr(Path tesseract, String version, List<String> languages) {
    this.tesseract = tesseract;
    this.version = version;
    this.languages = languages;
  }

  /** Empty where there is none on the PATH, or it reads none of Korean, English and Chinese. */
  public static Optional<Ocr> find() {
    return Programs.find("tesseract").flatMap(Ocr::of);
  }

  static Optional<Ocr> of(Path tesseract) {
    try {
      var version = said(tesseract, "--version").lines().findFirst().orElse("");
      var installed = said(tesseract, "--list-langs").lines().map(String::strip).toList();
      var languages = OURS.stream().filter(installed::contains).toList();
      boolean known = version.matches("tesseract v?\\d[\\w.-]*");
      return known && !languages.isEmpty()
          ? Optional.of(new Ocr(tesseract, version.substring(10), languages))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String said(Path program, String option) throws IOException {
    try (var out = new BoundedProcess(program, List.of(option), null, PAGE)) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public String version() {
    return version;
  }

  /**
   * Tesseract's names of those of our languages that are installed: {@code kor}, {@code eng},
   * {@code chi_sim}.
   */
  public List<String> languages() {
    return languages;
  }

  /** Whether the language is installed, or not known: in other letters nothing but nonsense is read. */
  public boolean reads(String language) {
    var wanted = modelFor(language);
    return wanted.isEmpty() || languages.contains(wanted);
  }

  /** @param number from 1 */
  public record Page(int number, byte[] picture) {}

  /** Opens the pages in order, so that one is in memory at a time. */
  @FunctionalInterface
  public interface Pages {
    /** Null after the last. */
    Page next() throws IOException;
  }

  /**
   * @param text pages separated by form feeds, as {@link org.bojagi.catalog.TextFormat#PAGED} has it; empty
   *     where no word was found
   * @param language of the text: {@code ko}, {@code en}, {@code zh}, or as it was said to be
   * @param pagesRead those that words were found on
   * @param pagesFailed those that Tesseract was ended at, or failed
   */
  public record Reading(String text, String language, int pagesRead, int pagesFailed) {}

  /**
   * @param language BCP 47 tag of the document; {@code und} where it isn't known
   * @throws IOException from {@code pages}; what is wrong with Tesseract counts as pages that failed
   */
  public Reading read(Pages pages, String language) throws IOException {
    if (!reads(language)) {
      return new Reading("", language, 0, 0);
    }
    var text = new StringBuilder();
    var spoken = language;
    var with = languagesFor(language);
    int at = 1;
    int read = 0;
    int failed = 0;
    int inARow = 0;
    for (var page = pages.next(); page != null && inARow < MAX_FAILURES; page = pages.next()) {
      if (text.length() > MAX_TEXT_CHARS) {
        break;
      }
      try {
        var words = words(page.picture(), with);
        if (with.size() > 1 && languagesFor(script(words)).size() == 1) {
          spoken = script(words);
          with = languagesFor(spoken);
          words = words(page.picture(), with);
        }
        inARow = 0;
        if (words.isEmpty()) {
          continue;
        }
        read++;
        for (; at < page.number(); at++) {
          text.append('\f');
        }
        text.append(words);
      } catch (BoundedProcess.Failed e) {
        failed++;
        inARow++;
      }
    }
    return new Reading(text.toString(), spoken, read, failed);
  }

  private String words(byte[] picture, List<String> with) throws IOException {
    var arguments =
        List.of("stdin", "stdout", "-l", String.join("+", with), "--psm", "4", "--dpi", DPI);
    try (var out =
        new BoundedProcess(
            tesseract,
            arguments,
            () -> new ByteArrayInputStream(picture),
            PAGE,
            List.of("OMP_THREAD_LIMIT=1"))) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).replace('\f', '\n').strip();
    }
  }

  /** One where it is known and installed; else all. */
  private List<String> languagesFor(String tag) {
    var wanted = modelFor(tag);
    return languages.contains(wanted) ? List.of(wanted) : languages;
  }

  /** Empty for a language that isn't one of ours. */
  private String modelFor(String tag) {
    boolean traditional = tag.contains("Hant") || tag.endsWith("-TW") || tag.endsWith("-HK");
    return switch (tag.split("-", 2)[0]) {
      case "ko" -> "kor";
      case "en" -> "eng";
      case "zh" -> traditional && languages.contains("chi_tra") ? "chi_tra" : "chi_sim";
      default -> "";
    };
  }

  /** By most of its letters; {@code und} where there are few. */
  private static String script(String words) {
    var counts =
        words
            .codePoints()
            .filter(Character::isLetter)
            .mapToObj(Character.UnicodeScript::of)
            .collect(Collectors.groupingBy(script -> script, Collectors.counting()));
    long hangul = counts.getOrDefault(Character.UnicodeScript.HANGUL, 0L);
    long han = counts.getOrDefault(Character.UnicodeScript.HAN, 0L);
    long latin = counts.getOrDefault(Character.UnicodeScript.LATIN, 0L);
    if (hangul + han + latin < 50) {
      return "und";
    }
    // Words have several Latin letters for each syllable or character.
    return hangul >= han && 3 * hangul >= latin ? "ko" : 3 * han >= latin ? "zh" : "en";
  }
}
