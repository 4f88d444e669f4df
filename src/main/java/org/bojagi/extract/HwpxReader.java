package org.bojagi.extract;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.bojagi.text.Charsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** HWPX (OWPML, KS X 6101): the paragraphs, tables and pictures of its sections. */
final class HwpxReader {
  private static final String KIND = "HWPX document";
  private static final Pattern SECTION = Pattern.compile("Contents/section(\\d{1,4})\\.xml");

  /** Comments, field codes, and what is drawn on every page. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "hiddenComment",
          "memogroup",
          "secPr",
          "header",
          "footer",
          "pageNum",
          "parameters",
          "shapeComment");

  private HwpxReader() {}

  static void read(byte[] bytes, Draft draft) throws UnreadableException {
    try (var zip = MemoryZip.open(bytes, KIND)) {
      if (zip.has("META-INF/manifest.xml")
          && !xml(zip, "META-INF/manifest.xml").select("*|encryption-data").isEmpty()) {
        throw UnreadableException.encrypted();
      }
      Map<String, String> binaries = new HashMap<>();
      if (zip.has("Contents/content.hpf")) {
        DocumentProperties.elements(zip.read("Contents/content.hpf"), "content.hpf", draft);
        var content = xml(zip, "Contents/content.hpf");
        var title = content.selectFirst("opf|title");
        draft.title(title == null ? "" : title.text());
        content
            .select("opf|item[id][href]")
            .forEach(item -> binaries.put(item.attr("id"), item.attr("href")));
      }
      var sections =
          zip.names().stream()
              .filter(name -> SECTION.matcher(name).matches())
              .sorted(java.util.Comparator.comparingInt(HwpxReader::number))
              .toList();
      if (sections.isEmpty()) {
        throw UnreadableException.damaged(KIND);
      }
      var pictures = new Pictures(draft);
      var html = new HtmlRendition(draft.limits.renditionChars());
      for (var section : sections) {
        section(zip, section, binaries, html, pictures);
      }
      OfficeReader.finish(html, pictures, draft);
    } catch (IOException | XMLStreamException e) {
      throw UnreadableException.damaged(KIND);
    }
  }

  private static void section(
      MemoryZip zip,
      String name,
      Map<String, String> binaries,
      HtmlRendition html,
      Pictures pictures)
      throws UnreadableException, IOException, XMLStreamException {
    var xml = Xml.reader(zip.read(name));
    int inText = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamReader.START_ELEMENT -> {
          switch (xml.getLocalName()) {
            case "p" -> html.open("p");
            case "t" -> inText++;
            case "lineBreak" -> html.lineBreak();
            case "tab" -> html.text("\t");
            case "nbSpace", "fwSpace" -> html.text(" ");
            case "tbl" -> html.open("table");
            case "tr" -> html.open("tr");
            case "tc" -> html.open("td");
            case "img" ->
                picture(zip, binaries.get(Xml.attribute(xml, "binaryItemIDRef")), html, pictures);
            default -> {
              if (LEFT_OUT.contains(xml.getLocalName())) {
                Xml.skip(xml);
              }
            }
          }
        }
        case XMLStreamReader.END_ELEMENT -> {
          switch (xml.getLocalName()) {
            case "p" -> html.close("p");
            case "t" -> inText--;
            case "tbl" -> html.close("table");
            case "tr" -> html.close("tr");
            case "tc" -> html.close("td");
            default -> {}
          }
        }
        case XMLStreamReader.CHARACTERS -> {
          if (inText > 0) {
            html.text(xml.getText());
          }
        }
        default -> {}
      }
    }
  }

  private static void picture(MemoryZip zip, String href, HtmlRendition html, Pictures pictures)
      throws IOException {
    if (href != null) {
      var path = zip.has(href) ? href : "Contents/" + href;
      if (zip.has(path)) {
        pictures.add(path, () -> zip.stream(path));
        html.picture(path, "");
      }
    }
  }

  private static Document xml(MemoryZip zip, String name) throws UnreadableException {
    var bytes = zip.read(name);
    return Jsoup.parse(
        Charsets.decode(bytes, Charsets.detect(bytes, "")),
        "",
        Parser.xmlParser().setMaxDepth(256));
  }

  private static int number(String section) {
    var match = SECTION.matcher(section);
    return match.matches() ? Integer.parseInt(match.group(1)) : 0;
  }
}
