package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bojagi.page.Assets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searching as a person does it: words under the field, what narrows the results, the places in an item. */
class SearchingIT extends OnTheSampleStick {
  private static final String OPEN = "document.querySelector('#q').getAttribute('aria-expanded') === 'true'";
  private static final String FIRST = "document.querySelector('#q-list li:first-child .text')?.textContent";

  @BeforeAll
  void unlockOnce() throws Exception {
    startAReader().unlock(stick.words);
  }

  @BeforeEach
  void home() {
    page.setViewport(1280, 900).setColourScheme("light");
    reader.home();
  }

  private void waitForResults() {
    page.waitFor("location.pathname.startsWith('/s/') && document.readyState === 'complete'");
  }

  @Test
  void namesStandUnderTheFieldAndAreChosenByKeyboard() {
    page.click("#q").type("자장").waitFor(OPEN + " && " + FIRST + " === '자장가'");
    assertEquals("Title", page.evaluate("document.querySelector('#q-list .kind').textContent"));
    page.press(Key.DOWN);
    assertEquals("q-list-0", page.evaluate("document.querySelector('#q').getAttribute('aria-activedescendant')"));
    assertEquals("자장", page.evaluate("document.querySelector('#q').value"));
    page.press(Key.ENTER);
    waitForResults();
    assertEquals("자장가", page.evaluate("document.querySelector('#q').value"));
    assertFalse(page.url().contains("q="), page.url());
  }

  @Test
  void aSyllableThatIsNotFinishedAndConsonantsAloneAreAnswered() {
    page.click("#q").compose("살ㄱ").waitFor(OPEN + " && " + FIRST + ".startsWith('살구')");
    reader.home().click("#q").type("ㅅㄱㄴㅁ").waitFor(OPEN + " && " + FIRST + ".startsWith('살구나무')");
    reader.home().click("#q").type("tkfrnsk").waitFor(OPEN + " && document.querySelector('#q-list .bridge')");
  }

  @Test
  void theListClosesWithTheFocusAndWithoutAName() {
    page.click("#q").type("자장").waitFor(OPEN).press(Key.TAB).waitFor("!(" + OPEN + ")");
    assertEquals(true, page.evaluate("document.querySelector('#q-list').hidden"));
    reader.home().click("#q").type("쀍쀍").press(Key.ENTER);
    waitForResults();
  }

  /** The script is made to come late: it runs again for a field that nothing listens to. */
  @Test
  void whatWasTypedBeforeTheScriptCameOpensTheListToo() throws Exception {
    page.evaluate(
        """
        (() => {
          const heard = document.querySelector('form[data-suggest]');
          const deaf = heard.cloneNode(true);
          deaf.querySelectorAll('ul, [role=status]').forEach((made) => made.remove());
          heard.replaceWith(deaf);
          deaf.querySelector('#q').setAttribute('aria-expanded', 'false');
        })()
        """);
    page.click("#q").type("자장");
    assertEquals(false, page.evaluate(OPEN));
    try (var script = Assets.class.getResourceAsStream("suggest.js")) {
      page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    page.waitFor(OPEN);
  }

  @Test
  void aMouseChooses() {
    page.click("#q").type("자장").waitFor(OPEN).click("#q-list li");
    waitForResults();
    assertEquals("자장가", page.evaluate("document.querySelector('#q').value"));
  }

  @Test
  void escapeLocksAlthoughAListIsOpen() throws Exception {
    try (var other = StartedReader.start(wrapped, stick).unlock(stick.words)) {
      other.page.click("#q").type("자장").waitFor(OPEN);
      other.watchForBlank();
      other.page.press(Key.ESCAPE);
      other.assertBlank(StartedReader.CLOSED);
      other.assertEnds();
    }
  }

  @Test
  void theListAndWhatNarrowsAreReadableWideAndNarrowLightAndDark() {
    for (int width : new int[] {1280, 360}) {
      for (var scheme : List.of("light", "dark")) {
        page.setViewport(width, 800).setColourScheme(scheme);
        reader.home().click("#q").type("자").waitFor(OPEN).press(Key.DOWN);
        assertPleasant();
        reader.search("다리");
        page.click(".facets a").waitFor("document.querySelector('.chosen') && document.readyState === 'complete'");
        assertPleasant();
        page.go(reader.origin + "/list/all?sort=newest");
        assertPleasant();
      }
    }
  }

  private void assertPleasant() {
    assertEquals(List.of(), page.accessibilityViolations());
    var wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertEquals(0, ((Number) wider).intValue());
  }

  @Test
  void withoutScriptsTheFieldSearchesAndLinksNarrow() {
    page.setScripts(false);
    try {
      reader.home().click("#q").type("다리").press(Key.ENTER);
      waitForResults();
      assertEquals(null, page.evaluate("document.querySelector('#q-list')"));
      page.click(".facets a").waitFor("document.querySelector('.chosen') && document.readyState === 'complete'");
      page.click(".chosen a").waitFor("!document.querySelector('.chosen') && document.readyState === 'complete'");
      page.click(".sorting a:last-child");
      page.waitFor("location.search === '?sort=title' && document.readyState === 'complete'");
    } finally {
      page.setScripts(true);
    }
  }

  @Test
  void theNextAndThePreviousPlaceInAnItemAreReachedByKeys() {
    reader.search("다리");
    page.click(".row h2 a").waitFor("location.pathname.startsWith('/i/') && document.readyState === 'complete'");
    var status = "document.querySelector('[data-matches] [role=status]').textContent";
    page.waitFor(status + ".startsWith('1 of')");
    page.evaluate("document.querySelector('main').focus()");
    for (var code : List.of("ArrowDown:2 of", "ArrowUp:1 of")) {
      var key = code.split(":")[0];
      page.evaluate("document.querySelector('main').dispatchEvent(new KeyboardEvent('keydown', {key: '" + key
          + "', altKey: true, bubbles: true}))");
      page.waitFor(status + ".startsWith('" + code.split(":")[1] + "')");
    }
    assertTrue(page.text().contains("More like this"));
  }
}
