package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.bojagi.scrub.PlantedValues;
import org.bojagi.scrub.Sensitive.Kind;
import org.junit.jupiter.api.Test;

class PdfCleaningTest {
  private final PlantedValues planted = new PlantedValues();

  @Test
  void whatWasPlantedIsGoneAndThePageLooksTheSame() throws IOException {
    var document = new PlantedPdf(planted).document(true);
    var cleaned = TakenApart.cleaned("a.pdf", document, planted);
    assertArrayEquals(pixels(document), pixels(cleaned));
    try (var pdf = PdfFonts.open(cleaned)) {
      var note = pdf.getPage(0).getAnnotations().getFirst();
      assertEquals("A remark that stays", note.getContents());
      assertEquals("Spring", pdf.getDocumentInformation().getTitle());
    }
  }

  @Test
  void theSameDocumentIsCleanedToTheSameBytes() throws IOException {
    var document = new PlantedPdf(planted).document(false);
    assertArrayEquals(cleaned(document, Set.of()), cleaned(document, Set.of()));
  }

  @Test
  void aCreditedAuthorStays() throws IOException {
    var document = new PlantedPdf(planted).document(false);
    try (var pdf = PdfFonts.open(cleaned(document, Set.of(Kind.AUTHOR)))) {
      assertFalse(pdf.getDocumentInformation().getAuthor().isEmpty());
      assertEquals(null, pdf.getDocumentInformation().getProducer());
    }
  }

  @Test
  void oneThatOpensWithoutAPasswordIsCleanedAndOneThatDoesNotIsNamed() throws IOException {
    var locked =
        TakenApart.clean(
            "a.pdf", Samples.pdf("pass", "Text"), Set.of(), new ByteArrayOutputStream());
    assertFalse(locked.changed());
    assertFalse(locked.left().isEmpty());
    var out = new ByteArrayOutputStream();
    try (var pdf = PdfFonts.open(new PlantedPdf(planted).document(false))) {
      pdf.protect(
          new org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy(
              "owner", "", new org.apache.pdfbox.pdmodel.encryption.AccessPermission()));
      pdf.save(out);
    }
    var open = new ByteArrayOutputStream();
    assertTrue(TakenApart.clean("a.pdf", out.toByteArray(), Set.of(), open).changed());
    planted.assertAbsent(TakenApart.everything(open.toByteArray()));
    assertEquals(
        TakenApart.words("a.pdf", out.toByteArray()),
        TakenApart.words("a.pdf", open.toByteArray()));
  }

  @Test
  void aPdfWithNothingInItStaysAsItIs() throws IOException {
    var once = cleaned(new PlantedPdf(planted).document(false), Set.of());
    var out = new ByteArrayOutputStream();
    assertFalse(TakenApart.clean("a.pdf", once, Set.of(), out).changed());
    assertEquals(0, out.size());
  }

  private static byte[] cleaned(byte[] document, Set<Kind> keep) throws IOException {
    var out = new ByteArrayOutputStream();
    assertTrue(TakenApart.clean("a.pdf", document, keep, out).changed());
    return out.toByteArray();
  }

  private static byte[] pixels(byte[] document) throws IOException {
    try (var pdf = PdfFonts.open(document)) {
      var image = new PDFRenderer(pdf).renderImageWithDPI(0, 72, ImageType.BGR);
      return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
  }
}
