package org.bojagi.recover;

import java.nio.file.Path;
import java.util.List;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.KeyRing;
import org.bojagi.language.WordPair;

/**
 * Where what is sound becomes a bundle again, and who will open it.
 *
 * @param target must not exist, or be an empty folder; what an interrupted run left beside it is gone on with
 * @param volumeBytes of its largest file; 0: as large as those that it is recovered from
 * @param slots ways to unlock it, one at least; stay the caller's
 * @param keys tried on what an interrupted run left; stay the caller's
 * @param words of North and South, with their source
 */
public record NewBundle(
    Path target,
    long volumeBytes,
    List<? extends Recipient> slots,
    KeyRing keys,
    List<WordPair> words,
    String wordSource,
    Told told) {

  /** Hears what becomes of what an interrupted run left, before anything is sealed. */
  @FunctionalInterface
  public interface Told {
    /**
     * @param opened whether a key opened it
     * @param items that are kept; 0: nothing is, and all is made anew
     */
    void left(Path target, boolean opened, int items, int volumes, long volumeBytes);
  }

  NewBundle at(Path other) {
    return new NewBundle(other, volumeBytes, slots, keys, words, wordSource, told);
  }
}
