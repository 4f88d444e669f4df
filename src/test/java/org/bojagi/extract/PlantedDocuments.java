package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.bojagi.scrub.PlantedValues;

/** Documents with a value planted in every place that a format has for one. */
public final class PlantedDocuments {
  private PlantedDocuments() {}

  /** The bytes, and those of all that is compressed in them. */
  public static byte[] everything(byte[] document) throws IOException {
    return TakenApart.everything(document);
  }

  public static byte[] xlsx(PlantedValues planted) throws IOException {
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
    return workbook;
  }

  public static byte[] pptx(PlantedValues planted) throws IOException {
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
    return show.toByteArray();
  }

  public static byte[] odt(PlantedValues planted) throws IOException {
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
    return parts;
  }

  public static byte[] epub(PlantedValues planted) throws IOException {
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
    return book;
  }

  public static byte[] hwpx(PlantedValues planted) throws IOException {
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
    return parts;
  }

  public static byte[] rtf(PlantedValues planted) throws IOException {
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
    return Samples.utf8(rtf);
  }

  public static byte[] mhtml(PlantedValues planted) throws IOException {
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
    return page.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] hwp(PlantedValues planted) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var storage = new POIFSFileSystem(new ByteArrayInputStream(Samples.hwp(0)))) {
      storage.createDocument(
          bytes(planted.plantKorean("preview").getBytes(StandardCharsets.UTF_16LE)), "PrvText");
      storage.createDocument(bytes(Samples.utf8(planted.plant("preview picture"))), "PrvImage");
      var options = storage.createDirectory("DocOptions");
      options.createDocument(
          "_LinkDoc", bytes(planted.plant("linked").getBytes(StandardCharsets.UTF_16LE)));
      storage
          .createDirectory("DocHistory")
          .createDocument("Version0", bytes(Samples.utf8(planted.plant("history"))));
      var name = planted.plantKorean("change author").getBytes(StandardCharsets.UTF_16LE);
      var author = ByteBuffer.allocate(6 + name.length).order(ByteOrder.LITTLE_ENDIAN);
      author.putInt(16 + 81 | 2 + name.length << 20).putShort((short) (name.length / 2)).put(name);
      storage.createDocument(bytes(deflated(author.array())), "DocInfo");
      var path = ("C:\\" + planted.plant("picture's path")).getBytes(StandardCharsets.UTF_16LE);
      var drawing = ByteBuffer.allocate(4 + 46 + path.length).order(ByteOrder.LITTLE_ENDIAN);
      drawing.putInt(71 | 46 + path.length << 20).putInt('g' << 24 | 's' << 16 | 'o' << 8 | ' ');
      drawing.putShort(4 + 44, (short) (path.length / 2)).put(50, path);
      ((org.apache.poi.poifs.filesystem.DirectoryEntry)
              storage.getRoot().getEntryCaseInsensitive("BodyText"))
          .createDocument("Section1", bytes(deflated(drawing.array())));
      ((org.apache.poi.poifs.filesystem.DirectoryEntry)
              storage.getRoot().getEntryCaseInsensitive("BinData"))
          .createDocument("BIN0002.jpg", bytes(deflated(Samples.jpegWithGps())));
      storage.writeFilesystem(out);
    }
    planted.text("summary", "Invented Author");
    planted.text("JPEG within", "Invented");
    return out.toByteArray();
  }

  public static byte[] docx(PlantedValues planted) throws IOException {
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

  private static byte[] deflated(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var deflating =
        new java.util.zip.DeflaterOutputStream(out, new java.util.zip.Deflater(9, true))) {
      deflating.write(plain);
    }
    return out.toByteArray();
  }
}
