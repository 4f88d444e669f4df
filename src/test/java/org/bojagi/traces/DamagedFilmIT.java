package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.bojagi.ReaderProcess;
import org.bojagi.SampleStick;
import org.bojagi.browser.WrappedChromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A film with a stretch that can't be read, in Chromium, which decodes some seconds ahead of what it shows:
 * more of a film of so few bytes a second than of any other.
 */
@EnabledOnOs(OS.LINUX)
class DamagedFilmIT {
  private static final String VIDEO = "(document.querySelector('video.player'))";

  /** Keeps how far it came before anything was said. */
  private static final String WATCH =
      """
      document.querySelector('video.player').addEventListener('timeupdate', event => {
        if (!document.querySelector('[data-say]').textContent) window.secondsPlayed = event.target.currentTime;
      });
      """;

  /** Of its 48 seconds; so much of the file is read up to there. */
  private static final int DAMAGED_SECOND = 28;

  private static final int DAMAGED_OFFSET = 600_000;

  @TempDir Path folder;

  @Test
  @SuppressWarnings("try") // the reader only has to run
  void itPlaysUpToTheDamageAndAfterIt() throws Exception {
    var stick = SampleStick.quick().copy(folder.resolve("stick"), true);
    SampleStick.damage(SampleStick.bundle(stick), SampleStick.FILM, DAMAGED_OFFSET);
    try (var browser = WrappedChromium.in(folder.resolve("browser"));
        var reader = ReaderProcess.start(stick, folder, browser);
        var chromium = browser.attach()) {
      var page = Reading.home(chromium);
      Reading.search(page, "apricot tree");
      Reading.follow(page, "살구나무").waitFor(VIDEO + "?.readyState > 0");
      page.evaluate(WATCH + "void (v => { v.muted = true; v.playbackRate = 2; v.currentTime = v.duration * 0.3; v.play() })"
          + VIDEO);
      page.waitForText("is damaged. It goes on after it.");
      page.waitFor("(v => !v.paused && !v.error && v.currentTime > v.duration * 0.66)" + VIDEO);
      var seconds = ((Number) page.evaluate("window.secondsPlayed")).doubleValue();
      System.out.println("Of a film damaged at second " + DAMAGED_SECOND + " the first " + seconds
          + " were played");
      assertTrue(seconds > 0.75 * DAMAGED_SECOND, seconds + " seconds");
      assertEquals("", reader.said());
    }
  }
}
