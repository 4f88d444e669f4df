package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.bojagi.scrub.Sensitive;

/**
 * Takes a document apart and puts it together again without what gives its source away. Runs in the
 * worker.
 */
final class DocumentCleaning {

  private DocumentCleaning() {}

  /**
   * @param mediaType as {@link FileType} has it
   * @param keep what stays where the format has a field of its own for it
   * @param out gets the cleaned document, and nothing where the result isn't {@link
   *     Cleaned#changed}
   * @throws IOException only from {@code out}: damage and encryption are in {@link Cleaned#left}
   */
  static Cleaned clean(String mediaType, byte[] bytes, Set<Sensitive.Kind> keep, OutputStream out)
      throws IOException {
    var report = new CleaningReport(keep);
    var cleaned = new DocumentPieces();
    try {
      if (!clean(mediaType, bytes, report, cleaned)) {
        return Cleaned.not("documents of this type");
      }
    } catch (UnreadableException e) {
      return Cleaned.not("the whole document: " + e.what());
    } catch (IOException | RuntimeException e) {
      return Cleaned.not("the whole document: it is damaged");
    }
    if (!report.hasRemoved()) {
      return report.unchanged();
    }
    cleaned.moveTo(out);
    return report.cleaned();
  }

  /**
   * @return whether documents of that type can be cleaned
   */
  private static boolean clean(
      String mediaType, byte[] bytes, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    switch (mediaType) {
      case FileType.PDF -> PdfCleaning.clean(bytes, report, out);
      case FileType.EPUB -> EpubCleaning.clean(bytes, report, out);
      case FileType.HWPX -> HwpxCleaning.clean(bytes, report, out);
      case FileType.RTF -> RtfCleaning.clean(bytes, report, out);
      case FileType.MHTML -> MhtmlCleaning.clean(bytes, report, out);
      default -> {
        if (isOle2(bytes)) {
          Ole2Cleaning.clean(bytes, report, out);
        } else if (FileType.isOoxml(mediaType)) {
          OoxmlCleaning.clean(bytes, report, out);
        } else if (FileType.isOpenDocument(mediaType)) {
          OpenDocumentCleaning.clean(bytes, report, out);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isOle2(byte[] bytes) {
    return bytes.length > 8 && (bytes[0] & 0xff) == 0xd0 && (bytes[1] & 0xff) == 0xcf;
  }
}
