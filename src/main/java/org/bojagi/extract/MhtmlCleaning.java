package org.bojagi.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bojagi.scrub.SeekableBytes;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.TextScrubbing;

/**
 * A web page saved as one file (RFC 2557): who saved it when, in its headers, and each part as a
 * file of its own would be cleaned.
 */
final class MhtmlCleaning {
  private static final int MAX_DEPTH = 4;

  /** Whose lines go; of a saved page's headers few are needed. */
  private static final Pattern DROPPED =
      Pattern.compile(
          "(?i)(from|to|cc|bcc|sender|reply-to|date|message-id|received|return-path|user-agent|organization"
              + "|x-[^:]*|dkim-.*|authentication-.*|thread-.*|in-reply-to|references|delivered-to|importance)");

  private static final Pattern LOCATION =
      Pattern.compile("(?i)(snapshot-)?content-(location|base)");
  private static final Pattern LOCAL =
      Pattern.compile("(?is)\\s*<?(file:|[a-z]:\\\\|/(home|users)/).*");
  private static final Pattern BOUNDARY =
      Pattern.compile("(?is);\\s*boundary\\s*=\\s*(\"([^\"]{1,200})\"|([^\\s;]{1,200}))");
  private static final int LINE = 76;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final CleaningReport report;
  private final ByteArrayOutputStream out;

  private MhtmlCleaning(CleaningReport report, int size) {
    this.report = report;
    this.out = new ByteArrayOutputStream(size);
  }

  static void clean(byte[] bytes, CleaningReport report, OutputStream out) throws IOException {
    var cleaning = new MhtmlCleaning(report, bytes.length);
    cleaning.entity(new String(bytes, StandardCharsets.ISO_8859_1), 0);
    cleaning.out.writeTo(out);
  }

  /** Headers, an empty line, a body. */
  private void entity(String text, int depth) throws IOException {
    int at = 0;
    var type = "";
    var encoding = "";
    var boundary = BOUNDARY.matcher("");
    while (at < text.length()) {
      int end = endOfHeader(text, at);
      var header = text.substring(at, end);
      at = end;
      int colon = header.indexOf(':');
      if (header.isBlank() || colon < 0) {
        write(header);
        break;
      }
      var name = header.substring(0, colon).strip();
      var value = header.substring(colon + 1);
      if (DROPPED.matcher(name).matches()) {
        report.removed(Kind.AUTHOR, "MHTML " + name);
        continue;
      }
      if (LOCATION.matcher(name).matches() && LOCAL.matcher(value).matches()) {
        report.left(Kind.PATH, "MHTML " + name);
      }
      if (name.equalsIgnoreCase("content-type")) {
        type = value.strip().replaceFirst("(?s)[;\\s].*", "").toLowerCase(Locale.ROOT);
        boundary = BOUNDARY.matcher(value);
      } else if (name.equalsIgnoreCase("content-transfer-encoding")) {
        encoding = value.strip().toLowerCase(Locale.ROOT);
      }
      write(header);
    }
    var body = text.substring(at);
    if (type.startsWith("multipart/") && boundary.find() && depth < MAX_DEPTH) {
      parts(
          body, "--" + (boundary.group(2) == null ? boundary.group(3) : boundary.group(2)), depth);
    } else {
      body(type, encoding, body);
    }
  }

  private void parts(String body, String mark, int depth) throws IOException {
    int start = mark(body, mark, 0);
    if (start < 0) {
      report.left(Kind.CONTENT, "MHTML parts");
      write(body);
      return;
    }
    if (!body.substring(0, start).isBlank()) {
      report.removed(Kind.COMMENT, "MHTML preamble");
    }
    while (start >= 0) {
      int lineEnd = body.indexOf('\n', start) + 1;
      boolean isLast = body.startsWith("--", start + mark.length());
      if (lineEnd == 0 || isLast) {
        write(mark + (isLast ? "--" : "") + "\r\n");
        return;
      }
      write(body.substring(start, lineEnd));
      int next = mark(body, mark, lineEnd);
      int end = next < 0 ? body.length() : next;
      // The line's end before a mark belongs to the mark.
      int content = end > lineEnd && body.charAt(end - 1) == '\n' ? end - 1 : end;
      content = content > lineEnd && body.charAt(content - 1) == '\r' ? content - 1 : content;
      entity(body.substring(lineEnd, content), depth + 1);
      write(body.substring(content, end));
      start = next;
    }
  }

  private void body(String type, String encoding, String body) throws IOException {
    boolean isBase64 = encoding.equals("base64");
    boolean isQuoted = encoding.equals("quoted-printable");
    byte[] plain;
    try {
      plain =
          isBase64 ? Base64.getMimeDecoder().decode(body) : isQuoted ? unquoted(body) : latin(body);
    } catch (IllegalArgumentException e) {
      report.left(Kind.CONTENT, "MHTML part");
      write(body);
      return;
    }
    var cleaned = plain;
    if (type.matches("image/(?!svg).*|audio/.*|video/.*")) {
      cleaned = report.cleanedPicture("MHTML part." + type.replaceFirst(".*/", ""), plain);
    } else if (type.matches(
        "text/(html|css|plain|javascript|xml)|application/(xhtml\\+xml|xml|javascript|json)|image/svg\\+xml")) {
      var cleaning = TextScrubbing.of(type, SeekableBytes.of(plain), report.keep());
      cleaned = report.applied(cleaning, plain, "MHTML part: ");
    } else if (!type.matches(
        "font/.*|application/font.*")) {
      report.left(Kind.CONTENT, "MHTML part");
    }
    if (cleaned == plain) {
      write(body);
    } else if (isBase64) {
      write(Base64.getMimeEncoder().encodeToString(cleaned));
    } else {
      write(isQuoted ? quoted(cleaned) : new String(cleaned, StandardCharsets.ISO_8859_1));
    }
  }

  /** Behind the header line at {@code from} and the lines that continue it. */
  private static int endOfHeader(String text, int from) {
    int end = from;
    do {
      int newline = text.indexOf('\n', end);
      if (newline < 0) {
        return text.length();
      }
      boolean isEmpty = text.substring(end, newline).isBlank();
      end = newline + 1;
      if (isEmpty) {
        return end;
      }
    } while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t'));
    return end;
  }

  /** The next mark at the beginning of a line. */
  private static int mark(String body, String mark, int from) {
    int at = body.indexOf(mark, from);
    while (at > 0 && body.charAt(at - 1) != '\n') {
      at = body.indexOf(mark, at + 1);
    }
    return at;
  }

  /** RFC 2045 §6.7; what is no code stands for itself. */
  private static byte[] unquoted(String body) {
    var plain = new ByteArrayOutputStream(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '=') {
        plain.write(c);
      } else if (body.startsWith("\r\n", i + 1)) {
        i += 2;
      } else if (body.startsWith("\n", i + 1)) {
        i++;
      } else if (i + 2 < body.length() && digit(body, i + 1) >= 0 && digit(body, i + 2) >= 0) {
        plain.write(digit(body, i + 1) << 4 | digit(body, i + 2));
        i += 2;
      } else {
        plain.write(c);
      }
    }
    return plain.toByteArray();
  }

  private static String quoted(byte[] plain) {
    var coded = new StringBuilder(plain.length + plain.length / 4);
    int column = 0;
    for (int i = 0; i < plain.length; i++) {
      int b = plain[i] & 0xff;
      boolean isBreak = b == '\r' && i + 1 < plain.length && plain[i + 1] == '\n';
      if (isBreak) {
        coded.append("\r\n");
        column = 0;
        i++;
        continue;
      }
      boolean isPlain = b > ' ' && b < 0x7f && b != '=';
      var unit = isPlain ? String.valueOf((char) b) : "=" + HEX.toHexDigits((byte) b);
      if (column + unit.length() >= LINE) {
        coded.append("=\r\n");
        column = 0;
      }
      coded.append(unit);
      column += unit.length();
    }
    return coded.toString();
  }

  private static int digit(String text, int at) {
    return Character.digit(text.charAt(at), 16);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void write(String text) throws IOException {
    out.write(latin(text));
  }
}
