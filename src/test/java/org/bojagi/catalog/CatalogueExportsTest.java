package org.bojagi.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** Catalogues for others' programs: whatever a title holds, a table stays a table and XML stays valid. */
class CatalogueExportsTest {
  private static final String OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/";
  private static final String DC = "http://purl.org/dc/elements/1.1/";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  private static CatalogueLine line(String path, Map<String, String> title, String description) {
    var said =
        new DublinCore(
            title, List.of("꾸며낸 인물", "A; B"), List.of(), description, "2025-03", List.of("가족", "겨울"), "모임",
            "CC0-1.0", "", "강가", "");
    var id = Item.idOf(path);
    var file =
        new PackedFile(
            id, path, id, Role.ITEM, "", "text/markdown", "ko", TextFormat.MARKDOWN, "", 12, null, Map.of(),
            new byte[32], Sha256.of(new byte[32]));
    var item =
        new Item(
            id, path, ItemType.STORY, "ko", said, new Item.Series("s", "다리"), 2, 0, List.of("배고픔"), true, false);
    return new CatalogueLine(file, Optional.of(item));
  }

  private static String csv(CatalogueLine line) throws Exception {
    var out = new StringBuilder();
    new CatalogueCsv(out).add(line, 0);
    return out.toString();
  }

  private static String xml(CatalogueLine... lines) throws Exception {
    var out = new StringBuilder();
    try (var xml = new DublinCoreXml(out)) {
      for (var line : lines) {
        xml.add(line);
      }
    }
    return out.toString();
  }

  /** RFC 4180, strictly. */
  private static List<List<String>> rows(String csv) {
    assertEquals('\uFEFF', csv.charAt(0));
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 1; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          cell.append(csv.charAt(++i));
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        assertEquals(0, cell.length());
        quoted = true;
      } else if (c == ',' || c == '\r') {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\r') {
          assertEquals('\n', csv.charAt(++i));
          rows.add(List.copyOf(row));
          row.clear();
        }
      } else {
        assertTrue(c >= ' ', "a control character");
        cell.append(c);
      }
    }
    assertTrue(row.isEmpty() && cell.isEmpty(), "ends with a line end");
    return rows;
  }

  @Test
  void aTableHasARowForEachFileAndACellForEachColumn() throws Exception {
    var title = new LinkedHashMap<String, String>();
    title.put("ko", "다리 \"우에서\", 첫째");
    title.put("en", "On the bridge");
    var rows = rows(csv(line("이야기/1.md", title, "첫줄\n둘째 줄")));
    assertEquals(2, rows.size());
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < rows.getFirst().size(); i++) {
      row.put(rows.getFirst().get(i), rows.getLast().get(i));
    }
    assertEquals("이야기/1.md", row.get("path"));
    assertEquals("다리 \"우에서\", 첫째", row.get("title"));
    assertEquals("en: On the bridge", row.get("other_titles"));
    assertEquals("꾸며낸 인물; A; B", row.get("creator"));
    assertEquals("첫줄 둘째 줄", row.get("description"));
    assertEquals("다리", row.get("series"));
    assertEquals("2", row.get("part"));
    assertEquals("12", row.get("size"));
    assertEquals("story", row.get("type"));
    assertEquals("", row.get("card"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=cmd!A1 | '=cmd!A1", "+1+1 | '+1+1", "-2 | '-2", "@SUM(A1) | '@SUM(A1)", "＝1+1 | '＝1+1", "＠a | '＠a",
        "1=2 | 1=2", "'=1 | '=1"
      })
  void aCellIsNeverAFormula(String value, String cell) {
    assertEquals(cell, CatalogueCsv.cell(value));
  }

  @Test
  void blanksDontHideAFormulaAndNothingSteersATerminal() {
    assertEquals("'  =1", CatalogueCsv.cell("\t\r=1"));
    assertEquals("\uFFFD[2J\uFFFDgpj.exe", CatalogueCsv.cell("\u001b[2J\u202Egpj.exe"));
    assertEquals("\"a;=1\"", CatalogueCsv.cell("a;=1"));
  }

  /** What OAI-PMH's schema of oai_dc says, in our own words: any number of the fifteen elements, in any order. */
  private static Schema schema() throws Exception {
    var elements = new StringBuilder();
    var references = new StringBuilder();
    for (var name :
        List.of(
            "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
            "identifier", "source", "language", "relation", "coverage", "rights")) {
      elements.append("<xs:element name='").append(name).append("' type='dc:text'/>");
      references.append("<xs:element ref='dc:").append(name).append("'/>");
    }
    var head = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:dc='" + DC + "' targetNamespace='";
    var dc =
        head + DC + "' elementFormDefault='qualified'><xs:import namespace='" + XML + "'/>"
            + "<xs:complexType name='text'><xs:simpleContent><xs:extension base='xs:string'>"
            + "<xs:attribute ref='xml:lang'/></xs:extension></xs:simpleContent></xs:complexType>"
            + elements + "</xs:schema>";
    var xml = head + XML + "'><xs:attribute name='lang' type='xs:language'/></xs:schema>";
    var oai =
        head + OAI + "' elementFormDefault='qualified'><xs:import namespace='" + DC + "'/>"
            + "<xs:element name='dc'><xs:complexType><xs:choice minOccurs='0' maxOccurs='unbounded'>"
            + references + "</xs:choice></xs:complexType></xs:element></xs:schema>";
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(
            new StreamSource[] {
              new StreamSource(new StringReader(xml)),
              new StreamSource(new StringReader(dc)),
              new StreamSource(new StringReader(oai))
            });
  }

  private static List<Element> records(Schema schema, String xml) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    var document =
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    assertEquals("records", document.getDocumentElement().getNodeName());
    var validator = schema.newValidator();
    var records = new ArrayList<Element>();
    var all = document.getElementsByTagNameNS(OAI, "dc");
    for (int i = 0; i < all.getLength(); i++) {
      validator.validate(new DOMSource(all.item(i)));
      records.add((Element) all.item(i));
    }
    return records;
  }

  private static List<String> texts(Element record, String name) {
    var texts = new ArrayList<String>();
    var all = record.getElementsByTagNameNS(DC, name);
    for (int i = 0; i < all.getLength(); i++) {
      var language = ((Element) all.item(i)).getAttributeNS(XML, "lang");
      texts.add((language.isEmpty() ? "" : language + ": ") + all.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void itemsAreValidDublinCore() throws Exception {
    var title = new LinkedHashMap<String, String>();
    title.put("ko-KP", "다리 <우에서> & 아래");
    title.put("en", "On the bridge");
    var xml = xml(line("이야기/1.md", title, ""), line("이야기/2.md", Map.of("und", "2"), "줄\n줄"));
    var records = records(schema(), xml);
    assertEquals(2, records.size());
    var first = records.getFirst();
    assertEquals(List.of("ko-KP: 다리 <우에서> & 아래", "en: On the bridge"), texts(first, "title"));
    assertEquals(List.of("꾸며낸 인물", "A; B"), texts(first, "creator"));
    assertEquals(List.of("Text", "story"), texts(first, "type"));
    assertEquals(List.of(Item.idOf("이야기/1.md"), "이야기/1.md"), texts(first, "identifier"));
    assertEquals(List.of("다리 (2)"), texts(first, "relation"));
    assertEquals(List.of("강가"), texts(first, "coverage"));
    assertEquals(List.of(), texts(first, "description"));
    assertEquals(List.of("2"), texts(records.getLast(), "title"));
  }

  @Test
  void whateverIsInATitleTableAndXmlStayWhole() throws Exception {
    var random = new Random(Trials.seed(CatalogueExportsTest.class));
    var schema = schema();
    int[] odd = {
      0, 7, '\n', '\r', '"', ',', ';', '=', '<', '>', '&', ']', 0x85, 0x2028, 0x202E, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF,
      0xFEFF, 0x1F600, '가', '\'', ' '
    };
    for (int trial = 0; trial < Trials.of(4_000); trial++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.appendCodePoint(odd[random.nextInt(odd.length)]);
      }
      var line = line(text.toString(), Map.of(text.toString(), text.toString()), "<![CDATA[" + text);
      assertEquals(27, rows(csv(line)).getLast().size());
      assertEquals(1, records(schema, xml(line)).size());
    }
  }
}
