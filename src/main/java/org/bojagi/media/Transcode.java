package org.bojagi.media;

/** Which films and sounds are made anew. */
public enum Transcode {
  /** Those that not every browser plays. */
  UNPLAYABLE,
  /** All that become smaller by it, too. */
  ALL
}
