package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Calendar;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.bojagi.scrub.PlantedValues;

/** A PDF with a value planted in every place that the format has for one. */
public final class PlantedPdf {
  private final PlantedValues planted;

  public PlantedPdf(PlantedValues planted) {
    this.planted = planted;
  }

  /**
   * With something in every place; @param revised saved once more, so that the values are in what
   * is no longer used
   */
  public byte[] document(boolean revised) throws IOException {
    var first = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      var page = new PDPage(new PDRectangle(200, 200));
      pdf.addPage(page);
      var jpeg = Samples.jpegWithGps();
      planted.text("JPEG within", "Invented");
      var picture = PDImageXObject.createFromByteArray(pdf, jpeg, "p.jpg");
      try (var content = new PDPageContentStream(pdf, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(20, 150);
        content.showText("An apricot tree");
        content.endText();
        content.drawImage(picture, 20, 20, 80, 60);
      }
      var information = pdf.getDocumentInformation();
      information.setTitle("Spring");
      information.setAuthor(planted.plant("info author"));
      information.setProducer(planted.plant("info producer"));
      information.setCustomMetadataValue("Company", planted.plantKorean("info company"));
      pdf.getDocumentCatalog().setMetadata(xmp(pdf, "catalogue XMP"));
      page.setMetadata(xmp(pdf, "page XMP"));
      picture.setMetadata(xmp(pdf, "image XMP"));
      piece(page.getCOSObject());
      annotations(pdf, page);
      var names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
      var files = new PDEmbeddedFilesNameTreeNode();
      files.setNames(Map.of("file", attachment(pdf, "attachment")));
      names.setEmbeddedFiles(files);
      pdf.getDocumentCatalog().setNames(names);
      var own = new COSDictionary();
      own.setItem("Name", new COSString(planted.plant("unknown key")));
      pdf.getDocumentCatalog().getCOSObject().setItem("Acme_Private", own);
      pdf.save(first);
    }
    if (!revised) {
      return first.toByteArray();
    }
    var second = new ByteArrayOutputStream();
    try (var pdf = org.apache.pdfbox.Loader.loadPDF(first.toByteArray())) {
      pdf.getDocumentInformation().setAuthor("x");
      pdf.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
      pdf.getDocumentCatalog().getCOSObject().removeItem(COSName.METADATA);
      pdf.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
      pdf.saveIncremental(second);
    }
    return second.toByteArray();
  }

  private void annotations(PDDocument pdf, PDPage page) throws IOException {
    var note = new PDAnnotationText();
    note.setRectangle(new PDRectangle(150, 150, 20, 20));
    note.setContents("A remark that stays");
    note.setTitlePopup(planted.plantKorean("comment author"));
    note.setAnnotationName(planted.plant("comment name"));
    note.setCreationDate(Calendar.getInstance());
    var file = new PDAnnotationFileAttachment();
    file.setRectangle(new PDRectangle(150, 100, 20, 20));
    file.setFile(attachment(pdf, "attached by annotation"));
    page.setAnnotations(java.util.List.of(note, file));
  }

  private void piece(COSDictionary page) {
    var piece = new COSDictionary();
    piece.setItem("Illustrator", new COSString(planted.plant("PieceInfo")));
    page.setItem("PieceInfo", piece);
    page.setItem("LastModified", new COSString(planted.plant("LastModified")));
  }

  private PDMetadata xmp(PDDocument pdf, String place) throws IOException {
    var xml = "<x:xmpmeta><dc:creator>" + planted.plant(place) + "</dc:creator></x:xmpmeta>";
    return new PDMetadata(pdf, new ByteArrayInputStream(Samples.utf8(xml)));
  }

  private PDComplexFileSpecification attachment(PDDocument pdf, String place) throws IOException {
    var file = new PDComplexFileSpecification();
    file.setFile(planted.plant(place + " name"));
    file.setEmbeddedFile(
        new PDEmbeddedFile(pdf, new ByteArrayInputStream(Samples.utf8(planted.plant(place)))));
    return file;
  }
}
