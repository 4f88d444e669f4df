package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bojagi.ReaderProcess;
import org.bojagi.SampleStick;
import org.bojagi.Trials;
import org.bojagi.browser.Key;
import org.bojagi.browser.Needles;
import org.bojagi.browser.RawDisk;
import org.bojagi.browser.WrappedChromium;
import org.bojagi.cli.Bojagi;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing of what was read, searched for or typed is below the file system that holds home, temporary folder
 * and the browser's profile, nor in the memory that processes share: there other tests' browsers would leave
 * the same words while they run, so this one runs alone.
 *
 * <p>That these would be found if they were there is shown by {@code PrivateWindowTest}.
 */
@Tag("alone")
@EnabledOnOs(OS.LINUX)
class PlaintextOnDiskIT {
  private static final int DISK_BYTES = 512 << 20;

  @TempDir Path folder;

  /** How the browser's part ends. */
  enum End {
    LOCKED,
    BROWSER_KILLED,
    BROWSER_CRASHED,
    BROWSER_RAN_BEFORE
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void nothingThatWasReadOrTypedIsOnTheDiskAfterwards(End end) throws Exception {
    boolean inShort = end == End.LOCKED || end == End.BROWSER_KILLED;
    Assumptions.assumeTrue(inShort || Trials.of(2) == 2, "only in full trials");
    var stick = SampleStick.get().folder;
    try (var disk = RawDisk.mount(folder, DISK_BYTES)) {
      try (var browser = WrappedChromium.in(disk.folder().resolve("browser"))) {
        if (end == End.BROWSER_RAN_BEFORE) {
          browser.start("about:blank");
          try (var chromium = browser.attach()) {
            chromium.page("about:blank").close();
          }
        }
        readAndEnd(stick, disk, browser, end);
      }
      assertEquals(List.of(), inSharedMemory());
      assertEquals(List.of(), disk.search(needles()));
    }
  }

  private static void readAndEnd(Path stick, RawDisk disk, WrappedChromium browser,
      End end) throws Exception {
    try (var reader = ReaderProcess.start(stick, disk.folder(), browser)) {
      try (var chromium = browser.attach()) {
        var page = Reading.home(chromium);
        Reading.everything(page);
        disk.flush();
        switch (end) {
          case LOCKED, BROWSER_RAN_BEFORE -> {
            page.press(Key.ESCAPE).waitForText("Closed.");
            chromium.quit();
          }
          case BROWSER_KILLED -> browser.kill();
          case BROWSER_CRASHED -> {
            page.crash();
            chromium.crash();
          }
        }
      }
      browser.awaitEnd();
      reader.awaitEnd();
      assertEquals("", reader.said());
    }
  }

  private static List<String> inSharedMemory() throws Exception {
    return needles().below(Path.of("/dev/shm"));
  }

  private static Needles needles() throws Exception {
    var needles = Needles.words(SampleStick.get().words, Reading.TYPED, SampleStick.IN_STORY, "스물일곱걸음",
        "buds were the first");
    var film = Files.readAllBytes(Bojagi.PROJECT.resolve("corpus").resolve(SampleStick.FILM));
    for (int at = 40_000; at < film.length; at += 100_000) {
      needles.bytes("the film", Arrays.copyOfRange(film, at, at + 40));
    }
    return needles;
  }
}
