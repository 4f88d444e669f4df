package org.bojagi.scrub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The edits of an archive, found in any order; what changes nothing is none, and of two that
 * overlap the first stays.
 */
final class FixedEdits {
  private static final int MAX_EDITS = 1_000_000;

  private final SeekableBytes file;
  private final Set<Sensitive.Kind> keep;
  private final List<Edit> edits = new ArrayList<>();
  private final Set<Sensitive> removed = new LinkedHashSet<>();
  private final Set<Sensitive> left = new LinkedHashSet<>();

  FixedEdits(SeekableBytes file, Set<Sensitive.Kind> keep) {
    this.file = file;
    this.keep = keep;
  }

  void replace(long offset, long length, byte[] replacement, Sensitive.Kind kind, String fieldName)
      throws IOException {
    if (keep.contains(kind) || isThere(offset, length, replacement)) {
      return;
    }
    if (edits.size() == MAX_EDITS) {
      left(Sensitive.Kind.CONTENT, "what follows the first " + MAX_EDITS + " traces");
      return;
    }
    edits.add(new Edit(offset, length, replacement));
    removed.add(new Sensitive(kind, fieldName));
  }

  void left(Sensitive.Kind kind, String fieldName) {
    if (!keep.contains(kind)) {
      left.add(new Sensitive(kind, fieldName));
    }
  }

  private boolean isThere(long offset, long length, byte[] replacement) throws IOException {
    if (length != replacement.length) {
      return false;
    }
    var bytes = new byte[replacement.length];
    file.reader().read(offset, bytes, 0, bytes.length);
    return Arrays.equals(bytes, replacement);
  }

  Cleaning finish() {
    edits.sort(Comparator.comparingLong(Edit::offset));
    var apart = new ArrayList<Edit>();
    long end = 0;
    for (var edit : edits) {
      if (edit.offset() < end || edit.end() > file.sizeBytes()) {
        left(Sensitive.Kind.CONTENT, "parts of the archive that overlap");
      } else {
        apart.add(edit);
        end = edit.end();
      }
    }
    return new Cleaning(apart, List.copyOf(removed), List.copyOf(left));
  }
}
