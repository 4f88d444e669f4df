package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bojagi.language.HangulKeyboard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The beginning and the end of reading. However it ends, the page is blank within two seconds by its own
 * clock, and the process is gone.
 */
class LockIT extends OnTheSampleStick {
  @BeforeEach
  void start() throws Exception {
    startAReader();
  }

  @AfterEach
  void end() throws Exception {
    reader.close();
  }

  @Test
  void wrongWordsAreToldFromWordsTypedWithTheKeyboardInLatinAndSpacesDontMatter() {
    assertEquals(StartedReader.TITLE, page.evaluate("document.title"));
    page.click("#words").type("아무말이나").press(Key.ENTER).waitForText(StartedReader.WRONG);
    var keys = HangulKeyboard.SOUTHERN.latin(stick.words.replace(" ", ""));
    assertTrue(keys.matches("[A-Za-z]+"), "not keys of Latin letters");
    page.evaluate("window.before = true");
    page.click("#words").type(keys).press(Key.ENTER);
    page.waitFor("!window.before && document.querySelector('.other "
        + "button')").waitForText(StartedReader.WRONG);
    assertTrue(page.text().contains("The same keys give other words in the other keyboard language."),
        page.text());
    // Nothing of what was typed comes back.
    assertEquals("", page.evaluate("document.querySelector('#words').value"));
    page.click(".other button").waitFor("location.pathname === '/' && document.querySelector('form.large')");
  }

  @Test
  void escapeWhileWordsAreAskedForClosesEverything() throws Exception {
    page.click("#words").type("반쯤 친");
    reader.watchForBlank();
    page.press(Key.ESCAPE);
    reader.assertBlank(StartedReader.CLOSED);
    reader.assertEnds();
  }

  /** On a slow computer a page's script comes later than its text: until then nobody would hear the key. */
  @Test
  void nothingIsShownBeforeEscapeIsHeard() throws Exception {
    page.reloadWithout("*/assets/reader.js");
    page.waitFor("performance.getEntriesByType('navigation')[0].responseEnd > 0");
    assertEquals("", page.text());
    page.letThrough().waitFor("document.body").press(Key.ESCAPE);
    page.waitFor("document.body.className === 'closed'");
    assertEquals(StartedReader.CLOSED, page.text().strip());
    reader.assertEnds();
  }

  @Test
  void escapeThatAnInputMethodTakesClosesEverything() throws Exception {
    reader.unlock(stick.words);
    page.click("#q").compose("ㅎ");
    reader.watchForBlank();
    page.press(Key.ESCAPE_TO_INPUT_METHOD);
    reader.assertBlank(StartedReader.CLOSED);
    reader.assertEnds();
  }

  @Test
  void escapeFromTheFullScreenClosesEverything() throws Exception {
    reader.unlock(stick.words).open("살구나무");
    page.click("[data-full]").waitFor("document.fullscreenElement");
    reader.watchForBlank();
    page.press(Key.ESCAPE);
    reader.assertBlank(StartedReader.CLOSED);
    assertEquals(null, page.evaluate("document.fullscreenElement"));
    reader.assertEnds();
  }

  @Test
  void leavingTheFullScreenInsteadOfTheKeyClosesEverything() throws Exception {
    reader.unlock(stick.words).open("겨울강");
    page.click("[data-full]").waitFor("document.fullscreenElement");
    reader.watchForBlank();
    // What is left where a browser keeps the key to itself.
    page.evaluate("document.exitFullscreen()");
    reader.assertBlank(StartedReader.CLOSED);
    reader.assertEnds();
  }

  @Test
  void aFilmThatPlaysIsSilentAndGoneAfterwards() throws Exception {
    reader.unlock(stick.words).open("살구나무");
    page.evaluate("window.film = document.querySelector('video')");
    page.click(".transcript ol:not([hidden]) button").waitFor("!film.paused && film.currentTime > 1");
    reader.watchForBlank();
    page.press(Key.ESCAPE);
    reader.assertBlank(StartedReader.CLOSED);
    assertEquals(List.of(true, 0), page.evaluate("[film.paused, film.readyState]"));
    reader.assertEnds();
  }
}
