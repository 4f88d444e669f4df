package org.bojagi.media;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tesseract, where it is installed: words of pictures of pages. Threads may share it. */
public final class Ocr {
  private final List<String> languages;

  private Ocr(List<String> languages) {
    this.languages = languages;
  }

  /** Empty where there is none on the PATH, or it reads none of Korean, English and Chinese. */
  public static Optional<Ocr> find() {
    return Optional.empty();
  }

  /** Tesseract's names of those of our languages that are installed: {@code kor}, {@code eng}, {@code chi_sim}. */
  public List<String> languages() {
    return languages;
  }

  /** @param number from 1 */
  public record Page(int number, byte[] picture) {}

  /** Opens the pages one after the other, so that one is in memory at a time. */
  @FunctionalInterface
  public interface Pages {
    /** Null after the last. */
    Page next() throws IOException;
  }

  /**
   * @param text pages separated by form feeds, as {@link org.bojagi.catalog.TextFormat#PAGED} has it; empty where no
   *     word was found
   * @param pagesRead those that words were found on
   * @param pagesFailed those that Tesseract was ended at, or failed
   */
  public record Reading(String text, int pagesRead, int pagesFailed) {}

  /**
   * @param language BCP 47 tag of the document, which is looked for first; {@code und} where it isn't known
   * @throws IOException from {@code pages}; what is wrong with Tesseract counts as pages that failed
   */
  public Reading read(Pages pages, String language) throws IOException {
    return new Reading("", 0, 0);
  }
}
