package org.bojagi.extract;

import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNull;
import org.apache.pdfbox.cos.COSObjectKey;

/** Whether a PDF holds more than its pages show: then it is written anew even where nothing else is found. */
final class PdfRemains {
  private static final Set<String> STRUCTURE = Set.of("ObjStm", "XRef");

  private PdfRemains() {}

  /** @param all numbers of its objects, of which {@code reached} are those that something leads to */
  static boolean unreached(COSDocument document, Set<COSObjectKey> all, Set<COSObjectKey> reached) {
    for (var key : all) {
      var object = reached.contains(key) ? null : document.getObjectFromPool(key);
      var content = object == null ? null : object.getObject();
      boolean isStructure =
          content instanceof COSDictionary dictionary
              && STRUCTURE.contains(String.valueOf(dictionary.getNameAsString(COSName.TYPE)));
      if (content != null && !(content instanceof COSNull) && !isStructure) {
        return true;
      }
    }
    return false;
  }

  /**
   * Comments between objects (ISO 32000-2 §7.2.4), and bytes before the head or behind the end, white space excepted.
   */
  static boolean beside(byte[] pdf) {
    int head = indexOf(pdf, "%PDF-", 0);
    int end = lastIndexOf(pdf, "%%EOF");
    if (head != 0 || end < 0 || !isBlank(pdf, end + 5, pdf.length)) {
      return true;
    }
    int line = endOfLine(pdf, 0);
    if (line < pdf.length && pdf[line] == '%') {
      // Four bytes that are no letters say that the file isn't text.
      int binary = endOfLine(pdf, line);
      if (pdf[line + 1] >= 0 || binary - line > 10) {
        return true;
      }
      line = binary;
    }
    for (int at = line; at >= 0; at = indexOf(pdf, "endobj", at)) {
      at += at == line ? 0 : 6;
      while (at < pdf.length && pdf[at] <= ' ' && pdf[at] >= 0) {
        at++;
      }
      if (at < pdf.length && pdf[at] == '%' && !startsWith(pdf, "%%EOF", at)) {
        return true;
      }
      at = Math.max(at, line + 1);
    }
    return false;
  }

  private static int endOfLine(byte[] pdf, int from) {
    int at = from;
    while (at < pdf.length && pdf[at] != '\n' && pdf[at] != '\r') {
      at++;
    }
    while (at < pdf.length && (pdf[at] == '\n' || pdf[at] == '\r')) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte[] pdf, int from, int end) {
    for (int i = from; i < end; i++) {
      if (pdf[i] > ' ' || pdf[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(byte[] pdf, String mark, int from) {
    for (int at = from; at + mark.length() <= pdf.length; at++) {
      if (startsWith(pdf, mark, at)) {
        return at;
      }
    }
    return -1;
  }

  private static int lastIndexOf(byte[] pdf, String mark) {
    for (int at = pdf.length - mark.length(); at >= 0; at--) {
      if (startsWith(pdf, mark, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] pdf, String mark, int at) {
    for (int i = 0; i < mark.length(); i++) {
      if (at + i >= pdf.length || pdf[at + i] != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
