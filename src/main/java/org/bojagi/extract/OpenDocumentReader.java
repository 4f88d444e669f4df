package org.bojagi.extract;

import java.io.IOException;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.Sensitive;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/**
 * OpenDocument text, slides and sheets (OASIS ODF 1.3, part 3) without comments and deleted words.
 */
final class OpenDocumentReader {
  private static final String KIND = "OpenDocument file";
  private static final int MAX_SPACES = 100;

  /** Never read: comments and deletions, and what only forms or the program need. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "annotation",
          "annotation-end",
          "tracked-changes",
          "forms",
          "scripts",
          "notes-configuration",
          "sequence-decls",
          "notes",
          "title",
          "desc");

  private OpenDocumentReader() {}

  static void read(byte[] bytes, Draft draft) throws UnreadableException {
    try (var zip = MemoryZip.open(bytes, KIND)) {
      if (zip.has("META-INF/manifest.xml")
          && Jsoup.parse(utf8(zip.read("META-INF/manifest.xml")), "", Parser.xmlParser())
                  .selectFirst("manifest|encryption-data")
              != null) {
        throw UnreadableException.encrypted();
      }
      if (zip.has("meta.xml")) {
        var meta = zip.read("meta.xml");
        DocumentProperties.elements(meta, "meta.xml", draft);
        var title = Jsoup.parse(utf8(meta), "", Parser.xmlParser()).selectFirst("dc|title");
        draft.title(title == null ? "" : title.text());
      }
      var pictures = new Pictures(draft);
      var html = new HtmlRendition(draft.limits.renditionChars());
      content(zip, zip.read("content.xml"), html, pictures, draft);
      OfficeReader.finish(html, pictures, draft);
    } catch (IOException e) {
      throw UnreadableException.damaged(KIND);
    }
  }

  private static void content(
      MemoryZip zip, byte[] content, HtmlRendition html, Pictures pictures, Draft draft)
      throws UnreadableException, IOException {
    int notes = 0;
    boolean inText = false;
    try {
      var xml = Xml.reader(content);
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamReader.CHARACTERS && inText) {
          html.text(xml.getText().replaceAll("\\s+", " "));
        } else if (event == XMLStreamReader.START_ELEMENT) {
          var name = xml.getLocalName();
          if (LEFT_OUT.contains(name)) {
            boolean mayName = name.equals("annotation") || name.equals("tracked-changes");
            if (skipped(xml) && mayName) {
              draft.sensitive(
                  Kind.AUTHOR, name.equals("annotation") ? "comments" : "tracked changes");
            }
          } else if (name.equals("note")) {
            notes++;
            html.text(" (");
          } else if (!(notes > 0 && isParagraph(name))) {
            start(xml, name, zip, html, pictures);
          }
          inText |= isParagraph(name);
        } else if (event == XMLStreamReader.END_ELEMENT) {
          var name = xml.getLocalName();
          if (name.equals("note")) {
            notes--;
            html.text(")");
          } else if (!(notes > 0 && isParagraph(name))) {
            end(name, html);
            inText &= !isParagraph(name);
          }
        }
      }
    } catch (XMLStreamException e) {
      throw UnreadableException.damaged(KIND);
    }
  }

  private static boolean isParagraph(String name) {
    return name.equals("p") || name.equals("h");
  }

  private static void start(
      XMLStreamReader xml, String name, MemoryZip zip, HtmlRendition html, Pictures pictures)
      throws IOException {
    switch (name) {
      case "h" -> html.open("h" + Math.clamp(number(Xml.attribute(xml, "outline-level"), 1), 1, 6));
      case "p" -> html.open("p");
      case "list" -> html.open("ul");
      case "list-item" -> html.open("li");
      case "table" -> html.open("table");
      case "table-row" -> html.open("tr");
      case "table-cell" -> html.open("td");
      case "s" ->
          html.text(" ".repeat(Math.clamp(number(Xml.attribute(xml, "c"), 1), 1, MAX_SPACES)));
      case "tab" -> html.text("\t");
      case "line-break" -> html.lineBreak();
      case "page" -> html.open("section");
      case "image" -> {
        var path = EpubReader.resolve("", Xml.attribute(xml, "href"));
        if (zip.has(path)) {
          pictures.add(path, () -> zip.stream(path));
          html.picture(path, "");
        }
      }
      default -> {}
    }
  }

  private static void end(String name, HtmlRendition html) {
    switch (name) {
      case "h" -> html.closeHeading();
      case "p" -> html.close("p");
      case "list" -> html.close("ul");
      case "list-item" -> html.close("li");
      case "table" -> html.close("table");
      case "table-row" -> html.close("tr");
      case "table-cell" -> html.close("td");
      case "page" -> html.close("section");
      default -> {}
    }
  }

  private static int number(String digits, int otherwise) {
    return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : otherwise;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Past the element. @return whether it names who made it */
  private static boolean skipped(XMLStreamReader xml) throws XMLStreamException {
    boolean inName = false;
    boolean names = false;
    for (int depth = 1; depth > 0 && xml.hasNext(); ) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        depth++;
        inName = xml.getLocalName().matches("creator|(creator|sender)-initials");
      } else if (event == XMLStreamReader.END_ELEMENT) {
        depth--;
        inName = false;
      } else if (event == XMLStreamReader.CHARACTERS) {
        names |= inName && !xml.getText().isBlank();
      }
    }
    return names;
  }
}
