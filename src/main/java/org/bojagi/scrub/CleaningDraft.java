package org.bojagi.scrub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/** A {@link Cleaning} while it is found: edits in any order, each trace named once, all of them counted. */
final class CleaningDraft {
  private static final int MAX_EDITS = 1_000_000;
  private static final int MAX_NAMED = 500;
  private static final long MAX_HELD = 64 << 20;

  private final Set<Kind> keep;
  private final List<Edit> edits = new ArrayList<>();
  private final Set<Sensitive> removed = new LinkedHashSet<>();
  private final Set<Sensitive> left = new LinkedHashSet<>();
  private long heldBytes;

  CleaningDraft(Set<Kind> keep) {
    this.keep = keep;
  }

  boolean keeps(Kind kind) {
    return keep.contains(kind);
  }

  Set<Kind> kept() {
    return keep;
  }

  /** What may hold anything stays only if everything stays. */
  boolean keepsAll() {
    return keep.contains(Kind.PLACE)
        && keep.contains(Kind.AUTHOR)
        && keep.contains(Kind.DEVICE)
        && keep.contains(Kind.PATH)
        && keep.contains(Kind.COMMENT);
  }

  void removed(Kind kind, String fieldName) {
    if (removed.size() < MAX_NAMED) {
      removed.add(new Sensitive(kind, FileBytes.printable(fieldName)));
    }
  }

  void left(Kind kind, String fieldName) {
    if (left.size() < MAX_NAMED) {
      left.add(new Sensitive(kind, fieldName));
    }
  }

  void edit(Edit edit) {
    heldBytes += edit.replacement().length;
    if (edits.size() >= MAX_EDITS || heldBytes > MAX_HELD) {
      left(Kind.CONTENT, "more places to clean than can be held");
      return;
    }
    var last = edits.isEmpty() ? null : edits.getLast();
    if (last != null && last.end() == edit.offset() && isBlank(last) && isBlank(edit)) {
      edits.set(edits.size() - 1, Edit.blank(last.offset(), last.length() + edit.length()));
    } else if (edit.length() > 0 || edit.sizeAfter() > 0) {
      edits.add(edit);
    }
  }

  void cut(long offset, long length, Kind kind, String fieldName) {
    edit(Edit.cut(offset, length));
    removed(kind, fieldName);
  }

  /** Zeros over a stretch, unless it has nothing else. */
  void blank(FileBytes file, long offset, long length, Kind kind, String fieldName)
      throws IOException, BrokenStructure {
    if (offset < 0 || length < 0 || length > file.size() - offset) {
      throw new BrokenStructure("a length of " + length, offset);
    }
    if (!file.blank(offset, length)) {
      edit(Edit.blank(offset, length));
      removed(kind, fieldName);
    }
  }

  /**
   * Other bytes of the same length, unless they are there already.
   *
   * @return whether they were different
   */
  boolean overwrite(FileBytes file, long offset, byte[] bytes) throws IOException, BrokenStructure {
    if (Arrays.equals(file.bytes(offset, bytes.length), bytes)) {
      return false;
    }
    edit(new Edit(offset, bytes.length, bytes));
    return true;
  }

  /** @param sizeBytes of the file: what would reach beyond it is left out, and said */
  Cleaning finish(long sizeBytes) {
    edits.sort(Comparator.comparingLong(Edit::offset));
    var apart = new ArrayList<Edit>(edits.size());
    long end = 0;
    for (var edit : edits) {
      if (edit.offset() < 0 || edit.length() < 0 || edit.length() > sizeBytes - edit.offset()) {
        left(Kind.CONTENT, "parts that reach beyond the file");
        continue;
      }
      if (edit.offset() >= end) {
        apart.add(edit);
      } else if (edit.end() > end) {
        // Only files that lie about themselves name one stretch twice.
        var rest = withoutHead(edit, end - edit.offset());
        if (rest == null) {
          left(Kind.CONTENT, "parts that overlap");
        } else {
          apart.add(rest);
        }
      }
      end = Math.max(end, edit.end());
    }
    return new Cleaning(apart, List.copyOf(removed), List.copyOf(left));
  }

  private static boolean isBlank(Edit edit) {
    return edit.replacement().length == 0 && edit.zeros() == edit.length();
  }

  private static Edit withoutHead(Edit edit, long head) {
    if (edit.sizeAfter() == 0) {
      return Edit.cut(edit.offset() + head, edit.length() - head);
    }
    if (edit.sizeAfter() != edit.length()) {
      return null;
    }
    int gone = (int) Math.min(head, edit.replacement().length);
    var rest = Arrays.copyOfRange(edit.replacement(), gone, edit.replacement().length);
    return new Edit(edit.offset() + head, edit.length() - head, rest, edit.length() - head - rest.length);
  }
}
