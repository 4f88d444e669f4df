package org.bojagi.stick;

/** Told how far a stick is, often, on the thread that writes it. */
@FunctionalInterface
public interface StickProgress {

  /** What goes on. */
  enum Phase {
    WRITING,
    READING_BACK
  }

  /** @param path of the file at hand, on the stick */
  void at(Phase phase, long doneBytes, long totalBytes, String path);
}
