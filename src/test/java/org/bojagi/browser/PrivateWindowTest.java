package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bojagi.window.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Chromium leaves on a disk of pages and a film that were seen in the private window that we ask for:
 * its profile, home and temporary folder lie on a disk that is searched below its file system.
 */
class PrivateWindowTest {
  private static final String WORD = "살구꽃편지";
  private static final String TYPED = "되돌아온제비";
  private static final String POLICY = "default-src 'self'; style-src 'unsafe-inline'";
  private static final String FILM = "(document.querySelector('video'))";
  private static final int DISK_BYTES = 512 << 20;

  @TempDir Path folder;
  private TestServer server;
  private byte[] film;
  private RawDisk disk;
  private WrappedChromium wrapped;

  @BeforeEach
  void serve() throws Exception {
    film = Files.readAllBytes(Path.of("corpus/영상/살구나무.mp4"));
    var page =
        "<!doctype html><html lang='ko'><title>%1$s</title><form action='/'><input name='q'></form><p>%1$s"
            + "<iframe sandbox src='/inner'></iframe><video src='/film.mp4' controls></video>";
    server =
        new TestServer()
            .page("/", page.formatted(WORD), POLICY)
            .page("/inner", "<!doctype html><p>" + WORD, POLICY)
            .file("/film.mp4", "video/mp4", film);
    disk = RawDisk.mount(folder, DISK_BYTES);
  }

  @AfterEach
  void end() throws Exception {
    if (wrapped != null) {
      wrapped.close();
    }
    disk.close();
    server.close();
  }

  private Needles needles() {
    var needles = Needles.words(WORD, TYPED);
    for (int at = 40_000; at < film.length; at += 100_000) {
      needles.bytes("the film", Arrays.copyOfRange(film, at, at + 40));
    }
    return needles;
  }

  /** Reads, types, plays to the end of the film and lets every cache be written. */
  private void use(Page page) throws Exception {
    page.waitForText(WORD).click("input").type(TYPED).press(Key.ENTER).waitFor("location.search");
    page.waitFor("document.querySelector('video')?.readyState > 0");
    page.evaluate("(v => { v.muted = true; v.currentTime = v.duration * 0.3; return v.play() })" + FILM);
    page.waitFor("(v => v.currentTime > v.duration * 0.3 + 0.5)" + FILM);
    page.evaluate("(v => { v.currentTime = v.duration - 0.5 })" + FILM);
    page.waitFor("(v => v.ended)" + FILM);
    disk.flush();
  }

  private Browser browser(String... flags) throws Exception {
    wrapped = WrappedChromium.in(disk.folder().resolve("browser"), flags);
    return Browser.named(wrapped.program());
  }

  /** As Debian's start script asks for on machines with little shared memory. */
  @Test
  void whatProcessesShareIsNotInTheTemporaryFolder() throws Exception {
    browser("--disable-dev-shm-usage").open(server.address("/"));
    try (var chromium = wrapped.attach()) {
      use(chromium.page(server.address("/").toString()));
    }
    wrapped.kill();
    assertEquals(List.of(), disk.search(needles()));
  }

  /** The test would find something if it were there. */
  @Test
  void anOrdinaryWindowLeavesWordsAndFilm() throws Exception {
    browser();
    wrapped.start(server.address("/").toString());
    try (var chromium = wrapped.attach()) {
      use(chromium.page(server.address("/").toString()));
      chromium.quit();
      wrapped.awaitEnd();
    }
    var found = disk.search(needles());
    assertTrue(found.stream().anyMatch(line -> line.startsWith(WORD)), found.toString());
    assertTrue(found.stream().anyMatch(line -> line.startsWith(TYPED)), found.toString());
    assertTrue(found.stream().anyMatch(line -> line.startsWith("the film")), found.toString());
  }
}
