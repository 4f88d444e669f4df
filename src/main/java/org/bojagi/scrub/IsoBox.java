package org.bojagi.scrub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One box (ISO/IEC 14496-12 §4.2), with a size of 32 or 64 bits or up to the end.
 *
 * @param type four letters of one byte each
 * @param content where its content begins
 */
record IsoBox(String type, long offset, long content, long end) {
  /** A film of a day in fragments of a second has fewer. */
  private static final int MAX_SIBLINGS = 500_000;

  /** @throws BrokenStructure it doesn't lie in {@code [offset, end)} */
  static IsoBox at(FileBytes file, long offset, long end) throws IOException, BrokenStructure {
    long size = file.u32(offset);
    int header = 8;
    if (size == 1) {
      size = file.i64(offset + 8);
      header = 16;
    } else if (size == 0) {
      size = end - offset;
    }
    if (size < header || size > end - offset) {
      throw new BrokenStructure("a box of " + size, offset);
    }
    return new IsoBox(file.mark(offset + 4), offset, offset + header, offset + size);
  }

  /** The boxes in {@code [from, end)}; fewer than 8 bytes at the end are none. */
  static List<IsoBox> in(FileBytes file, long from, long end) throws IOException, BrokenStructure {
    var boxes = new ArrayList<IsoBox>();
    for (long at = from; at + 8 <= end; ) {
      var box = at(file, at, end);
      boxes.add(box);
      if (boxes.size() > MAX_SIBLINGS) {
        throw new BrokenStructure("more than " + MAX_SIBLINGS + " boxes", at);
      }
      at = box.end();
    }
    return boxes;
  }

  List<IsoBox> children(FileBytes file) throws IOException, BrokenStructure {
    return in(file, content, end);
  }

  /** The first child of a type, or null. */
  IsoBox child(FileBytes file, String... path) throws IOException, BrokenStructure {
    var box = this;
    for (var name : path) {
      IsoBox found = null;
      for (var child : box.children(file)) {
        if (found == null && child.type().equals(name)) {
          found = child;
        }
      }
      if (found == null) {
        return null;
      }
      box = found;
    }
    return box;
  }

  long size() {
    return end - content;
  }
}
