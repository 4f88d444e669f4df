package org.bojagi.scrub;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Which traces a web page, an SVG, XML or Markdown text carries, and the edits that take them out.
 */
public final class TextScrubbing {

  private TextScrubbing() {}

  /**
   * The edits that take out of {@code file} what isn't shown and may lead to a person or a place.
   *
   * <p>What is shown stays bit by bit, and so does every byte outside of the edits, whatever the
   * charset: ASCII's supersets and UTF-16 are edited, what shifts ASCII letters (ISO-2022) is named
   * in {@link Cleaning#left}. A comment becomes {@code <!---->}: the texts beside it must not grow
   * together to a tag or an entity.
   *
   * @param mediaType {@code text/html}, {@code application/xhtml+xml}, {@code image/svg+xml}, any
   *     XML, or {@code text/markdown}; other texts give {@link Cleaning#NOTHING}
   * @param keep what stays where the format has a field of its own for it
   * @throws IOException only when reading {@code file} fails
   */
  public static Cleaning of(String mediaType, SeekableBytes file, Set<Sensitive.Kind> keep)
      throws IOException {
    return of(mediaType, file, keep, true);
  }

  /**
   * @param withPictures whether pictures in {@code data:} addresses are cleaned too
   */
  static Cleaning of(
      String mediaType, SeekableBytes file, Set<Sensitive.Kind> keep, boolean withPictures)
      throws IOException {
    if (mediaType == null || !isMarkup(mediaType)) {
      return Cleaning.NOTHING;
    }
    var edits = MarkupEdits.of(file, keep);
    if (edits == null) {
      var why = new Sensitive(Sensitive.Kind.CONTENT, "text in a charset that can't be edited");
      return new Cleaning(List.of(), List.of(), List.of(why));
    }
    var pictures = new EmbeddedPictures(edits, keep, withPictures);
    switch (mediaType) {
      case "text/html" -> new HtmlTraces(edits, pictures).find();
      case "text/markdown" -> new MarkdownTraces(edits, pictures).find();
      default -> new XmlTraces(edits, pictures).find();
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
}
