package org.bojagi.catalog;

/**
 * A stretch of a file's text, at most {@value #MAX_CHARS} characters, that is searched and shown as one.
 *
 * <p>The index keeps where a passage lies and not what it says: {@code charOffset} and {@code charLength} count UTF-16
 * units of the decoded file (not of its bytes, not of its text without tags), so that a snippet costs one short read.
 *
 * @param text what a person reads there, without tags or time codes
 */
public record Passage(Place place, int charOffset, int charLength, String text) {
  public static final int MAX_CHARS = 2_000;
}
