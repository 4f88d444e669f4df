package org.bojagi.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.show.Target.Use;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** What every frame must be, whatever was packed: written here once more, apart from the code that sees to it. */
final class ShownHtml {
  private static final Set<String> ELEMENTS =
      Set.of(
          "h2", "h3", "h4", "h5", "h6", "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead",
          "tbody", "tfoot", "tr", "td", "th", "blockquote", "pre", "code", "kbd", "samp", "em", "strong", "b", "i", "u",
          "s", "del", "ins", "small", "sub", "sup", "q", "abbr", "span", "bdi", "ruby", "rt", "rp", "figure",
          "figcaption", "hr", "br", "wbr", "details", "summary", "img", "video", "audio", "track", "a", "mark");

  private static final String LANGUAGE = "[A-Za-z0-9-]{1,44}";
  private static final String FETCHED = "/c/[A-Za-z0-9_-]{32}";

  private static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("lang", LANGUAGE),
          Map.entry("srclang", LANGUAGE),
          Map.entry("dir", "ltr|rtl|auto"),
          Map.entry("id", "hit|t[0-9]{1,4}|p[0-9]{1,6}"),
          Map.entry("class", "note|address|media|wide|page|line|same"),
          Map.entry("colspan", "[0-9]{1,3}"),
          Map.entry("rowspan", "[0-9]{1,3}"),
          Map.entry("start", "-?[0-9]{1,5}"),
          Map.entry("value", "-?[0-9]{1,5}"),
          Map.entry("width", "[0-9]{1,7}"),
          Map.entry("height", "[0-9]{1,7}"),
          Map.entry("tabindex", "0"),
          Map.entry("scope", "row|col"),
          Map.entry("open", ""),
          Map.entry("alt", "(?s).{0,502}"),
          Map.entry("title", "(?s).{0,502}"),
          Map.entry("aria-label", "(?s).{0,502}"),
          Map.entry("label", "(?s).{0,502}"),
          Map.entry("src", FETCHED),
          Map.entry("poster", FETCHED),
          Map.entry("href", "/i/[A-Za-z0-9_-]{32}|#t[0-9]{1,4}"),
          Map.entry("target", "_top"),
          Map.entry("loading", "lazy"),
          Map.entry("decoding", "async"),
          Map.entry("controls", ""),
          Map.entry("default", ""),
          Map.entry("playsinline", ""),
          Map.entry("preload", "none"),
          Map.entry("crossorigin", "anonymous"),
          Map.entry("kind", "captions"),
          Map.entry("disableremoteplayback", ""),
          Map.entry("disablepictureinpicture", ""),
          Map.entry("controlslist", "nodownload noremoteplayback"));

  private static final Pattern HIDDEN = Pattern.compile("[\\u0000-\\u0008\\u202a-\\u202e\\u2066-\\u2069]");

  private ShownHtml() {}

  /** The article of a frame, parsed as a browser parses it; {@code name} says which in a failure. */
  static Element article(Frame frame, String name) {
    return document(frame, name).selectFirst("article");
  }

  private static Document document(Frame frame, String name) {
    var document = Parser.htmlParser().parseInput(frame.html(), "");
    document.outputSettings().prettyPrint(false);
    assertEquals(1, document.select("article").size(), name);
    return document;
  }

  static Element assertAllowed(Frame frame, Addresses addresses, String name) {
    var document = document(frame, name);
    assertEquals(FramePage.SCRIPT, document.select("script").html(), name);
    assertEquals(FramePage.STYLE, document.select("style").html(), name);
    assertEquals(2, document.body().childrenSize(), name);
    var article = document.selectFirst("article");
    assertEquals(0, article.attributesSize(), name);
    article.traverse((node, depth) -> allowed(node, article, addresses, name));
    var shell = document.clone();
    shell.selectFirst("article").empty();
    assertEquals(
        Parser.htmlParser().parseInput(FramePage.of("ko-KP", ShownBundle.WORDS, ""), "").outerHtml().replaceAll("\\s", ""),
        Parser.htmlParser().parseInput(shell.outerHtml(), "").outerHtml().replaceAll("\\s", ""),
        name);
    return article;
  }

  private static void allowed(Node node, Element article, Addresses addresses, String name) {
    assertTrue(!(node instanceof Comment) && !(node instanceof DataNode), name + ": " + node.nodeName());
    if (node instanceof TextNode text) {
      assertTrue(!HIDDEN.matcher(text.getWholeText()).find(), name);
    }
    if (!(node instanceof Element element) || element == article) {
      return;
    }
    assertTrue(ELEMENTS.contains(element.tagName()), name + ": <" + element.tagName() + ">");
    assertEquals(Parser.NamespaceHtml, element.tag().namespace(), name);
    for (var attribute : element.attributes()) {
      var what = name + ": <" + element.tagName() + " " + attribute + ">";
      assertTrue(ATTRIBUTES.containsKey(attribute.getKey()), what);
      assertTrue(attribute.getValue().matches(ATTRIBUTES.get(attribute.getKey())), what);
    }
    for (var attribute : Map.of("src", "/c/", "poster", "/c/", "href", "/i/").entrySet()) {
      var address = element.attr(attribute.getKey());
      if (address.startsWith("/")) {
        var target = addresses.target(address.substring(attribute.getValue().length()));
        var use = attribute.getKey().equals("href") ? Use.ITEM : element.nameIs("track") ? Use.CAPTIONS : Use.MEDIA;
        assertEquals(use, target.orElseThrow().use(), name);
      }
    }
    assertEquals(element.nameIs("a") && element.attr("href").startsWith("/"), element.hasAttr("target"), name);
  }

  /** What was looked at is what a browser builds: writing and parsing it again changes nothing. */
  static void assertStable(Frame frame, String name) {
    var document = document(frame, name);
    var written = frame.html().substring(frame.html().indexOf("<article>") + 9, frame.html().lastIndexOf("</article>"));
    assertEquals(written, document.selectFirst("article").html(), name);
  }
}
