package org.bojagi.text;

import java.io.IOException;
import java.io.Reader;
import org.bojagi.catalog.TextFormat;

/** What a person reads in a slice of a file: without tags, marks, cue times. */
public final class PassageText {
  /** The longest slice of a file that one passage takes, with all its tags, in UTF-16 units. */
  public static final int MAX_SLICE_CHARS = 16_384;

  private PassageText() {}

  /**
   * @param slice the part of the decoded file that a passage names
   */
  public static String of(TextFormat format, String slice) {
    return switch (format) {
      case PLAIN, PAGED -> tidy(slice);
      case WEBVTT -> ofCues(slice);
      case MARKDOWN -> MarkdownText.of(slice);
      case HTML -> HtmlTokens.text(slice);
    };
  }

  /**
   * The text of one passage of a file that is read from its beginning. Reads no further than the
   * passage.
   *
   * @param decoded the whole file, as {@link Charsets#reader} gives it; not closed
   * @param charLength more than {@value #MAX_SLICE_CHARS} reads that many
   * @return shorter, or empty, where the file ends before the passage does
   */
  public static String read(TextFormat format, Reader decoded, int charOffset, int charLength)
      throws IOException {
    return of(format, slice(decoded, charOffset, charLength));
  }

  /** The slice that {@link #of} takes: with tags, marks and cue times, cut where the file ends. */
  public static String slice(Reader decoded, int charOffset, int charLength) throws IOException {
    long toSkip = charOffset;
    while (toSkip > 0) {
      long skipped = decoded.skip(toSkip);
      if (skipped <= 0) {
        return "";
      }
      toSkip -= skipped;
    }
    var slice = new char[Math.clamp(charLength, 0, MAX_SLICE_CHARS)];
    int filled = 0;
    while (filled < slice.length) {
      int count = decoded.read(slice, filled, slice.length - filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return new String(slice, 0, filled);
  }

  /**
   * When in the film the cue begins that a place in a passage's text belongs to.
   *
   * @param slice of a WebVTT file
   * @param charIndexInText index into {@code of(WEBVTT, slice)}
   * @return seconds; -1 where the slice has no cue
   */
  public static double secondAt(String slice, int charIndexInText) {
    double seconds = -1;
    int at = 0;
    for (var block : CueBlock.scan(slice)) {
      if (seconds >= 0 && at > charIndexInText) {
        break;
      }
      seconds = block.startMillis() / 1000.0;
      at += block.text().length() + 1;
    }
    return seconds;
  }

  private static String ofCues(String slice) {
    var text = new StringBuilder();
    for (var block : CueBlock.scan(slice)) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(block.text());
    }
    return text.toString();
  }

  /**
   * Lines as they are, without invisible characters; spaces in a row are one, blank lines in a row
   * are one.
   */
  static String tidy(String raw) {
    var text = new StringBuilder(raw.length());
    int lineEnds = 0;
    boolean space = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\n' || c == '\u2028' || c == '\u2029' || c == '\r' && !followedByLineFeed(raw, i)) {
        lineEnds++;
      } else if (isSpace(c)) {
        space = true;
      } else if (!isInvisible(c)) {
        if (!text.isEmpty() && lineEnds > 0) {
          text.append(lineEnds == 1 ? "\n" : "\n\n");
        } else if (!text.isEmpty() && space) {
          text.append(' ');
        }
        lineEnds = 0;
        space = false;
        text.append(c);
      }
    }
    return text.toString();
  }

  private static boolean followedByLineFeed(String raw, int i) {
    return i + 1 < raw.length() && raw.charAt(i + 1) == '\n';
  }

  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /**
   * Control characters, byte order marks, soft hyphens, zero-width spaces: no one sees them, no one
   * searches them.
   */
  static boolean isInvisible(char c) {
    return c < ' '
        || c >= 0x7f && c < 0xa0
        || c == '\u00ad'
        || c == '\ufeff'
        || c == '\u200b'
        || c == '\u2060';
  }
}
