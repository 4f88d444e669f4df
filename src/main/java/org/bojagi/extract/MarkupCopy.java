package org.bojagi.extract;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Copies what a rendition may hold out of somebody's HTML. */
final class MarkupCopy {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "script",
          "style",
          "head",
          "iframe",
          "object",
          "embed",
          "form",
          "template",
          "noscript",
          "nav",
          "select");

  private MarkupCopy() {}

  /**
   * @param pictureNames from an address in the page to the name that {@link Pictures} knows; null
   *     where it is none
   */
  static void copy(Element body, HtmlRendition html, UnaryOperator<String> pictureNames) {
    body.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
              boolean pre =
                  text.parent() instanceof Element parent && parent.normalName().equals("pre");
              html.text(pre ? text.getWholeText() : text.getWholeText().replaceAll("\\s+", " "));
            } else if (node instanceof Element element) {
              return element(element, html, pictureNames);
            }
            return FilterResult.CONTINUE;
          }

          @Override
          public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
              html.close(name(element));
            }
            return FilterResult.CONTINUE;
          }
        });
  }

  private static NodeFilter.FilterResult element(
      Element element, HtmlRendition html, UnaryOperator<String> pictureNames) {
    var name = name(element);
    if (LEFT_OUT.contains(name)) {
      return NodeFilter.FilterResult.SKIP_ENTIRELY;
    }
    switch (name) {
      case "br" -> html.lineBreak();
      case "img", "image" -> {
        var address =
            element.hasAttr("src")
                ? element.attr("src")
                : element.attr("xlink:href") + element.attr("href");
        var picture = pictureNames.apply(address);
        if (picture != null) {
          html.picture(picture, element.attr("alt"));
        }
      }
      default -> html.open(name);
    }
    return NodeFilter.FilterResult.CONTINUE;
  }

  /** A box that holds words itself is a paragraph, so that its words stay apart. */
  private static String name(Element element) {
    var name = element.normalName();
    boolean box =
        name.equals("div")
            || name.equals("figcaption")
            || name.equals("center")
            || name.equals("address");
    return box && !element.ownText().isBlank() ? "p" : name;
  }
}
