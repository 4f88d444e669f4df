package org.bojagi.bundle;

import java.util.List;

/** Where a file came to lie, once it is known. */
public final class Placement {
  private List<Extent> extents;

  Placement() {}

  void place(List<Extent> found) {
    extents = found;
  }

  /** null before. */
  List<Extent> extents() {
    return extents;
  }
}
