package org.bojagi.plan;

/** How many pages a PDF has and whether any text, as far as it says so in the clear; nothing of it is parsed. */
final class PdfPages {
  private PdfPages() {}

  /** Objects of {@code /Type /Page}; 0 where they are compressed. */
  static int count(byte[] pdf) {
    int pages = 0;
    for (int i = 0; i < pdf.length; i++) {
      if (pdf[i] == '/' && matches(pdf, i, "/Type")) {
        int at = i + 5;
        while (at < pdf.length && (pdf[at] == ' ' || pdf[at] == '\n' || pdf[at] == '\r')) {
          at++;
        }
        boolean page = matches(pdf, at, "/Page");
        boolean longer = page && at + 5 < pdf.length && Character.isLetter(pdf[at + 5]);
        pages += page && !longer ? 1 : 0;
      }
    }
    return pages;
  }

  /** Whether it names a font, or may in what is compressed: without, nothing in it is text. */
  static boolean hasFonts(byte[] pdf) {
    for (int i = 0; i < pdf.length; i++) {
      if (pdf[i] == '/' && (matches(pdf, i, "/Font") || matches(pdf, i, "/ObjStm"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int at, String text) {
    if (at + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
