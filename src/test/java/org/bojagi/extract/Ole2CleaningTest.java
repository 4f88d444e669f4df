package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFClientAnchor;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.bojagi.scrub.PlantedValues;
import org.junit.jupiter.api.Test;

/** HWP 5 and Office up to 2003. */
class Ole2CleaningTest {
  private final PlantedValues planted = new PlantedValues();

  @Test
  void aHwpDocument() throws IOException {
    var hwp = PlantedDocuments.hwp(planted);
    TakenApart.cleaned("a.hwp", hwp, planted);
  }

  @Test
  void anOldWorkbookAndOldSlides() throws IOException {
    var sheets = new ByteArrayOutputStream();
    try (var workbook = new HSSFWorkbook()) {
      workbook.createInformationProperties();
      workbook.getSummaryInformation().setAuthor(planted.plant("author"));
      workbook.getSummaryInformation().setTitle(Samples.HEADING);
      workbook.getDocumentSummaryInformation().setCompany(planted.plant("company"));
      workbook.writeProtectWorkbook("x", planted.plant("write protection"));
      var sheet = workbook.createSheet("a");
      sheet.createRow(0).createCell(0).setCellValue(Samples.SENTENCE);
      var comment = sheet.createDrawingPatriarch().createCellComment(new HSSFClientAnchor());
      comment.setString(new HSSFRichTextString("stays"));
      comment.setAuthor(planted.plant("comment author"));
      sheet.getRow(0).getCell(0).setCellComment(comment);
      workbook.write(sheets);
    }
    var cleaned = TakenApart.cleaned("a.xls", sheets.toByteArray(), planted);
    try (var workbook = new HSSFWorkbook(new ByteArrayInputStream(cleaned))) {
      assertEquals(
          "stays",
          workbook.getSheetAt(0).getRow(0).getCell(0).getCellComment().getString().getString());
    }
    var slides = new ByteArrayOutputStream();
    var others = new PlantedValues();
    try (var show = new HSLFSlideShow()) {
      show.createSlide().createTextBox().setText(Samples.SENTENCE);
      show.addPicture(
          Samples.jpegWithGps(), org.apache.poi.sl.usermodel.PictureData.PictureType.JPEG);
      show.createInformationProperties();
      show.getSummaryInformation().setAuthor(others.plant("author"));
      show.write(slides);
    }
    others.text("JPEG within", "Invented");
    var cleanedShow = TakenApart.cleaned("a.ppt", slides.toByteArray(), others);
    try (var show = new HSLFSlideShow(new ByteArrayInputStream(cleanedShow))) {
      assertEquals(1, show.getPictureData().size());
      assertTrue(
          javax.imageio.ImageIO.read(
                      new ByteArrayInputStream(show.getPictureData().getFirst().getData()))
                  .getWidth()
              > 0);
    }
  }

  @Test
  void whatLayInUnusedSectorsOfAContainerIsGone() throws IOException {
    var hwp = Samples.hwp(0);
    var longer = java.util.Arrays.copyOf(hwp, hwp.length + 512);
    System.arraycopy(Samples.utf8(planted.plant("slack")), 0, longer, hwp.length, 13);
    planted.assertPresent(longer);
    var out = new ByteArrayOutputStream();
    assertTrue(TakenApart.clean("a.hwp", longer, Set.of(), out).changed());
    planted.assertAbsent(out.toByteArray());
  }
}
