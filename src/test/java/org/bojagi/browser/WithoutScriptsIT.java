package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bojagi.SampleStick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where scripts are switched off reading and searching work, and the button closes. */
class WithoutScriptsIT {
  @TempDir Path folder;

  @Test
  void aPersonUnlocksSearchesReadsAndCloses() throws Exception {
    var stick = SampleStick.quick();
    try (var wrapped = StartedReader.browser(folder);
        var reader = StartedReader.start(wrapped, stick)) {
      var page = reader.page.setScripts(false).reload();
      assertTrue(page.text().contains("the page can't blank itself when the stick is pulled out"),
          page.text());
      page.click("#words").type("아무말").press(Key.ENTER).waitForText(StartedReader.WRONG);
      reader.unlock(stick.words);

      reader.search("력사");
      assertTrue(page.text().contains("역사"), page.text());
      page.evaluate("[...document.querySelectorAll('.row')].find(r => r.textContent.includes('달력')).id = "
          + "'wanted'");
      page.click("#wanted h2 a").waitFor("document.querySelector('iframe')");
      try (var frame = page.frame("iframe")) {
        frame.waitFor("[...document.querySelectorAll('mark')].some(mark => "
            + "mark.textContent.startsWith('역사'))");
        // Without a script nobody tells the page how high the text is: the frame has a bar of its own.
        assertTrue(((Number) page
            .evaluate("document.querySelector('iframe').offsetHeight")).intValue() > 300);
        frame.evaluate("document.documentElement.scrollTop = 1e6");
        frame.waitFor("innerHeight + document.documentElement.scrollTop >= "
            + "document.documentElement.scrollHeight - 1");
      }
      reader.open("살구나무");
      assertEquals(true, page.evaluate("document.querySelector('video').controls"));
      assertTrue(page.text().contains("An apricot tree stands at the edge of the yard."), page.text());
      var medium = Files.createDirectories(folder.resolve("medium"));
      reader.search("살구나무");
      page.click(".part a").waitFor("document.querySelector('#target')");
      page.click("#target").type(medium.toString()).press(Key.ENTER).waitFor("document.querySelector('.new-words')");
      page.click("#noted").click(".noted button").waitForText("Written: ");
      assertTrue(page.text().contains(medium.resolve("1").toString()), page.text());
      assertEquals(0, page.evaluate("[...document.querySelectorAll('[data-script]')].filter(e => "
          + "e.offsetHeight).length"));
      assertTrue(page.text().contains("Esc closes nothing, so use the button \"Close\""), page.text());
      page.click("[data-lock]").waitForText(StartedReader.CLOSED);
      assertEquals(StartedReader.TITLE, page.evaluate("document.title"));
      assertEquals(StartedReader.CLOSED, page.text().strip());
      reader.assertEnds();
    }
  }
}
