package org.bojagi.repack;

/** Hears how far it is. */
@FunctionalInterface
public interface RepackProgress {
  /** @param totalBytes of the same kind: plaintext of volumes, or packed files */
  void at(long doneBytes, long totalBytes);
}
