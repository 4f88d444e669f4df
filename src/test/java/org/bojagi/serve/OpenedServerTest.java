package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.bojagi.page.PagesBundle;
import org.bojagi.page.Tongue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered once a bundle is open, spoken to over a socket. */
class OpenedServerTest {
  @TempDir Path folder;
  private PagesBundle bundle;
  private ReaderServer server;
  private RawHttp http;
  private String origin;
  private String cookie;

  @BeforeEach
  void open() throws Exception {
    bundle = PagesBundle.ofEachKind().pack(folder.resolve("bundle"));
    server =
        new ReaderServer(
            new ReaderServer.Settings(
                0, Tongue.EN, () -> List.of(folder.resolve("bundle")), 1 << 20, Duration.ofMinutes(15), List.of()),
            reason -> {});
    server.start();
    var address = server.newAddress();
    http = new RawHttp(address.getPort());
    origin = "http://127.0.0.1:" + address.getPort();
    cookie = "Cookie: " + http.get(address.getPath()).header("Set-Cookie").split(";")[0];
    post("/unlock", "words", PagesBundle.WORDS);
    var limit = Instant.now().plusSeconds(60);
    while (!get("/").body().contains("role=\"search\"")) {
      assertTrue(Instant.now().isBefore(limit), "nothing is opened");
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    bundle.close();
  }

  private RawHttp.Reply get(String path) throws Exception {
    return http.get(path, cookie);
  }

  private RawHttp.Reply post(String path, String field, String value) throws Exception {
    var body = field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    return http.post(path, body, cookie, "Origin: " + origin, "Content-Type: " + Form.MEDIA_TYPE);
  }

  private static String first(String pattern, String text) {
    var found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), pattern);
    return found.group(1);
  }

  @Test
  void whatIsTypedSoFarIsAnsweredWithNamesAndTheirKind() throws Exception {
    var reply = post("/suggest", "q", "살구");
    assertEquals(200, reply.status());
    assertEquals("application/json; charset=utf-8", reply.header("Content-Type"));
    assertEquals("no-store", reply.header("Cache-Control"));
    var json = new String(reply.bytes(), StandardCharsets.UTF_8);
    assertEquals("[{\"text\":\"살구나무\",\"kind\":\"Title\"}]", json);
    assertEquals("[]", post("/suggest", "q", " ").body());
    assertEquals(200, post("/suggest", "q", "가".repeat(1_000)).status());
    assertEquals(200, post("/suggest", "q", "\u0000\uFFFE\"*[({").status());
  }

  @Test
  void onlyTheSessionIsAnsweredAndNothingIsTypedInAnAddress() throws Exception {
    var own = "Origin: " + origin;
    var form = "Content-Type: " + Form.MEDIA_TYPE;
    assertEquals(403, http.post("/suggest", "q=a", own, form).status());
    assertEquals(403, http.post("/suggest", "q=a", cookie, form).status());
    assertEquals(403, http.post("/suggest", "q=a", cookie, "Origin: http://evil.example", form).status());
    assertEquals(413, http.post("/suggest", "q=" + "a".repeat(Form.MAX_BYTES), cookie, own, form).status());
    assertEquals(404, get("/suggest?q=a").status());
    assertEquals("", post("/search", "q", "살구").header("Location").replaceFirst("/s/[0-9a-f]{16}", ""));
  }

  @Test
  void whoTypesFastIsAnsweredForTheLastAndNobodyWaits() throws Exception {
    try (var typists = Executors.newFixedThreadPool(8)) {
      var answers = new ArrayList<Future<RawHttp.Reply>>();
      for (int i = 0; i < 200; i++) {
        answers.add(typists.submit(() -> post("/suggest", "q", "살")));
      }
      for (var answer : answers) {
        int status = answer.get().status();
        assertTrue(status == 200 || status == 204, status + "");
      }
    }
    assertEquals(200, post("/suggest", "q", "살").status());
  }

  @Test
  void beforeAnythingIsOpenNothingIsSuggested() throws Exception {
    server.stop();
    server = new ReaderServer(
        new ReaderServer.Settings(0, Tongue.EN, List::of, 1 << 20, Duration.ofMinutes(15), List.of()), reason -> {});
    server.start();
    var address = server.newAddress();
    http = new RawHttp(address.getPort());
    origin = "http://127.0.0.1:" + address.getPort();
    cookie = "Cookie: " + http.get(address.getPath()).header("Set-Cookie").split(";")[0];
    assertEquals(204, post("/suggest", "q", "살").status());
  }

  @Test
  void whatWasFoundIsNarrowedAndEnteredByLinksAlone() throws Exception {
    var results = get(post("/search", "q", "력사").header("Location")).body();
    var series = first("href=\"(/s/[^\"]*series=v\\d+)\"", results);
    var narrowed = get(series);
    assertEquals(200, narrowed.status());
    assertTrue(narrowed.body().contains("class=\"chosen\""), narrowed.body());
    assertEquals(200, get(first("href=\"(/i/[^\"#]*at=\\d+)\"", results).replace("&amp;", "&")).status());
    assertEquals(200, get("/list/all?sort=newest&subject=v999&type=story").status());
  }

  @Test
  void whatWasFoundByACorrectedWordIsMarkedInTheItem() throws Exception {
    var results = get(post("/search", "q", "살구나뮤").header("Location")).body();
    assertTrue(results.contains("class=\"corrected\""), results);
    var item = get(first("href=\"(/i/[^\"#]*)", results).replace("&amp;", "&"));
    var page = new String(item.bytes(), StandardCharsets.UTF_8);
    assertTrue(page.contains("<span class=\"query\" dir=\"auto\">살구나무</span>"), page);
  }

  @Test
  void whatIsSaidInPlaceOfADamagedCopyIsAPageLikeAnyOther() throws Exception {
    var item = first("href=\"(/i/[^\"]+)\"", get("/list/letter").body());
    var copy = first("href=\"(/copy/[^\"]+)\"", get(item).body());
    var sound = post(copy, "a", "b");
    assertEquals(200, sound.status());
    assertTrue(sound.header("Content-Disposition").startsWith("attachment"), sound.head());
    bundle.damage("편지/편지.md");
    var fault = post(copy, "a", "b");
    assertEquals(404, fault.status());
    assertTrue(fault.body().contains("damaged"), fault.body());
    assertEquals("", fault.header("Content-Disposition"));
    assertEquals("", fault.header("Accept-Ranges"));
    assertEquals(get("/").header("Content-Security-Policy"), fault.header("Content-Security-Policy"));
    assertEquals("text/html; charset=utf-8", fault.header("Content-Type"));
  }
}
