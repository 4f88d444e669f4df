package org.bojagi.text;

import java.util.List;

/**
 * The text of a web page and where it stands in the source: without menus, share lines, comment forms, cookie notices.
 *
 * @param title of {@code <title>}, else the first heading; may be empty
 * @param kept ranges of the source that hold the page's text, in order, without overlap
 */
public record HtmlText(String title, List<Range> kept) {

  /** UTF-16 units of the source, {@code end} exclusive. */
  public record Range(int start, int end) {}

  public HtmlText {
    kept = List.copyOf(kept);
  }

  public static HtmlText of(String source) {
    throw new UnsupportedOperationException();
  }
}
