package org.bojagi.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Writes a document as plain HTML: headings, paragraphs, lists, tables, emphasis, pictures, and
 * nothing that runs, links or styles. Elements without text or picture in them vanish, table cells
 * excepted.
 */
final class HtmlRendition {
  static final Set<String> ELEMENTS =
      Set.of(
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "p",
          "ul",
          "ol",
          "li",
          "table",
          "thead",
          "tbody",
          "tr",
          "td",
          "th",
          "blockquote",
          "pre",
          "b",
          "strong",
          "i",
          "em",
          "sup",
          "sub",
          "dl",
          "dt",
          "dd",
          "caption",
          "section");

  private static final int MAX_DEPTH = 60;

  /** A paragraph holds none of these, so one that begins ends it. */
  private static final Set<String> END_PARAGRAPH =
      Set.of(
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "p",
          "ul",
          "ol",
          "table",
          "blockquote",
          "pre",
          "dl",
          "section");

  /** What closes within one of these doesn't reach out of it. */
  private static final Set<String> BOXES = Set.of("td", "th", "li", "dd", "blockquote", "section");

  /**
   * A picture goes in at {@code position} of the HTML, once it is known whether it is kept and
   * under which name.
   */
  private record Placed(int position, String sourceName, String words) {}

  private final StringBuilder html = new StringBuilder();
  private final List<Placed> pictures = new ArrayList<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final long maxChars;

  /** How many of the innermost of {@code open} are not written yet. */
  private int pending;

  private int ignored;
  private boolean full;
  private final StringBuilder firstHeading = new StringBuilder();
  private boolean firstHeadingEnded;

  HtmlRendition(long maxChars) {
    this.maxChars = maxChars;
  }

  void open(String element) {
    if (!ELEMENTS.contains(element)) {
      return;
    }
    if (open.size() >= MAX_DEPTH) {
      ignored++;
      return;
    }
    if (END_PARAGRAPH.contains(element)) {
      close("p");
    }
    open.push(element);
    pending++;
    if (element.equals("td") || element.equals("th")) {
      writePending();
    }
  }

  /** Closes what is open within it, too; nothing where it isn't open. */
  void close(String element) {
    if (!ELEMENTS.contains(element)) {
      return;
    }
    if (ignored > 0) {
      ignored--;
      return;
    }
    if (!isOpenHere(element)) {
      return;
    }
    String innermost;
    do {
      innermost = open.pop();
      firstHeadingEnded |= isHeading(innermost) && !firstHeading.isEmpty();
      if (pending > 0) {
        pending--;
      } else {
        html.append("</").append(innermost).append('>');
        if (innermost.length() > 1 && !innermost.equals("em") && !innermost.equals("strong")) {
          html.append('\n');
        }
      }
    } while (!innermost.equals(element));
  }

  private boolean isOpenHere(String element) {
    for (var inner : open) {
      if (inner.equals(element)) {
        return true;
      }
      if (BOXES.contains(inner) && element.equals("p")) {
        return false;
      }
    }
    return false;
  }

  /** The innermost heading, of whichever level. */
  void closeHeading() {
    open.stream().filter(HtmlRendition::isHeading).findFirst().ifPresent(this::close);
  }

  /** The words of the first heading; empty where there is none. */
  String firstHeading() {
    return firstHeading.toString();
  }

  private boolean isInHeading() {
    return open.stream().anyMatch(HtmlRendition::isHeading);
  }

  private static boolean isHeading(String element) {
    return element.length() == 2 && element.charAt(0) == 'h';
  }

  void text(CharSequence text) {
    boolean blank = text.chars().allMatch(Character::isWhitespace);
    if (full || blank && (pending > 0 || html.isEmpty())) {
      return;
    }
    if (html.length() + text.length() > maxChars) {
      full = true;
      return;
    }
    writePending();
    if (!firstHeadingEnded && isInHeading()) {
      firstHeading.append(text);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        default -> html.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
  }

  void lineBreak() {
    if (!full && pending == 0) {
      html.append("<br>\n");
    }
  }

  /**
   * @param sourceName as the document calls the picture
   */
  void picture(String sourceName, String words) {
    if (!full && pictures.size() < 10_000) {
      writePending();
      pictures.add(new Placed(html.length(), sourceName, words));
    }
  }

  /** More was given than fits. */
  boolean isFull() {
    return full;
  }

  /**
   * @param names the rendition's name of a picture by the document's name for it; null leaves the
   *     picture out
   */
  String finish(String title, UnaryOperator<String> names) {
    while (!open.isEmpty()) {
      close(open.peek());
    }
    var page = new StringBuilder(html.length() + 200);
    page.append("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>")
        .append(escape(title))
        .append("</title></head>\n<body>\n");
    int at = 0;
    for (var picture : pictures) {
      page.append(html, at, picture.position());
      at = picture.position();
      var name = names.apply(picture.sourceName());
      if (name != null) {
        page.append("<img src=\"")
            .append(escape(name))
            .append("\" alt=\"")
            .append(escape(picture.words()))
            .append("\">");
      }
    }
    return page.append(html, at, html.length()).append("</body>\n</html>\n").toString();
  }

  private void writePending() {
    if (pending == 0) {
      return;
    }
    var outermostFirst = new ArrayList<>(open).subList(0, pending).reversed();
    outermostFirst.forEach(element -> html.append('<').append(element).append('>'));
    pending = 0;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
