package org.bojagi.export;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A link from one file of an export to another (RFC 3986 §4.2), in UTF-8 with percent signs. */
final class RelativeLink {
  private static final String PLAIN = "/-._~";

  private RelativeLink() {}

  /** Both are paths below the target. */
  static String from(String page, String path) {
    var link = new StringBuilder();
    long up = page.chars().filter(c -> c == '/').count();
    link.append("../".repeat((int) up));
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || PLAIN.indexOf(b) >= 0;
      link.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
    }
    return link.toString();
  }
}
