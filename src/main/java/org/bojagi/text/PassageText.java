package org.bojagi.text;

import java.io.IOException;
import java.io.Reader;
import org.bojagi.catalog.TextFormat;

/** What a person reads in a slice of a file: without tags, marks, cue times. */
public final class PassageText {
  /** The longest slice of a file that one passage takes, with all its tags, in UTF-16 units. */
  public static final int MAX_SLICE_CHARS = 16_384;

  private PassageText() {}

  /** @param slice the part of the decoded file that a passage names */
  public static String of(TextFormat format, String slice) {
    throw new UnsupportedOperationException();
  }

  /**
   * The text of one passage of a file that is read from its beginning. Reads no further than the passage.
   *
   * @param decoded the whole file, as {@link Charsets#reader} gives it; not closed
   * @param charLength more than {@value #MAX_SLICE_CHARS} reads that many
   * @return shorter, or empty, where the file ends before the passage does
   */
  public static String read(TextFormat format, Reader decoded, int charOffset, int charLength) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * When in the film the cue begins that a place in a passage's text belongs to.
   *
   * @param slice of a WebVTT file
   * @param charIndexInText index into {@code of(WEBVTT, slice)}
   * @return seconds; -1 where the slice has no cue
   */
  public static double secondAt(String slice, int charIndexInText) {
    throw new UnsupportedOperationException();
  }
}
