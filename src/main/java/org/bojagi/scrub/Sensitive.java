package org.bojagi.scrub;

/**
 * Something in a file that may lead to a person or a place. Says that it is there, never what it
 * is.
 *
 * @param fieldName as a person could look it up: {@code EXIF GPS Latitude}, {@code
 *     docProps/core.xml creator}
 */
public record Sensitive(Kind kind, String fieldName) {
  public enum Kind {
    /** Coordinates or a place's name. */
    PLACE,
    /** A name of a person or organisation that made, changed or commented it. */
    AUTHOR,
    /** A serial number or name of a device. */
    DEVICE,
    /** A path or file name of the computer that it was made on. */
    PATH,
    /** Free text that may say anything: comments, descriptions. */
    COMMENT,
    /** Files or streams inside that were not looked into: they may hold any of these. */
    CONTENT
  }
}
