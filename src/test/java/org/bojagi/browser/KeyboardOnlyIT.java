package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the words to the lock without a mouse: the focus can be seen at each step, and is never lost. */
class KeyboardOnlyIT extends OnTheSampleStick {
  private static final int MOST_STEPS = 120;

  /** Of the element with the focus: whether it is in the window, and whether a ring or colour says so. */
  private static final String SEEN =
      """
      (() => {
        const e = document.activeElement;
        if (!e || e === document.body) return 'lost';
        const box = e.getBoundingClientRect();
        if (box.width < 1 || box.height < 1) return 'has no size';
        if (box.bottom <= 0 || box.top >= innerHeight) return 'is out of the window';
        if (box.right <= 0 || box.left >= innerWidth) return 'is beside the window';
        if (['VIDEO', 'AUDIO'].includes(e.tagName)) return ''; // the browser's own controls show their own
        const style = getComputedStyle(e);
        const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        return ring || style.boxShadow !== 'none' ? '' : 'has no ring';
      })()
      """;

  @BeforeAll
  void start() throws Exception {
    startAReader();
  }

  private void assertFocusIsSeen() {
    assertEquals("", page.evaluate(SEEN), () -> page.focused() + " at " + page.url());
  }

  /** Presses Tab until the element that the expression {@code e => …} wants has the focus. */
  private void tabTo(String wanted) {
    for (int step = 0; step < MOST_STEPS; step++) {
      page.evaluate("(window.was = document.activeElement) && 0");
      page.press(Key.TAB);
      // Behind the last of the page come the browser's own buttons.
      if (Boolean.TRUE.equals(page.evaluate("was === [...document.querySelectorAll('footer a')].at(-1)"))) {
        page.press(Key.TAB);
      }
      assertFocusIsSeen();
      if (Boolean.TRUE.equals(page.evaluate("(" + wanted + ")(document.activeElement)"))) {
        return;
      }
    }
    throw new AssertionError(wanted + " is not reached by Tab");
  }

  private void enter(String then) {
    page.evaluate("window.before = true");
    page.press(Key.ENTER).waitFor("!window.before && document.readyState === 'complete' && " + then);
  }

  @Test
  void aPersonUnlocksSearchesPlaysAFilmWithSubtitlesAndLocks() throws Exception {
    // The field has the focus already.
    assertEquals("words", page.evaluate("document.activeElement.id"));
    assertFocusIsSeen();
    page.type(stick.words).press(Key.ENTER);
    page.waitFor("location.pathname === '/' && document.querySelector('form.large') && document.readyState "
        + "=== 'complete'");

    tabTo("e => e.classList.contains('skip')");
    tabTo("e => e.id === 'q'");
    page.type("살구나무");
    enter("location.pathname.startsWith('/s/')");

    tabTo("e => e.matches('.row h2 a') && e.textContent === '살구나무'");
    enter("document.querySelector('video')");
    page.waitFor("document.querySelector('video').readyState > 0");

    tabTo("e => e.tagName === 'VIDEO'");
    page.press(Key.SPACE).waitFor("!document.querySelector('video').paused");
    tabTo("e => e.dataset.subtitles === 'ko'");
    page.press(Key.SPACE);
    page.waitFor("[...document.querySelector('video').textTracks].some(t => t.mode === 'showing' && "
        + "t.language === 'ko')");
    assertFocusIsSeen();
    tabTo("e => e.matches('.transcript li:nth-child(4) button')");
    page.press(Key.ENTER).waitFor("document.querySelector('video').currentTime >= 12.6");
    assertFocusIsSeen();

    passAPartOn();

    reader.watchForBlank();
    page.press(Key.ESCAPE);
    reader.assertBlank(StartedReader.CLOSED);
    assertNotEquals("", page.focused()); // a screen reader is told
    reader.assertEnds();
  }

  /** Chosen by what was found, written, and said what it is. */
  private void passAPartOn() throws Exception {
    var medium = Files.createDirectories(folder.resolve("medium"));
    reader.search("살구나무");
    tabTo("e => e.matches('.part a')");
    enter("document.querySelector('#target')");
    tabTo("e => e.id === 'target'");
    page.type(medium.toString());
    enter("document.querySelector('.new-words')");
    tabTo("e => e.id === 'noted'");
    page.press(Key.SPACE).waitFor("document.querySelector('#noted').checked"); // when the key is let go
    tabTo("e => e.matches('.noted button')");
    page.press(Key.ENTER).waitForText("Written: ");
    assertEquals("status", page.evaluate("document.querySelector('main .lead').getAttribute('role')"));
    assertEquals(true, Files.isDirectory(medium.resolve("1")));
  }
}
