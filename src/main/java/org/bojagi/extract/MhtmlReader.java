package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.bojagi.text.Charsets;
import org.bojagi.text.HtmlText;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** A web page saved as one file (RFC 2557): its first HTML part with the pictures that it names. */
final class MhtmlReader {
  private static final int MAX_PARTS = 5_000;
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)boundary\\s*=\\s*(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))");
  private static final Pattern CHARSET =
      Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9._-]{2,40})");

  /**
   * @param headers names in lower case, folded lines joined
   */
  private record Part(Map<String, String> headers, byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private MhtmlReader() {}

  static void read(byte[] bytes, Draft draft) throws UnreadableException {
    var parts = parts(new String(bytes, StandardCharsets.ISO_8859_1));
    var page =
        parts.stream()
            .filter(
                part ->
                    part.header("content-type").toLowerCase(Locale.ROOT).startsWith("text/html"))
            .findFirst();
    if (page.isEmpty()) {
      throw UnreadableException.damaged("saved web page");
    }
    var pictures = new Pictures(draft);
    var addresses = new HashMap<String, String>();
    for (var part : parts) {
      if (part.header("content-type").toLowerCase(Locale.ROOT).startsWith("image/")) {
        var location = part.header("content-location");
        var name =
            location.isEmpty()
                ? "cid:" + part.header("content-id").replaceAll("[<>]", "")
                : location;
        addresses.put(name, name);
        addresses.put("cid:" + part.header("content-id").replaceAll("[<>]", ""), name);
        pictures.add(name, () -> new ByteArrayInputStream(part.body()));
      }
    }
    var said = CHARSET.matcher(page.get().header("content-type"));
    var declared =
        draft.request.charset().isEmpty() && said.find() ? said.group(1) : draft.request.charset();
    var source = Charsets.decode(page.get().body(), Charsets.detect(page.get().body(), declared));
    var text = HtmlText.of(source);
    draft.title(text.title());
    var kept = new StringBuilder();
    text.kept().forEach(range -> kept.append(source, range.start(), range.end()).append('\n'));
    var html = new HtmlRendition(draft.limits.renditionChars());
    var base = page.get().header("content-location");
    var parser = Parser.htmlParser().setMaxDepth(256);
    MarkupCopy.copy(
        Jsoup.parse(kept.toString(), "", parser).body(),
        html,
        address -> addresses.get(absolute(base, address)));
    OfficeReader.finish(html, pictures, draft);
  }

  private static String absolute(String base, String address) {
    try {
      return base.isEmpty() || address.startsWith("cid:")
          ? address
          : java.net.URI.create(base).resolve(address).toString();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private static List<Part> parts(String message) throws UnreadableException {
    int bodyAt = endOfHeaders(message, 0);
    var boundary =
        BOUNDARY.matcher(headers(message.substring(0, bodyAt)).getOrDefault("content-type", ""));
    if (!boundary.find()) {
      throw UnreadableException.damaged("saved web page");
    }
    var line = "\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    var parts = new ArrayList<Part>();
    int at = message.indexOf(line, Math.max(0, bodyAt - 2));
    while (at >= 0 && parts.size() < MAX_PARTS) {
      int start = message.indexOf('\n', at + line.length());
      int next = start < 0 ? -1 : message.indexOf(line, start);
      if (start >= 0) {
        var part = message.substring(start + 1, next < 0 ? message.length() : next);
        int split = endOfHeaders(part, 0);
        var headers = headers(part.substring(0, split));
        parts.add(new Part(headers, decoded(part.substring(split), headers)));
      }
      at = next;
    }
    return parts;
  }

  private static int endOfHeaders(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      int lineEnd = text.indexOf('\n', at);
      if (lineEnd < 0) {
        return text.length();
      }
      if (lineEnd - at > 10_000 || text.substring(at, lineEnd).isBlank()) {
        return lineEnd + 1;
      }
      at = lineEnd;
    }
    return text.length();
  }

  private static Map<String, String> headers(String block) {
    var headers = new HashMap<String, String>();
    for (var line : block.replaceAll("\\r?\\n[ \\t]+", " ").split("\\r?\\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static byte[] decoded(String body, Map<String, String> headers) {
    return switch (headers.getOrDefault("content-transfer-encoding", "").toLowerCase(Locale.ROOT)) {
      case "base64" -> base64(body);
      case "quoted-printable" -> quotedPrintable(body);
      default -> body.getBytes(StandardCharsets.ISO_8859_1);
    };
  }

  private static byte[] base64(String body) {
    try {
      return Base64.getMimeDecoder().decode(body.strip().replaceAll("=+\\s*$", ""));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] quotedPrintable(String body) {
    var bytes = new ByteArrayOutputStream(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '=') {
        bytes.write(c);
      } else if (i + 1 < body.length()
          && (body.charAt(i + 1) == '\n' || body.charAt(i + 1) == '\r')) {
        i += body.startsWith("\r\n", i + 1) ? 2 : 1;
      } else if (i + 2 < body.length() && isHex(body.charAt(i + 1)) && isHex(body.charAt(i + 2))) {
        bytes.write(Integer.parseInt(body.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }
}
