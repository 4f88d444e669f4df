package org.bojagi.scrub;

import java.util.List;

/**
 * What has to be done to a file, and what it did.
 *
 * @param edits by offset, none overlapping another
 * @param removed what the edits take out
 * @param left what names somebody and can't be taken out without breaking the file, or in a part that we don't
 *     understand
 */
public record Cleaning(List<Edit> edits, List<Sensitive> removed, List<Sensitive> left) {
  public static final Cleaning NOTHING = new Cleaning(List.of(), List.of(), List.of());

  public Cleaning {
    edits = List.copyOf(edits);
    removed = List.copyOf(removed);
    left = List.copyOf(left);
  }

  /** The size after the edits of a file that has {@code sizeBytes}. */
  public long sizeAfter(long sizeBytes) {
    return sizeBytes + edits.stream().mapToLong(edit -> edit.sizeAfter() - edit.length()).sum();
  }
}
