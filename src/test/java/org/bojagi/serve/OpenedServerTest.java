package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
