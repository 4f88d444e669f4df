package org.bojagi.page;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Elements of a page in the making: jsoup's, with less to write. Nothing here takes markup. */
final class Tags {
  private Tags() {}

  /**
   * @param attributes names and values in turn; an empty value of {@code hidden} and its like
   *     means: set
   */
  static Element tag(String name, String... attributes) {
    var element = new Element(name);
    for (int i = 0; i < attributes.length; i += 2) {
      element.attr(attributes[i], attributes[i + 1]);
    }
    return element;
  }

  /** With our own text in it. */
  static Element said(String name, String text, String... attributes) {
    return tag(name, attributes).appendText(text);
  }

  /** With words from a bundle in it, on one line; they turn nothing outside it around. */
  static Element packed(String name, String words, String language, String... attributes) {
    var element = tag(name, attributes).appendText(PackedWords.line(words));
    element.attr("dir", "auto");
    if (!language.isEmpty() && !language.equals("und")) {
      element.attr("lang", language);
    }
    return element;
  }

  static Element with(Element parent, Node... children) {
    return parent.appendChildren(List.of(children));
  }

  /** A form with one button. */
  static Element button(String action, String text, String kind) {
    return with(
        tag("form", "method", "post", "action", action),
        said("button", text, "type", "submit", "class", kind));
  }
}
