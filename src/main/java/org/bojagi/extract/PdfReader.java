package org.bojagi.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.Sensitive;

/** PDF into text, its pages separated by form feeds. */
final class PdfReader {
  private static final int MAX_PAGES = 20_000;
  private static final int MAX_METADATA_BYTES = 4 << 20;

  /** Names of persons in XMP; a program's name is none. */
  private static final Pattern XMP_NAMES =
      Pattern.compile(
          "<(dc:creator|pdf:Author|photoshop:Credit|photoshop:AuthorsPosition|xmpRights:Owner)\\b(?!\\s*/>)");

  private PdfReader() {}

  static void read(byte[] bytes, Draft draft) throws UnreadableException {
    try (var pdf = PdfFonts.open(bytes)) {
      if (pdf.getNumberOfPages() < 0) {
        throw UnreadableException.damaged("PDF"); // a page tree may claim any number
      }
      draft.lastPage = Math.min(pdf.getNumberOfPages(), MAX_PAGES);
      properties(pdf, draft);
      var text = text(pdf, draft);
      draft.textRendition(
          "document.txt",
          Role.TEXT,
          FileType.PLAIN,
          TextFormat.PAGED,
          text,
          draft.request.language());
      if (!draft.hasText()) {
        draft.warn(
            "pdf-without-text",
            "Its pages (" + draft.lastPage + ") are pictures: no word of them can be searched",
            "Where Tesseract is installed, pack reads them; or recognise its text and pack again.");
      }
    } catch (InvalidPasswordException e) {
      throw UnreadableException.encrypted();
    } catch (IOException | RuntimeException e) {
      throw UnreadableException.damaged("PDF");
    }
  }

  private static String text(PDDocument pdf, Draft draft) throws IOException {
    var stripper = new PDFTextStripper();
    stripper.setLineSeparator("\n");
    var text = new StringBuilder();
    int pages = Math.min(pdf.getNumberOfPages(), MAX_PAGES);
    int damaged = 0;
    for (int page = 1; page <= pages; page++) {
      if (page > 1) {
        text.append('\f');
      }
      stripper.setStartPage(page);
      stripper.setEndPage(page);
      try {
        text.append(stripper.getText(pdf).replace('\f', '\n').strip());
      } catch (IOException | RuntimeException e) {
        damaged++;
      }
      if (text.length() > draft.limits.renditionChars() || page == MAX_PAGES) {
        draft.warn(
            "text-cut", "Only the text of its first " + page + " pages is searched", "Divide it.");
        break;
      }
    }
    if (damaged > 0) {
      draft.warn(
          "pages-damaged",
          damaged + " of its " + pages + " pages can't be read",
          "Print it to a new PDF.");
    }
    return text.toString();
  }

  private static void properties(PDDocument pdf, Draft draft) throws IOException {
    var information = pdf.getDocumentInformation();
    var title = information.getTitle();
    if (title != null
        && !title.matches("(?i)(untitled|microsoft word - .*|.*\\.(docx?|hwpx?|indd|pdf))")) {
      draft.title(title);
    }
    if (information.getAuthor() != null && !information.getAuthor().isBlank()) {
      draft.sensitive(Kind.AUTHOR, "PDF Author");
    }
    var metadata = pdf.getDocumentCatalog().getMetadata();
    if (metadata != null) {
      try (var in = metadata.createInputStream()) {
        var names =
            XMP_NAMES.matcher(
                new String(in.readNBytes(MAX_METADATA_BYTES), StandardCharsets.UTF_8));
        while (names.find()) {
          draft.sensitive(Kind.AUTHOR, "XMP " + names.group(1));
        }
      }
    }
    int pages = Math.min(pdf.getNumberOfPages(), MAX_PAGES);
    for (int i = 0; i < pages; i++) {
      try {
        for (var annotation : pdf.getPage(i).getAnnotations()) {
          if (annotation instanceof PDAnnotationMarkup markup && markup.getTitlePopup() != null) {
            draft.sensitive(Kind.AUTHOR, "PDF comment's author");
          }
        }
      } catch (IOException | RuntimeException e) {
        break; // a page that can't be read is counted when its text is taken
      }
    }
  }
}
