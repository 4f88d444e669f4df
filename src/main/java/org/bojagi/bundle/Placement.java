package org.bojagi.bundle;

import java.util.List;

/** Where a file came to lie, once it is known. */
public final class Placement {
  private List<Extent> extents;
  private long sealedBytes;

  Placement() {}

  /** A file that shares its place with no other. */
  void place(List<Extent> found) {
    place(found, found.stream().mapToLong(Extent::length).sum());
  }

  /** @param shareBytes of what lies there, this file's part */
  void place(List<Extent> found, long shareBytes) {
    extents = found;
    sealedBytes = shareBytes;
  }

  /** What the file takes in a volume's plaintext; of a shelf its share. */
  long sealedBytes() {
    return sealedBytes;
  }

  /** null before. */
  List<Extent> extents() {
    return extents;
  }
}
