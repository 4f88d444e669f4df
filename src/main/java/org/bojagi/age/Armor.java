package org.bojagi.age;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Objects;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.NotABundleException;

/**
 * ASCII armor, for keys and small files (age specification, "ASCII armor": strict PEM of RFC 7468).
 *
 * <p>Lines end with LF or CRLF. White space is allowed before and after, in lines of its own and at most 1
 * KiB.
 */
public final class Armor {
  private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final String END = "-----END AGE ENCRYPTED FILE-----";
  private static final int COLUMNS = 64;
  private static final int MAX_WHITE_SPACE = 1024;

  private Armor() {}

  /** Whether these first bytes of a file, after white space, begin an armored age file. */
  public static boolean isArmored(byte[] firstBytes) {
    return new String(firstBytes, ISO_8859_1).stripLeading().startsWith("-----BEGIN AGE");
  }

  /** ASCII with lines of 64 and a line feed at the end. */
  public static byte[] encode(byte[] ageFile) {
    var body = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encodeToString(ageFile);
    return (BEGIN + "\n" + body + (body.isEmpty() ? "" : "\n") + END + "\n").getBytes(US_ASCII);
  }

  /**
   * The age file in an armored one, in order. Its last bytes are returned before what follows them has been
   * looked at: read to the end.
   *
   * @param in closed with the stream returned
   * @param name of the file, for error messages
   */
  public static InputStream decode(InputStream in, String name) {
    return new Decoder(new BufferedInputStream(in), name);
  }

  private static final class Decoder extends InputStream {
    private final InputStream in;
    private final String name;
    private byte[] decoded = {};
    private int position;
    private int lineNumber;
    private boolean begun;
    private boolean lastLine;
    private boolean ended;

    Decoder(InputStream in, String name) {
      this.in = in;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      return advance() ? decoded[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length == 0) {
        return 0;
      }
      if (!advance()) {
        return -1;
      }
      int now = Math.min(length, decoded.length - position);
      System.arraycopy(decoded, position, bytes, offset, now);
      position += now;
      return now;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private boolean advance() throws IOException {
      while (position == decoded.length && !ended) {
        if (!begun) {
          begin();
        }
        var line = line(COLUMNS);
        if (line.equals(END)) {
          ended = true;
          requireOnlyWhiteSpace();
        } else {
          decoded = decode(line);
          position = 0;
        }
      }
      return position < decoded.length;
    }

    private void begin() throws IOException {
      int skipped = 0;
      String line;
      do {
        line = line(MAX_WHITE_SPACE);
        skipped += line.length() + 1;
      } while (line.isBlank() && skipped <= MAX_WHITE_SPACE);
      if (!line.equals(BEGIN)) {
        throw notArmored();
      }
      begun = true;
    }

    private byte[] decode(String line) throws IOException {
      byte[] bytes = null;
      try {
        bytes = Base64.getDecoder().decode(line);
      } catch (IllegalArgumentException e) {
        // Named below.
      }
      if (bytes == null
          || lastLine
          || line.isEmpty()
          || !Base64.getEncoder().encodeToString(bytes).equals(line)) {
        throw damaged("A line of the armor is not canonical base64 in lines of 64");
      }
      lastLine = line.length() < COLUMNS || line.endsWith("=");
      return bytes;
    }

    private void requireOnlyWhiteSpace() throws IOException {
      int skipped = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (!Character.isWhitespace(next) || ++skipped > MAX_WHITE_SPACE) {
          throw damaged("Something follows the end of the armor");
        }
      }
    }

    /** Without LF or CRLF. Only the END line may be without an end, but then nothing follows it. */
    private String line(int maxLength) throws IOException {
      lineNumber++;
      var line = new StringBuilder();
      int next = in.read();
      while (next >= 0 && next != '\n') {
        // One more for the CR before the LF.
        if (line.length() > maxLength) {
          throw begun ? damaged("A line of the armor is too long") : notArmored();
        }
        line.append((char) next);
        next = in.read();
      }
      if (next < 0 && line.isEmpty()) {
        throw begun ? damaged("The armor has no end line") : notArmored();
      }
      if (next == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
      }
      return line.toString();
    }

    private DamagedBundleException damaged(String what) {
      return new DamagedBundleException(
          what, name + ", line " + lineNumber, "Copy the file again from where it came from.");
    }

    private NotABundleException notArmored() {
      return new NotABundleException(
          "This is not an armored age file",
          name + ", line " + lineNumber,
          "Its first line is " + BEGIN + ".");
    }
  }
}
