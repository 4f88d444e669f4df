package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bojagi.bundle.KeyRing;
import org.bojagi.open.OpenBundle;
import org.bojagi.page.PagesBundle;
import org.bojagi.page.Tongue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered once a bundle is open, spoken to over a socket. */
class OpenedServerTest {
  private static final String NEW_WORDS = "class=\"new-words\"[^>]*>([^<]+)<";
  private static final String WAITS = "Nothing of this is written yet";

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

  private RawHttp.Reply post(String path, String body) throws Exception {
    return http.post(path, body, cookie, "Origin: " + origin, "Content-Type: " + Form.MEDIA_TYPE);
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  private static String yes(String asking) {
    return "noted=yes&asked=" + first("name=\"asked\" value=\"([^\"]+)\"", asking);
  }

  private String awaitPart(String wanted) throws Exception {
    var limit = Instant.now().plusSeconds(60);
    var body = page("/part");
    while (!body.contains(wanted)) {
      assertTrue(Instant.now().isBefore(limit), body);
      body = page("/part");
    }
    return body;
  }

  private String page(String path) throws Exception {
    return new String(get(path).bytes(), StandardCharsets.UTF_8);
  }

  private TreeSet<String> all() throws Exception {
    try (var tree = Files.walk(folder)) {
      return tree.map(path -> folder.relativize(path).toString()).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void whatWasFoundIsPassedOnUnderNewWordsAndNothingElseIsWritten() throws Exception {
    var medium = Files.createDirectory(folder.resolve("medium"));
    var before = all();
    assertTrue(page("/part").contains("open the whole list"));
    var found = page(post("/search", "q", "력사").header("Location"));
    var part = first("href=\"(/part/[^\"]+)\"", found).replace("&amp;", "&");
    var offered = page(part);
    int items = Integer.parseInt(first("(\\d+) items, ", offered));
    assertTrue(items > 1, offered);
    var of = first("name=\"of\" value=\"([^\"]+)\"", offered);
    var choice = "of=" + encoded(of) + "&target=";
    post("/part/choose", choice + encoded(folder.resolve("nowhere")));
    assertTrue(page("/part").contains("There is no such folder"));
    post("/part/choose", choice + encoded(folder.resolve("bundle")));
    assertTrue(page("/part").contains("is that of a bundle"));
    post("/part/choose", choice + encoded(medium));
    var asking = page("/part");
    var words = first(NEW_WORDS, asking);
    assertEquals(6, words.split(" ").length);
    assertTrue(asking.contains(medium.resolve("1").toString()), asking);
    post("/part/write", "a=b");
    assertTrue(page("/part").contains(words), "nobody said that the words are written down");
    assertEquals(before, all());

    post("/part/write", yes(asking));
    var done = awaitPart("Written: " + items + " items");
    assertFalse(done.contains(words), "the words are shown again");
    for (var path : all()) {
      assertTrue(before.contains(path) || path.matches("medium/1(/[0-9a-f]{32}\\.age)?"), path);
    }
    try (var keys = KeyRing.of(words.getBytes(StandardCharsets.UTF_8));
        var made = OpenBundle.open(medium.resolve("1"), keys, OpenBundle.newCache())) {
      assertEquals(items, made.requireIndex().items().length);
    }
  }

  @Test
  void aYesIsToTheWordsThatWereSeenAndToNoOthers() throws Exception {
    var medium = Files.createDirectory(folder.resolve("medium"));
    var before = all();
    var choice = "&target=" + encoded(medium);
    post("/part/choose", "of=" + encoded("/list/all?type=film") + choice);
    var first = page("/part");
    post("/part/choose", "of=" + encoded("/list/all") + choice);
    var second = page("/part");
    assertFalse(second.contains(WAITS), second);
    post("/part/write", yes(first));
    post("/part/write", "noted=yes");
    var now = page("/part");
    assertTrue(now.contains(WAITS), now);
    assertEquals(first(NEW_WORDS, second), first(NEW_WORDS, now));
    assertEquals(before, all(), "written under words that the page didn't show");
    post("/part/write", yes(now));
    awaitPart("Written: ");
  }

  @Test
  void toSeeAListAgainTakesNoWordsAway() throws Exception {
    var medium = Files.createDirectory(folder.resolve("medium"));
    page("/part/all?type=film");
    post("/part/choose", "of=" + encoded("/list/all?type=film") + "&target=" + encoded(medium));
    var asking = page("/part");
    assertEquals(asking, page("/part/all?type=film"));
    var other = page("/part/all");
    assertTrue(other.contains(WAITS) && other.contains(first(NEW_WORDS, asking)), other);
    post("/part/write", yes(asking));
    awaitPart("Written: ");
  }

  @Test
  void wordsThatWereShownAndNotTakenAreForgotten() throws Exception {
    var medium = Files.createDirectory(folder.resolve("medium"));
    var before = all();
    var choice = "of=" + encoded("/list/all?type=film") + "&target=" + encoded(medium);
    post("/part/choose", choice);
    var words = first(NEW_WORDS, page("/part"));
    post("/part/choose", choice);
    var asking = page("/part");
    assertNotEquals(words, first(NEW_WORDS, asking));
    assertEquals("/", post("/part/leave", "a=b").header("Location"));
    post("/part/write", yes(asking));
    assertTrue(page("/part").contains("open the whole list"));
    for (var crooked : List.of("/list/none", "/s/0", "", "//x", "/s/" + "a".repeat(500), "/part/all")) {
      assertEquals("/part", post("/part/choose", "of=" + encoded(crooked) + "&target=" + encoded(medium)).header("Location"));
      assertTrue(page("/part").contains("open the whole list"), crooked);
    }
    assertEquals(403, http.post("/part/write", "noted=yes", cookie, "Content-Type: " + Form.MEDIA_TYPE).status());
    assertEquals(before, all());
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
