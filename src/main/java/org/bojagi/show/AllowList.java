package org.bojagi.show;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * What a packed text may keep of its markup: elements to read by, and the few attributes without which they'd say
 * something else. No styles, no classes, no names, nothing that runs, loads, submits or leads anywhere.
 */
final class AllowList {
  /** Kept under their own name. */
  static final Set<String> ELEMENTS =
      words(
          """
          p div ul ol li dl dt dd table caption thead tbody tfoot tr td th blockquote pre code kbd samp em strong
          b i u s del ins small sub sup q abbr span bdi ruby rt rp figure figcaption hr br wbr details summary
          """);

  /** Kept under another name, which is shown alike or says what is left of its meaning. */
  static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("section", "div"),
          Map.entry("article", "div"),
          Map.entry("main", "div"),
          Map.entry("header", "div"),
          Map.entry("footer", "div"),
          Map.entry("aside", "div"),
          Map.entry("nav", "div"),
          Map.entry("hgroup", "div"),
          Map.entry("center", "div"),
          Map.entry("address", "div"),
          Map.entry("form", "div"),
          Map.entry("fieldset", "div"),
          Map.entry("legend", "p"),
          Map.entry("dir", "ul"),
          Map.entry("menu", "ul"),
          Map.entry("xmp", "pre"),
          Map.entry("listing", "pre"),
          Map.entry("plaintext", "pre"),
          Map.entry("mark", "em"), // a mark is what a query found
          Map.entry("strike", "s"),
          Map.entry("var", "em"),
          Map.entry("tt", "code"));

  /** Left out with all that is in them. Of every other element that isn't named here the content is kept. */
  static final Set<String> DROPPED =
      words(
          """
          head title base link meta script style noscript template svg annotation annotation-xml applet frameset frame
          noframes noembed input button select textarea datalist optgroup option output progress meter keygen
          param track source area map dialog portal fencedframe col colgroup command bgsound image
          """);

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,4}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,5}");
  private static final int MAX_COLUMN_SPAN = 100;
  private static final int MAX_ROW_SPAN = 500;
  private static final int MAX_WORDS_CHARS = 500;

  private AllowList() {}

  /** Carries over what may stay of the attributes of {@code source}. */
  static void copyAttributes(Element source, Element kept) {
    var language = source.attr("lang");
    if (LANGUAGE.matcher(language).matches()) {
      kept.attr("lang", language);
    }
    var direction = source.attr("dir").toLowerCase(java.util.Locale.ROOT);
    if (direction.equals("ltr") || direction.equals("rtl") || direction.equals("auto")) {
      kept.attr("dir", direction);
    }
    switch (kept.normalName()) {
      case "td", "th" -> {
        number(source, kept, "colspan", 2, MAX_COLUMN_SPAN);
        number(source, kept, "rowspan", 2, MAX_ROW_SPAN);
        var scope = source.attr("scope");
        if (kept.normalName().equals("th") && (scope.equals("row") || scope.equals("col"))) {
          kept.attr("scope", scope);
        }
      }
      case "ol" -> number(source, kept, "start", -99_999, 99_999);
      case "li" -> {
        if (source.parent() != null && source.parent().normalName().equals("ol")) {
          number(source, kept, "value", -99_999, 99_999);
        }
      }
      case "abbr" -> {
        if (source.hasAttr("title")) {
          kept.attr("title", shortened(source.attr("title")));
        }
      }
      case "details" -> {
        if (source.hasAttr("open")) {
          kept.attr("open", "");
        }
      }
      default -> {}
    }
  }

  /** Words of an attribute: visible, on one line, not too long. */
  static String shortened(String words) {
    var line = VisibleText.of(words).replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_WORDS_CHARS ? line : cut(line);
  }

  private static String cut(String line) {
    return line.substring(0, line.offsetByCodePoints(0, MAX_WORDS_CHARS / 2)) + "…";
  }

  private static void number(Element source, Element kept, String name, int least, int most) {
    var value = source.attr(name).strip();
    if (NUMBER.matcher(value).matches()) {
      int number = Integer.parseInt(value);
      if (number >= least) {
        kept.attr(name, String.valueOf(Math.min(number, most)));
      }
    }
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }
}
