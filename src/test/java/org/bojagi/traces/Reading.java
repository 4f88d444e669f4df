package org.bojagi.traces;

import org.bojagi.SampleStick;
import org.bojagi.browser.Chromium;
import org.bojagi.browser.Key;
import org.bojagi.browser.Page;
import tools.jackson.jr.ob.JSON;

/** What a person does in the pages. */
final class Reading {
  static final String TYPED = "되돌아온제비다리";

  private static final String OTHER_FILM_TITLE = "값의 저울";
  private static final String NEXT = "!window.before && document.readyState === 'complete'";
  private static final String PLAYER = "(document.querySelector('video.player'))";

  private Reading() {}

  /** Waits for the window that the reader opens, types the words, waits for the home page. */
  static Page unlock(Chromium chromium) throws Exception {
    return unlock(chromium, SampleStick.get().words);
  }

  static Page unlock(Chromium chromium, String words) {
    var page = chromium.page("http://127.0.0.1:");
    page.waitForText("Type your words").waitFor("document.readyState === 'complete'").click("#words")
        .type(words).press(Key.ENTER);
    return page;
  }

  static Page home(Chromium chromium) throws Exception {
    return unlock(chromium).waitFor("document.querySelector('#q')");
  }

  static Page search(Page page, String query) {
    page.waitFor("document.readyState === 'complete'").click("#q");
    page.evaluate("document.querySelector('#q').value = ''; window.before = true");
    return page.type(query).press(Key.ENTER).waitFor(NEXT + " && location.pathname.startsWith('/s/')");
  }

  /** Follows the first link whose words hold these. */
  static Page follow(Page page, String words) {
    var link =
        "[...document.querySelectorAll('main a')].find(a => a.textContent.includes("
            + JSON.std.asString(words) + "))";
    page.waitFor(link).evaluate("window.before = true; (a => { a.scrollIntoView(); a.click() })(" + link
        + ")");
    return page.waitFor(NEXT);
  }

  /** Everything of the sample. */
  static Page list(Page page) {
    return page.go(page.evaluate("location.origin") + "/list/all");
  }

  static void story(Page page) {
    search(page, "스물일곱걸음");
    follow(page, "세는 로인").waitFor("document.querySelector('iframe.text')");
    page.frame("iframe.text").waitForText(SampleStick.IN_STORY);
  }

  /** Plays the film, from its last third on after a while. */
  static void film(Page page) {
    search(page, "apricot tree");
    follow(page, "살구나무").waitFor(PLAYER + "?.readyState > 0");
    page.evaluate("(v => { v.muted = true; return v.play() })" + PLAYER);
    page.waitFor("(v => v.currentTime > 0.5)" + PLAYER);
    page.evaluate("(v => { v.currentTime = v.duration * 0.7 })" + PLAYER);
    page.waitFor("(v => v.currentTime > v.duration * 0.7 + 0.5)" + PLAYER);
  }

  /** Addresses that lead nowhere. */
  static void errors(Page page) {
    var origin = page.evaluate("location.origin");
    page.go(origin + "/i/" + "A".repeat(32));
    page.go(origin + "/nowhere");
    page.go(origin + "/");
  }

  /** Searches, reads, plays, and meets what isn't there or can't be read. */
  static void everything(Page page) {
    search(page, TYPED);
    story(page);
    film(page);
    errors(page);
    follow(list(page), OTHER_FILM_TITLE).waitFor(PLAYER);
  }
}
