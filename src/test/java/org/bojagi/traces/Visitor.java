package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bojagi.ReaderProcess;
import org.bojagi.browser.Poll;
import org.bojagi.serve.RawHttp.Reply;
import org.bojagi.serve.RawHttp;

/** Speaks to a reader without a browser, with the cookie of its one person. */
final class Visitor implements AutoCloseable {
  final ReaderProcess reader;
  final RawHttp http;
  final String origin;
  final String cookie;

  /** @param places sticks or bundles */
  Visitor(Path home, Path stick, Path... places) throws IOException {
    this(List.of(), home, stick, places);
  }

  /** @param watching a command that runs the reader */
  Visitor(List<String> watching, Path home, Path stick, Path... places) throws IOException {
    var arguments = new ArrayList<>(List.of("--no-browser", "--print-url"));
    for (var place : places) {
      arguments.add(place.toString());
    }
    reader = ReaderProcess.start(watching, stick, home, arguments.toArray(String[]::new));
    var address = reader.address();
    http = new RawHttp(address.getPort());
    origin = "http://127.0.0.1:" + address.getPort();
    var admitted = http.get(address.getPath());
    assertEquals(303, admitted.status());
    cookie = "Cookie: " + admitted.header("Set-Cookie").split(";")[0];
  }

  /** @return the page after every bundle was tried */
  String unlock(String words) throws IOException {
    assertEquals(303, post("/unlock", "words=" + encoded(words)).status());
    return Poll.until("an answer", Poll.LIMIT, () -> text(get("/unlock")), page ->
        !page.contains("data-trying"));
  }

  Reply get(String path, String... headers) throws IOException {
    var all = new ArrayList<>(List.of(headers));
    all.add(cookie);
    return http.get(path, all.toArray(String[]::new));
  }

  Reply post(String path, String form) throws IOException {
    return http.post(path, form, cookie, "Origin: " + origin,
        "Content-Type: application/x-www-form-urlencoded");
  }

  /** The results' page, and its address in its header. */
  String search(String query) throws IOException {
    return text(get(post("/search", "q=" + encoded(query)).header("Location")));
  }

  static String text(Reply reply) {
    return new String(reply.bytes(), StandardCharsets.UTF_8);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The page of the first item that a search for these words finds. */
  String item(String query) throws IOException {
    return text(get(itemAddress(query)));
  }

  String itemAddress(String query) throws IOException {
    return first(search(query), "href=\"(/i/[A-Za-z0-9_-]{32})");
  }

  static String first(String page, String pattern) {
    var found = Pattern.compile(pattern).matcher(page);
    if (!found.find()) {
      throw new AssertionError(pattern + " isn't in " + page);
    }
    return found.group(1);
  }

  String media(String query) throws IOException {
    return first(item(query), "<(?:video|audio)[^>]* src=\"(/c/[A-Za-z0-9_-]{32})\"");
  }

  @Override
  public void close() {
    reader.close();
  }
}
