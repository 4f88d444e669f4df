package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.ReaderProcess;
import org.bojagi.SampleStick;
import tools.jackson.jr.ob.JSON;

/**
 * The reader as a person has it: started from a stick by {@code sh read.sh}, which opens the private window
 * itself; and that window.
 */
final class StartedReader implements AutoCloseable {
  static final String CLOSED =
      "Closed. Close this window and take out the stick. The computer may remember that a stick was used.";
  static final String OUT = "The stick is out. Everything here is closed. To go on, put it back and start "
      + "again.";
  static final String WRONG = "These words open nothing here. Check each word and the keyboard language.";

  /** As every page is called, whatever is on it. */
  static final String TITLE = "Reading";

  /** What the issue of a pulled stick demands of the page. */
  private static final double BLANK_WITHIN_MILLIS = 2000;

  final ReaderProcess process;

  final Chromium chromium;
  final Page page;

  /** {@code http://127.0.0.1:PORT} */
  final String origin;

  private StartedReader(ReaderProcess process, Chromium chromium, Page page, String origin) {
    this.process = process;
    this.chromium = chromium;
    this.page = page;
    this.origin = origin;
  }

  /**
   * A browser for any number of readers, one after the other. An ordinary window keeps it running when a
   * private one is closed.
   */
  static WrappedChromium browser(Path folder, String... flags) throws Exception {
    var wrapped = WrappedChromium.in(folder, flags).start("about:blank");
    try (var chromium = wrapped.attach()) {
      chromium.target("page", target -> target.url().equals("about:blank"));
    }
    return wrapped;
  }

  /** @param places what to read, on the stick or elsewhere */
  static StartedReader start(WrappedChromium wrapped, SampleStick stick, Path... places) throws Exception {
    var arguments = new ArrayList<String>();
    for (var place : places.length == 0 ? new Path[] {stick.bundle} : places) {
      arguments.add(place.toString());
    }
    arguments.addAll(List.of("--browser", wrapped.program().toString(), "--print-url"));
    var process = ReaderProcess.start(List.of(), stick.folder, wrapped.home().resolveSibling("reader"),
        arguments.toArray(String[]::new));
    var address = process.address().toString();
    var origin = address.substring(0, address.indexOf("/t/"));
    var chromium = wrapped.attach();
    var page = chromium.page(origin + "/");
    page.waitFor("document.querySelector('#words') && document.readyState === 'complete'");
    return new StartedReader(process, chromium, page, origin);
  }

  StartedReader unlock(String words) {
    page.click("#words").type(words).press(Key.ENTER);
    page.waitFor("location.pathname === '/' && document.querySelector('form.large')");
    return this;
  }

  Page home() {
    return page.go(origin + "/");
  }

  Page search(String query) {
    home().click("#q").type(query).press(Key.ENTER);
    return page.waitFor("location.pathname.startsWith('/s/') && document.readyState === 'complete'");
  }

  /** The page of the item with this title, by the list of all. */
  Page open(String title) {
    page.go(origin + "/list/all");
    var links = "[...document.querySelectorAll('a.title')].find(a => a.textContent === "
        + JSON.std.asString(title) + ")";
    var address = page.waitFor(links).evaluate(links + ".href");
    return page.go((String) address);
  }

  /**
   * Notes in the page when it becomes blank, by its own clock: since the event that made it so, a key or the
   * end of the full screen, or since now where there is none; and how long at most it was not let run until
   * then, when it can do nothing.
   */
  void watchForBlank() {
    page.evaluate(
        """
        (() => {
          window.watchedFrom = performance.now();
          window.blankAt = -1;
          window.stalled = 0;
          let last = watchedFrom;
          const lookUp = () => {
            const now = performance.now();
            if (blankAt < 0) stalled = Math.max(stalled, now - last - 20);
            last = now;
          };
          setInterval(lookUp, 20);
          new MutationObserver(() => {
            const closed = document.body.className === 'closed';
            if (!closed || blankAt >= 0) return;
            lookUp();
            blankAt = performance.now();
            watchedFrom = Math.max(watchedFrom, window.event ? window.event.timeStamp : 0);
          }).observe(document.body, {attributes: true, childList: true});
        })()
        """);
  }

  /** Nothing but one neutral sentence, since at most two seconds by {@link #watchForBlank}. */
  void assertBlank(String sentence) {
    page.waitFor("document.body.className === 'closed'");
    assertEquals(sentence, page.text().strip());
    assertEquals(TITLE, page.evaluate("document.title"));
    assertEquals("/", page.evaluate("location.pathname + location.search + location.hash"));
    assertEquals(
        List.of("MAIN", "H1"), page.evaluate("[...document.body.querySelectorAll('*')].map(e => e.tagName)"));
    assertEquals(List.of(), page.evaluate("Object.values(document.body.dataset)"));
    double millis = ((Number) page.evaluate("blankAt - watchedFrom")).doubleValue();
    double stalled = ((Number) page.evaluate("stalled")).doubleValue();
    assertTrue(
        millis >= 0 && millis <= BLANK_WITHIN_MILLIS + stalled,
        "blank after " + millis + " ms, of which the page was held up for " + stalled);
  }

  void assertEnds() throws InterruptedException {
    process.awaitEnd();
  }

  @Override
  public void close() throws IOException {
    process.close();
    try {
      page.closeTab();
    } catch (IllegalStateException e) {
      // It is closed already.
    }
    chromium.close();
  }
}
