package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.bojagi.SampleStick;
import org.bojagi.open.OpenBundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A running reader with an open bundle, spoken to without a browser: by its person, and by whoever isn't. */
@EnabledOnOs(OS.LINUX)
class ServerAloneIT {
  @TempDir static Path folder;
  private static Visitor visitor;
  private static byte[] film;
  private static String item;
  private static String media;
  private static String captions;
  private static String frame;
  private static String copy;

  @BeforeAll
  static void open() throws Exception {
    var stick = SampleStick.quick().folder;
    visitor = new Visitor(folder, stick, stick);
    visitor.unlock(SampleStick.get().words);
    item = visitor.itemAddress("apricot tree");
    var page = visitor.item("apricot tree");
    media = visitor.media("apricot tree");
    captions = Visitor.first(page, "<track[^>]* src=\"(/c/[A-Za-z0-9_-]{32})\"");
    copy = Visitor.first(page, "href=\"(/copy/[A-Za-z0-9_-]{32})\"");
    frame = Visitor.first(visitor.item("스물일곱걸음"), "<iframe[^>]* src=\"(/c/[A-Za-z0-9_-]{32})");
    try (OpenBundle open = SampleStick.open(SampleStick.bundle(stick))) {
      try (var in = open.bundle().read(SampleStick.located(open, SampleStick.FILM), null)) {
        film = in.readAllBytes();
      }
    }
  }

  @AfterAll
  static void close() {
    visitor.close();
  }

  // Who may ask for what

  @Test
  void withoutTheCookieOnlyAnAddressThatNobodyCanGuessIsAnswered() throws Exception {
    var search = visitor.post("/search", "q=apricot").header("Location");
    for (var path : List.of("/", item, search, copy, "/list/all", "/alive", "/unlock", "/assets/reader.css",
        "/stick")) {
      for (var other : List.of("X-Nothing: 1", "Cookie: " + "0".repeat(8) + "=" + "A".repeat(22),
          "Origin: null")) {
        var reply = visitor.http.get(path, other);
        assertEquals(403, reply.status(), path);
        assertEquals("", reply.body(), path);
      }
    }
    for (var path : List.of(media, captions, frame)) {
      assertEquals(200, visitor.http.get(path).status(), path);
    }
  }

  @Test
  void anotherSiteIsRefusedAnythingEvenWithTheCookie() throws Exception {
    for (var path : List.of("/", item, copy, "/list/all", "/alive")) {
      for (var from : List.of("Origin: null", "Origin: http://evil.example", "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-site")) {
        assertEquals(403, visitor.get(path, from).status(), path + " " + from);
      }
    }
    for (var path : List.of(media, captions, frame)) {
      assertEquals(403, visitor.get(path, "Origin: http://evil.example").status(), path);
      assertEquals("", visitor.get(path).header("Access-Control-Allow-Origin"), path);
      assertEquals("null", visitor.get(path, "Origin: null").header("Access-Control-Allow-Origin"), path);
    }
  }

  @Test
  void anAddressServesItsOneUse() throws Exception {
    var secret = media.substring(3);
    for (var path : List.of("/c/" + copy.substring(6), "/c/" + item.substring(3), "/i/" + secret, "/copy/"
        + secret, "/s/" + secret)) {
      assertEquals(404, visitor.get(path).status(), path);
    }
    for (var path : List.of("/copy/" + secret, "/copy/" + item.substring(3), "/copy/" + frame.substring(3),
        copy.replace("/copy/", "/c/"))) {
      assertEquals(404, visitor.post(path, "a=b").status(), path);
    }
    assertEquals(200, visitor.post(copy, "a=b").status());
  }

  @Test
  void anAddressWithOneCharacterChangedLeadsNowhere() throws Exception {
    for (int i = 3; i < media.length(); i++) {
      var other = new StringBuilder(media);
      other.setCharAt(i, media.charAt(i) == 'A' ? 'B' : 'A');
      assertEquals(404, visitor.http.get(other.toString()).status(), other.toString());
    }
    assertEquals(404, visitor.http.get(media + "A").status());
    assertEquals(404, visitor.http.get(media.substring(0, media.length() - 1)).status());
  }

  @Test
  void anotherProcessMakesOtherAddresses() throws Exception {
    var stick = SampleStick.quick().folder;
    try (var other = new Visitor(folder.resolve("other"), stick, stick)) {
      other.unlock(SampleStick.get().words);
      for (var path : List.of(item, media, frame, captions, copy)) {
        assertEquals(404, other.get(path).status(), path);
        assertEquals(200, visitor.get(path).status(), path);
      }
      assertEquals(403, other.http.get("/", visitor.cookie).status());
    }
  }

  /** What is left of a refused form is none of a request's: nothing in it is answered. */
  @Test
  void aRequestInsideOfAnotherIsNotAnswered() throws Exception {
    var host = "Host: 127.0.0.1:" + visitor.origin.substring(17) + "\r\n";
    var inner = "GET / HTTP/1.1\r\n" + host + visitor.cookie + "\r\n\r\n";
    var length = "Content-Length: " + inner.length() + "\r\n";
    for (var header : List.of(length, length + "Transfer-Encoding: chunked\r\n")) {
      for (var method : List.of("GET", "POST", "HEAD", "PUT")) {
        var request = method + " /unlock HTTP/1.1\r\n" + host + header + "\r\n" + inner;
        var reply = visitor.http.send(request.getBytes(StandardCharsets.US_ASCII));
        assertFalse((reply.head() + reply.body()).contains("name=\"q\""), request + "\n" + reply);
      }
    }
  }

  // Films

  private static void assertRange(String range, int from, int to) throws Exception {
    var reply = visitor.http.get(media, "Range: " + range);
    assertEquals(206, reply.status(), range);
    assertEquals("bytes %d-%d/%d".formatted(from, to - 1, film.length), reply.header("Content-Range"));
    assertEquals(String.valueOf(to - from), reply.header("Content-Length"));
    assertArrayEquals(Arrays.copyOfRange(film, from, to), reply.bytes(), range);
  }

  @Test
  void aFilmIsWhatWasPackedByteForByte() throws Exception {
    var reply = visitor.http.get(media);
    assertEquals(200, reply.status());
    assertEquals("video/mp4", reply.header("Content-Type"));
    assertEquals("bytes", reply.header("Accept-Ranges"));
    assertArrayEquals(film, reply.bytes());
  }

  @Test
  void aRangeHasExactlyItsBytes() throws Exception {
    int size = film.length;
    assertRange("bytes=0-0", 0, 1);
    assertRange("bytes=0-99", 0, 100);
    assertRange("bytes=65535-65536", 65_535, 65_537);
    assertRange("bytes=" + size / 2 + "-" + (size / 2 + 200_000), size / 2, size / 2 + 200_001);
    assertRange("bytes=" + (size - 1) + "-", size - 1, size);
    assertRange("bytes=-1", size - 1, size);
    assertRange("bytes=-70000", size - 70_000, size);
    assertRange("bytes=100-" + (size + 1_000L), 100, size);
  }

  @Test
  void whatCanNotBeSatisfiedIsSaidSo() throws Exception {
    for (var range : List.of("bytes=" + film.length + "-", "bytes=" + film.length + "-" + (film.length + 5),
        "bytes=-0", "bytes=0-1,5-6", "bytes=0-,0-,0-")) {
      var reply = visitor.http.get(media, "Range: " + range);
      assertEquals(416, reply.status(), range);
      assertEquals("bytes */" + film.length, reply.header("Content-Range"), range);
      assertEquals("", reply.body(), range);
    }
  }

  @Test
  void headSaysTheSameWithoutTheBytes() throws Exception {
    for (var range : List.of("X-Nothing: 1", "Range: bytes=5-9", "Range: bytes=-3")) {
      var get = visitor.http.get(media, range);
      var head = visitor.http.send(visitor.http.request("HEAD", media, "", range));
      assertEquals(get.status(), head.status());
      assertEquals("", head.body());
      for (var name : List.of("Content-Length", "Content-Range", "Content-Type", "Accept-Ranges")) {
        assertEquals(get.header(name), head.header(name), name);
      }
    }
  }

  // Damage

  @Test
  void aDamagedFilmIsServedBeforeAndAfterTheDamage() throws Exception {
    var stick = SampleStick.quick().copy(folder.resolve("damaged"), true);
    int at = film.length / 2;
    SampleStick.damage(SampleStick.bundle(stick), SampleStick.FILM, at);
    try (var other = new Visitor(folder.resolve("damaged-home"), stick, stick)) {
      other.unlock(SampleStick.get().words);
      var address = other.media("apricot tree");
      var before = other.http.get(address, "Range: bytes=0-" + (at - 70_000));
      assertArrayEquals(Arrays.copyOf(film, at - 70_000 + 1), before.bytes());
      var after = other.http.get(address, "Range: bytes=" + (at + 70_000) + "-");
      assertArrayEquals(Arrays.copyOfRange(film, at + 70_000, film.length), after.bytes());
      assertZerosWhereDamaged(other.http.get(address).bytes(), 0, at);
      assertZerosWhereDamaged(other.http.get(address, "Range: bytes=1000-").bytes(), 1_000, at);
      var kept = other.post(Visitor.first(other.item("apricot tree"), "href=\"(/copy/[A-Za-z0-9_-]{32})\""),
          "a=b");
      assertEquals(film.length, Integer.parseInt(kept.header("Content-Length")));
      assertTrue(kept.bytes().length <= at, "a copy ends where the damage begins");
      assertArrayEquals(Arrays.copyOf(film, kept.bytes().length), kept.bytes());
      assertEquals(200, other.http.get(other.media("저울")).status());
    }
  }

  /**
   * A player is given zeros for what can't be read, to steps of 4 KiB, and nothing else that isn't the
   * film's.
   */
  private static void assertZerosWhereDamaged(byte[] came, int from, int damaged) {
    assertEquals(film.length - from, came.length);
    int first = Arrays.mismatch(came, 0, came.length, film, from, film.length);
    int last = came.length - 1;
    while (came[last] == film[from + last]) {
      last--;
    }
    assertTrue(from + first <= damaged && damaged <= from + last && last - first < (1 << 16) + (2 << 12),
        first + " to " + last);
    assertArrayEquals(new byte[last + 1 - first], Arrays.copyOfRange(came, first, last + 1));
  }

  @Test
  void withoutOneVolumeTheRestCanBeReadAndAMessageSaysSo() throws Exception {
    var stick = SampleStick.quick().copy(folder.resolve("lost"), true);
    Path lost;
    try (var open = SampleStick.open(SampleStick.bundle(stick))) {
      var volume = SampleStick.located(open, SampleStick.FILM).extents().getLast().volume();
      lost = open.bundle().file(volume).orElseThrow();
    }
    Files.delete(lost);
    try (var other = new Visitor(folder.resolve("lost-home"), stick, stick)) {
      other.unlock(SampleStick.get().words);
      assertMessage(Visitor.text(other.get("/")), "missing");
      assertTrue(other.search("스물일곱걸음").contains("세는 로인"));
      assertTrue(other.search("apricot tree").contains("살구나무"));
      assertEquals(200, other.get(other.itemAddress("apricot tree")).status());
    }
  }

  @Test
  void withoutItsIndexEverythingIsListedAndRead() throws Exception {
    var stick = SampleStick.quick().copy(folder.resolve("no-index"), true);
    var lost = new LinkedHashMap<String, Path>();
    try (var open = SampleStick.open(SampleStick.bundle(stick))) {
      for (var volume : open.bundle().root().index().volumes()) {
        lost.put(volume.id(), open.bundle().file(volume.id()).orElseThrow());
      }
    }
    for (var file : lost.values()) {
      Files.delete(file);
    }
    try (var other = new Visitor(folder.resolve("no-index-home"), stick, stick)) {
      other.unlock(SampleStick.get().words);
      assertMessage(Visitor.text(other.get("/")), "missing");
      assertTrue(Visitor.text(other.get("/list/all")).contains("href=\"/i/"));
      assertTrue(other.item("세는 로인").contains("<iframe"));
      var address = other.media("살구나무");
      assertArrayEquals(film, other.http.get(address).bytes());
    }
  }

  private static void assertMessage(String home, String word) {
    assertTrue(home.contains("What could not be opened completely"), home);
    var messages = home.substring(home.indexOf("What could not be opened completely"));
    assertTrue(messages.contains(word), messages);
    assertFalse(messages.contains("Exception") || messages.contains("java."), messages);
  }

  // The door

  @Test
  void wrongWordsAndNothingToOpenAreSaidInThePage() throws Exception {
    var stick = SampleStick.quick().folder;
    try (var other = new Visitor(folder.resolve("wrong"), stick, stick)) {
      assertTrue(other.unlock("다른 낱말").contains("These words open nothing here."));
      assertTrue(other.unlock("   ").contains("Type your words"));
      assertTrue(other.unlock("\u0378").contains("These words open nothing here."));
      assertFalse(other.unlock(SampleStick.get().words.toUpperCase()).contains("These words open nothing here."));
      assertEquals(200, other.get("/list/all").status());
    }
    var empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("notes.txt"), "nothing");
    try (var other = new Visitor(folder.resolve("none"), stick, empty)) {
      assertTrue(Visitor.text(other.get("/")).contains("No bundle was found."));
      assertTrue(other.unlock("a").contains("No bundle was found."));
      assertEquals(404, other.get("/list/all").status());
    }
  }

  @Test
  void damagedSlotsAreNoWrongWords() throws Exception {
    var stick = SampleStick.quick().copy(folder.resolve("slots"), true);
    try (var files = Files.list(SampleStick.bundle(stick))) {
      for (var file : files.toList()) {
        if (Files.size(file) < 1_000) {
          var bytes = Files.readAllBytes(file);
          bytes[bytes.length - 1] ^= 1;
          Files.write(file, bytes);
        }
      }
    }
    try (var other = new Visitor(folder.resolve("slots-home"), stick, stick)) {
      var page = other.unlock(SampleStick.get().words);
      assertFalse(page.contains("These words open nothing here."), page);
      assertTrue(page.contains("damaged"), page);
    }
  }

  @Test
  void twoSticksWithTheirOwnWordsAreOpenedOneAfterTheOther() throws Exception {
    var one = SampleStick.quick().folder;
    var second = SampleStick.other(folder.resolve("second"), "둘째 묶음", "이 글은 둘째 묶음에만 있다: 두루미발자국.");
    try (var other = new Visitor(folder.resolve("two"), one, one, second)) {
      other.unlock(SampleStick.get().words);
      assertFalse(other.search("두루미발자국").contains("둘째 묶음에만"));
      assertTrue(other.search("스물일곱걸음").contains("세는 로인"));
      var before = other.media("apricot tree");
      other.unlock(SampleStick.OTHER_WORDS);
      assertTrue(other.search("두루미발자국").contains("둘째 묶음에만"));
      assertTrue(other.search("스물일곱걸음").contains("세는 로인"));
      assertEquals(200, other.http.get(before).status());
    }
  }
}
