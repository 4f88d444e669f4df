package org.bojagi.extract;

import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Tika's XHTML into a rendition: a slide's first line is its heading, a picture is what {@code
 * embedded:} names.
 */
final class TikaHtml extends DefaultHandler {
  private static final String EMBEDDED = "embedded:";

  private final HtmlRendition html;
  private int outside;
  private boolean slideBegins;
  private boolean slideHeading;
  private boolean empty = true;

  TikaHtml(HtmlRendition html) {
    this.html = html;
  }

  boolean isEmpty() {
    return empty;
  }

  @Override
  public void startElement(
      String uri, String localName, String qualifiedName, Attributes attributes) {
    if (outside > 0
        || localName.equals("head")
        || localName.equals("script")
        || isMargin(attributes)) {
      outside++;
      return;
    }
    switch (localName) {
      case "div" -> slideBegins = "slide-content".equals(attributes.getValue("class"));
      case "p" -> {
        slideHeading = slideBegins;
        slideBegins = false;
        html.open(slideHeading ? "h2" : "p");
      }
      case "br" -> html.lineBreak();
      case "img" -> {
        var source = attributes.getValue("src");
        if (source != null && source.startsWith(EMBEDDED)) {
          html.picture(source.substring(EMBEDDED.length()), "");
        }
      }
      default -> html.open(localName);
    }
  }

  @Override
  public void endElement(String uri, String localName, String qualifiedName) {
    if (outside > 0) {
      outside--;
    } else if (localName.equals("p") && slideHeading) {
      html.close("h2");
      slideHeading = false;
    } else {
      html.close(localName);
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (outside == 0) {
      var text = new String(characters, start, length);
      empty &= text.isBlank();
      html.text(text);
    }
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {}

  /** Comments and what names their writers, should Tika write them all the same. */
  private static boolean isMargin(Attributes attributes) {
    var name = attributes.getValue("class");
    return name != null
        && (name.contains("comment")
            || name.contains("annotation")
            || name.contains("slide-master"));
  }
}
