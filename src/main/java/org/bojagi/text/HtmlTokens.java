package org.bojagi.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.parser.Parser;

/**
 * HTML as a row of characters and tags, without a tree: a slice may begin and end inside any
 * element.
 *
 * <p>Follows the tokenizer of the HTML standard (§13.2.5) as far as text is concerned. Linear and
 * without recursion.
 */
final class HtmlTokens {
  private static final Set<String> BLOCKS =
      Set.of(
          ("address article aside blockquote body br caption center dd details dialog div dl dt"
               + " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend"
               + " li main nav ol option p pre section summary table tbody tfoot thead tr ul")
              .split(" "));

  /** Between their tags is no text, whatever it looks like. */
  private static final Set<String> NOT_TEXT =
      Set.of("script", "style", "textarea", "title", "template", "xmp");

  private static final int MAX_GAP_CHARS = 2_048;
  private static final int MAX_UNIT_SLICE_CHARS = PassageText.MAX_SLICE_CHARS / 2;

  private enum Kind {
    TEXT,
    BLOCK,
    CELL,
    INLINE,
    END
  }

  /**
   * A block's text from its first to its last character, or a part of it. {@code textChars} is
   * never too small.
   */
  record Unit(int start, int end, int textChars, boolean heading) {}

  private final String source;
  private final int limit;
  private int at;

  /** Where the token that {@link #next} returned begins; it ends at {@code at}. */
  private int tokenStart;

  private boolean inHeading;

  private HtmlTokens(String source, int from, int to) {
    this.source = source;
    this.at = from;
    this.limit = to;
  }

  /** What a person reads: blocks as lines, cells and words separated by one space. */
  static String text(String slice) {
    var tokens = new HtmlTokens(slice, 0, slice.length());
    var text = new StringBuilder();
    var run = new StringBuilder();
    for (var kind = tokens.next(); kind != Kind.END; kind = tokens.next()) {
      switch (kind) {
        case TEXT -> run.append(slice, tokens.tokenStart, tokens.at);
        case CELL -> run.append(' ');
        case BLOCK -> {
          appendLine(text, run);
          run.setLength(0);
        }
        default -> {}
      }
    }
    appendLine(text, run);
    return text.toString();
  }

  private static void appendLine(StringBuilder text, StringBuilder run) {
    if (run.isEmpty()) {
      return;
    }
    var raw =
        run.indexOf("&") < 0 ? run.toString() : Parser.unescapeEntities(run.toString(), false);
    var line = PassageText.tidy(raw.replace('\n', ' ').replace('\r', ' '));
    if (!line.isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
  }

  /** Units of source[from, to) in order. */
  static List<Unit> units(String source, int from, int to) {
    var tokens = new HtmlTokens(source, from, to);
    var units = new ArrayList<Unit>();
    int start = -1;
    int end = -1;
    int textChars = 0;
    boolean heading = false;
    var kind = tokens.next();
    for (; kind != Kind.END; kind = tokens.next()) {
      boolean far =
          start >= 0
              && (tokens.at - end > MAX_GAP_CHARS || tokens.at - start > MAX_UNIT_SLICE_CHARS);
      if (start >= 0 && (kind == Kind.BLOCK || far && kind != Kind.TEXT)) {
        units.add(new Unit(start, end, textChars, heading));
        start = -1;
      }
      if (kind == Kind.CELL && start >= 0) {
        textChars++;
      }
      if (kind != Kind.TEXT) {
        continue;
      }
      int word = tokens.tokenStart;
      while (word < tokens.at) {
        if (start < 0) {
          word = skipSpaces(source, word, tokens.at);
          if (word == tokens.at) {
            break;
          }
          start = word;
          textChars = 0;
          heading = tokens.inHeading;
        }
        int room = Cutter.MAX_UNIT_CHARS - textChars;
        if (tokens.at - word <= room) {
          textChars += tokens.at - word;
          end = tokens.at;
          word = tokens.at;
        } else {
          int cut = room <= 1 ? word : Cutter.cutWithin(source, word, word + room);
          end = cut > word ? cut : end;
          units.add(new Unit(start, Math.max(end, start), textChars + (cut - word), heading));
          heading = false;
          start = -1;
          word = cut;
        }
      }
    }
    if (start >= 0) {
      units.add(new Unit(start, end, textChars, heading));
    }
    return units;
  }

  private static int skipSpaces(String source, int from, int to) {
    int i = from;
    while (i < to && Character.isWhitespace(source.charAt(i))) {
      i++;
    }
    return i;
  }

  private Kind next() {
    while (at < limit) {
      tokenStart = at;
      if (source.charAt(at) != '<') {
        at = endOfRun();
        return Kind.TEXT;
      }
      char after = at + 1 < limit ? source.charAt(at + 1) : ' ';
      if (after == '!' || after == '?') {
        at =
            source.startsWith("<!--", at)
                ? after(source.indexOf("-->", at + 4), 3)
                : after(source.indexOf('>', at), 1);
        return Kind.INLINE;
      }
      boolean closing = after == '/';
      int nameStart = at + (closing ? 2 : 1);
      if (nameStart >= limit || !isLetter(source.charAt(nameStart))) {
        at++; // a "<" that is no tag is text
        return Kind.TEXT;
      }
      return tag(closing, nameStart);
    }
    tokenStart = limit;
    return Kind.END;
  }

  /** Of the text up to the next "<". */
  private int endOfRun() {
    int next = source.indexOf('<', at);
    return next < 0 || next > limit ? limit : next;
  }

  private Kind tag(boolean closing, int nameStart) {
    int nameEnd = nameStart;
    while (nameEnd < limit && nameEnd - nameStart < 16 && isNameCharacter(source.charAt(nameEnd))) {
      nameEnd++;
    }
    var name = source.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
    at = endOfTag(nameEnd);
    if (!closing && NOT_TEXT.contains(name)) {
      at = endOfNotText(name);
      return Kind.INLINE;
    }
    if (name.length() == 2
        && name.charAt(0) == 'h'
        && name.charAt(1) >= '1'
        && name.charAt(1) <= '6') {
      inHeading = !closing;
    }
    if (name.equals("td") || name.equals("th")) {
      return Kind.CELL;
    }
    return BLOCKS.contains(name) ? Kind.BLOCK : Kind.INLINE;
  }

  /** After the ">" of a tag; quotes hide one only as the value of an attribute. */
  private int endOfTag(int from) {
    char quote = 0;
    boolean afterEquals = false;
    for (int i = from; i < limit; i++) {
      char c = source.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '>') {
        return i + 1;
      } else if (afterEquals && (c == '"' || c == '\'')) {
        quote = c;
        afterEquals = false;
      } else if (c == '=') {
        afterEquals = true;
      } else if (!Character.isWhitespace(c)) {
        afterEquals = false;
      }
    }
    return limit;
  }

  private int endOfNotText(String name) {
    for (int i = source.indexOf("</", at); i >= 0 && i < limit; i = source.indexOf("</", i + 2)) {
      if (source.regionMatches(true, i + 2, name, 0, name.length())) {
        return endOfTag(Math.min(limit, i + 2 + name.length()));
      }
    }
    return limit;
  }

  private int after(int found, int length) {
    return found < 0 ? limit : Math.min(limit, found + length);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isNameCharacter(char c) {
    return isLetter(c) || c >= '0' && c <= '9';
  }
}
