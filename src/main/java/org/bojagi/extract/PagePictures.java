package org.bojagi.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.bojagi.catalog.Role;
import org.bojagi.fault.Finding;

/**
 * Pictures of a PDF's pages, batch by batch, so that neither process holds more than one batch.
 *
 * <p>They are asked for apart from the text, so that a page that takes a worker with it takes no words. Such
 * a page is found by asking for single pages, and left out.
 */
public final class PagePictures {
  /** Workers that one document may take with it by a single page; then the rest stays undrawn. */
  private static final int MAX_DEATHS = 2;

  private final ExtractionPool pool;
  private final ExtractionLimits limits;

  public PagePictures(ExtractionPool pool, ExtractionLimits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  /** Takes renditions of a document in the order of its pages, of role PAGE and at most one THUMBNAIL. */
  @FunctionalInterface
  public interface Sink {
    void accept(List<Rendition> batch) throws IOException;
  }

  /**
   * @param pageCount of the document, as its extraction's {@link Extraction#lastPage} says
   * @return what is missing, in words
   */
  public Optional<Finding> draw(ExtractionRequest request, SourceBytes pdf, int pageCount, Sink sink)
      throws IOException {
    int total = Math.min(pageCount, limits.pages());
    var missing = new BitSet();
    long left = limits.pageBytes();
    int next = 1;
    int ask = total;
    int deaths = 0;
    while (next <= total && deaths < MAX_DEATHS && left > 0) {
      var asked = new ExtractionRequest.Pages(next, (int) Math.min(total, next + ask - 1L));
      var answer = pool.extract(request.withPages(asked), pdf);
      if (answer.lastPage() < next || answer.lastPage() > asked.last()) {
        if (ask == 1) {
          missing.set(next++);
          deaths++;
        } else {
          ask = 1;
        }
        continue;
      }
      missing.set(next, answer.lastPage() + 1);
      var batch = new ArrayList<Rendition>();
      for (var rendition : answer.renditions()) {
        int page = rendition.role() == Role.PAGE ? pageOf(rendition) : 0;
        left -= rendition.content().length;
        if (left <= 0) {
          break;
        }
        if (page >= next && page <= answer.lastPage()) {
          missing.clear(page);
          batch.add(rendition);
        } else if (rendition.role() == Role.THUMBNAIL && next == 1) {
          batch.add(rendition);
        }
      }
      sink.accept(batch);
      next = answer.lastPage() + 1;
      ask = Math.min(total, 2 * ask);
    }
    missing.set(next, pageCount + 1);
    return missing.isEmpty() ? Optional.empty() : Optional.of(finding(request, missing, pageCount));
  }

  private static int pageOf(Rendition rendition) {
    return Integer.parseInt(rendition.name().substring(5, 9)); // page-0001.png, as Wire has checked
  }

  private static Finding finding(ExtractionRequest request, BitSet missing, int pageCount) {
    var numbers = new StringBuilder();
    for (int from = missing.nextSetBit(0); from >= 0; ) {
      int end = missing.nextClearBit(from);
      if (numbers.length() > 60) {
        numbers.append(" …");
        break;
      }
      numbers.append(numbers.isEmpty() ? "" : ", ").append(from);
      numbers.append(end - from > 1 ? "-" + (end - 1) : "");
      from = missing.nextSetBit(end);
    }
    return new Finding(
        Finding.Severity.WARNING,
        "pages-not-drawn",
        request.path(),
        missing.cardinality() + " of its " + pageCount + " pages are shown by their text alone (" + numbers
            + ")",
        "Print it to a new PDF that carries its fonts, without JPEG 2000 and JBIG2; divide a long one.");
  }
}
