package org.bojagi.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Pages of a test's own, on loopback, and what was asked of them. Answers one range of bytes, as films need.
 */
final class TestServer implements AutoCloseable {
  private record Content(String type, byte[] bytes, Map<String, String> headers) {}

  private final Map<String, Content> contents = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  TestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  TestServer page(String path, String html, String policy) {
    contents.put(
        path,
        new Content(
            "text/html; charset=utf-8",
            html.getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Security-Policy", policy, "Cache-Control", "no-store")));
    return this;
  }

  /** May be kept by whoever keeps things: what isn't on a disk afterwards isn't so because we asked. */
  TestServer file(String path, String type, byte[] bytes) {
    contents.put(path, new Content(type, bytes, Map.of("Cache-Control", "max-age=3600", "ETag", "\"1\"")));
    return this;
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Method and path with query, of each request. */
  List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      var content = contents.get(exchange.getRequestURI().getPath());
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", content.type);
      headers.set("Accept-Ranges", "bytes");
      content.headers.forEach(headers::set);
      var range = exchange.getRequestHeaders().getFirst("Range");
      if (range == null || !range.matches("bytes=\\d+-\\d*")) {
        exchange.sendResponseHeaders(200, content.bytes.length);
        exchange.getResponseBody().write(content.bytes);
        return;
      }
      var ends = range.substring("bytes=".length()).split("-");
      int from = Integer.parseInt(ends[0]);
      int to = ends.length == 1 ? content.bytes.length - 1 : Integer.parseInt(ends[1]);
      headers.set("Content-Range", "bytes " + from + "-" + to + "/" + content.bytes.length);
      exchange.sendResponseHeaders(206, to - from + 1);
      exchange.getResponseBody().write(Arrays.copyOfRange(content.bytes, from, to + 1));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
