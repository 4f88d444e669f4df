package org.bojagi.bag;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The lines of a tag file, ended by LF, CR or both (RFC 8493 §2.1.3, §2.2.2), one in memory at a time. A link is not
 * followed.
 */
final class TagLines implements Closeable {
  /** Of a manifest, twice what its longest path and checksum take. */
  static final int MAX_LINE_CHARS = 1 << 14;

  private final Reader reader;
  private final boolean beganWithMark;
  private int ahead;
  private long number;

  /** A line that no honest file has. */
  static final class TooLong extends IOException {
    TooLong(long line) {
      super("line " + line + " is longer than " + MAX_LINE_CHARS + " characters");
    }
  }

  private TagLines(InputStream in, Charset charset) throws IOException {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    reader = new InputStreamReader(new BufferedInputStream(in, 1 << 16), decoder);
    ahead = reader.read();
    beganWithMark = ahead == '\uFEFF';
    if (beganWithMark) {
      ahead = reader.read();
    }
  }

  static TagLines open(Path file, Charset charset) throws IOException {
    var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    try {
      return new TagLines(in, charset);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Whether a byte order mark came first, which is in no line. */
  boolean beganWithMark() {
    return beganWithMark;
  }

  /** Of the line that came last, from 1. */
  long number() {
    return number;
  }

  /**
   * Null at the end.
   *
   * @throws TooLong it is longer than {@value #MAX_LINE_CHARS} characters
   * @throws java.nio.charset.CharacterCodingException it isn't in the encoding of the bag
   */
  String next() throws IOException {
    if (ahead < 0) {
      return null;
    }
    number++;
    var line = new StringBuilder();
    while (ahead >= 0 && ahead != '\n' && ahead != '\r') {
      if (line.length() == MAX_LINE_CHARS) {
        throw new TooLong(number);
      }
      line.append((char) ahead);
      ahead = reader.read();
    }
    boolean carriageReturn = ahead == '\r';
    if (ahead >= 0) {
      ahead = reader.read();
      if (carriageReturn && ahead == '\n') {
        ahead = reader.read();
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
