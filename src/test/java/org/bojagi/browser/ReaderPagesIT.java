package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import org.bojagi.cli.Bojagi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person does with a stick of the sample, in a real browser that the reader opened itself. */
class ReaderPagesIT extends OnTheSampleStick {
  private static final String FRAME = "iframe[data-text]";

  /** Of the film that the sample has: 48 seconds, and where its last third begins. */
  private static final int LAST_THIRD = 33;

  @BeforeAll
  void unlockOnce() throws Exception {
    startAReader().unlock(stick.words);
  }

  @BeforeEach
  void inEnglish() {
    reader.home();
    language("English", "en");
  }

  private void language(String name, String tag) {
    page.click(".languages summary").evaluate("window.before = true");
    page.click(".languages button[value='" + tag + "']");
    page.waitFor("!window.before && document.documentElement.lang === '" + tag + "' && document.readyState "
        + "=== 'complete'");
    assertEquals(name, page.evaluate("document.querySelector('.languages summary').textContent"));
  }

  private String heading() {
    return (String) page.evaluate("document.querySelector('h1').textContent");
  }

  @Test
  void homeShowsWhatToStartWithAndALittleOfEachKind() {
    var text = page.text();
    for (var shelf : List.of("Start here", "Stories", "Watch", "Good to know", "Listen",
        "Letters and reports", "The whole list")) {
      assertTrue(text.contains(shelf), shelf + " is not in " + text);
    }
    assertEquals(StartedReader.TITLE, page.evaluate("document.title"));
    // Every picture is there: none is broken.
    page.waitFor("[...document.images].every(i => { i.loading = 'eager'; return i.complete && "
        + "i.naturalWidth > 0 })");
  }

  @Test
  void aNorthernSpellingFindsASouthernTextAndSaysHow() {
    reader.search("력사");
    assertEquals("력사", page.evaluate("document.querySelector('#q').value"));
    page.waitFor(
        """
        [...document.querySelectorAll('.row')].some(row =>
          [...row.querySelectorAll('.bridge > :not(.unseen)')].map(e => e.textContent).join('') === '력사 → 역사'
            && [...row.querySelectorAll('mark')].some(mark => mark.textContent.startsWith('역사')))
        """);
    assertFalse(page.url().contains("%"), page.url());
    assertEquals(StartedReader.TITLE, page.evaluate("document.title"));
  }

  @Test
  void wordsThatWereSearchedForAreSteppedThroughInTheText() {
    reader.search("력사");
    page.evaluate("[...document.querySelectorAll('.row')].find(r => r.textContent.includes('달력')).id = "
        + "'wanted'");
    page.click("#wanted h2 a").waitFor("document.querySelector('.steps') && "
        + "!document.querySelector('.steps').hidden");
    try (var frame = page.frame(FRAME)) {
      frame.waitFor("document.querySelector('mark')");
      int all = ((Number) frame.evaluate("document.querySelectorAll('mark:not(.same)').length")).intValue();
      var status = "document.querySelector('.steps [role=status]').textContent";
      page.waitFor(status + ".endsWith('of " + all + "')");
      int at = Integer.parseInt(((String) page.evaluate(status)).split(" ")[0]);
      page.click("[data-step='1']").waitFor(status + ".startsWith('" + (at % all + 1) + " of')");
      page.click("[data-step='-1']").waitFor(status + ".startsWith('" + at + " of')");
      frame.waitFor("document.querySelectorAll('mark.now').length === 1");
    }
    page.click(".matches a").waitFor("location.pathname.startsWith('/s/')");
  }

  @Test
  void aStoryIsReadInItsPartsAndItsLanguages() {
    reader.open("The old man who counted");
    assertPart(1, "zelkova");
    page.click(".strip li:nth-child(2) a").waitFor("document.querySelector('.asking')");
    page.click("a.second").waitFor("location.search.includes('ok') && document.readyState === 'complete'");
    assertPart(2, "rain");
    page.click(".neighbours a.next").waitFor("document.querySelector('.strip li:nth-child(3) "
        + "[aria-current]')");
    assertPart(3, "Sun-ok");
    page.click(".versions a[hreflang='ko-KP']").waitFor("document.querySelector('h1').lang === 'ko-KP'");
    assertPart(3, "순옥");
    page.click(".strip li:nth-child(1) a").waitFor("document.querySelector('h1').textContent === '세는 로인'");
    assertPart(1, "느티나무");
    try (var frame = page.frame(FRAME)) {
      frame.waitFor("document.images.length > 0 && [...document.images].every(i => i.complete && "
          + "i.naturalWidth > 100)");
    }
  }

  private void assertPart(int number, String word) {
    assertEquals(
        "" + number, page.evaluate("document.querySelector('.strip [aria-current] .number').textContent"));
    try (var frame = page.frame(FRAME)) {
      frame.waitForText(word);
      // The frame is as high as its text: it needs no bar of its own.
      Poll.until(
          "a frame as high as its text",
          Poll.LIMIT,
          () -> List.of(
              page.evaluate("document.querySelector('" + FRAME + "').clientHeight"),
              frame.evaluate("document.body.offsetHeight"), frame
                  .evaluate("document.documentElement.scrollHeight")),
          heights -> new HashSet<>(heights).size() == 1);
      frame.waitFor("innerWidth === document.documentElement.clientWidth");
    }
  }

  @Test
  void aWordBeforeAnItemComesBeforeTheItemAndGoingBackComesFirst() {
    reader.open("High water");
    assertTrue(page.text().contains("In it: 큰물"), page.text());
    assertEquals(0, page.evaluate("document.querySelectorAll('iframe').length"));
    assertEquals(
        List.of("Go back", "Read it"), page
            .evaluate("[...document.querySelectorAll('.choice a')].map(a => a.textContent)"));
    page.click(".choice a.first").waitFor("location.pathname === '/'");
  }

  @Test
  void aFilmPlaysAfterASeekToItsLastThirdWithSubtitlesAndLinesThatJump() {
    reader.open("살구나무");
    var film = "document.querySelector('video')";
    page.waitFor(film + ".readyState > 0");
    assertEquals(true, page.evaluate(film + ".paused"));
    page.waitFor("Math.abs(" + film + ".volume - 0.3) < 0.01");
    var corner = (List<?>) page.evaluate("(r => [r.left, r.bottom])(" + film + ".getBoundingClientRect())");
    // The browser's own button to play, in the lower left corner.
    page.clickAt(((Number) corner.get(0)).doubleValue() + 24, ((Number) corner.get(1)).doubleValue() - 48);
    page.waitFor("!" + film + ".paused");
    page.evaluate(film + ".currentTime = " + LAST_THIRD + ".2");
    page.waitFor(film + ".currentTime > " + LAST_THIRD + ".4");
    page.waitFor("[..." + film + ".textTracks].some(t => t.mode === 'showing' && t.language === 'en' && "
        + "t.activeCues.length > 0"
        + " && t.activeCues[0].text.includes('pressed the last leaf'))");
    page.waitFor("document.querySelector('.transcript li.now').innerText.includes('pressed the last leaf')");
    page.evaluate("[...document.querySelectorAll('.transcript ol:not([hidden]) button')][6].id = 'seventh'");
    page.click("#seventh");
    page.waitFor(film + ".currentTime >= 25.4 && " + film + ".currentTime < " + LAST_THIRD + " && "
        + "!" + film + ".paused");
    page.click("[data-subtitles='ko']");
    page.waitFor("[..." + film + ".textTracks].some(t => t.mode === 'showing' && t.language === 'ko'"
        + " && t.activeCues && t.activeCues.length > 0)");
    page.waitFor("document.querySelector('[data-lines=ko]').offsetHeight > 0");
    page.click("[data-subtitles='']").waitFor("[..." + film + ".textTracks].every(t => t.mode === "
        + "'disabled')");
    assertEquals("none", page.evaluate("navigator.mediaSession.playbackState"));
    assertEquals(null, page.evaluate("navigator.mediaSession.metadata"));
  }

  @Test
  void aSoundPlaysAndItsWordsAreThere() {
    reader.open("아리랑");
    var sound = "document.querySelector('audio')";
    page.waitFor(sound + ".readyState > 0");
    page.click(".transcript ol:not([hidden]) button")
        .waitFor("!" + sound + ".paused && " + sound + ".currentTime > 0.2");
    assertTrue(page.text().contains("아리랑"), page.text());
  }

  @Test
  void whatIsSaidInAFilmIsFoundWithItsSecond() {
    reader.search("patchwork");
    var row = "[...document.querySelectorAll('.row')].find(r => r.textContent.includes('살구나무'))";
    page.waitFor(row + "?.querySelector('.at').textContent === '0:36'");
    page.evaluate(row + ".id = 'wanted'");
    page.click("#wanted h2 a").waitFor("Math.floor(document.querySelector('video')?.currentTime) === 36");
  }

  @Test
  void aPictureIsShownAndFillsTheScreen() {
    reader.open("겨울강");
    page.waitFor("(i => i.complete && i.naturalWidth > 100)(document.querySelector('figure img'))");
    page.click("[data-full]").waitFor("document.fullscreenElement");
    page.waitFor("document.querySelector('figure img').getBoundingClientRect().width >= 0.5 * innerWidth"
        + " || document.querySelector('figure img').getBoundingClientRect().height >= 0.9 * innerHeight");
    page.click("[data-full]").waitFor("!document.fullscreenElement");
    page.waitFor("document.querySelector('h1')"); // our own button closes nothing
  }

  @Test
  void thePagesOfAPdfAreShownAndFoundByTheirText() {
    reader.search("화상");
    var row = "[...document.querySelectorAll('.row')].find(r => r.textContent.includes('First aid') || "
        + "r.textContent.includes('구급처치'))";
    page.waitFor(row + "?.querySelector('.at')?.textContent.startsWith('Page')");
    page.evaluate(row + ".id = 'wanted'");
    page.click("#wanted h2 a").waitFor("document.querySelector('" + FRAME + "')");
    try (var frame = page.frame(FRAME)) {
      frame.waitFor("document.images.length > 1");
      frame.waitFor("(i => { i.loading = 'eager'; return i.complete && i.naturalWidth > 400 "
          + "})(document.images[0])");
      frame.waitFor("document.querySelector('mark')");
    }
  }

  @Test
  void aLetterIsAPlainSheet() {
    reader.open("손자에게");
    assertTrue(page.text().contains("Letter"), page.text());
    try (var frame = page.frame(FRAME)) {
      frame.waitForText("살구씨를 세알");
    }
  }

  @Test
  void aCopyIsSavedOnlyAfterASecondButton() throws Exception {
    var saved = Files.createDirectories(folder.resolve("saved"));
    page.saveInto(saved);
    reader.open("손자에게").waitFor("document.querySelector('" + FRAME + "').style.height");
    page.click("a.copy").waitForText("Anyone can open this copy. Deleting may not remove it.");
    assertEquals(
        List.of("Leave it", "Save it anyway"), page
            .evaluate("[...document.querySelectorAll('.choice a, .choice button')].map(e => e.textContent)"));
    try (var files = Files.list(saved)) {
      assertEquals(0, files.count());
    }
    page.click(".choice button");
    var original = Files.readAllBytes(Bojagi.PROJECT.resolve("corpus/편지/손자에게.md"));
    var copy =
        Poll.until(
            "the copy",
            Poll.LIMIT,
            () -> Files.readAllBytes(saved.resolve("손자에게.md")),
            bytes -> bytes.length >= original.length);
    assertArrayEquals(original, copy);
    page.waitFor("document.querySelector('.choice')"); // still there: nothing was opened in its place
    page.click(".choice a.first").waitFor("document.querySelector('" + FRAME + "')");
  }

  @Test
  void thePagesSpeakFourLanguages() {
    language("조선말", "ko-KP");
    assertTrue(page.text().contains("이야기"), page.text());
    assertEquals("읽을거리", page.evaluate("document.title"));
    reader.open("살구나무").waitForText("전체 목록");
    language("한국어", "ko-KR");
    assertEquals("살구나무", heading());
    language("中文", "zh");
    assertTrue(page.text().contains("播放"), page.text());
    language("English", "en");
    assertEquals("살구나무", heading());
  }

  @Test
  void aFileOfNoKnownKindIsToldByItsFactsAndNothingHasNoPage() {
    page.go(reader.origin + "/i/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assertTrue(page.text().contains("There is no such page."), page.text());
    assertEquals(StartedReader.TITLE, page.evaluate("document.title"));
  }

  @Test
  void nothingLeftThisComputer() {
    assertEquals(List.of(), page.requestsBeyondLoopback());
    assertEquals(List.of(), page.console().stream().filter(line -> line.startsWith("exception")).toList());
  }
}
