package org.bojagi.text;

import java.util.ArrayList;
import java.util.List;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The text of a web page and where it stands in the source: without menus, share lines, comment
 * forms, cookie notices.
 *
 * @param title of {@code <title>}, else the first heading; may be empty
 * @param kept ranges of the source that hold the page's text, in order, without overlap
 */
public record HtmlText(String title, List<Range> kept) {
  private static final int MAX_TITLE_CHARS = 300;

  /**
   * Deeper elements are laid side by side by the parser: no page needs more, and no stack
   * overflows.
   */
  private static final int MAX_DEPTH = 256;

  /** UTF-16 units of the source, {@code end} exclusive. */
  public record Range(int start, int end) {}

  public HtmlText {
    kept = List.copyOf(kept);
  }

  public static HtmlText of(String source) {
    var page = parse(source);
    return new HtmlText(title(page), kept(page, source));
  }

  private static Document parse(String source) {
    var parser = Parser.htmlParser().setTrackPosition(true).setMaxDepth(MAX_DEPTH);
    return parser.parseInput(source.substring(markChars(source)), "");
  }

  /** A byte order mark would be the page's first text, before its head. */
  private static int markChars(String source) {
    return source.startsWith("\ufeff") ? 1 : 0;
  }

  private static List<Range> kept(Document page, String source) {
    int mark = markChars(source);
    return kept(page, source.length() - mark).stream()
        .map(range -> new Range(range.start() + mark, range.end() + mark))
        .toList();
  }

  /**
   * What of a page is its text: {@link #kept} in the page's own positions.
   *
   * @param page parsed with its positions, from a source of {@code length} UTF-16 units
   */
  public static List<Range> kept(Document page, int length) {
    var clutter = new PageClutter(page);
    var main = clutter.mainElement();
    var within =
        main == page
            ? new Range(0, length)
            : new Range(main.sourceRange().startPos(), main.endSourceRange().endPos());
    var kept = new ArrayList<Range>();
    int at = within.start();
    for (var range : clutter.ranges()) {
      if (range.start() >= within.end()) {
        break;
      }
      if (range.start() > at) {
        kept.add(new Range(at, range.start()));
      }
      at = Math.max(at, range.end());
    }
    if (at < within.end()) {
      kept.add(new Range(at, within.end()));
    }
    return kept;
  }

  /**
   * What {@link Passages#cut} gives, without parsing the page again.
   *
   * @param source that this was made of
   */
  public List<Passage> passages(String source) {
    var cutter = new Cutter(TextFormat.HTML, source);
    cut(source, kept, cutter);
    return cutter.passages();
  }

  /** As {@link #passages}, without asking for a title. */
  static void cut(String source, Cutter cutter) {
    cut(source, kept(parse(source), source), cutter);
  }

  private static void cut(String source, List<Range> kept, Cutter cutter) {
    Place place = new Place.Start();
    for (var range : kept) {
      cutter.close();
      for (var unit : HtmlTokens.units(source, range.start(), range.end())) {
        if (unit.heading()) {
          var words = PassageText.of(TextFormat.HTML, source.substring(unit.start(), unit.end()));
          place = Passages.heading(words);
          cutter.addHeading(unit.start(), unit.end(), unit.textChars(), place);
        } else {
          cutter.add(unit.start(), unit.end(), unit.textChars(), place);
        }
      }
    }
  }

  private static String title(Document page) {
    for (var candidate : new String[] {"title", "h1", "h2"}) {
      Element first = page.selectFirst(candidate);
      if (first != null && !first.text().isBlank()) {
        var text = PassageText.tidy(first.text().replace('\n', ' '));
        return text.length() <= MAX_TITLE_CHARS
            ? text
            : text.substring(0, text.offsetByCodePoints(0, MAX_TITLE_CHARS / 2));
      }
    }
    return "";
  }
}
