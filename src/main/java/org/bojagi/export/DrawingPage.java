package org.bojagi.export;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A drawing (SVG) in a page. Opened as a file of its own it is a document, whose scripts run and whose links fetch; as a
 * picture it is neither in any browser (SVG 2 §2.2.2, "secure static mode").
 */
final class DrawingPage {
  /** Of a drawing: a larger one is more than a phone shows. */
  static final int MOST_BYTES = 4 << 20;

  private DrawingPage() {}

  /** An upper bound of the page, in bytes. */
  static long mostBytes(long drawingBytes) {
    return (drawingBytes + 2) / 3 * 4 + 8_192;
  }

  /** UTF-8. */
  static byte[] of(ExportedItem item, PlannedFile planned, byte[] drawing) {
    var title = item.title(planned.source().file().language());
    var page = TextPage.page(planned.path(), planned.source().file().language(), title);
    var source = "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(drawing);
    page.body().appendElement("img").attr("alt", title).attr("src", source);
    return page.outerHtml().getBytes(StandardCharsets.UTF_8);
  }
}
