package org.bojagi.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bojagi.scrub.PlantedValues;
import org.junit.jupiter.api.Test;

/** Places of documents that few programs write to, and names that are gone and were named as left. */
class DocumentPlacesTest {
  private final PlantedValues planted = new PlantedValues();

  /** Parts and what is in them in turn, with one constant time. */
  private static byte[] zip(String comment, byte[] extra, String... parts) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.setComment(comment);
      for (int i = 0; i < parts.length; i += 2) {
        var entry = new ZipEntry(parts[i]);
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0, 2));
        entry.setExtra(extra);
        zip.putNextEntry(entry);
        zip.write(parts[i + 1].getBytes(UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static byte[] docx(String comment, byte[] extra, String body) throws IOException {
    return zip(comment, extra, "[Content_Types].xml", "<Types/>", "word/document.xml",
        "<w:document xmlns:w='w'><w:body>" + body + "</w:body></w:document>");
  }

  private static byte[] odt(String body, String part, String content) throws IOException {
    return zip(null, null, "content.xml", "<office:document-content>" + body + "</office:document-content>", part, content);
  }

  private void assertCleaned(String name, byte[] document) throws IOException {
    var out = new ByteArrayOutputStream();
    var cleaned = TakenApart.clean(name, document, Set.of(), out);
    assertTrue(cleaned.changed(), name);
    assertEquals(List.of(), cleaned.left(), name);
    planted.assertAbsent(TakenApart.everything(out.toByteArray()));
    assertFalse(TakenApart.clean(name, out.toByteArray(), Set.of(), new ByteArrayOutputStream()).changed(), name);
  }

  private static void assertNamed(String name, byte[] document) throws IOException {
    assertFalse(TakenApart.clean(name, document, Set.of(), new ByteArrayOutputStream()).left().isEmpty(), name);
  }

  @Test
  void whatAZipHoldsBesideItsEntriesGoes() throws IOException {
    var name = planted.plant("ZIP");
    assertFalse(TakenApart.clean("a.docx", docx(null, null, ""), Set.of(), new ByteArrayOutputStream()).changed());
    assertCleaned("a.docx", docx(name, null, ""));
    var field = ("up\15\0" + name).getBytes(ISO_8859_1);
    assertCleaned("a.docx", docx(null, field, ""));
    var plain = docx(null, null, "");
    assertCleaned("a.docx", (new String(plain, ISO_8859_1) + name).getBytes(ISO_8859_1));
  }

  @Test
  void unknownDestinationsAndFilesOfAnRtfGo() throws IOException {
    var name = planted.plant("RTF");
    for (var odd :
        List.of(
            "{\\*\\foobar " + name + "}", "{\\*\\filetbl{\\file\\fid1 C:\\\\" + name + "}}",
            "{\\shp{\\*\\shpinst{\\sp{\\sn pibName}{\\sv C:\\\\" + name + "}}{\\sp{\\sn wzName}{\\sv " + name + "}}}}",
            "{\\object{\\*\\objalias " + name + "}}")) {
      assertCleaned("a.rtf", ("{\\rtf1 " + odd + "words}").getBytes(ISO_8859_1));
    }
    assertCleaned("a.rtf", ("{\\rtf1 words}" + name).getBytes(ISO_8859_1));
    assertNamed("a.rtf", "{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE \"C:\\\\\\\\kim\"}{\\fldrslt x}}}".getBytes(ISO_8859_1));
    var shown = "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"https://example.org\"}{\\fldrslt x}}{\\*\\bkmkstart a}\n}\n";
    assertFalse(TakenApart.clean("a.rtf", shown.getBytes(ISO_8859_1), Set.of(), new ByteArrayOutputStream()).changed());
  }

  @Test
  void textsOfABookAreCleanedAsFilesAre() throws IOException {
    var book =
        zip(null, null, "mimetype", "application/epub+zip", "META-INF/container.xml", "<container/>", "a.opf",
            "<package><metadata><dc:title>t</dc:title><dc:provenance>" + planted.plant("term")
                + "</dc:provenance><x-metadata><a>" + planted.plant("old metadata") + "</a></x-metadata></metadata></package>",
            "a.css", "/* " + planted.plant("style") + " */", "a.smil", "<!-- " + planted.plant("SMIL") + " --><smil/>",
            "a.vtt", "WEBVTT\n\nNOTE " + planted.plant("VTT") + "\n");
    assertCleaned("a.epub", book);
  }

  @Test
  void fieldsAndPartsOfProgramsAreNamed() throws IOException {
    assertNamed("a.docx", docx(null, null, "<w:instrText> INCLUDEPICTURE \"C:\\\\Users\\\\kim\\\\a.jpg\" </w:instrText>"));
    assertNamed("a.odt", odt("<office:binary-data>AAAA</office:binary-data>", "a.xml", "<a/>"));
    assertNamed("a.odt", odt("", "Basic/Standard/Module1.xml", "<a>' kim</a>"));
    assertCleaned("a.odt", odt("<draw:frame draw:name='C:\\" + planted.plant("path") + "'/>", "a.xml", "<a/>"));
    var fields = docx(null, null, "<w:instrText> PAGEREF _Toc1 \\h </w:instrText><w:instrText>TIME h:mm</w:instrText>");
    assertFalse(TakenApart.clean("a.docx", fields, Set.of(), new ByteArrayOutputStream()).changed());
    assertEquals(List.of(), TakenApart.clean("a.docx", fields, Set.of(), new ByteArrayOutputStream()).left());
  }

  /** With --strict a document would stay out whose names are gone. */
  @Test
  void namesThatAreGoneAreNotNamed() throws IOException {
    var changed = "<w:p><w:ins w:id='1' w:author=\"" + planted.plant("author") + "\"><w:r><w:t>x</w:t></w:r></w:ins></w:p>";
    var noted =
        "<office:body><office:text><text:p>x<office:annotation><dc:creator>" + planted.plant("creator")
            + "</dc:creator></office:annotation></text:p></office:text></office:body>";
    var head = "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:dc='d'>";
    var content = head + noted + "</office:document-content>";
    var documents = List.of(written(Samples.docx(), changed), zip(null, null, "content.xml", content));
    for (var document : documents) {
      var name = document == documents.getFirst() ? "a.docx" : "a.odt";
      var out = new ByteArrayOutputStream();
      assertTrue(TakenApart.clean(name, document, Set.of(), out).changed());
      var read = new ExtractionRequest(name);
      assertFalse(FileReader.read(read, document, ExtractionLimits.DEFAULT).sensitive().isEmpty(), name);
      assertEquals(List.of(), FileReader.read(read, out.toByteArray(), ExtractionLimits.DEFAULT).sensitive(), name);
    }
  }

  /** A document that POI reads, with more in its body. */
  private static byte[] written(byte[] docx, String more) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var from = MemoryZip.open(docx, "document"); var to = new ZipOutputStream(out)) {
      for (var name : from.names()) {
        var part = new String(from.read(name), UTF_8);
        to.putNextEntry(new ZipEntry(name));
        to.write((name.equals("word/document.xml") ? part.replace("</w:body>", more + "</w:body>") : part).getBytes(UTF_8));
      }
    } catch (UnreadableException e) {
      throw new IOException(e);
    }
    return out.toByteArray();
  }
}
