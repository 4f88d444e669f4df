package org.bojagi.corpus;

import java.util.List;
import java.util.Locale;
import org.bojagi.fault.Finding;

/**
 * What would go in, in plain sentences, from names and heads of files alone.
 *
 * @param findings films without subtitles or that no browser plays, pictures and films that say where they were taken;
 *     without those of the corpus itself
 */
public record CorpusCheck(Corpus corpus, List<Finding> findings) {

  /** Looks into the heads of films and pictures: at most some 100 reads a file, never the whole of it. */
  public static CorpusCheck of(Corpus corpus) {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * {@code 3 stories in 8 parts, 2 films, 4 pictures.}, then what a reader would miss, then what stays out.
   *
   * @param locale Korean, or English for all others
   */
  public List<String> summary(Locale locale) {
    throw new UnsupportedOperationException("not built yet: " + locale);
  }
}
