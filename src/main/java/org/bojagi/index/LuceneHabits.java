package org.bojagi.index;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What Lucene does unasked and a bundle can't have, turned off before its classes load. */
final class LuceneHabits {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger VECTORS =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  private LuceneHabits() {}

  /**
   * Lucene advises to load a module for vectors, which this program doesn't use and a reader can't do
   * anything about.
   */
  static void hush() {
    VECTORS.setLevel(Level.OFF);
  }

  /**
   * Ids of segments begin at random bits. Where there is no {@code /dev/urandom} Lucene would derive them
   * from the clock and from a hash of all system properties, the user's name among them, unless its seed for
   * tests is set.
   */
  static void drawIdsAtRandom() {
    if (System.getProperty("tests.seed") == null && !Files.isReadable(Path.of("/dev/urandom"))) {
      System.setProperty("tests.seed", Integer.toHexString(new SecureRandom().nextInt()));
    }
  }
}
