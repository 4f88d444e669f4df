package org.bojagi.scrub;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The edits of one text while its tokens go by, and what they take out. */
public final class MarkupEdits {
  private static final int MAX_EDITS = 500_000;
  private static final int MAX_NAMED = 500;

  /** Of all that stands instead: pictures in a page are nearly all of it. */
  private static final long MAX_HELD = 128 << 20;

  private final CodeUnits units;
  private final Set<Sensitive.Kind> keep;

  /** By offset, none overlapping another. */
  private final TreeMap<Long, Edit> edits = new TreeMap<>();

  private final Set<Sensitive> removed = new LinkedHashSet<>();
  private final Set<Sensitive> left = new LinkedHashSet<>();
  private long heldBytes;

  MarkupEdits(CodeUnits units, Set<Sensitive.Kind> keep) {
    this.units = units;
    this.keep = keep;
  }

  /** Null where {@code file} is in a charset that can't be edited. */
  public static MarkupEdits of(SeekableBytes file, Set<Sensitive.Kind> keep) throws IOException {
    var units = CodeUnits.of(file);
    return units == null ? null : new MarkupEdits(units, keep);
  }

  /** The tokens of the file as XML, from its beginning. */
  public Markup xml() {
    return Markup.xml(units);
  }

  /** Whether what is of that kind stays on purpose. */
  public boolean keeps(Sensitive.Kind kind) {
    return keep.contains(kind);
  }

  /**
   * Puts {@code ascii} in place of the units from {@code start} to {@code end}, unless the kind is
   * kept. What lies within an edit is ignored: it went with it; what lies around one takes its place.
   */
  public void replace(long start, long end, String ascii, Sensitive.Kind kind, String fieldName) {
    if (!keep.contains(kind) && putEncoded(start, end, units.encoded(ascii))) {
      removed(kind, fieldName);
    }
  }

  /**
   * The same of something that is named where it was done.
   *
   * @param ascii not to be changed
   * @return whether it was
   */
  boolean put(long start, long end, byte[] ascii) {
    return putEncoded(start, end, units.encoded(ascii));
  }

  private boolean putEncoded(long start, long end, byte[] replacement) {
    long offset = units.byteOffset(start);
    var edit = new Edit(offset, units.byteOffset(end) - offset, replacement);
    var before = edits.floorEntry(offset);
    if (end < start || before != null && edit.end() <= before.getValue().end()) {
      return false;
    }
    if (before != null && before.getValue().end() > offset && before.getKey() < offset) {
      left(Sensitive.Kind.CONTENT, "parts that overlap");
      return false;
    }
    if (edits.size() == MAX_EDITS || heldBytes + replacement.length > MAX_HELD) {
      left(Sensitive.Kind.CONTENT, "more places to clean than can be held");
      return false;
    }
    var within = edits.subMap(offset, edit.end());
    if (!within.isEmpty() && within.lastEntry().getValue().end() > edit.end()) {
      left(Sensitive.Kind.CONTENT, "parts that overlap");
      return false;
    }
    within.values().forEach(inner -> heldBytes -= inner.replacement().length);
    within.clear();
    heldBytes += replacement.length;
    edits.put(offset, edit);
    return true;
  }

  /** The units between the two as characters, of which ASCII is as it is; the first 4,096. */
  public String text(long start, long end) throws IOException {
    return units.text(start, end, Markup.MAX_VALUE_UNITS);
  }

  public void removed(Sensitive.Kind kind, String fieldName) {
    if (removed.size() < MAX_NAMED) {
      removed.add(new Sensitive(kind, fieldName));
    }
  }

  public void left(Sensitive.Kind kind, String fieldName) {
    if (left.size() < MAX_NAMED && !keep.contains(kind)) {
      left.add(new Sensitive(kind, fieldName));
    }
  }

  CodeUnits units() {
    return units;
  }

  public Cleaning finish() {
    return new Cleaning(List.copyOf(edits.values()), List.copyOf(removed), List.copyOf(left));
  }
}
