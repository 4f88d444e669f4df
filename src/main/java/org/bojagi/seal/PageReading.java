package org.bojagi.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.corpus.SourceFile;
import org.bojagi.extract.Extraction;
import org.bojagi.extract.Rendition;
import org.bojagi.extract.SourceText;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.media.Ocr;
import org.bojagi.text.Passages;

/**
 * Gives a document whose pages are pictures the words that Tesseract reads on them, as if it had text itself.
 */
final class PageReading {
  private static final String NO_TEXT = "pdf-without-text";

  private final Optional<Ocr> ocr;

  PageReading(Optional<Ocr> ocr) {
    this.ocr = ocr;
  }

  /** The same where it has text, nobody reads here, or nothing was found. */
  Extraction withWords(Extraction document, PageSpool pages, SourceFile file) throws IOException {
    boolean silent = document.findings().stream().anyMatch(finding -> finding.code().equals(NO_TEXT));
    if (ocr.isEmpty() || !silent || !ocr.get().reads(file.language())) {
      return document;
    }
    var drawn =
        pages.renditions().stream().filter(held -> held.rendition().role() == Role.PAGE).iterator();
    var reading =
        ocr.get()
            .read(
                () -> {
                  if (!drawn.hasNext()) {
                    return null;
                  }
                  var page = drawn.next();
                  try (var in = page.content().open()) {
                    return new Ocr.Page(number(page.rendition().name()), in.readAllBytes());
                  }
                },
                file.language());
    var passages = Passages.cut(TextFormat.PAGED, reading.text());
    if (passages.isEmpty()) {
      return document;
    }
    var language = reading.language().equals("und") ? "" : reading.language();
    var text =
        new Rendition(
            "document.txt",
            Role.TEXT,
            "text/plain",
            language,
            TextFormat.PAGED,
            reading.text().getBytes(StandardCharsets.UTF_8));
    var renditions = new ArrayList<>(document.renditions());
    renditions.add(text);
    var findings = new ArrayList<>(document.findings());
    findings.removeIf(finding -> finding.code().equals(NO_TEXT));
    findings.add(read(document, reading, file));
    return new Extraction(
        document.mediaType(),
        document.title(),
        language,
        document.charset(),
        document.textFormat(),
        renditions,
        List.of(new SourceText(text.name(), language, passages)),
        document.lastPage(),
        document.media(),
        document.sensitive(),
        findings);
  }

  private static Finding read(Extraction document, Ocr.Reading reading, SourceFile file) {
    return new Finding(
        Severity.NOTE,
        "pdf-read-by-machine",
        file.path(),
        "Its pages are pictures: a machine read words on "
            + reading.pagesRead()
            + " of "
            + document.lastPage()
            + ", and some are wrong",
        reading.pagesFailed() == 0 ? "" : "It gave up " + reading.pagesFailed() + " of them.");
  }

  /** Of {@code page-0001.png}. */
  private static int number(String name) {
    return Integer.parseInt(name.substring(5, 9));
  }
}
