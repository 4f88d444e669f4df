package org.bojagi.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.bojagi.scrub.Sensitive.Kind;

/** JPEGs that lie in a PDF as they were made, metadata included (ISO 32000-2 §7.4.8). Their pixels stay. */
final class PdfPictures {
  private static final byte[] MARK = {'s', 't', 'r', 'e', 'a', 'm'};

  private final CleaningReport report;

  PdfPictures(CleaningReport report) {
    this.report = report;
  }

  /**
   * Pictures of a large document, where they stand in {@code pdf}: a cleaned one is filled up with zeros behind its
   * end. Held twice, a document's photographs and the document that is made of them would not fit into a worker.
   */
  static void cleanInPlace(byte[] pdf, CleaningReport report) throws IOException {
    for (int at = 0; at + MARK.length + 5 < pdf.length; at++) {
      if (pdf[at] != 's' || !Arrays.equals(pdf, at, at + MARK.length, MARK, 0, MARK.length)) {
        continue;
      }
      int start = at + MARK.length + (pdf[at + MARK.length] == '\r' ? 2 : 1);
      int end = (pdf[start] & 0xff) == 0xff ? FixedPictures.endOfJpeg(pdf, start) : -1;
      if (end < 0) {
        continue;
      }
      var jpeg = Arrays.copyOfRange(pdf, start, end);
      var cleaned = report.cleanedPicture("PDF picture.jpg", jpeg);
      if (cleaned != jpeg && cleaned.length <= jpeg.length) {
        System.arraycopy(cleaned, 0, pdf, start, cleaned.length);
        Arrays.fill(pdf, start + cleaned.length, end, (byte) 0);
      }
      at = end - 1;
    }
  }

  void clean(COSStream image) throws IOException {
    var filters = filters(image);
    if (filters.isEmpty()) {
      return;
    }
    var last = filters.getLast();
    if (last.equals("JPXDecode")) {
      report.left(Kind.CONTENT, "PDF picture in JPEG 2000");
    } else if (last.equals("DCTDecode") || last.equals("DCT")) {
      byte[] jpeg;
      try (var in = filters.size() == 1
          ? image.createRawInputStream()
          : new PDStream(image).createInputStream(List.of("DCTDecode", "DCT"))) {
        jpeg = withoutZeros(in.readAllBytes());
      }
      var cleaned = report.cleanedPicture("PDF picture.jpg", jpeg);
      if (cleaned != jpeg) {
        var parameters = lastParameters(image, filters.size());
        try (var out = image.createRawOutputStream()) {
          out.write(cleaned);
        }
        image.setItem(COSName.FILTER, COSName.DCT_DECODE);
        image.removeItem(COSName.F);
        image.removeItem(COSName.getPDFName("DP"));
        image.setItem(COSName.DECODE_PARMS, parameters);
      }
    }
  }

  /** Zeros behind the end hold nothing; there may be as many as were cut before. */
  private static byte[] withoutZeros(byte[] jpeg) {
    int end = jpeg.length;
    while (end > 0 && jpeg[end - 1] == 0) {
      end--;
    }
    return end == jpeg.length ? jpeg : Arrays.copyOf(jpeg, end);
  }

  private static List<String> filters(COSStream stream) {
    var names = new ArrayList<String>();
    var filter = stream.getDictionaryObject(COSName.FILTER, COSName.F);
    if (filter instanceof COSName name) {
      names.add(name.getName());
    } else if (filter instanceof COSArray array) {
      for (int i = 0; i < array.size(); i++) {
        names.add(array.getObject(i) instanceof COSName name ? name.getName() : "");
      }
    }
    return names;
  }

  private static COSBase lastParameters(COSStream stream, int filterCount) {
    var parameters = stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
    if (!(parameters instanceof COSArray array)) {
      return filterCount == 1 ? parameters : null;
    }
    return array.size() == filterCount ? array.getObject(filterCount - 1) : null;
  }
}
