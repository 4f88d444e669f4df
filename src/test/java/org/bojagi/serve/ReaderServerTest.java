package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bojagi.Trials;
import org.bojagi.page.Tongue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered and who isn't, spoken to over a socket. */
class ReaderServerTest {
  private static final Path SAVED = Path.of("src/test/resources/org/bojagi/serve/requests");

  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private ReaderServer server;
  private RawHttp http;
  private String origin;
  private String cookie;

  @BeforeEach
  void start() throws Exception {
    server =
        new ReaderServer(
            new ReaderServer.Settings(0, Tongue.EN, List::of, 1 << 20, Duration.ofMinutes(15), List.of()), ended::add);
    server.start();
    var address = server.newAddress();
    http = new RawHttp(address.getPort());
    origin = "http://127.0.0.1:" + address.getPort();
    var admitted = http.get(address.getPath());
    assertEquals(303, admitted.status());
    assertEquals("/", admitted.header("Location"));
    cookie = "Cookie: " + admitted.header("Set-Cookie").split(";")[0];
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void whoeverHasTheCookieIsAskedForTheWords() throws Exception {
    var page = http.get("/", cookie);
    assertEquals(200, page.status());
    assertTrue(page.body().contains("name=\"words\""), page.body());
  }

  @Test
  void everyAnswerSaysThatItIsNotToBeKeptNorGuessedNorFramed() throws Exception {
    for (var path : List.of("/", "/nowhere", "/c/AAAA", "/assets/reader.css", "/assets/none")) {
      var reply = http.get(path, cookie);
      assertEquals("no-store", reply.header("Cache-Control"), path);
      assertEquals("nosniff", reply.header("X-Content-Type-Options"), path);
      assertEquals("same-origin", reply.header("Referrer-Policy"), path);
      assertTrue(reply.header("Content-Security-Policy").contains("default-src 'none'"), path);
      assertTrue(reply.header("Content-Security-Policy").contains("frame-ancestors 'none'"), path);
      assertFalse(reply.header("Content-Security-Policy").contains("unsafe"), path);
      assertFalse(reply.head().contains("Java"), reply.head());
    }
  }

  @Test
  void withoutTheCookieNothingIsAnswered() throws Exception {
    for (var path : List.of("/", "/unlock", "/alive", "/assets/reader.css", "/s/0000000000000000", "/list/all")) {
      for (var header : List.of("X-Nothing: 1", "Cookie: a=b", cookie + "x", cookie.replaceFirst("=.*", "="))) {
        var reply = http.get(path, header);
        assertEquals(403, reply.status(), path + " " + header);
        assertEquals("", reply.body());
      }
    }
  }

  @Test
  void aTicketIsForOneUse() throws Exception {
    var ticket = server.newAddress().getPath();
    assertEquals(303, http.get(ticket).status());
    assertEquals(403, http.get(ticket).status());
    assertEquals(403, http.get("/t/" + "A".repeat(22)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:PORT", "127.0.0.1", "127.0.0.1:1", "evil.example:PORT", "[::1]:PORT", "127.0.0.1.nip.io:PORT", ""})
  void anotherNameForThisComputerIsRefused(String host) throws Exception {
    var port = origin.substring(origin.lastIndexOf(':') + 1);
    var request = "GET / HTTP/1.1\r\nHost: " + host.replace("PORT", port) + "\r\n" + cookie + "\r\nConnection: close\r\n\r\n";
    assertEquals(421, http.send(request.getBytes(StandardCharsets.UTF_8)).status());
  }

  @Test
  void twoNamesAreNoName() throws Exception {
    assertEquals(421, http.get("/", "Host: evil.example", cookie).status());
  }

  @Test
  void aPageOfAnotherSiteIsRefusedEvenWithTheCookie() throws Exception {
    for (var from : List.of("Origin: http://evil.example", "Origin: null", "Origin: " + origin + "0", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site")) {
      assertEquals(403, http.get("/", cookie, from).status(), from);
      assertEquals(403, http.post("/lock", "a=b", cookie, from, "Content-Type: " + Form.MEDIA_TYPE).status(), from);
    }
    assertEquals(null, ended.poll());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "get"})
  void otherMethodsAreRefused(String method) throws Exception {
    var reply = http.send(http.request(method, "/", "", cookie));
    assertEquals(405, reply.status());
    assertEquals("GET, HEAD, POST", reply.header("Allow"));
  }

  @Test
  void headSaysWhatGetWouldSay() throws Exception {
    var head = http.send(http.request("HEAD", "/", "", cookie));
    assertEquals(200, head.status());
    assertEquals("", head.body());
    assertEquals(http.get("/", cookie).header("Content-Length"), head.header("Content-Length"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%252f..%252fetc/passwd", "/assets/..\\..\\etc\\passwd", "/assets/....//....//etc/passwd",
        "/assets/%c0%ae%c0%ae/etc/passwd", "/assets/reader.css%00.js", "/assets//etc/passwd", "/c/../assets/reader.css",
        "/i/..;/..;/etc/passwd", "/list/%2e%2e", "//evil.example/", "/\u202e", "/assets/", "/assets/.", "/c/", "/copy/", "/i/",
      })
  void noPathLeadsAnywhereElse(String path) throws Exception {
    var reply = http.get(path, cookie);
    assertTrue(reply.status() == 404 || reply.status() == 400, path + ": " + reply.status());
    assertFalse(reply.body().contains("root:"));
  }

  @Test
  void aWholeAddressInTheRequestLineIsRefused() throws Exception {
    assertNotEquals(200, http.send(http.request("GET", "http://evil.example/", "", cookie)).status());
    assertNotEquals(200, http.send(http.request("GET", origin + "/", "", cookie)).status());
  }

  @Test
  void aFormHasASizeATypeAndAnOrigin() throws Exception {
    var own = "Origin: " + origin;
    var form = "Content-Type: " + Form.MEDIA_TYPE;
    assertEquals(303, http.post("/unlock", "words=", cookie, own, form).status());
    assertEquals(403, http.post("/unlock", "words=a", cookie, form).status());
    assertEquals(403, http.post("/unlock", "words=a", own, form).status());
    assertEquals(415, http.post("/unlock", "words=a", cookie, own, "Content-Type: text/plain").status());
    assertEquals(413, http.post("/unlock", "words=" + "a".repeat(Form.MAX_BYTES), cookie, own, form).status());
    assertEquals(411, http.send(http.request("POST", "/unlock", "", cookie, own, form, "Transfer-Encoding: chunked")).status());
  }

  @Test
  void whoOpensConnectionsAndSaysNothingDoesNotKeepOthersOut() throws Exception {
    var open = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 150; i++) {
        var socket = http.connect();
        open.add(socket);
        if (i % 3 > 0) {
          socket.getOutputStream().write((i % 3 == 1 ? "GET / HT" : "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-").getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().flush();
        }
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(200, http.get("/", cookie).status());
      }
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void headsAreBounded() throws Exception {
    assertNotEquals(200, http.get("/", cookie, "X-Long: " + "a".repeat(20_000)).status());
    var many = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      many.add("X-" + i + ": 1");
    }
    many.add(cookie);
    assertNotEquals(200, http.get("/", many.toArray(String[]::new)).status());
    assertNotEquals(200, http.get("/" + "a".repeat(70_000), cookie).status());
    assertEquals(200, http.get("/", cookie).status());
  }

  /** 5,000 mutated requests; full trials: 100,000. Afterwards whoever has the cookie is still answered. */
  @Test
  void noBytesStopTheServer() throws Exception {
    var seeds = new ArrayList<byte[]>();
    try (var files = Files.list(SAVED)) {
      for (var file : files.sorted().toList()) {
        seeds.add(Files.readString(file).replace("PORT", origin.substring(17)).replace("COOKIE", cookie.substring(8)).getBytes(StandardCharsets.UTF_8));
      }
    }
    assertTrue(seeds.size() >= 5, "saved requests are missing");
    for (var seed : seeds) {
      http.send(seed);
    }
    var random = new Random(Trials.seed(ReaderServerTest.class));
    for (int i = 0; i < Trials.of(20_000); i++) {
      http.send(mutated(seeds.get(random.nextInt(seeds.size())).clone(), random));
    }
    assertEquals(200, http.get("/", cookie).status());
    assertEquals(null, ended.poll());
  }

  /** Never makes the one request that ends the server. */
  private static byte[] mutated(byte[] request, Random random) {
    for (int k = 1 + random.nextInt(6); k > 0; k--) {
      int at = random.nextInt(request.length);
      switch (random.nextInt(3)) {
        case 0 -> request[at] = (byte) random.nextInt(256);
        case 1 -> request[at] = (byte) "\r\n :/%,-=0".charAt(random.nextInt(10));
        default -> request = java.util.Arrays.copyOf(request, Math.max(1, at));
      }
    }
    return request;
  }

  @Test
  void aConnectionServesManyRequestsOneAfterTheOther() throws Exception {
    try (var socket = http.connect()) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (int i = 0; i < 5; i++) {
        boolean post = i % 2 == 1;
        var head = (post ? "POST /active" : "GET /nowhere") + " HTTP/1.1\r\nHost: 127.0.0.1:" + origin.substring(17) + "\r\n" + cookie
            + "\r\nOrigin: " + origin + "\r\n" + (post ? "Content-Length: 0\r\n" : "") + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        assertEquals("HTTP/1.1 " + (post ? "204 No Content" : "404 Not Found"), in.readLine());
        int length = 0;
        for (var line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          length = line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:") ? Integer.parseInt(line.substring(15).strip()) : length;
        }
        assertEquals(length, in.skip(length));
      }
    }
  }

  @Test
  void onlyTheLoopbackAddressIsListenedTo() throws Exception {
    int port = server.newAddress().getPort();
    for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (var address : Collections.list(network.getInetAddresses())) {
        if (!address.equals(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
          try (var socket = new Socket()) {
            socket.connect(new java.net.InetSocketAddress(address, port), 2_000);
            throw new AssertionError("listens on " + address);
          } catch (SocketException | java.net.SocketTimeoutException e) {
            // Refused, as it should be.
          }
        }
      }
    }
  }

  @Test
  void aPageHearsABeatAndThenWhyItEnds() throws Exception {
    try (var socket = http.connect()) {
      socket.getOutputStream().write(http.request("GET", "/alive", "", cookie));
      socket.getOutputStream().flush();
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      waitFor(lines, "event: beat");
      waitFor(lines, "event: beat");
      var locked = http.post("/lock", "", cookie, "Origin: " + origin, "Content-Length: 0");
      assertEquals(200, locked.status());
      waitFor(lines, "event: end");
      assertEquals("data: lock", lines.readLine());
    }
    assertEquals("lock", ended.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void whenTheLastPageIsClosedItEnds() throws Exception {
    try (var socket = http.connect()) {
      socket.getOutputStream().write(http.request("GET", "/alive", "", cookie));
      socket.getOutputStream().flush();
      waitFor(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)), "event: beat");
    }
    assertEquals("gone", ended.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void whenNobodyDoesAnythingForLongItEndsAlthoughAPageIsOpen() throws Exception {
    server.stop();
    server =
        new ReaderServer(
            new ReaderServer.Settings(0, Tongue.EN, List::of, 1 << 20, Duration.ofSeconds(2), List.of()), ended::add);
    server.start();
    var address = server.newAddress();
    http = new RawHttp(address.getPort());
    cookie = "Cookie: " + http.get(address.getPath()).header("Set-Cookie").split(";")[0];
    try (var socket = http.connect()) {
      socket.getOutputStream().write(http.request("GET", "/alive", "", cookie));
      socket.getOutputStream().flush();
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      waitFor(lines, "event: end");
      assertEquals("data: idle", lines.readLine());
    }
    assertEquals("idle", ended.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void whenTheStickIsGoneItEnds(@TempDir Path folder) throws Exception {
    var stick = Files.createFile(folder.resolve("stick"));
    server.stop();
    server =
        new ReaderServer(
            new ReaderServer.Settings(0, Tongue.EN, List::of, 1 << 20, Duration.ofMinutes(15), List.of(stick)), ended::add);
    server.start();
    assertEquals(null, ended.poll(1, TimeUnit.SECONDS));
    Files.delete(stick);
    assertEquals("out", ended.poll(60, TimeUnit.SECONDS));
  }

  private static void waitFor(BufferedReader lines, String wanted) throws IOException {
    for (var line = lines.readLine(); !wanted.equals(line); line = lines.readLine()) {
      assertNotEquals(null, line, "the stream ended before " + wanted);
    }
  }
}
