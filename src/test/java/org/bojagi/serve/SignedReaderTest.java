package org.bojagi.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.bojagi.age.Resealed;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Roots;
import org.bojagi.page.PagesBundle;
import org.bojagi.page.Tongue;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed bundles in the reader's pages: films by ranges, and what is refused. */
class SignedReaderTest {
  private static final String PATH = "영상/영화.mp4";
  private static final int SEGMENT_BYTES = 1 << 20;

  @TempDir Path temp;
  private final SigningKey publisher = SigningKey.generate();
  private ReaderServer server;
  private RawHttp http;
  private String origin;
  private String cookie;

  private static String film() {
    var bytes = new StringBuilder("\0\0\0\u0018ftypisom\0\0\2\0isomavc1");
    var random = new Random(1);
    while (bytes.length() < 3 * SEGMENT_BYTES + 12_345) {
      bytes.append((char) ('a' + random.nextInt(26)));
    }
    return bytes.toString();
  }

  private PagesBundle packed(String film) throws IOException {
    var bundle = PagesBundle.ofFilm(PATH, film).signedBy(publisher).pack(temp.resolve("bundle"));
    bundle.close();
    return bundle;
  }

  private void start(Tongue tongue, SigningKey trusted, int atLeast) throws Exception {
    var trust = new Trust(List.of(new Pinned(trusted.publisher(), Origin.GIVEN, "a.pub")), atLeast);
    server =
        new ReaderServer(
            new ReaderServer.Settings(
                0, tongue, () -> List.of(temp.resolve("bundle")), 1 << 20, Duration.ofMinutes(15), List.of(), trust),
            reason -> {});
    server.start();
    var address = server.newAddress();
    http = new RawHttp(address.getPort());
    origin = "http://127.0.0.1:" + address.getPort();
    cookie = "Cookie: " + http.get(address.getPath()).header("Set-Cookie").split(";")[0];
    var body = "words=" + URLEncoder.encode(PagesBundle.WORDS, StandardCharsets.UTF_8);
    http.post("/unlock", body, cookie, "Origin: " + origin, "Content-Type: " + Form.MEDIA_TYPE);
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.stop();
    }
  }

  private String awaitPage(String path, String pattern) throws Exception {
    var limit = Instant.now().plusSeconds(60);
    while (true) {
      var page = new String(http.get(path, cookie).bytes(), StandardCharsets.UTF_8);
      if (Pattern.compile(pattern).matcher(page).find()) {
        return page;
      }
      assertTrue(Instant.now().isBefore(limit), page);
    }
  }

  private String filmAddress() throws Exception {
    var item = first("href=\"(/i/[^\"#?]*)", awaitPage("/", "href=\"/i/"));
    return first("src=\"(/c/[^\"#]*)", http.get(item, cookie).body());
  }

  private static String first(String pattern, String text) {
    var found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), text);
    return found.group(1);
  }

  private RawHttp.Reply range(String address, String range) throws Exception {
    return http.get(address, cookie, "Range: bytes=" + range);
  }

  @Test
  void aSignedFilmIsPlayedByRangesWithinAndAcrossItsSegments() throws Exception {
    var film = film();
    packed(film);
    start(Tongue.EN, publisher, 1);
    var address = filmAddress();
    int size = film.length();
    int[][] ranges = {
      {0, 99}, {SEGMENT_BYTES - 10, SEGMENT_BYTES + 9}, {2 * SEGMENT_BYTES, 2 * SEGMENT_BYTES},
      {700_000, 2_500_000}, {size - 50, size - 1}
    };
    for (var range : ranges) {
      var reply = range(address, range[0] + "-" + range[1]);
      assertEquals(206, reply.status());
      assertEquals("bytes " + range[0] + "-" + range[1] + "/" + size, reply.header("Content-Range"));
      assertEquals(film.substring(range[0], range[1] + 1), new String(reply.bytes(), ISO_8859_1));
    }
    assertEquals(film.substring(size - 7), new String(range(address, "-7").bytes(), ISO_8859_1));
    assertEquals(416, range(address, size + "-").status());
  }

  @Test
  void ofAFilmThatWasChangedAfterItWasSignedNoByteOfThatSegmentIsPlayed() throws Exception {
    var film = film();
    changeAt(film.substring(SEGMENT_BYTES + 300_000, SEGMENT_BYTES + 300_100), packed(film));
    start(Tongue.EN, publisher, 1);
    var address = filmAddress();
    var before = new String(range(address, "0-" + (SEGMENT_BYTES - 1)).bytes(), ISO_8859_1);
    assertEquals(film.substring(0, SEGMENT_BYTES), before);
    var changed = range(address, SEGMENT_BYTES + "-" + (SEGMENT_BYTES + 99_999)).bytes();
    for (byte each : changed) {
      assertEquals(0, each);
    }
    var after = new String(range(address, 2 * SEGMENT_BYTES + "-" + (2 * SEGMENT_BYTES + 99)).bytes(), ISO_8859_1);
    assertEquals(film.substring(2 * SEGMENT_BYTES, 2 * SEGMENT_BYTES + 100), after);
  }

  /** One bit, in whichever volume has these bytes, as who has the identity can. */
  private void changeAt(String bytes, PagesBundle packed) throws IOException {
    var folder = temp.resolve("bundle");
    try (var keys = KeyRing.of(X25519Identity.parse(packed.reader().encode()));
        var bundle = Bundle.open(folder, keys);
        var identity = Roots.identity(folder, packed.reader())) {
      for (var volume : bundle.root().content().volumes()) {
        Resealed.change(
            bundle.file(volume.id()).orElseThrow(),
            identity,
            plaintext -> {
              int at = new String(plaintext, ISO_8859_1).indexOf(bytes);
              if (at >= 0) {
                plaintext[at] ^= 1;
              }
            });
      }
    }
  }

  @Test
  void whatAnotherSignedIsRefusedByThatNameAndNotAsDamage() throws Exception {
    packed("\0\0\0\u0018ftypisom");
    start(Tongue.EN, SigningKey.generate(), 0);
    var page = awaitPage("/unlock", "id=\"trouble\"");
    assertTrue(page.contains("isn't signed with a key that was named"), page);
    assertFalse(page.contains("damaged"), page);
  }

  @Test
  void anOlderEditionThanAskedForIsRefusedInKoreanToo() throws Exception {
    packed("\0\0\0\u0018ftypisom");
    start(Tongue.KO_KR, publisher, 2);
    var page = awaitPage("/unlock", "id=\"trouble\"");
    assertTrue(page.contains("요구한 것보다 오래된 판"), page);
    assertFalse(page.contains("손상"), page);
  }

  @Test
  void whatWasChangedAfterItWasSignedIsRefusedByThatName() throws Exception {
    var packed = packed("\0\0\0\u0018ftypisom");
    Roots.replace(
        temp.resolve("bundle"),
        packed.reader(),
        documents -> Roots.withContent(documents, content -> content.replace("\"edition\":1", "\"edition\":7")));
    start(Tongue.EN, publisher, 0);
    var page = awaitPage("/unlock", "id=\"trouble\"");
    assertTrue(page.contains("changed after it was signed"), page);
  }
}
