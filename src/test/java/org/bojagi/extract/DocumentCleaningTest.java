package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    var cleaned = TakenApart.cleaned("a.docx", PlantedDocuments.docx(planted), planted);
    try (var document = new XWPFDocument(new ByteArrayInputStream(cleaned))) {
      assertEquals("the remark stays", document.getComments()[0].getText());
      assertEquals("Author", document.getComments()[0].getAuthor());
      assertEquals(Samples.HEADING, document.getProperties().getCoreProperties().getTitle());
      assertEquals(1, document.getAllPictures().size());
    }
  }

  @Test
  void aWorkbook() throws IOException {
    var workbook = PlantedDocuments.xlsx(planted);
    TakenApart.cleaned("a.xlsx", workbook, planted);
    var real = new ByteArrayOutputStream();
    assertTrue(TakenApart.clean("a.xlsx", Samples.xlsx(), Set.of(), real).changed());
    assertEquals(
        TakenApart.words("a.xlsx", Samples.xlsx()), TakenApart.words("a.xlsx", real.toByteArray()));
  }

  @Test
  void slides() throws IOException {
    var show = PlantedDocuments.pptx(planted);
    var cleaned = TakenApart.cleaned("a.pptx", show, planted);
    try (var slides =
        new org.apache.poi.xslf.usermodel.XMLSlideShow(new ByteArrayInputStream(cleaned))) {
      assertEquals(1, slides.getSlides().size());
    }
  }

  @Test
  void anOpenDocument() throws IOException {
    var parts = PlantedDocuments.odt(planted);
    var cleaned = TakenApart.cleaned("a.odt", parts, planted);
    assertTrue(
        new String(TakenApart.everything(cleaned), StandardCharsets.UTF_8)
            .contains("<text:p>stays</text:p>"));
    assertTrue(TakenApart.words("a.odt", cleaned).contains("6 May"));
    assertEquals("mimetype", new String(cleaned, 30, 8, StandardCharsets.US_ASCII));
  }

  @Test
  void aBook() throws IOException {
    var book = PlantedDocuments.epub(planted);
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
    var parts = PlantedDocuments.hwpx(planted);
    TakenApart.cleaned("a.hwpx", parts, planted);
  }

  @Test
  void richText() throws IOException {
    var rtf = PlantedDocuments.rtf(planted);
    var cleaned = TakenApart.cleaned("a.rtf", rtf, planted);
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
    var page = PlantedDocuments.mhtml(planted);
    TakenApart.cleaned("a.mhtml", page, planted);
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
    documents.put("b.docx", PlantedDocuments.docx(planted));
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
}
