package org.bojagi.text;

import java.util.List;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.TextFormat;

/** Cuts a file's text into passages. */
public final class Passages {
  private Passages() {}

  /**
   * Passages in the order of the file, without overlap. For each, {@link PassageText#of} of its slice is its text.
   *
   * @param decodedText the whole file, as {@link Charsets#decode} gives it
   */
  public static List<Passage> cut(TextFormat format, String decodedText) {
    throw new UnsupportedOperationException();
  }
}
