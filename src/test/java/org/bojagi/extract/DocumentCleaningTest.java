package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.Random;
import java.util.Set;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.bojagi.Trials;
import org.bojagi.scrub.PlantedValues;
import org.bojagi.scrub.Sensitive.Kind;
import org.junit.jupiter.api.Test;

class DocumentCleaningTest {
  private final PlantedValues planted = new PlantedValues();

  @Test
  void aWordDocument() throws IOException {
    var cleaned = TakenApart.cleaned("a.docx", docx(), planted);
    try (var document = new XWPFDocument(new ByteArrayInputStream(cleaned))) {
      assertEquals("the remark stays", document.getComments()[0].getText());
      assertEquals("Author", document.getComments()[0].getAuthor());
      assertEquals(Samples.HEADING, document.getProperties().getCoreProperties().getTitle());
      assertEquals(1, document.getAllPictures().size());
    }
  }

  @Test
  void aWorkbook() throws IOException {
    var workbook =
        Samples.zip(
            "[Content_Types].xml",
            Samples.utf8(
                "<Types"
                    + " xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default"
                    + " Extension='xml' ContentType='application/xml'/><Override"
                    + " PartName='/xl/printerSettings/p1.bin' ContentType='x'/></Types>"),
            "xl/workbook.xml",
            Samples.utf8(
                "<workbook xmlns:x15ac='x'><fileSharing userName='"
                    + planted.plant("sharing")
                    + "'/><x15ac:absPath url='C:\\"
                    + planted.plant("absolute path")
                    + "'/></workbook>"),
            "xl/worksheets/sheet1.xml",
            Samples.utf8(
                "<worksheet xmlns:r='r'><v>1</v><pageSetup paperSize='9'"
                    + " r:id='rId1'/></worksheet>"),
            "xl/worksheets/_rels/sheet1.xml.rels",
            Samples.utf8(
                "<Relationships><Relationship Id='rId1' Type='x/printerSettings'"
                    + " Target='../printerSettings/p1.bin'/></Relationships>"),
            "xl/printerSettings/p1.bin",
            planted.plant("printer").getBytes(StandardCharsets.UTF_16LE),
            "xl/comments1.xml",
            Samples.utf8(
                "<comments><authors><author>"
                    + planted.plantKorean("comment author")
                    + "</author></authors></comments>"),
            "xl/persons/person.xml",
            Samples.utf8(
                "<personList><person displayName='"
                    + planted.plant("person")
                    + "' id='{1}' userId='"
                    + planted.plant("account")
                    + "' providerId='AD'/></personList>"),
            "xl/pivotCache/pivotCacheDefinition1.xml",
            Samples.utf8(
                "<pivotCacheDefinition refreshedBy='"
                    + planted.plant("pivot")
                    + "' refreshedDate='45000.5'/>"));
    TakenApart.cleaned("a.xlsx", workbook, planted);
    var real = new ByteArrayOutputStream();
    assertTrue(TakenApart.clean("a.xlsx", Samples.xlsx(), Set.of(), real).changed());
    assertEquals(
        TakenApart.words("a.xlsx", Samples.xlsx()), TakenApart.words("a.xlsx", real.toByteArray()));
  }

  @Test
  void slides() throws IOException {
    var show = new ByteArrayOutputStream();
    try (var slides =
        new org.apache.poi.xslf.usermodel.XMLSlideShow(new ByteArrayInputStream(Samples.pptx()))) {
      slides.getProperties().getCoreProperties().setCreator(planted.plant("creator"));
      slides
          .getProperties()
          .getExtendedProperties()
          .getUnderlyingProperties()
          .setCompany(planted.plant("company"));
      slides
          .getProperties()
          .getCustomProperties()
          .addProperty(planted.plant("custom name"), planted.plant("custom"));
      slides.write(show);
    }
    var cleaned = TakenApart.cleaned("a.pptx", show.toByteArray(), planted);
    try (var slides =
        new org.apache.poi.xslf.usermodel.XMLSlideShow(new ByteArrayInputStream(cleaned))) {
      assertEquals(1, slides.getSlides().size());
    }
  }

  @Test
  void anOpenDocument() throws IOException {
    var annotation =
        "<office:annotation><dc:creator>"
            + planted.plantKorean("comment author")
            + "</dc:creator><dc:date>2024-05-06T07:08:09</dc:date><text:p>stays</text:p></office:annotation><text:p><text:date>6"
            + " May</text:date></text:p><!-- "
            + planted.plant("XML comment")
            + " -->";
    var parts =
        withParts(
            MarkupSamples.odt(annotation),
            "settings.xml",
            "<c xmlns:config='c'><config:config-item config:name='PrinterName'>"
                + planted.plant("printer")
                + "</config:config-item></c>",
            "Thumbnails/thumbnail.png",
            planted.plant("thumbnail"),
            "Versions/Version1",
            planted.plant("earlier version"),
            "manifest.rdf",
            planted.plant("RDF"),
            "META-INF/manifest.xml",
            "<m xmlns:manifest='m'><manifest:file-entry"
                + " manifest:full-path='Thumbnails/thumbnail.png'/></m>");
    planted.text("meta.xml", "Invented Author");
    var cleaned = TakenApart.cleaned("a.odt", parts, planted);
    assertTrue(
        new String(TakenApart.everything(cleaned), StandardCharsets.UTF_8)
            .contains("<text:p>stays</text:p>"));
    assertTrue(TakenApart.words("a.odt", cleaned).contains("6 May"));
    assertEquals("mimetype", new String(cleaned, 30, 8, StandardCharsets.US_ASCII));
  }

  @Test
  void aBook() throws IOException {
    var opf =
        "<package xmlns:dc='d' unique-identifier='id'><metadata><dc:title>"
            + Samples.HEADING
            + "</dc:title><dc:language>ko</dc:language><dc:identifier id='id'>urn:uuid:"
            + planted.plant("identifier")
            + "</dc:identifier><dc:creator>"
            + planted.plantKorean("creator")
            + "</dc:creator><meta name='calibre:timestamp'"
            + " content='"
            + planted.plant("calibre")
            + "'/><meta name='cover' content='c'/><meta"
            + " property='dcterms:modified'>2024-05-06T07:08:09Z</meta></metadata><manifest><item"
            + " id='a' href='one.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
    var book =
        Samples.zip(
            "mimetype", Samples.utf8("application/epub+zip"),
            "META-INF/container.xml",
                Samples.utf8("<c><rootfiles><rootfile full-path='o/b.opf'/></rootfiles></c>"),
            "o/b.opf", Samples.utf8(opf),
            "o/one.xhtml",
                Samples.utf8(
                    "<html><head><meta name='generator' content='"
                        + planted.plant("generator")
                        + "'/></head><body><!-- "
                        + planted.plant("comment")
                        + " --><p>"
                        + Samples.SENTENCE
                        + "</p></body></html>"),
            "META-INF/calibre_bookmarks.txt", Samples.utf8(planted.plant("bookmarks")));
    var cleaned = TakenApart.cleaned("a.epub", book, planted);
    var text = new String(TakenApart.everything(cleaned), StandardCharsets.UTF_8);
    assertTrue(
        text.contains("<dc:language>ko</dc:language>") && text.contains("1980-01-01T00:00:00Z"));
    assertTrue(text.contains("name='cover'") && text.contains("urn:uuid:"));
    var kept = new ByteArrayOutputStream();
    TakenApart.clean("a.epub", book, Set.of(Kind.AUTHOR), kept);
    assertTrue(
        new String(TakenApart.everything(kept.toByteArray()), StandardCharsets.UTF_8)
            .contains("dc:creator"));
  }

  @Test
  void aHwpxDocument() throws IOException {
    var parts =
        withParts(
            MarkupSamples.hwpx(),
            "Preview/PrvText.txt",
            planted.plantKorean("preview"),
            "Contents/header.xml",
            "<h xmlns:hh='h'><hh:linkinfo path='C:\\"
                + planted.plant("linked path")
                + "'/><hh:trackChangeAuthor name='"
                + planted.plantKorean("change author")
                + "' id='1'/></h>",
            "Contents/section1.xml",
            "<hs:sec xmlns:hs='s' xmlns:hp='p'><hp:pic><hp:shapeComment>C:\\"
                + planted.plant("picture's path")
                + "</hp:shapeComment></hp:pic><hp:fieldBegin"
                + " type='MEMO'><hp:parameters><hp:stringParam name='Author'>"
                + planted.plant("memo author")
                + "</hp:stringParam></hp:parameters></hp:fieldBegin></hs:sec>");
    planted.text("content.hpf", "Invented Author");
    TakenApart.cleaned("a.hwpx", parts, planted);
  }

  @Test
  void richText() throws IOException {
    var picture = java.util.HexFormat.of().formatHex(Samples.jpegWithGps());
    var rtf =
        "{\\rtf1\\ansi{\\info{\\title Burns}{\\author "
            + planted.plant("author")
            + "}{\\operator "
            + planted.plant("operator")
            + "}{\\creatim\\yr2024}}{\\*\\generator "
            + planted.plant("generator")
            + ";}{\\*\\revtbl{Unknown;}{"
            + planted.plant("revision author")
            + ";}}{\\*\\r"
            + "sidtbl \\r"
            + "sid1234567}\\pard\\insrsid1234567 An apricot\\r"
            + "evised\\r"
            + "evauth1\\r"
            + "evdttm99 tree{\\pict\\jpegblip\\picw4 "
            + picture
            + "}\\par}";
    planted.text("JPEG within", "Invented");
    var cleaned = TakenApart.cleaned("a.rtf", Samples.utf8(rtf), planted);
    assertFalse(new String(cleaned, StandardCharsets.US_ASCII).contains("rsid"));
    assertTrue(
        new String(cleaned, StandardCharsets.US_ASCII).contains("\\pard An apricot\\revised tree"));
  }

  /** What reads RTF here takes these names for text. */
  @Test
  void authorsOfCommentsInRichText() throws IOException {
    var rtf =
        "{\\rtf1 tree{\\*\\atnid "
            + planted.plant("initials")
            + "}{\\*\\atnauthor "
            + planted.plant("author")
            + "}\\chatn{\\*\\annotation stays}}";
    var out = new ByteArrayOutputStream();
    assertTrue(TakenApart.clean("a.rtf", Samples.utf8(rtf), Set.of(), out).changed());
    planted.assertAbsent(out.toByteArray());
    assertEquals(
        "{\\rtf1 tree\\chatn{\\*\\annotation stays}}", out.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void aSavedWebPage() throws IOException {
    var page = new String(MarkupSamples.mhtml(), StandardCharsets.UTF_8).replace("=\r\n", "");
    var picture = java.util.Base64.getMimeEncoder().encodeToString(Samples.jpegWithGps());
    page =
        page.replace(
                "Subject: x",
                "Subject: x\r\nDate: "
                    + planted.plant("date")
                    + "\r\nX-Saver: "
                    + planted.plant("x"))
            .replace("</head>", "<!-- " + planted.plant("comment") + " --></head>")
            .replace(
                "----b--",
                "----b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + picture
                    + "\r\n----b--");
    planted.text("JPEG within", "Invented");
    TakenApart.cleaned("a.mhtml", page.getBytes(StandardCharsets.UTF_8), planted);
  }

  @Test
  void aDocumentThatCannotBeOpenedIsNamedAndNothingIsWritten() throws IOException {
    for (var name : new String[] {"a.docx", "a.hwp"}) {
      var bytes = name.equals("a.hwp") ? Samples.hwp(2) : Samples.encryptedDocx();
      var out = new ByteArrayOutputStream();
      var cleaned = TakenApart.clean(name, bytes, Set.of(), out);
      assertFalse(cleaned.changed());
      assertEquals(0, out.size());
      assertEquals(Kind.CONTENT, cleaned.left().getFirst().kind());
    }
  }

  @Test
  void everyDocumentHasItsWordsAfterwards() throws IOException {
    for (var document : Samples.documents().entrySet()) {
      var head =
          java.util.Arrays.copyOf(document.getValue(), Math.min(4_096, document.getValue().length));
      if (ExtractionPool.takesApart(document.getKey(), head)) {
        var out = new ByteArrayOutputStream();
        var cleaned = TakenApart.clean(document.getKey(), document.getValue(), Set.of(), out);
        if (cleaned.changed()) {
          assertEquals(
              TakenApart.words(document.getKey(), document.getValue()),
              TakenApart.words(document.getKey(), out.toByteArray()));
        }
      }
    }
  }

  @Test
  void damagedDocumentsAreCleanedOrNamedAndNeverHalf() throws IOException {
    long seed = Trials.seed(DocumentCleaningTest.class);
    var documents = Samples.documents();
    documents.put("b.docx", docx());
    for (var document : documents.entrySet()) {
      var head =
          java.util.Arrays.copyOf(document.getValue(), Math.min(4_096, document.getValue().length));
      if (!ExtractionPool.takesApart(document.getKey(), head)) {
        continue;
      }
      for (int i = 0; i < Trials.of(400); i++) {
        var random = new Random(seed + i);
        var damaged = document.getValue().clone();
        for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        if (random.nextInt(4) == 0) {
          damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        var out = new ByteArrayOutputStream();
        var cleaned = TakenApart.clean(document.getKey(), damaged, Set.of(), out);
        assertEquals(cleaned.changed(), out.size() > 0, document.getKey() + " at " + (seed + i));
      }
    }
  }

  private byte[] docx() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var document = new XWPFDocument(new ByteArrayInputStream(Samples.docx()))) {
      var core = document.getProperties().getCoreProperties();
      core.setCreator(planted.plantKorean("creator"));
      core.setLastModifiedByUser(planted.plant("last modified by"));
      core.setDescription(planted.plant("description"));
      var extended = document.getProperties().getExtendedProperties().getUnderlyingProperties();
      extended.setCompany(planted.plant("company"));
      extended.setTemplate(planted.plant("template"));
      document
          .getProperties()
          .getCustomProperties()
          .addProperty("x", planted.plant("custom property"));
      document.getProperties().setThumbnail("thumbnail.jpeg", bytes(Samples.jpegWithGps()));
      planted.text("thumbnail and picture", "Invented");
      var comment = document.createComments().createComment(BigInteger.ONE);
      comment.setAuthor(planted.plantKorean("comment author"));
      comment.setInitials(planted.plant("comment initials"));
      comment.setDate(Calendar.getInstance());
      comment.createParagraph().createRun().setText("the remark stays");
      var paragraph = document.createParagraph();
      paragraph.createRun().setText("added");
      var change = paragraph.getCTP().addNewIns();
      change.setAuthor(planted.plant("change author"));
      change.setId(BigInteger.TEN);
      change.addNewR().addNewT().setStringValue(" later");
      paragraph.getCTP().setRsidR(new byte[] {0x11, 0x22, 0x33, 0x44});
      document.write(out);
    }
    return withParts(
        out.toByteArray(),
        "word/people.xml",
        "<w15:people xmlns:w15='w'><w15:person w15:author='"
            + planted.plant("person")
            + "'><w15:presenceInfo userId='"
            + planted.plant("account")
            + "'/></w15:person></w15:people>",
        "word/settings2.xml",
        "<w:settings xmlns:w='w'><w:rsids><w:rsid w:val='"
            + planted.plant("rsid")
            + "'/></w:rsids></w:settings>");
  }

  private static byte[] withParts(byte[] zip, String... added) throws IOException {
    var entries = new java.util.ArrayList<>();
    try (var parts = MemoryZip.open(zip, "document")) {
      for (var name : parts.names()) {
        entries.add(name);
        entries.add(parts.read(name));
      }
    } catch (UnreadableException e) {
      throw new IOException(e);
    }
    for (int i = 0; i < added.length; i += 2) {
      entries.add(added[i]);
      entries.add(Samples.utf8(added[i + 1]));
    }
    return Samples.zip(entries.toArray());
  }

  private static ByteArrayInputStream bytes(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
