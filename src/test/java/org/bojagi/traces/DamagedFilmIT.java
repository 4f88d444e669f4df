package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.bojagi.browser.WrappedChromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A film with a stretch that can't be read, in Chromium. */
@EnabledOnOs(OS.LINUX)
class DamagedFilmIT {
  private static final String VIDEO = "(document.querySelector('video.player'))";

  @TempDir Path folder;

  @Test
  @SuppressWarnings("try") // the reader only has to run
  void itPlaysUpToTheDamageAndAfterIt() throws Exception {
    var stick = SampleStick.copy(folder.resolve("stick"), true);
    SampleStick.damage(SampleStick.bundle(stick), SampleStick.FILM, 600_000);
    try (var browser = WrappedChromium.in(folder.resolve("browser"));
        var reader = StartedReader.start(stick, folder, browser);
        var chromium = browser.attach()) {
      var page = Reading.home(chromium);
      Reading.search(page, "apricot tree");
      Reading.follow(page, "살구나무").waitFor(VIDEO + "?.readyState > 0");
      page.evaluate("(v => { v.muted = true; v.currentTime = v.duration * 0.3; return v.play() })" + VIDEO);
      page.waitFor("(v => v.currentTime > v.duration * 0.3 + 1)" + VIDEO);
      page.waitForText("is damaged");
      var said = page.text();
      page.waitFor("(v => !v.paused && !v.error && v.currentTime > v.duration * 0.6 + 1)" + VIDEO);
      assertTrue(said.contains("It goes on after it"), said);
    }
  }
}
