package org.bojagi.cli.read;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.bojagi.page.Tongue;
import org.bojagi.serve.ReaderServer;

/**
 * The pages as somebody visits them first, in the process that {@link Rehearsal} is: unlocked, searched, locked. Items are
 * left out: what shows them isn't waited for at the start, and would make the start cache larger than its bar.
 */
final class PageRehearsal {
  private static final Pattern ADDRESSES = Pattern.compile("(?:href|src)=\"(/(?:s|list|assets)/[^\"#]+)\"");
  private static final List<String> QUERIES = List.of("력사", "살구나무", "snow", "雪", "없는낱말");
  private static final int MAX_VISITS = 150;

  private final URI address;
  private final HashSet<String> seen = new HashSet<>();
  private final ArrayDeque<String> ahead = new ArrayDeque<>();
  private String cookie = "";

  private PageRehearsal(URI address) {
    this.address = address;
  }

  /** @param wordsFile a passphrase that opens the bundle */
  static void run(Path bundle, Path wordsFile) throws IOException, InterruptedException {
    var ended = new CountDownLatch(1);
    var settings =
        new ReaderServer.Settings(
            0, Tongue.KO_KP, () -> List.of(bundle), ReadCommand.CACHE_BYTES, Duration.ofMinutes(5), List.of(bundle));
    var server = new ReaderServer(settings, reason -> ended.countDown());
    server.start();
    var visit = new PageRehearsal(server.newAddress());
    visit.open(Files.readString(wordsFile).strip());
    visit.look();
    visit.post("/lock", "");
    ended.await();
  }

  private void open(String words) throws IOException, InterruptedException {
    var admitted = get(address.getPath());
    cookie = admitted.replaceFirst("(?is).*set-cookie: *([^;\r\n]+).*", "$1");
    get("/");
    unlock("틀린 말");
    unlock(words);
    if (!get("/").contains("action=\"/search\"")) {
      throw new IOException("the words didn't open the bundle");
    }
  }

  /** Returns when the words have been tried. */
  private void unlock(String words) throws IOException, InterruptedException {
    post("/unlock", "words=" + encoded(words));
    while (get("/unlock").contains("data-trying")) {
      Thread.sleep(50);
    }
  }

  private void look() throws IOException {
    for (var query : QUERIES) {
      var found = post("/search", "q=" + encoded(query));
      gather(get(found.replaceFirst("(?is).*location: *([^\r\n]+).*", "$1")));
    }
    gather(get("/"));
    for (int i = 0; i < MAX_VISITS && !ahead.isEmpty(); i++) {
      gather(get(ahead.poll()));
    }
  }

  private void gather(String page) {
    var addresses = ADDRESSES.matcher(page);
    while (addresses.find()) {
      var found = addresses.group(1).replace("&amp;", "&");
      if (seen.add(found)) {
        ahead.add(found);
      }
    }
  }

  private String get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nRange: bytes=0-99999\r\n", "");
  }

  private String post(String path, String form) throws IOException {
    var head = "POST " + path + " HTTP/1.1\r\nOrigin: http://" + address.getAuthority() + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    return send(head + "Content-Length: " + form.length() + "\r\n", form);
  }

  /** @return head and body as they come */
  private String send(String head, String body) throws IOException {
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      var request = head + "Host: " + address.getAuthority() + "\r\nCookie: " + cookie + "\r\nConnection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
