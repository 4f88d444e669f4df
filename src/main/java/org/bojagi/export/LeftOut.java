package org.bojagi.export;

import java.util.Locale;

/**
 * What isn't in an export.
 *
 * @param path of the item in its bundle
 * @param sizeBytes that it would take, as far as is known
 */
public record LeftOut(String path, Reason reason, long sizeBytes) {
  public enum Reason {
    /** The card is full. */
    NO_ROOM,
    /** A file larger than FAT32 holds. */
    TOO_LARGE,
    /** It can't be read from the bundle. */
    DAMAGED;

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
