package org.bojagi.seal;

import org.bojagi.fault.Finding;

/** Told what packing is at. Called from one thread at a time, often: whoever shows it chooses how often. */
@FunctionalInterface
public interface PackProgress {

  /** What goes on; stages overlap, and the one that decides when packing ends is told. */
  enum Stage {
    /** The corpus is read: neither items nor bytes are known. */
    READING,
    /** Items are read, cleaned, taken apart and rendered, and none is ready to be sealed. */
    PREPARING,
    /** Items are compressed and encrypted. */
    SEALING,
    /** Lucene's files are finished and sealed. */
    INDEXING,
    /** Slots and root are written, everything is brought to the medium and gets its name. */
    FINISHING
  }

  /**
   * A moment of packing.
   *
   * @param path of the file at hand, relative to the corpus; empty where it is none
   * @param itemsTotal 0 where it isn't known yet; the same for bytes
   * @param bytesDone of the corpus' files, as they lie there
   */
  record Moment(Stage stage, String path, int itemsDone, int itemsTotal, long bytesDone, long bytesTotal) {}

  void at(Moment moment);

  /** Something that a person should know, at once; it stands in the report as well. */
  default void found(Finding finding) {}
}
