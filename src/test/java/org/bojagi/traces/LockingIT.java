package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bojagi.ReaderProcess;
import org.bojagi.SampleStick;
import org.bojagi.browser.Chromium;
import org.bojagi.browser.Key;
import org.bojagi.browser.Page;
import org.bojagi.browser.Poll;
import org.bojagi.browser.WrappedChromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever locks the pages, the process ends and every page is blank, within two seconds of its last answer
 * as a page itself sees it. Idling is in {@code ReaderServerTest}.
 */
@EnabledOnOs(OS.LINUX)
class LockingIT {
  private static final long DISK_BYTES = 300L << 20;
  private static final int BLANK_WITHIN_MILLIS = 2_000;

  /**
   * Asks the process again and again, and keeps when it last answered, when the page became blank, how long an answer took
   * at most, and for how long at most the page itself was not let run: then it can do nothing.
   */
  private static final String WATCH =
      """
      (() => {
        const seen = window.seen = {answered: performance.now(), blank: 0, stalled: 0, slowest: 0};
        const ask = () => {
          if (seen.blank) return;
          fetch('/assets/reader.css', {cache: 'no-store'}).then(answer => answer.arrayBuffer()).then(() => {
            const now = performance.now();
            seen.slowest = Math.max(seen.slowest, now - seen.answered - 20);
            seen.answered = now;
            setTimeout(ask, 20);
          }, () => {});
        };
        ask();
        new MutationObserver(() => {
          if (document.body.className === 'closed' && !seen.blank) seen.blank = performance.now();
        }).observe(document.body, {attributes: true});
        let last = performance.now();
        setInterval(() => {
          const now = performance.now();
          if (!seen.blank) seen.stalled = Math.max(seen.stalled, now - last - 20);
          last = now;
        }, 20);
      })()
      """;

  @TempDir static Path shared;
  @TempDir Path folder;

  /** For every test: each opens a private window of its own in it. */
  private static WrappedChromium browser;

  @BeforeAll
  static void openABrowser() throws Exception {
    browser = WrappedChromium.in(shared.resolve("browser")).start("about:blank");
    try (var chromium = browser.attach()) {
      chromium.page("about:blank").close();
    }
  }

  @AfterAll
  static void closeTheBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void closeWindows() throws Exception {
    try (var chromium = browser.attach()) {
      chromium.closePages("http://127.0.0.1:");
    }
  }

  /** What a person does. */
  enum Way {
    ESCAPE,
    ESCAPE_IN_THE_TEXT,
    BUTTON
  }

  private static Page reading(Chromium chromium) throws Exception {
    var page = Reading.home(chromium);
    Reading.story(page);
    page.evaluate(WATCH);
    return page;
  }

  /** Nothing of what was shown is left in the page, and it was gone in time. */
  private static void assertBlank(Page page) {
    page.waitFor("window.seen && window.seen.blank");
    var left = String.valueOf(page.evaluate("document.documentElement.outerHTML"));
    for (var word : List.of("세는", "스물일곱", "다리", "/c/", "/i/", "/s/")) {
      assertFalse(left.contains(word), word);
    }
    assertEquals(0, ((Number) page.evaluate("document.querySelectorAll('img, iframe, video, audio, input').length")).intValue());
    assertEquals("/", page.evaluate("location.pathname + location.search + location.hash"));
    var seen = (Map<?, ?>) page.evaluate("window.seen");
    double millis = number(seen, "blank") - number(seen, "answered");
    double heldUp = number(seen, "stalled") + number(seen, "slowest");
    System.out.printf("Blank %.0f ms after the last answer; page and process were held up for %.0f ms%n", millis, heldUp);
    assertTrue(millis <= BLANK_WITHIN_MILLIS + heldUp, seen.toString());
  }

  private static double number(Map<?, ?> seen, String name) {
    return ((Number) seen.get(name)).doubleValue();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aPersonLocks(Way way) throws Exception {
    try (var reader = ReaderProcess.start(SampleStick.quick().folder, folder, browser);
        var chromium = browser.attach()) {
      var page = reading(chromium);
      page.evaluate("void window.open('/list/all')");
      var second = chromium.page(page.evaluate("location.origin") + "/list/");
      second.waitForText("살구나무");
      switch (way) {
        case ESCAPE -> page.press(Key.ESCAPE);
        case ESCAPE_IN_THE_TEXT -> page.frame("iframe.text").click("p").press(Key.ESCAPE);
        case BUTTON -> page.click("[data-lock]");
      }
      assertBlank(page);
      assertEquals(0, reader.awaitEnd());
      second.waitFor("document.body.className === 'closed'");
      assertFalse(second.text().contains("살구나무"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "KILL", "SEGV"})
  void aSignalLocks(String signal) throws Exception {
    Assumptions.assumeFalse(isIgnored(signal), signal + " is ignored where the tests run");
    try (var reader = ReaderProcess.start(SampleStick.quick().folder, folder, browser);
        var chromium = browser.attach()) {
      var page = reading(chromium);
      reader.signal(signal);
      assertBlank(page);
      reader.awaitEnd();
    }
  }

  /**
   * Who starts tests in the background, or with nohup, has Java ignore what Ctrl-C and a closed terminal send: this one
   * and those that it starts.
   */
  private static boolean isIgnored(String signal) throws IOException {
    int number = Map.of("HUP", 1, "INT", 2).getOrDefault(signal, 0);
    for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("SigIgn:")) {
        return number > 0 && (Long.parseUnsignedLong(line.substring(7).strip(), 16) >>> number - 1 & 1) == 1;
      }
    }
    return false;
  }

  /**
   * The page blanks itself, since it hears no beat; and the process ends when it comes to itself and nobody
   * is there.
   */
  @Test
  void aProcessThatDoesNotAnswerIsTakenForGone() throws Exception {
    try (var reader = ReaderProcess.start(SampleStick.quick().folder, folder, browser);
        var chromium = browser.attach()) {
      var page = reading(chromium);
      reader.signal("STOP");
      assertBlank(page);
      reader.signal("CONT");
      assertEquals(0, reader.awaitEnd());
    }
  }

  @Test
  void closingTheLastPageEndsTheProcess() throws Exception {
    try (var reader = ReaderProcess.start(SampleStick.quick().folder, folder, browser);
        var chromium = browser.attach()) {
      reading(chromium).closeTab();
      assertEquals(0, reader.awaitEnd());
    }
  }

  @Test
  void closingTheBrowserEndsTheProcess() throws Exception {
    try (var own = WrappedChromium.in(folder.resolve("browser"));
        var reader = ReaderProcess.start(SampleStick.quick().folder, folder, own);
        var chromium = own.attach()) {
      reading(chromium);
      own.kill();
      assertEquals(0, reader.awaitEnd());
    }
  }

  /** How a stick goes. */
  enum Gone {
    /** Taken out of the tree of files; what is open can still be read. */
    UNMOUNTED,
    /** Nothing that isn't in memory can be read any more. */
    UNREADABLE
  }

  /** The stick holds the runtime too: nothing that the end takes may have to be loaded from it. */
  @ParameterizedTest
  @EnumSource(Gone.class)
  void pullingTheStickLocks(Gone gone) throws Exception {
    var image = folder.resolve("stick.img");
    var disk = Files.createDirectory(folder.resolve("stick"));
    mount(image, disk);
    try {
      var stick = SampleStick.quick().copy(disk.resolve("s"), false);
      run("sync", "-f", disk.toString());
      try (var reader = ReaderProcess.start(stick, folder, browser);
          var chromium = browser.attach()) {
        var page = reading(chromium);
        if (gone == Gone.UNREADABLE) {
          makeUnreadable(image, stick);
        }
        assertTrue(run("umount", "-l", disk.toString()));
        // Until then the test itself took its time, with a process that may not have had a byte to answer with.
        page.evaluate("window.seen.answered = Math.max(window.seen.answered, performance.now())");
        assertBlank(page);
        page.waitForText("The stick is out.");
        reader.awaitEnd();
        assertFalse(reader.said().contains("\tat ") || reader.said().contains("hs_err"), reader.said());
      }
    } finally {
      run("umount", "-l", disk.toString());
    }
    for (var own : List.of("home", "tmp", "here")) {
      try (var files = Files.list(folder.resolve(own))) {
        assertEquals(List.of(), files.toList());
      }
    }
    Poll.until("that nothing uses the stick", () -> !output("losetup", "-a").contains(image.toString()));
  }

  private static void mount(Path image, Path disk) throws Exception {
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(DISK_BYTES);
    }
    boolean mounted =
        run("mkfs.ext4", "-q", "-F", image.toString())
            && run("mount", "-o", "loop,noatime", image.toString(), disk.toString());
    Assumptions.assumeTrue(mounted, "a file system can't be mounted here");
  }

  /** The device has no bytes any more, and the system is asked to forget those that it remembers. */
  private static void makeUnreadable(Path image, Path stick) throws Exception {
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(0);
    }
    try (var files = Files.walk(stick)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        run("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
      }
    }
    assertFalse(run("cp", stick.resolve("bojagi/reader.jar").toString(), "/dev/null"),
        "the stick can still be read");
  }

  private static boolean run(String... command) throws Exception {
    return process(command).waitFor() == 0;
  }

  private static String output(String... command) throws Exception {
    var process = process(command);
    return new String(process.getInputStream().readAllBytes());
  }

  private static Process process(String... command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    return builder.start();
  }
}
