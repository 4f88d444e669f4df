package org.bojagi.recover;

import java.util.List;
import org.bojagi.bundle.Extent;

/**
 * Where a file may lie.
 *
 * @param extents in the order of the file's bytes; one of no volume that is here stands for what is lost
 * @param certainBytes of the file whose place is certain: what comes behind is believed where a hash proves it
 */
record FilePlace(List<Extent> extents, long certainBytes) {
  static FilePlace certain(List<Extent> extents) {
    return new FilePlace(extents, Long.MAX_VALUE);
  }

  static FilePlace guessed(List<Extent> extents) {
    return new FilePlace(extents, 0);
  }

  boolean isGuess() {
    return certainBytes == 0;
  }
}
