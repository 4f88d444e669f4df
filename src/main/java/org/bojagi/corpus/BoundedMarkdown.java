package org.bojagi.corpus;

/** Markdown that a parser comes to an end with. */
public final class BoundedMarkdown {
  private static final int MAX_PARAGRAPH_CHARS = 16_000;
  private static final int MAX_MARKER_CHARS = 500;

  private BoundedMarkdown() {}

  /**
   * Markdown without what would take a parser hours, who goes back to the beginning of a paragraph for each
   * bracket, and of a line for each quote and list in it: such lines are empty, and all others where they were.
   *
   * @return the same string where nothing had to go
   */
  public static String of(String markdown) {
    if (markdown.length() <= MAX_MARKER_CHARS) {
      return markdown;
    }
    var kept = new StringBuilder(markdown.length());
    int paragraph = 0;
    boolean whole = true;
    for (int at = 0; at < markdown.length(); ) {
      int end = markdown.indexOf('\n', at);
      end = end < 0 ? markdown.length() : end + 1;
      int text = at;
      while (text < end && " \t\r\n>-+*#|0123456789.)".indexOf(markdown.charAt(text)) >= 0) {
        text++;
      }
      boolean begins = text == end || text > at && !markdown.substring(at, text).isBlank();
      paragraph = begins ? end - at : paragraph + end - at;
      if (paragraph > MAX_PARAGRAPH_CHARS || text - at > MAX_MARKER_CHARS) {
        kept.append('\n');
        whole = false;
      } else {
        kept.append(markdown, at, end);
      }
      at = end;
    }
    return whole ? markdown : kept.toString();
  }
}
