package org.bojagi.index;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lucene advises to load a module for vectors, which this program doesn't use and a reader can't do anything
 * about.
 */
final class LuceneLog {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger VECTORS =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  private LuceneLog() {}

  static void hush() {
    VECTORS.setLevel(Level.OFF);
  }
}
