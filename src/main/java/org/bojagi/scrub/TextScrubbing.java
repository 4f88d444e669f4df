package org.bojagi.scrub;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Which traces a web page, an SVG, XML or Markdown text carries, and the edits that take them out.
 */
public final class TextScrubbing {

  private static final Set<String> TEXTS =
      Set.of("application/json", "application/javascript", "application/x-subrip", "application/x-sami");

  private TextScrubbing() {}

  /**
   * The edits that take out of {@code file} what isn't shown and may lead to a person or a place.
   *
   * <p>What is shown stays bit by bit, and so does every byte outside of the edits, whatever the
   * charset: ASCII's supersets and UTF-16 are edited, what shifts ASCII letters (ISO-2022) is named
   * in {@link Cleaning#left}. A comment becomes {@code <!---->}: the texts beside it must not grow
   * together to a tag or an entity.
   *
   * <p>Of texts in which all is shown, pictures in {@code data:} addresses alone are cleaned.
   *
   * @param mediaType {@code text/html}, {@code application/xhtml+xml}, {@code image/svg+xml}, any
   *     XML, {@code text/markdown}, subtitles or another text; else {@link Cleaning#NOTHING}
   * @param keep what stays where the format has a field of its own for it
   * @throws IOException only when reading {@code file} fails
   */
  public static Cleaning of(String mediaType, SeekableBytes file, Set<Sensitive.Kind> keep)
      throws IOException {
    return of(mediaType, file, keep, 0);
  }

  /** @param depth of {@code data:} addresses around it */
  static Cleaning of(String mediaType, SeekableBytes file, Set<Sensitive.Kind> keep, int depth)
      throws IOException {
    if (mediaType == null || !isMarkup(mediaType) && !isText(mediaType)) {
      return Cleaning.NOTHING;
    }
    var edits = MarkupEdits.of(file, keep);
    if (edits == null && !isMarkup(mediaType)) {
      return Cleaning.NOTHING;
    }
    if (edits == null) {
      var why = new Sensitive(Sensitive.Kind.CONTENT, "text in a charset that can't be edited");
      return new Cleaning(List.of(), List.of(), List.of(why));
    }
    var pictures = new EmbeddedPictures(edits, keep, depth);
    switch (mediaType) {
      case "text/html", "application/x-sami" -> new HtmlTraces(edits, pictures).find();
      case "text/markdown" -> new MarkdownTraces(edits, pictures).find();
      case "text/css" -> StyleTraces.find(edits, pictures, 0, edits.units().count());
      case "text/vtt", "text/x-ssa", "application/x-subrip" -> SubtitleTraces.find(mediaType, edits, pictures);
      default -> {
        if (isMarkup(mediaType)) {
          new XmlTraces(edits, pictures).find();
        } else {
          pictures.find(0, edits.units().count());
        }
      }
    }
    return edits.finish();
  }

  private static boolean isMarkup(String mediaType) {
    return mediaType.equals("text/html")
        || mediaType.equals("text/markdown")
        || mediaType.equals("text/xml")
        || mediaType.equals("application/xml")
        || mediaType.endsWith("+xml");
  }

  private static boolean isText(String mediaType) {
    return mediaType.startsWith("text/") || TEXTS.contains(mediaType);
  }
}
