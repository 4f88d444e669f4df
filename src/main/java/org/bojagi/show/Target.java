package org.bojagi.show;

/**
 * What an address of the pages leads to.
 *
 * @param bundle position among the open bundles, at most 255
 * @param document Lucene's number of the item in that bundle's index
 * @param file position among the item's files ({@link org.bojagi.bundle.Locations#files}), at most 65,535
 */
public record Target(Use use, int bundle, int document, int file) {

  /** What may be done with it: an address for one is none for another. */
  public enum Use {
    /** The page of the item; {@code file} says in which of its languages. Needs the session's cookie as well. */
    ITEM,
    /** A picture, sound or film as it is packed, with its media type, to be shown in a page or frame. */
    MEDIA,
    /** A text, sanitised, as a page of its own for a sandboxed frame. */
    FRAME,
    /** Subtitles as WebVTT. */
    CAPTIONS,
    /** Any file as it is packed, to be saved: a copy that anyone can open. Needs the session's cookie as well. */
    COPY
  }

  public Target {
    if (bundle < 0 || bundle > 0xFF || document < 0 || file < 0 || file > 0xFFFF) {
      throw new IllegalArgumentException("no address can name this");
    }
  }
}
