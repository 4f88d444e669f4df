package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The units of an address within a text, after the escapes that text may have: percent form, HTML's character
 * references, and the backslashes of CSS, JSON and scripts.
 */
final class AddressUnits {
  private static final Map<String, Integer> NAMED =
      Map.of(
          "plus", (int) '+', "sol", (int) '/', "equals", (int) '=', "newline", (int) '\n', "tab", (int) '\t', "comma",
          (int) ',', "semi", (int) ';', "amp", (int) '&', "lt", (int) '<', "gt", (int) '>');

  /** Between two words of a text stands a space, too: only a run as long as this goes on behind one. */
  private static final int RUN = 40;

  private final CodeUnits units;
  private final long end;
  private long position;

  /** @param behind where it ends in the text */
  record Text(byte[] bytes, long behind) {}

  AddressUnits(CodeUnits units, long start, long end) {
    this.units = units;
    this.position = start;
    this.end = end;
  }

  long position() {
    return position;
  }

  /** The next unit without its escape, 0 for one that stands for nothing, or -1 at the end. */
  int next() throws IOException {
    if (position >= end) {
      return -1;
    }
    int unit = units.at(position++);
    return switch (unit) {
      case '%' -> {
        int value = hex(position, 2);
        position += value < 0 ? 0 : 2;
        yield value < 0 ? unit : value;
      }
      case '&' -> reference();
      case '\\' -> backslash();
      default -> unit;
    };
  }

  private int reference() throws IOException {
    var name = units.text(position, Math.min(end, position + 10), 10);
    int semicolon = name.indexOf(';');
    if (semicolon <= 0) {
      return '&';
    }
    name = name.substring(0, semicolon).toLowerCase(java.util.Locale.ROOT);
    int value = NAMED.getOrDefault(name, -1);
    if (name.matches("#[0-9]{1,6}")) {
      value = Integer.parseInt(name.substring(1));
    } else if (name.matches("#x[0-9a-f]{1,6}")) {
      value = HexFormat.fromHexDigits(name.substring(2));
    }
    position += value < 0 ? 0 : semicolon + 1;
    return value < 0 ? '&' : value;
  }

  private int backslash() throws IOException {
    int unit = units.at(position);
    if (position >= end) {
      return '\\';
    }
    int digits = unit == 'u' ? 4 : unit == 'x' ? 2 : 0;
    int value = digits == 0 ? -1 : hex(position + 1, digits);
    if (value >= 0) {
      position += 1 + digits;
      return value;
    }
    if (hex(position, 2) >= 0) {
      // CSS: up to six digits, and one space that ends them.
      int length = 2;
      while (length < 6 && hex(position, length + 1) >= 0) {
        length++;
      }
      value = hex(position, length);
      position += length + (CodeUnits.isSpace(units.at(position + length)) ? 1 : 0);
      return value;
    }
    position++;
    return unit == 'n' || unit == 'r' || unit == 't' || unit == '\n' || unit == '\r' ? '\n' : unit;
  }

  private int hex(long from, int digits) throws IOException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int unit = from + i < end ? units.at(from + i) : -1;
      int digit = unit < 0 || unit > 'f' ? -1 : Character.digit(unit, 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Letters of base64 from {@code start} on, broken into lines or not; their padding ends them. */
  static Text base64(CodeUnits units, long start, long end) throws IOException {
    var address = new AddressUnits(units, start, end);
    var letters = new ByteArrayOutputStream();
    long behind = start;
    while (true) {
      int unit = address.next();
      if (unit == '=') {
        while (unit == '=') {
          letters.write('=');
          behind = address.position();
          unit = address.next();
        }
        return new Text(letters.toByteArray(), behind);
      } else if (isLetter(unit)) {
        letters.write(unit == '-' ? '+' : unit == '_' ? '/' : unit);
        behind = address.position();
      } else if (!CodeUnits.isSpace(unit) || !goesOn(units, address.position(), end, letters.size())) {
        return new Text(letters.toByteArray(), behind);
      }
    }
  }

  /** Whether what follows a space belongs to the letters before it. */
  private static boolean goesOn(CodeUnits units, long from, long end, int letterCount) throws IOException {
    var address = new AddressUnits(units, from, end);
    int unit = address.next();
    boolean newLine = units.at(from - 1) != ' ';
    while (CodeUnits.isSpace(unit)) {
      newLine |= unit != ' ';
      unit = address.next();
    }
    int run = 0;
    while (isLetter(unit) && run < RUN) {
      run++;
      unit = address.next();
    }
    boolean closed = unit == '=' || unit == '"' || unit == '\'' || unit == ')' || unit == '>';
    return run >= RUN || newLine && run > 0 && (closed || letterCount % 4 != 0);
  }

  private static boolean isLetter(int unit) {
    return CodeUnits.isLetter(unit) || unit >= '0' && unit <= '9' || unit > 0 && "+/-_".indexOf(unit) >= 0;
  }

  /**
   * What stands in percent form from {@code start} on, up to what closes it.
   *
   * @param before the unit before the address: a quote or bracket that must be closed
   */
  static Text percent(CodeUnits units, long start, long end, int before) throws IOException {
    long behind = start;
    while (behind < end && !closes(units, behind, before)) {
      behind += units.at(behind) == '\\' && behind + 1 < end ? 2 : 1;
    }
    var address = new AddressUnits(units, start, behind);
    var bytes = new ByteArrayOutputStream();
    for (int unit = address.next(); unit >= 0; unit = address.next()) {
      bytes.writeBytes(unit < 0x100 ? new byte[] {(byte) unit} : String.valueOf((char) unit).getBytes(UTF_8));
    }
    return new Text(bytes.toByteArray(), behind);
  }

  private static boolean closes(CodeUnits units, long at, int before) throws IOException {
    int unit = units.at(at);
    return switch (before) {
      case '"', '\'', '`' -> unit == before;
      case '(' -> unit == ')';
      case ';' -> units.startsWith("&quot;", at) || units.startsWith("&#39;", at) || unit == '"';
      default -> CodeUnits.isSpace(unit) || unit == '"' || unit == '\'' || unit == '>' || unit == ')';
    };
  }

  /** Every byte but letters and digits as {@code %XX}: it stands in any text. */
  static byte[] percent(byte[] bytes) {
    var hex = HexFormat.of().withUpperCase();
    var text = new StringBuilder();
    for (byte b : bytes) {
      boolean plain = CodeUnits.isLetter(b) || b >= '0' && b <= '9';
      text.append(plain ? new String(new byte[] {b}, ISO_8859_1) : "%" + hex.toHexDigits(b));
    }
    return text.toString().getBytes(US_ASCII);
  }
}
