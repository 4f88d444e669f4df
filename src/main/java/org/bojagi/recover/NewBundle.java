package org.bojagi.recover;

import java.nio.file.Path;
import java.util.List;
import org.bojagi.age.Recipient;
import org.bojagi.language.WordPair;

/**
 * Where what is sound becomes a bundle again, and who will open it.
 *
 * @param target must not exist, or be an empty folder
 * @param volumeBytes of its largest file; 0: as large as those that it is recovered from
 * @param slots ways to unlock it, one at least; stay the caller's
 * @param words of North and South, with their source
 */
public record NewBundle(
    Path target, long volumeBytes, List<? extends Recipient> slots, List<WordPair> words, String wordSource) {
  NewBundle at(Path other) {
    return new NewBundle(other, volumeBytes, slots, words, wordSource);
  }
}
