package org.bojagi.recover;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stretch of a file that could not be taken out, or not be written.
 *
 * @param offset in the file, in bytes, as is {@code length}
 * @param length {@link #TO_AN_UNKNOWN_END} where nothing says how much there was
 */
public record Loss(long offset, long length, Why why) {
  /** Everything from there on, of a file whose size nothing says. */
  public static final long TO_AN_UNKNOWN_END = -1;

  /** What became of it. */
  public enum Why {
    /** A chunk of its volume doesn't hold, or the volume is cut before it. */
    DAMAGED,
    /** Its volume isn't here. */
    VOLUME_MISSING,
    /** It is sound as a volume has it, and isn't what the catalogue names. */
    DIFFERENT,
    /** Nothing that is left says where it lies. */
    NOT_FOUND,
    /** Sound or not, where it should go no file is as large. */
    TOO_LARGE,
    /** Sound or not, there was no room for it. */
    NO_ROOM;

    /** Not for what the bundle is, but for where it should go. */
    boolean isOfTheTarget() {
      return this == TOO_LARGE || this == NO_ROOM;
    }

    /** For programs. */
    public String code() {
      return switch (this) {
        case DAMAGED -> "damaged";
        case VOLUME_MISSING -> "volume-missing";
        case DIFFERENT -> "different";
        case NOT_FOUND -> "not-found";
        case TOO_LARGE -> "too-large";
        case NO_ROOM -> "no-room";
      };
    }
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("from", offset);
    json.put("length", length < 0 ? null : length);
    json.put("why", why.code());
    return json;
  }
}
