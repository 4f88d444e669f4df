package org.bojagi.corpus;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jsoup.parser.Parser;

/**
 * Links and title of a web page in one pass over its characters, without a tree: every page of a collection goes through
 * here before packing begins, and most have hundreds of links. Follows the tokenizer of the HTML standard (§13.2.5);
 * linear and without recursion.
 */
final class HtmlScan {
  /** Between their tags is text, whatever it looks like. */
  private static final Set<String> TEXT_ONLY =
      Set.of("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes");

  private static final List<String> PEOPLE = List.of("author", "publisher");

  /** In the order in which those of a tag are told of; the last says what it points to. */
  private static final String[] ATTRIBUTES = {"src", "href", "poster", "data", "rel"};

  private static final int REL = ATTRIBUTES.length - 1;
  private static final int MAX_TAG_NAME_CHARS = 20;

  /** {@code data:} addresses hold the picture itself and may be megabytes long. */
  private static final int MAX_TARGET_CHARS = 4_000;

  private static final int MAX_TITLE_CHARS = 2_000;

  private final String html;
  private final Consumer<LinkScan.Raw> links;

  /** Values of a tag's {@link #ATTRIBUTES}; null where it has none. */
  private final String[] values = new String[ATTRIBUTES.length];

  /** Targets that were told of in {@link #seenLine}. */
  private final Set<String> seen = new HashSet<>();

  private int seenLine;
  private int at;
  private int line;

  /** Where {@link #line} ends. */
  private int lineEnd;

  private String title = "";

  /** Of the first heading, as it is met; null before it and while none is open. */
  private StringBuilder heading;

  private boolean inHeading;

  /** @param linesBefore how many lines of the text stand before this part of it */
  HtmlScan(String html, int linesBefore, Consumer<LinkScan.Raw> links) {
    this.html = html;
    this.line = linesBefore + 1;
    this.lineEnd = endOfLine(0);
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
    var name = end - start > MAX_TAG_NAME_CHARS ? "" : lower(start + 1, end);
    at = end;
    switch (name) {
      case "a", "link", "img", "video", "audio", "source", "track", "embed", "iframe", "object" -> {
        attributes(true);
        tell(start, name);
      }
      default -> attributes(false);
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
  private void attributes(boolean wanted) {
    if (wanted) {
      Arrays.fill(values, null);
    }
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
      if (wanted && valueEnd - valueStart <= MAX_TARGET_CHARS) {
        int attribute = attribute(nameStart, nameEnd);
        if (attribute >= 0 && values[attribute] == null) {
          var value = html.substring(valueStart, valueEnd);
          values[attribute] = value.indexOf('&') < 0 ? value : Parser.unescapeEntities(value, true);
        }
      }
    }
    at = Math.min(html.length(), at + 1);
  }

  /** Which of {@link #ATTRIBUTES} stands there; -1 where none does. */
  private int attribute(int from, int to) {
    for (int i = 0; i < ATTRIBUTES.length; i++) {
      var name = ATTRIBUTES[i];
      if (name.length() == to - from && isSame(name, from)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isSame(String lowerCase, int from) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if (lower(html.charAt(from + i)) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void tell(int start, String tag) {
    if (tag.equals("link")) {
      var relations = values[REL] == null ? "" : values[REL].toLowerCase(Locale.ROOT);
      // One that leads to an author is taken out of the page: nothing, no finding either, is to name its target.
      if (!relations.contains("stylesheet") || PEOPLE.stream().anyMatch(relations::contains)) {
        return;
      }
    }
    for (; lineEnd < start; lineEnd = endOfLine(lineEnd + 1)) {
      line++;
    }
    for (int i = 0; i < REL; i++) {
      var target = values[i] == null ? "" : values[i].strip();
      if (!target.isEmpty() && isNew(target)) {
        links.accept(new LinkScan.Raw(line, target, !tag.equals("a")));
      }
    }
  }

  private int endOfLine(int from) {
    int end = html.indexOf('\n', from);
    return end < 0 ? html.length() : end;
  }

  private boolean isNew(String target) {
    if (seenLine != line) {
      seen.clear();
      seenLine = line;
    }
    return seen.add(target);
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

  private String lower(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = html.charAt(i);
      if (c >= 'A' && c <= 'Z' || c >= 128) {
        return html.substring(from, to).toLowerCase(Locale.ROOT);
      }
    }
    return html.substring(from, to);
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
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
