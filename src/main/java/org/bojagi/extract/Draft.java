package org.bojagi.extract;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.Finding;
import org.bojagi.scrub.Sensitive;
import org.bojagi.text.Passages;

/** An {@link Extraction} in the making, in the worker. */
final class Draft {
  private static final int MAX_TITLE_CHARS = 300;
  private static final int MAX_SENSITIVE = 200;
  private static final int MAX_FIELD_CHARS = 100;
  private static final int MAX_FINDINGS = 100;
  private static final int MAX_THUMBNAIL_TRIES = 10; // of a document with many pictures inside

  final ExtractionRequest request;
  final ExtractionLimits limits;
  String mediaType;
  String charset = "";
  TextFormat textFormat;
  MediaFacts media;
  int lastPage;
  private boolean thumbnailIsMade;
  private int thumbnailTries;
  private String title = "";
  private String language = "";
  private final List<Rendition> renditions = new ArrayList<>();
  private final List<SourceText> texts = new ArrayList<>();
  private final Set<Sensitive> sensitive = new LinkedHashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  Draft(ExtractionRequest request, String mediaType, ExtractionLimits limits) {
    this.request = request;
    this.mediaType = mediaType;
    this.limits = limits;
  }

  /** The first title that isn't empty stays. */
  void title(String candidate) {
    if (title.isEmpty() && candidate != null) {
      var line = candidate.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
      title =
          line.length() <= MAX_TITLE_CHARS
              ? line
              : line.substring(0, line.offsetByCodePoints(0, MAX_TITLE_CHARS / 2));
    }
  }

  String title() {
    return title;
  }

  void sensitive(Sensitive.Kind kind, String fieldName) {
    if (sensitive.size() < MAX_SENSITIVE) {
      var shown = Mp4Facts.printable(fieldName);
      sensitive.add(
          new Sensitive(
              kind,
              shown.length() <= MAX_FIELD_CHARS ? shown : shown.substring(0, MAX_FIELD_CHARS)));
    }
  }

  void note(String code, String what, String hint) {
    report(Finding.Severity.NOTE, code, what, hint);
  }

  void warn(String code, String what, String hint) {
    report(Finding.Severity.WARNING, code, what, hint);
  }

  private void report(Finding.Severity severity, String code, String what, String hint) {
    var finding = new Finding(severity, code, request.path(), what, hint);
    if (findings.size() < MAX_FINDINGS && !findings.contains(finding)) {
      findings.add(finding);
    }
  }

  void warn(UnreadableException e) {
    warn(e.code(), e.what(), e.hint());
  }

  /** The file itself is what search looks into. */
  void text(TextFormat format, List<Passage> passages) {
    textFormat = format;
    add("", passages, request.language());
  }

  /** A rendition of text, which search looks into. Without a word in it, it is not kept. */
  void textRendition(
      String name,
      Role role,
      String mediaType,
      TextFormat format,
      String content,
      String spokenLanguage) {
    if (add(name, Passages.cut(format, content), spokenLanguage)) {
      var bytes = content.getBytes(StandardCharsets.UTF_8);
      renditions.add(
          new Rendition(name, role, mediaType, texts.getLast().language(), format, bytes));
    }
  }

  void picture(String name, Role role, String mediaType, byte[] content) {
    renditions.add(new Rendition(name, role, mediaType, "", null, content));
  }

  boolean wantsThumbnail() {
    return request.thumbnail() && !thumbnailIsMade && thumbnailTries < MAX_THUMBNAIL_TRIES;
  }

  /**
   * A small picture of this one, where one is wanted and none is there yet; the file goes on without.
   *
   * @param inside a document
   */
  void thumbnail(byte[] picture, int orientation, boolean inside) {
    if (!wantsThumbnail()) {
      return;
    }
    thumbnailTries++;
    try {
      thumbnail(Thumbnail.of(picture, orientation, inside));
    } catch (Thumbnail.TooLargeException e) {
      note(
          "picture-too-large",
          inside
              ? "A picture inside has too many pixels for a small one to be made of it"
              : "It has too many pixels for a small picture to be made of it",
          "");
    } catch (IOException | RuntimeException e) {
      note(
          "thumbnail-not-made",
          inside ? "No small picture could be made of one inside" : "No small picture could be made of it",
          "");
    }
  }

  void thumbnail(BufferedImage picture) throws IOException {
    if (wantsThumbnail()) {
      thumbnail(Thumbnail.of(picture, 1));
    }
  }

  private void thumbnail(byte[] jpeg) {
    if (jpeg != null) {
      thumbnailIsMade = true;
      picture(Thumbnail.NAME, Role.THUMBNAIL, "image/jpeg", jpeg);
    }
  }

  private boolean add(String name, List<Passage> passages, String spokenLanguage) {
    if (passages.isEmpty()) {
      return false;
    }
    var said = new StringBuilder();
    for (int i = 0; i < passages.size() && said.length() < 20_000; i++) {
      said.append(passages.get(i).text()).append('\n');
    }
    var byScript = ScriptLanguage.of(said.toString());
    texts.add(new SourceText(name, spokenLanguage.isEmpty() ? byScript : spokenLanguage, passages));
    language = language.isEmpty() ? byScript : language;
    return true;
  }

  boolean hasText() {
    return !texts.isEmpty();
  }

  Extraction finish() {
    return new Extraction(
        mediaType,
        title,
        language,
        charset,
        textFormat,
        renditions,
        texts,
        lastPage,
        media,
        List.copyOf(sensitive),
        findings);
  }
}
