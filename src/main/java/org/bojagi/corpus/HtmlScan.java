package org.bojagi.corpus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jsoup.parser.Parser;

/**
 * Links and title of a web page in one pass over its characters, without a tree: every page of a collection goes through
 * here before packing begins, and most have hundreds of links. Follows the tokenizer of the HTML standard (§13.2.5);
 * linear and without recursion.
 */
final class HtmlScan {
  private static final Set<String> EMBEDS =
      Set.of("img", "video", "audio", "source", "track", "embed", "iframe", "object");

  /** Between their tags is text, whatever it looks like. */
  private static final Set<String> TEXT_ONLY =
      Set.of("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes");

  private static final List<String> PEOPLE = List.of("author", "publisher");

  private static final List<String> TARGETS = List.of("src", "href", "poster", "data");

  /** {@code data:} addresses hold the picture itself and may be megabytes long. */
  private static final int MAX_TARGET_CHARS = 4_000;

  private static final int MAX_TITLE_CHARS = 2_000;

  private final String html;
  private final Consumer<LinkScan.Raw> links;
  private final Set<String> seen = new HashSet<>();
  private int at;
  private int line;
  private int lineCountedTo;
  private String title = "";

  /** Of the first heading, as it is met; null before it and while none is open. */
  private StringBuilder heading;

  private boolean inHeading;

  /** @param linesBefore how many lines of the text stand before this part of it */
  HtmlScan(String html, int linesBefore, Consumer<LinkScan.Raw> links) {
    this.html = html;
    this.line = linesBefore + 1;
    this.links = links;
    scan();
  }

  /** Of {@code <title>}, else of the first {@code <h1>}; may be empty or hold more than one space in a row. */
  String title() {
    var text = title.isBlank() && heading != null ? heading.toString() : title;
    return Parser.unescapeEntities(text, false);
  }

  private void scan() {
    while (at < html.length()) {
      int tag = html.indexOf('<', at);
      if (inHeading) {
        appendToHeading(at, tag < 0 ? html.length() : tag);
      }
      if (tag < 0) {
        return;
      }
      at = tag;
      char after = tag + 1 < html.length() ? html.charAt(tag + 1) : ' ';
      if (html.startsWith("<!--", tag)) {
        at = after(html.indexOf("-->", tag + 4), 3);
      } else if (after == '!' || after == '?') {
        at = after(html.indexOf('>', tag), 1);
      } else if (after == '/') {
        inHeading &= !html.regionMatches(true, tag + 2, "h1", 0, 2);
        at = after(html.indexOf('>', tag), 1);
      } else if (isLetter(after)) {
        startTag(tag);
      } else {
        at++;
      }
    }
  }

  private void appendToHeading(int from, int to) {
    int room = MAX_TITLE_CHARS - heading.length();
    heading.append(html, from, Math.min(to, from + Math.max(0, room)));
  }

  private void startTag(int start) {
    int end = start + 1;
    while (end < html.length() && !isEndOfName(html.charAt(end))) {
      end++;
    }
    var name = end - start > 20 ? "" : html.substring(start + 1, end).toLowerCase(Locale.ROOT);
    boolean pointing = name.equals("a") || name.equals("link") || EMBEDS.contains(name);
    at = end;
    var attributes = attributes(pointing);
    if (pointing) {
      tell(start, name, attributes);
    }
    if (name.equals("h1") && heading == null) {
      heading = new StringBuilder();
      inHeading = true;
    }
    if (TEXT_ONLY.contains(name)) {
      int close = closing(name);
      if (name.equals("title") && title.isBlank()) {
        title = html.substring(at, Math.min(close, at + MAX_TITLE_CHARS));
      }
      at = close;
    }
  }

  /** Goes to the end of the tag; the first of each name counts. */
  private Map<String, String> attributes(boolean wanted) {
    var found = wanted ? new HashMap<String, String>() : Map.<String, String>of();
    while (at < html.length() && html.charAt(at) != '>') {
      char c = html.charAt(at);
      if (isSpace(c) || c == '/') {
        at++;
        continue;
      }
      int nameStart = at++;
      while (at < html.length() && !isEndOfName(html.charAt(at)) && html.charAt(at) != '=') {
        at++;
      }
      int nameEnd = at;
      skipSpaces();
      int valueStart = at;
      int valueEnd = at;
      if (at < html.length() && html.charAt(at) == '=') {
        at++;
        skipSpaces();
        char quote = at < html.length() ? html.charAt(at) : '>';
        if (quote == '"' || quote == '\'') {
          valueStart = at + 1;
          int close = html.indexOf(quote, valueStart);
          valueEnd = close < 0 ? html.length() : close;
          at = after(close, 1);
        } else {
          valueStart = at;
          while (at < html.length() && !isSpace(html.charAt(at)) && html.charAt(at) != '>') {
            at++;
          }
          valueEnd = at;
        }
      }
      if (wanted && nameEnd - nameStart <= 6 && valueEnd - valueStart <= MAX_TARGET_CHARS) {
        var value = html.substring(valueStart, valueEnd);
        found.putIfAbsent(
            html.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT),
            value.indexOf('&') < 0 ? value : Parser.unescapeEntities(value, true));
      }
    }
    at = Math.min(html.length(), at + 1);
    return found;
  }

  private void tell(int start, String tag, Map<String, String> attributes) {
    var relations = attributes.getOrDefault("rel", "").toLowerCase(Locale.ROOT);
    // One that leads to an author is taken out of the page: nothing, no finding either, is to name its target.
    boolean wanted = relations.contains("stylesheet") && PEOPLE.stream().noneMatch(relations::contains);
    if (tag.equals("link") && !wanted) {
      return;
    }
    for (; lineCountedTo < start; lineCountedTo++) {
      line += html.charAt(lineCountedTo) == '\n' ? 1 : 0;
    }
    for (var attribute : TARGETS) {
      var target = attributes.getOrDefault(attribute, "").strip();
      if (!target.isEmpty() && seen.add(line + target)) {
        links.accept(new LinkScan.Raw(line, target, !tag.equals("a")));
      }
    }
  }

  private int closing(String name) {
    for (int i = html.indexOf("</", at); i >= 0; i = html.indexOf("</", i + 2)) {
      if (html.regionMatches(true, i + 2, name, 0, name.length())) {
        return i;
      }
    }
    return html.length();
  }

  private int after(int found, int length) {
    return found < 0 ? html.length() : found + length;
  }

  private void skipSpaces() {
    while (at < html.length() && isSpace(html.charAt(at))) {
      at++;
    }
  }

  private static boolean isEndOfName(char c) {
    return isSpace(c) || c == '/' || c == '>';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
