package org.bojagi.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Items as Dublin Core in XML: a {@code records} element without a namespace, and in it for each item an {@code
 * oai_dc:dc} (OAI-PMH 2.0, the format that every repository takes), which is valid by itself.
 *
 * <p>{@code dc:type} has DCMI's word first, then ours; {@code dc:identifier} the id, then the path; {@code dc:relation}
 * the series; {@code dc:coverage} the place. Titles carry {@code xml:lang}. Characters that XML can't hold become
 * U+FFFD.
 */
public final class DublinCoreXml implements Closeable {
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

  private final Appendable out;

  /** @param out gets UTF-8; stays open */
  public DublinCoreXml(Appendable out) throws IOException {
    this.out = out;
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<records xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\"")
        .append(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
  }

  /** Nothing where the line is no item. */
  public void add(CatalogueLine line) throws IOException {
    if (line.item().isEmpty()) {
      return;
    }
    var item = line.item().get();
    var said = item.description();
    out.append("  <oai_dc:dc>\n");
    for (var title : said.title().entrySet()) {
      element("title", title.getKey(), title.getValue());
    }
    if (said.title().isEmpty()) {
      element("title", "", item.title());
    }
    for (var creator : said.creator()) {
      element("creator", "", creator);
    }
    for (var contributor : said.contributor()) {
      element("contributor", "", contributor);
    }
    for (var subject : said.subject()) {
      element("subject", "", subject);
    }
    element("description", "", said.description());
    element("publisher", "", said.publisher());
    element("date", "", said.date());
    element("type", "", dcmiType(item.type()));
    element("type", "", item.type().code());
    element("format", "", line.file().mediaType());
    element("identifier", "", item.id());
    element("identifier", "", item.path());
    element("source", "", said.source());
    element("language", "", item.language());
    if (item.series() != null) {
      element("relation", "", item.series().title() + (item.part() > 0 ? " (" + item.part() + ")" : ""));
    }
    element("coverage", "", said.spatial());
    element("rights", "", said.rights());
    out.append("  </oai_dc:dc>\n");
  }

  /** Of the DCMI Type Vocabulary. */
  private static String dcmiType(ItemType type) {
    return switch (type) {
      case FILM -> "MovingImage";
      case SOUND, MUSIC -> "Sound";
      case PICTURE -> "StillImage";
      case EVENT -> "Event";
      case COLLECTION -> "Collection";
      case STORY, EXPLAINER, BOOK, DOCUMENT, LETTER -> "Text";
    };
  }

  private void element(String name, String language, String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    out.append("    <dc:").append(name);
    if (!language.equals("und") && LANGUAGE.matcher(language).matches()) {
      out.append(" xml:lang=\"").append(language).append('"');
    }
    out.append('>').append(escaped(text)).append("</dc:").append(name).append(">\n");
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  /** XML 1.0 §2.2, without what steers a terminal or turns the direction of writing. */
  private static boolean isCharacter(int c) {
    if (c == '\t' || c == '\n') {
      return true;
    }
    boolean turns = c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    return c >= 0x20 && (c < 0x7F || c > 0x9F) && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF && !turns;
  }

  @Override
  public void close() throws IOException {
    out.append("</records>\n");
  }
}
