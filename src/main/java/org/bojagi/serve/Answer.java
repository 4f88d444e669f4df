package org.bojagi.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one answer. What every answer says is here alone. */
final class Answer {
  static final String HTML = "text/html; charset=utf-8";

  /** Of our own pages: our style, script, font and addresses, and nothing that is written into the page. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self';"
          + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final String NO_FEATURES =
      "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(),"
          + " encrypted-media=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(),"
          + " idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(),"
          + " picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(),"
          + " xr-spatial-tracking=()";

  private static final int COPY_BYTES = 64 << 10;

  private final HttpExchange exchange;

  Answer(HttpExchange exchange) {
    this.exchange = exchange;
    var headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    // Not no-referrer: with that a browser says "null" for the origin of our own forms (Fetch standard, "serialized origin").
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", NO_FEATURES);
    headers.set("X-DNS-Prefetch-Control", "off");
    headers.set("Content-Security-Policy", PAGE_POLICY);
  }

  Answer header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
    return this;
  }

  void page(int status, String html) throws IOException {
    bytes(status, HTML, html.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(int status, String mediaType, byte[] body) throws IOException {
    header("Content-Type", mediaType);
    if (isHead()) {
      header("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    // In pieces: Java copies what is written outside of its heap, at once, and keeps the room for the next time.
    for (int sent = 0; sent < body.length; sent += COPY_BYTES) {
      exchange.getResponseBody().write(body, sent, Math.min(COPY_BYTES, body.length - sent));
    }
  }

  /** For whoever has no session: nothing to be seen, and nothing of what is here. */
  void refuse(int status) throws IOException {
    if (status == 405) {
      header("Allow", "GET, HEAD, POST");
    }
    bytes(status, "text/plain; charset=utf-8", new byte[0]);
  }

  void seeOther(String path) throws IOException {
    header("Location", path);
    exchange.sendResponseHeaders(303, -1);
  }

  /** Opens the bytes that are sent, from an offset of a file on. */
  @FunctionalInterface
  interface Source {
    InputStream open(long offset, long length) throws IOException;
  }

  /**
   * A file, or the range of it that is asked for. Where a byte of it can't be read the connection ends early, so that
   * nobody takes what came for the whole.
   */
  void file(String mediaType, long sizeBytes, Source source) throws IOException {
    header("Content-Type", mediaType);
    header("Accept-Ranges", "bytes");
    var asked = exchange.getRequestHeaders();
    ByteRange range;
    try {
      // We hand out no validators, so a range on a condition is none.
      range = ByteRange.of(asked.containsKey("If-Range") ? null : asked.getFirst("Range"), sizeBytes);
    } catch (ByteRange.NotSatisfiable e) {
      header("Content-Range", "bytes */" + sizeBytes);
      refuse(416);
      return;
    }
    boolean part = range.length() < sizeBytes;
    if (part) {
      header("Content-Range", range.contentRange(sizeBytes));
    }
    if (isHead()) {
      header("Content-Length", String.valueOf(range.length()));
      exchange.sendResponseHeaders(part ? 206 : 200, -1);
      return;
    }
    var buffer = new byte[Math.clamp(range.length(), 1, COPY_BYTES)];
    try (var in = source.open(range.first(), range.length())) {
      // The first bytes before the status: what can't be read at all is an error that a page can show.
      int n = in.readNBytes(buffer, 0, buffer.length);
      exchange.sendResponseHeaders(part ? 206 : 200, range.length() == 0 ? -1 : range.length());
      var out = exchange.getResponseBody();
      for (; n > 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  private boolean isHead() {
    return exchange.getRequestMethod().equals("HEAD");
  }
}
