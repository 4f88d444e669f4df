package org.bojagi.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.export.PlannedFile.Step;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.media.PlayerConversion;
import org.bojagi.media.Quality;

/** Which files come of one item; their paths begin where its name will be. */
final class ItemFiles {
  private static final Set<String> READ_ON_PHONES = Set.of("application/pdf", "application/epub+zip");
  private static final String DRAWING = "image/svg+xml";

  /** What a browser runs that opens it from a file. */
  private static final Set<String> ACTIVE =
      Set.of(
          "html", "htm", "shtml", "xhtml", "xht", "xml", "xsl", "svg", "svgz", "mht", "mhtml", "js", "mjs", "hta", "htc",
          "swf");

  private static final Set<String> WEB_PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  /** Of a picture's first bytes made anew: seldom more. */
  private static final int PICTURE_FACTOR = 3;

  private final ExportOptions options;
  private final Consumer<Finding> findings;
  private ExportedItem item;
  private List<PlannedFile> files;
  private Map<String, Integer> languages;

  ItemFiles(ExportOptions options, Consumer<Finding> findings) {
    this.options = options;
    this.findings = findings;
  }

  /** What is opened first comes first; never empty. Paths are what follows the item's name: {@code .mp4}. */
  List<PlannedFile> of(ExportedItem item) throws IOException {
    this.item = item;
    files = new ArrayList<>();
    languages = new HashMap<>();
    switch (item.form()) {
      case FILM, SOUND, MUSIC, PICTURE -> media();
      case TEXT, DOCUMENT -> texts();
    }
    return files;
  }

  private void media() throws IOException {
    for (var source : item.files()) {
      var file = source.file();
      boolean own = file.role() == Role.ITEM;
      if (!own && file.role() != Role.TRANSLATION) {
        continue;
      }
      var language = own ? "" : language(file.language(), "media");
      var kind = file.mediaType();
      if (kind.startsWith("video/")) {
        film(source, language);
      } else if (kind.startsWith("audio/")) {
        sound(source, language);
      } else if (kind.startsWith("image/")) {
        picture(source, language);
      }
    }
    subtitles();
  }

  private void film(Located source, String language) throws IOException {
    var file = source.file();
    boolean fits = PlainMp4.fits(file);
    if (options.conversion().filter(PlayerConversion::makesFilms).isPresent()) {
      long made = file.media() == null ? 0 : Quality.HIGH.estimatedBytes(file.media()) * 5 / 4;
      long estimated = fits || made == 0 ? file.sizeBytes() : made;
      add(language + ".mp4", language + extension(file), Step.FILM, source, estimated);
      return;
    }
    boolean plain = fits && PlainMp4.layout(item.open().bundle(), source).isPlain();
    if (!plain) {
      says("film-as-it-is", "A film stays as it is, and a simple player may not play it", "Run it where ffmpeg is installed.");
    }
    add(language + extension(file), Step.COPY, source, file.sizeBytes());
  }

  private void sound(Located source, String language) {
    var file = source.file();
    var extension = extension(file);
    var codecs = file.media() == null ? List.<String>of() : file.media().codecs();
    boolean aac = codecs.isEmpty() || codecs.contains("mp4a") || codecs.contains("aac");
    if (extension.equals(".mp3") || extension.equals(".m4a") && aac) {
      add(language + extension, Step.COPY, source, file.sizeBytes());
    } else if (options.conversion().isPresent()) {
      double seconds = file.media() == null ? 0 : file.media().durationSeconds();
      long estimated = seconds > 0 ? (long) (seconds * 16_100) + 4_096 : file.sizeBytes();
      var made = "." + options.conversion().get().soundExtension();
      add(language + made, language + extension, Step.SOUND, source, estimated);
    } else {
      says("sound-as-it-is", "A sound stays as it is, and a simple player may not play it", "Run it where ffmpeg is installed.");
      add(language + extension, Step.COPY, source, file.sizeBytes());
    }
  }

  private void picture(Located source, String language) {
    var file = source.file();
    var extension = extension(file);
    if (file.mediaType().equals(DRAWING) && file.sizeBytes() <= DrawingPage.MOST_BYTES) {
      says(
          "drawing-as-page",
          "A drawing is shown by a page, and a simple player may not show that",
          "Players know JPEG: pack one beside it.");
      add(language + ".html", Step.DRAWING, source, DrawingPage.mostBytes(file.sizeBytes()));
      return;
    }
    // A drawing ffmpeg can't read, and a moving picture would stand still.
    boolean stays = file.mediaType().equals(DRAWING) || extension.equals(".gif");
    var small = item.ofRole(Role.THUMBNAIL).stream().findFirst();
    if (extension.equals(".jpg")) {
      add(language + extension, Step.COPY, source, file.sizeBytes());
    } else if (options.conversion().isPresent() && !stays) {
      add(language + ".jpg", language + extension, Step.PICTURE, source, PICTURE_FACTOR * file.sizeBytes());
    } else if (small.isPresent() && !WEB_PICTURES.contains(file.mediaType())) {
      says("picture-small", "Of this picture only a small one is written, since players know JPEG", "Take it with extract.");
      add(language + ".jpg", Step.COPY, small.get(), small.get().file().sizeBytes());
    } else {
      says(
          "picture-as-it-is",
          "A picture stays as it is, and a simple player may not show it",
          stays ? "Players know JPEG: pack one beside it." : "Run it where ffmpeg is installed.");
      add(language + extension, Step.COPY, source, file.sizeBytes());
    }
  }

  /** The first has the film's own name, which is how simple players find it: Korean where there is any. */
  private void subtitles() {
    var captions = item.ofRole(Role.CAPTIONS);
    var found = new ArrayList<>(captions.isEmpty() ? item.ofRole(Role.SUBTITLES) : captions);
    found.sort(Comparator.comparingInt(located -> rank(located.file().language())));
    for (int i = 0; i < found.size(); i++) {
      var name = (i == 0 ? "" : language(found.get(i).file().language(), "subtitles")) + ".srt";
      add(name, Step.SUBTITLES, found.get(i), 2 * found.get(i).file().sizeBytes() + 4_096);
    }
  }

  private int rank(String language) {
    var primary = language.split("-", 2)[0];
    return primary.equals("ko") ? 0 : primary.equals(item.item().language().split("-", 2)[0]) ? 1 : 2;
  }

  private void texts() {
    var texts = item.texts();
    for (int position : texts) {
      var source = item.files().get(position);
      boolean first = position == texts.getFirst();
      var language = first ? "" : language(source.file().language(), "text");
      long size = source.file().sizeBytes();
      add(language + ".html", language + ".html", Step.HTML, source, position, 3 * size + 16_384);
      add(language + ".txt", language + ".txt", Step.TXT, source, position, 2 * size + 4_096);
    }
    var own = item.own();
    boolean original = READ_ON_PHONES.contains(own.file().mediaType());
    if (original || texts.isEmpty()) {
      if (!original) {
        says("document-as-it-is", "A document without text stays as it is, and a phone may not open it", "Open it on a computer.");
      }
      add(extension(own.file()), Step.COPY, own, own.file().sizeBytes());
    }
    if (!texts.isEmpty()) {
      pictures(original);
    }
  }

  /** What pages show; a document that goes along itself needs no pictures of its pages. */
  private void pictures(boolean original) {
    int number = 0;
    for (var located : item.files()) {
      var role = located.file().role();
      boolean shown = role == Role.PICTURE || role == Role.COMPANION || role == Role.PAGE && !original;
      if (shown && WEB_PICTURES.contains(located.file().mediaType())) {
        var name = String.format(Locale.ROOT, "-p/%03d%s", ++number, extension(located.file()));
        add(name, Step.COPY, located, located.file().sizeBytes());
      }
    }
  }

  private void says(String code, String what, String hint) {
    findings.accept(new Finding(Severity.WARNING, code, item.own().file().path(), what, hint));
  }

  private void add(String name, Step step, Located source, long bytes) {
    add(name, name, step, source, bytes);
  }

  private void add(String name, String asItIs, Step step, Located source, long bytes) {
    add(name, asItIs, step, source, item.files().indexOf(source), bytes);
  }

  private void add(String name, String asItIs, Step step, Located source, int position, long bytes) {
    files.add(new PlannedFile(name, asItIs, step, source, position, bytes));
  }

  /** {@code .en}; two of one language differ by a number. */
  private String language(String tag, String kind) {
    var primary = tag.toLowerCase(Locale.ROOT).split("-", 2)[0];
    var name = primary.matches("[a-z]{2,3}") ? primary : "und";
    int count = languages.merge(kind + name, 1, Integer::sum);
    return "." + name + (count > 1 ? String.valueOf(count) : "");
  }

  /** By its media type, else of its path where that is plain and nothing would run that a browser opens. */
  private static String extension(PackedFile file) {
    var known =
        switch (file.mediaType()) {
          case "video/mp4" -> "mp4";
          case "video/x-matroska" -> "mkv";
          case "video/webm" -> "webm";
          case "video/x-msvideo" -> "avi";
          case "audio/mpeg" -> "mp3";
          case "audio/mp4" -> "m4a";
          case "audio/ogg" -> "ogg";
          case "image/jpeg" -> "jpg";
          case "image/png" -> "png";
          case "image/gif" -> "gif";
          case "image/webp" -> "webp";
          case "application/pdf" -> "pdf";
          case "application/epub+zip" -> "epub";
          default -> "";
        };
    if (!known.isEmpty()) {
      return "." + known;
    }
    var name = file.path().substring(file.path().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    var extension = name.substring(name.lastIndexOf('.') + 1);
    boolean plain = extension.matches("[a-z0-9]{1,5}") && !extension.equals(name) && !ACTIVE.contains(extension);
    return plain ? "." + extension : ".bin";
  }
}
