package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bojagi.ReaderProcess;
import org.bojagi.SampleStick;
import org.bojagi.browser.Chromium;
import org.bojagi.browser.DiskWatch;
import org.bojagi.browser.Key;
import org.bojagi.browser.Poll;
import org.bojagi.browser.WrappedChromium;
import org.bojagi.cli.Bojagi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a run from a stick leaves on the computer: no file of ours, however it ends. That one would be found
 * is shown by {@code DiskWatchTest}; {@code PlaintextOnDiskIT} looks for what was read.
 */
@EnabledOnOs(OS.LINUX)
class NoTraceIT {
  @TempDir Path folder;

  /** All that could be found of a process by its number, in places where Java and Linux put such things. */
  private static List<Path> left(long pid, Path... places) throws IOException {
    var name = ".*(hsperfdata|java_pid|hs_err|attach_pid|core|replay)\\D*" + pid + "\\b.*";
    var found = new ArrayList<Path>();
    for (var place : places) {
      try (var files = Files.list(place)) {
        files.filter(file -> file.getFileName().toString().matches(name)).forEach(found::add);
      }
    }
    var statistics = Path.of("/tmp/hsperfdata_" + System.getProperty("user.name"), String.valueOf(pid));
    if (Files.exists(statistics)) {
      found.add(statistics);
    }
    return found;
  }

  private void assertNothingLeft(long pid, Path stick, TreeSet<String> stickBefore) throws IOException {
    assertEquals(stickBefore, names(stick));
    for (var own : List.of("home", "tmp", "here")) {
      assertEquals(new TreeSet<>(List.of("")), names(folder.resolve(own)), own);
    }
    assertEquals(List.of(), left(pid, Path.of("/tmp"), Path.of("/dev/shm"), Path.of("/var/tmp"),
        Bojagi.PROJECT));
  }

  private static TreeSet<String> names(Path root) throws IOException {
    try (var tree = Files.walk(root)) {
      var names = new TreeSet<String>();
      for (var path : tree.toList()) {
        names.add(root.relativize(path).toString());
      }
      return names;
    }
  }

  /** Everything that isn't the browser: the shell of the launcher, what it asks the system, Java. */
  private static boolean isOurs(String program) {
    // Chromium starts itself again as /proc/self/exe.
    return !program.contains("chromium") && !program.equals("/proc/self/exe");
  }

  private static void assertHarmless(DiskWatch watch) throws IOException {
    assertEquals(List.of(), watch.changes(NoTraceIT::isOurs));
    assertEquals(List.of(), watch.network(NoTraceIT::isOurs));
    assertTrue(
        watch.calls().stream()
            .anyMatch(call -> call.program().endsWith("/java.exe") && call.name().equals("bind")
                && call.line().contains("127.0.0.1")),
        "what Java did wasn't seen");
  }

  private ReaderProcess watched(DiskWatch watch, Path stick, WrappedChromium browser) throws IOException {
    var program = browser.program().toString();
    return ReaderProcess.start(watch.command(List.of()), stick, folder, "--browser", program, stick.toString());
  }

  @Test
  void aWholeSessionWritesNothingAndSpeaksToNobody() throws Exception {
    var stick = SampleStick.get().copy(folder.resolve("막대 기억기"), true);
    SampleStick.damage(SampleStick.bundle(stick), SampleStick.OTHER_FILM, 0);
    var before = names(stick);
    var watch = DiskWatch.in(folder.resolve("calls"));
    long pid;
    try (var browser = WrappedChromium.in(folder.resolve("browser"));
        var reader = watched(watch, stick, browser);
        var chromium = browser.attach()) {
      pid = reader.java().pid();
      var page = Reading.home(chromium);
      Reading.everything(page);
      page.press(Key.ESCAPE).waitForText("Closed.");
      Poll.until("the reader's end", () -> ProcessHandle.of(pid).isEmpty());
      chromium.quit();
      browser.awaitEnd();
      reader.awaitEnd();
      assertEquals("", reader.said());
    }
    assertHarmless(watch);
    assertNothingLeft(pid, stick, before);
  }

  /** As a system that shuts down, a person who kills it, and a fault of Java itself do. */
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL", "SEGV"})
  void howeverItsProcessEndsItWritesNothing(String signal) throws Exception {
    var stick = SampleStick.quick().folder;
    var before = names(stick);
    var watch = DiskWatch.in(folder.resolve("calls"));
    long pid;
    try (var browser = WrappedChromium.in(folder.resolve("browser"));
        var reader = watched(watch, stick, browser);
        var chromium = browser.attach()) {
      pid = reader.java().pid();
      var page = Reading.home(chromium);
      Reading.story(page);
      reader.signal(signal);
      page.waitForText("The stick is out.");
      chromium.quit();
      browser.awaitEnd();
      assertNotEquals(0, reader.awaitEnd());
      assertFalse(reader.said().contains("hs_err"), reader.said());
      assertFalse(reader.said().contains("\tat "), reader.said());
    }
    assertHarmless(watch);
    assertNothingLeft(pid, stick, before);
  }

  /** The key's table of 256 MiB lies outside of Java's heap: the system refuses it. */
  @Test
  void withTooLittleMemoryAPersonIsToldAndNothingIsWritten() throws Exception {
    var stick = SampleStick.get().folder;
    var before = names(stick);
    var watch = DiskWatch.in(folder.resolve("calls"));
    long pid;
    try (var browser = WrappedChromium.in(folder.resolve("browser"));
        var reader = watched(watch, stick, browser);
        var chromium = browser.attach()) {
      pid = reader.java().pid();
      chromium.page("http://127.0.0.1:").waitForText("Type your words").close();
      reader.allowMemory(128 << 20);
      var page = Reading.unlock(chromium).waitForText("too little memory").press(Key.ESCAPE);
      page.waitFor("document.body.className === 'closed'");
      // Java may find no memory for a beat and be taken for gone before Escape comes: blank all the same.
      var text = page.text().strip();
      assertTrue(text.matches("Closed\\. [^\n]*|The stick is out\\. [^\n]*"), text);
      chromium.quit();
      browser.awaitEnd();
      reader.awaitEnd();
      assertEquals("", reader.said());
    }
    assertHarmless(watch);
    assertNothingLeft(pid, stick, before);
  }
}
