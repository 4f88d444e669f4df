package org.bojagi.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Playability;
import org.bojagi.catalog.Role;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * What would go in, in plain sentences, from names and heads of files alone.
 *
 * @param findings films without subtitles or that no browser plays, pictures and films that say
 *     where they were taken; without those of the corpus itself
 */
public record CorpusCheck(Corpus corpus, List<Finding> findings) {
  static final String NO_SUBTITLES = "film-without-subtitles";
  static final String NO_BROWSER = "film-no-browser-plays";
  static final String SOUND_NO_BROWSER = "sound-no-browser-plays";
  static final String SOME_BROWSERS = "film-some-browsers-play";
  static final String PICTURE_SAYS_WHERE = "picture-says-where";
  static final String FILM_SAYS_WHERE = "film-says-where";

  private static final String PLACE_GOES =
      "Packing takes the place out, unless keep: place or --keep-metadata says that it stays.";

  /** What the summary names of the findings, in this order. */
  private static final List<String> REMARKS =
      List.of(
          NO_SUBTITLES, NO_BROWSER, SOUND_NO_BROWSER, SOME_BROWSERS, PICTURE_SAYS_WHERE, FILM_SAYS_WHERE);

  public CorpusCheck {
    findings = List.copyOf(findings);
  }

  /**
   * Looks into the heads of films and pictures: at most 500 short reads a file, never the whole of
   * it.
   */
  public static CorpusCheck of(Corpus corpus) {
    var findings = new ArrayList<Finding>();
    for (var item : corpus.items()) {
      if (item.item().type() == ItemType.FILM) {
        subtitles(corpus, item, findings);
      }
      for (var file : item.files()) {
        look(file, findings);
      }
    }
    return new CorpusCheck(corpus, findings);
  }

  /** The language of the corpus; Korean where it doesn't say which. */
  private static String language(Corpus corpus) {
    var language = corpus.info().language();
    return language.equals(LanguageTags.UNKNOWN) ? "ko" : LanguageTags.primary(language);
  }

  private static void subtitles(Corpus corpus, CorpusItem item, List<Finding> findings) {
    var wanted = language(corpus);
    if (item.files(Role.SUBTITLES).stream()
        .noneMatch(file -> LanguageTags.sameLanguage(file.language(), wanted))) {
      var name = Locale.forLanguageTag(wanted).getDisplayLanguage(Locale.ENGLISH);
      findings.add(
          new Finding(
              Severity.NOTE,
              NO_SUBTITLES,
              Names.printable(item.item().path()),
              "this film has no " + name + " subtitles",
              "Put them beside it under the same name, like film." + wanted + ".srt."));
    }
  }

  private static void look(SourceFile file, List<Finding> findings) {
    var family = FileName.of(Names.nameOf(file.path())).kind().family();
    var where = Names.printable(file.path());
    try {
      if (family == FileKind.Family.PICTURE && saysWhere(file.source())) {
        findings.add(
            new Finding(
                Severity.WARNING,
                PICTURE_SAYS_WHERE,
                where,
                "this picture says where it was taken",
                PLACE_GOES));
      } else if (family.isPlayed()) {
        var facts = facts(file.source());
        unplayable(family == FileKind.Family.FILM, facts.playability(), where).ifPresent(findings::add);
        if (facts.saysWhere()) {
          findings.add(
              new Finding(
                  Severity.WARNING,
                  FILM_SAYS_WHERE,
                  where,
                  "this film says where it was taken",
                  PLACE_GOES));
        }
      }
    } catch (IOException e) {
      findings.add(
          new Finding(
              Severity.ERROR, "unreadable", where, "this can't be read", "Check its permissions."));
    }
  }

  /**
   * What {@code pack --transcode} would change.
   *
   * @param film else a sound
   */
  public static Optional<Finding> unplayable(boolean film, Playability played, String where) {
    var what = (film ? "this film (" : "this sound (") + played.reason() + ")";
    return switch (played.verdict()) {
      case EVERYWHERE -> Optional.empty();
      case SOME ->
          Optional.of(
              new Finding(
                  Severity.NOTE,
                  SOME_BROWSERS,
                  where,
                  "Chromium and its kin play " + what + ", Firefox may not",
                  "With ffmpeg installed, pack --transcode makes it play everywhere."));
      case NOWHERE ->
          Optional.of(
              new Finding(
                  Severity.WARNING,
                  film ? NO_BROWSER : SOUND_NO_BROWSER,
                  where,
                  "no browser can be counted on to play " + what,
                  film
                      ? "Make it MP4 with H.264 and AAC, or pack with --transcode, which needs ffmpeg."
                      : "Make it MP3 or M4A with AAC, or pack with --transcode, which needs ffmpeg."));
    };
  }

  private static boolean saysWhere(Path source) throws IOException {
    try (var window = FileWindow.open(source)) {
      return PictureFacts.saysWhere(window);
    }
  }

  private static FilmFacts facts(Path source) throws IOException {
    try (var window = FileWindow.open(source)) {
      return FilmFacts.of(window);
    }
  }

  /**
   * {@code 3 stories in 8 parts, 2 films, 4 pictures.}, then what a reader would miss or a team may
   * not want to give away, then what stays out.
   *
   * @param locale Korean, or English for all others
   */
  public List<String> summary(Locale locale) {
    var messages = Messages.in(locale);
    var sentences = new ArrayList<String>();
    var counts = new ArrayList<String>();
    for (var type : ItemType.values()) {
      count(messages, type, counts);
    }
    sentences.add(
        counts.isEmpty() ? messages.format("summary.nothing") : sentence(messages, counts));

    var remarks = new ArrayList<String>();
    var spoken = Locale.forLanguageTag(language(corpus)).getDisplayLanguage(messages.locale());
    for (var code : REMARKS) {
      long count = findings.stream().filter(finding -> finding.code().equals(code)).count();
      if (count > 0) {
        remarks.add(
            messages.format("summary." + code, count, messages.language(language(corpus), spoken)));
      }
    }
    if (!remarks.isEmpty()) {
      sentences.add(sentence(messages, remarks));
    }
    long files = corpus.items().stream().mapToLong(item -> item.files().size()).sum();
    long bytes =
        corpus.items().stream()
            .flatMap(item -> item.files().stream())
            .mapToLong(SourceFile::sizeBytes)
            .sum();
    sentences.add(messages.format("summary.size", files, size(bytes, messages.locale())));

    long refused =
        corpus.leftovers().stream()
            .filter(left -> left.reason() == Leftover.Reason.REFUSED)
            .count();
    long keptBack =
        corpus.leftovers().stream()
            .filter(
                left ->
                    left.reason() == Leftover.Reason.NAME
                        || left.reason() == Leftover.Reason.IGNORED)
            .count();
    if (keptBack > 0) {
      sentences.add(messages.format("summary.kept-back", keptBack));
    }
    if (refused > 0) {
      sentences.add(messages.format("summary.refused", refused));
    }
    return sentences;
  }

  /** A series counts once; its items are its parts. */
  private void count(Messages messages, ItemType type, List<String> counts) {
    int works = 0;
    int parts = 0;
    var series = new HashSet<String>();
    for (var item : corpus.items()) {
      if (item.item().type() == type) {
        parts++;
        works += item.item().series() == null || series.add(item.item().series().id()) ? 1 : 0;
      }
    }
    if (parts > 0) {
      var key = "summary." + type.code();
      counts.add(
          parts == works
              ? messages.format(key, works)
              : messages.format("summary.in-parts", messages.format(key, works), parts));
    }
  }

  private static String sentence(Messages messages, List<String> clauses) {
    return messages.format(
        "summary.sentence", String.join(messages.format("summary.comma"), clauses));
  }

  private static String size(long bytes, Locale locale) {
    if (bytes < 1_000_000) {
      return String.format(locale, "%d kB", Math.ceilDiv(bytes, 1_000));
    }
    return bytes < 1_000_000_000
        ? String.format(locale, "%.1f MB", bytes / 1e6)
        : String.format(locale, "%.1f GB", bytes / 1e9);
  }
}
