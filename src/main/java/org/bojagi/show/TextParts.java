package org.bojagi.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bojagi.catalog.TextFormat;

/**
 * Where a long text is cut into parts, so that neither this process nor a browser has to hold all of it as a page.
 *
 * <p>Cuts fall between pages, paragraphs or blocks where there are any; a part's weight is at most {@value #MAX_WEIGHT}
 * characters. Scripts, styles, comments and what long attributes hold weigh nothing: they aren't shown.
 */
final class TextParts {
  static final int MAX_WEIGHT = 250_000;

  /** From here on a cut between two blocks is taken. */
  private static final int FULL_WEIGHT = MAX_WEIGHT * 3 / 4;

  /** What a tag weighs at most. */
  private static final int MAX_TAG_WEIGHT = 200;

  private static final int MAX_NAME_CHARS = 12;
  private static final Set<String> BLOCKS =
      Set.of(
          "p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "table", "ul", "ol",
          "blockquote", "hr");
  private static final Set<String> UNSHOWN = Set.of("script", "style");

  private TextParts() {}

  /** Of each part its first UTF-16 unit; the first is 0. */
  static List<Integer> starts(TextFormat format, String text) {
    return switch (format) {
      case HTML -> ofHtml(text);
      case PAGED -> ofText(text, "\f");
      case PLAIN, MARKDOWN, WEBVTT -> ofText(text, "\n\n");
    };
  }

  /** The part that holds a position. */
  static int partOf(List<Integer> starts, int charOffset) {
    int part = 0;
    while (part + 1 < starts.size() && starts.get(part + 1) <= charOffset) {
      part++;
    }
    return part;
  }

  private static List<Integer> ofText(String text, String between) {
    var starts = new ArrayList<>(List.of(0));
    int from = 0;
    while (text.length() - from > MAX_WEIGHT) {
      int cut = after(text, between, from);
      cut = cut < 0 ? after(text, "\n", from) : cut;
      from = cut < 0 ? between(text, from + MAX_WEIGHT) : cut;
      starts.add(from);
    }
    return starts;
  }

  /** Behind the last {@code between} that leaves a full part; -1 where there is none. */
  private static int after(String text, String between, int from) {
    int at = text.lastIndexOf(between, from + MAX_WEIGHT - between.length());
    return at < from + FULL_WEIGHT ? -1 : at + between.length();
  }

  /** Never between the two halves of a character. */
  private static int between(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  private static List<Integer> ofHtml(String html) {
    var starts = new ArrayList<>(List.of(0));
    int weight = 0;
    int at = 0;
    while (at < html.length()) {
      var name = html.charAt(at) == '<' ? tagName(html, at + 1) : "";
      if (weight >= FULL_WEIGHT && BLOCKS.contains(name) || weight >= MAX_WEIGHT) {
        int cut = between(html, at);
        if (cut > starts.getLast()) {
          starts.add(cut);
        }
        weight = 0;
      }
      int next;
      if (UNSHOWN.contains(name)) {
        next = behind(html, "</" + name, at);
      } else if (html.startsWith("<!--", at)) {
        next = behind(html, "-->", at);
      } else if (!name.isEmpty()) {
        next = endOfTag(html, at);
        weight += Math.min(next - at, MAX_TAG_WEIGHT);
      } else {
        next = at + 1;
        weight++;
      }
      at = next;
    }
    return starts;
  }

  private static String tagName(String html, int from) {
    int end = from;
    while (end < html.length() && end - from < MAX_NAME_CHARS && Character.isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    return html.substring(from, end).toLowerCase(Locale.ROOT);
  }

  /** Behind the bracket that closes a tag, which one in a quoted value does not. */
  private static int endOfTag(String html, int from) {
    char quote = 0;
    for (int i = from; i < html.length(); i++) {
      char c = html.charAt(i);
      if (quote == 0 && c == '>') {
        return i + 1;
      }
      if (quote == 0 && (c == '"' || c == '\'') && html.charAt(i - 1) == '=') {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return html.length();
  }

  /** Past the next {@code end} in either case of letters; the end of the text where there is none. */
  private static int behind(String html, String end, int from) {
    for (int i = html.indexOf(end.charAt(0), from + 1); i >= 0; i = html.indexOf(end.charAt(0), i + 1)) {
      if (html.regionMatches(true, i, end, 0, end.length())) {
        return i + end.length();
      }
    }
    return html.length();
  }
}
