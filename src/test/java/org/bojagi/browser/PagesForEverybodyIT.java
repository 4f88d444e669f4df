package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.SampleStick;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.bojagi.cli.Bojagi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every kind of page, as axe-core judges it, light and dark, wide and narrow; a picture of each is left in
 * {@code target/screenshots} for people to look at.
 */
class PagesForEverybodyIT extends OnTheSampleStick {
  private static final Path PICTURES = Bojagi.PROJECT.resolve("target/screenshots");
  private static final List<Integer> WIDTHS = List.of(1280, 360);
  private static final List<String> SCHEMES = List.of("light", "dark");

  /**
   * While words are tried the page is there for as long as that takes: with so many bundles, far longer than it is looked
   * at. Nobody waits for the end.
   */
  private static final int LOCKED_BUNDLES = 40;

  @BeforeAll
  void open() throws Exception {
    Trees.remove(PICTURES);
    startAReader().unlock(stick.words);
  }

  /** Of the page that stands there, and of its text's frame, in both widths and both schemes. */
  private void assertPleasant(Page shown, String name) throws Exception {
    var found = new ArrayList<String>();
    for (int width : WIDTHS) {
      for (var scheme : SCHEMES) {
        boolean inShort = width == 1280 == scheme.equals("light");
        if (!inShort && Trials.of(2) < 2) {
          continue; // full trials: each width in each theme
        }
        var what = name + "-" + width + "-" + scheme;
        shown.setViewport(width, 800).setColourScheme(scheme);
        if (Boolean.TRUE.equals(shown.evaluate("!!document.querySelector('iframe')"))) {
          shown.waitFor("document.querySelector('iframe').style.height");
          try (var frame = shown.frame("iframe")) {
            frame.waitFor("innerWidth <= " + width + " && matchMedia('(prefers-color-scheme: "
                + scheme + ")').matches");
            frame.accessibilityViolations().forEach(line -> found.add(what + ", text: " + line));
            assertNoSidewaysScrolling(frame, what + ", text", found);
          }
        }
        shown.accessibilityViolations().forEach(line -> found.add(what + ": " + line));
        assertNoSidewaysScrolling(shown, what, found);
        shown.screenshot(PICTURES.resolve(what + ".png"));
      }
    }
    shown.setViewport(1280, 900).setColourScheme("light");
    assertEquals(List.of(), found);
  }

  @BeforeEach
  void inEnglish() {
    reader.home();
    if (!"en".equals(page.evaluate("document.documentElement.lang"))) {
      language("en");
    }
  }

  private void language(String tag) {
    reader.home().click(".languages summary").evaluate("window.before = true");
    page.click(".languages button[value='" + tag + "']");
    page.waitFor("!window.before && document.documentElement.lang === '" + tag + "' && document.readyState "
        + "=== 'complete'");
  }

  private static void assertNoSidewaysScrolling(Page shown, String what, List<String> found) {
    var wider = (Number) shown.evaluate("document.documentElement.scrollWidth - "
        + "document.documentElement.clientWidth");
    if (wider.intValue() > 0) {
      found.add(what + " is wider than the window by " + wider);
    }
  }

  @Test
  void unlockPageAndWrongWordsAndTheOtherReadingAndTheClosedPage() throws Exception {
    try (var locked = StartedReader.start(wrapped, stick)) {
      assertPleasant(locked.page, "unlock");
      locked.page.click("#words").type("dkanakf").press(Key.ENTER).waitForText(StartedReader.WRONG);
      locked.page.waitFor("document.querySelector('.other button')");
      assertPleasant(locked.page, "unlock-wrong");
      locked.watchForBlank();
      locked.page.press(Key.ESCAPE);
      locked.assertBlank(StartedReader.CLOSED);
      assertPleasant(locked.page, "closed");
    }
  }

  @Test
  void thePageWhileWordsAreTried() throws Exception {
    var many = Files.createDirectories(folder.resolve("many"));
    for (int i = 0; i < LOCKED_BUNDLES; i++) {
      var copy = Files.createDirectory(many.resolve("" + i));
      try (var volumes = Files.list(SampleStick.get().bundle)) {
        for (var volume : volumes.toList()) {
          Files.createLink(copy.resolve(volume.getFileName()), volume);
        }
      }
    }
    try (var locked = StartedReader.start(wrapped, stick, many)) {
      locked.page.click("#words").type("아무말").press(Key.ENTER);
      locked.page.waitFor("document.querySelector('[data-trying] .now')?.textContent.includes('of "
          + LOCKED_BUNDLES + "')");
      assertPleasant(locked.page, "unlock-trying");
    }
  }

  @Test
  void theClosedPageOfTheServer() throws Exception {
    var other = reader.chromium.open(reader.origin + "/t/AAAAAAAAAAAAAAAAAAAAAA");
    other.waitForText(StartedReader.CLOSED);
    assertPleasant(other, "closed-server");
    other.closeTab();
  }

  @Test
  void home() throws Exception {
    reader.home();
    assertPleasant(page, "home");
  }

  @Test
  void resultsWithTypesAndLanguagesAndWithNone() throws Exception {
    reader.search("력사");
    assertPleasant(page, "results");
    reader.search("살구");
    assertPleasant(page, "results-film");
    reader.search("zzzzqqq");
    assertTrue(page.text().contains("Nothing was found"), page.text());
    assertPleasant(page, "results-none");
    reader.search(" ");
    assertPleasant(page, "results-empty");
  }

  @Test
  void lists() throws Exception {
    page.go(reader.origin + "/list/all");
    assertPleasant(page, "list");
    page.go(reader.origin + "/list/stories");
    assertPleasant(page, "list-stories");
  }

  @Test
  void aStoryInParts() throws Exception {
    reader.open("The old man who counted");
    assertPleasant(page, "story");
    page.click(".versions a[hreflang='zh']").waitFor("document.querySelector('h1').lang === 'zh'");
    assertPleasant(page, "story-zh");
  }

  @Test
  void aTextWithMarksAndATable() throws Exception {
    reader.search("력사");
    page.click(".row h2 a").waitFor("document.querySelector('.steps') && "
        + "!document.querySelector('.steps').hidden");
    assertPleasant(page, "text-marked");
  }

  @Test
  void anExplainerWithAFilmInside() throws Exception {
    reader.open("How a market sets a price");
    assertPleasant(page, "explainer");
  }

  @Test
  void film() throws Exception {
    reader.open("살구나무").waitFor("document.querySelector('video').readyState > 0");
    assertPleasant(page, "film");
  }

  @Test
  void soundWithItsWordsAndSoundWithout() throws Exception {
    reader.open("아리랑");
    assertPleasant(page, "sound");
    reader.open("저녁종");
    assertPleasant(page, "sound-alone");
  }

  @Test
  void picture() throws Exception {
    reader.open("겨울강");
    assertPleasant(page, "picture");
  }

  @Test
  void documents() throws Exception {
    reader.open("화상과 설사때의 구급처치");
    assertPleasant(page, "pdf");
    reader.open("갚기표");
    assertPleasant(page, "table");
    reader.open("손전화로 사진 찍기");
    assertPleasant(page, "slides");
    reader.open("진달래와 산");
    assertPleasant(page, "book");
  }

  @Test
  void letters() throws Exception {
    reader.open("손자에게");
    assertPleasant(page, "letter");
    reader.open("도서관에 보내는 편지");
    assertPleasant(page, "letter-docx");
  }

  @Test
  void aNoteBeforeAnItem() throws Exception {
    reader.open("High water");
    assertPleasant(page, "note");
  }

  @Test
  void theQuestionBeforeACopyAndThePageThatPassesACopyOn() throws Exception {
    reader.open("손자에게").waitFor("document.querySelector('iframe').style.height");
    page.click("a.copy").waitFor("document.querySelector('.choice button')");
    assertPleasant(page, "copy");
    page.go(reader.origin + "/stick");
    assertPleasant(page, "stick");
    page.go(reader.origin + "/unlock");
    assertPleasant(page, "unlock-more");
  }

  @Test
  void theWayToPassAPartOn() throws Exception {
    page.go(reader.origin + "/part");
    assertPleasant(page, "part-nothing");
    var medium = Files.createDirectories(folder.resolve("다른 기억기"));
    reader.search("다리");
    page.click(".part a").waitFor("document.querySelector('#target')");
    assertPleasant(page, "part");
    page.click("#target").type(medium.toString()).press(Key.ENTER).waitFor("document.querySelector('.new-words')");
    assertPleasant(page, "part-asks");
    language("ko-KP");
    page.go(reader.origin + "/part");
    assertPleasant(page, "part-asks-ko");
    page.click("#noted").click(".noted button").waitForText("다 썼습니다");
    assertPleasant(page, "part-done-ko");
    language("en");
    page.go(reader.origin + "/part");
    assertPleasant(page, "part-done");
  }

  @Test
  void aFault() throws Exception {
    page.go(reader.origin + "/i/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assertPleasant(page, "fault");
  }

  @Test
  void thePagesInKorean() throws Exception {
    language("ko-KP");
    reader.home();
    assertPleasant(page, "ko-home");
    reader.search("력사");
    assertPleasant(page, "ko-results");
    reader.open("세는 로인");
    assertPleasant(page, "ko-story");
    reader.open("살구나무").waitFor("document.querySelector('video').readyState > 0");
    assertPleasant(page, "ko-film");
  }
}
