package org.bojagi.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bojagi.browser.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BoundedProcessTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final BoundedProcess.Limits PATIENT = new BoundedProcess.Limits(LONG, LONG, LONG, 1 << 20);

  @TempDir Path folder;

  private BoundedProcess run(String script, BoundedProcess.Limits limits) throws IOException {
    return new BoundedProcess(FakeProgram.of(folder, "fake", script), List.of(), null, limits);
  }

  @Test
  void whatItPrintsIsTheStream() throws Exception {
    try (var program = run("printf 'one two'", PATIENT)) {
      assertEquals("one two", new String(program.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void itIsGivenItsInputAndMayLeaveTheRest() throws Exception {
    var program = FakeProgram.of(folder, "fake", "head -c 3");
    var input = new byte[1 << 20];
    try (var out = new BoundedProcess(program, List.of(), () -> new ByteArrayInputStream(input), PATIENT)) {
      assertArrayEquals(new byte[3], out.readAllBytes());
    }
  }

  @Test
  void oneThatDiesAfterHalfItsOutputIsNotTakenForWhole() throws Exception {
    try (var program = run("printf half; exit 9", PATIENT)) {
      var failed = assertThrows(BoundedProcess.Failed.class, program::readAllBytes);
      assertFalse(failed.ended);
      assertTrue(failed.getMessage().contains("9"));
    }
  }

  @Test
  void oneThatHangsIsEndedWithWhatItStarted() throws Exception {
    var pidFile = folder.resolve("pid");
    // Once it was given long enough to say who it is.
    for (int millis = 300; !Files.exists(pidFile) || Files.size(pidFile) == 0; millis *= 2) {
      var limits = new BoundedProcess.Limits(LONG, Duration.ofMillis(millis), LONG, 1 << 20);
      try (var program = run("echo $$ > " + pidFile + "; sleep 1000 & sleep 1000", limits)) {
        assertTrue(assertThrows(BoundedProcess.Failed.class, program::readAllBytes).ended);
      }
    }
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    Poll.until("its end", () -> ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true));
  }

  @Test
  void oneThatClosesItsOutputAndStaysIsEndedToo() throws Exception {
    var limits = new BoundedProcess.Limits(LONG, Duration.ofMillis(300), LONG, 1 << 20);
    try (var program = run("exec >&-; sleep 1000", limits)) {
      assertTrue(assertThrows(BoundedProcess.Failed.class, program::readAllBytes).ended);
    }
  }

  @Test
  void oneThatComputesWithoutAWordIsEnded() throws Exception {
    var limits = new BoundedProcess.Limits(Duration.ofMillis(300), LONG, LONG, 1 << 20);
    try (var program = run("while :; do :; done", limits)) {
      assertTrue(assertThrows(BoundedProcess.Failed.class, program::readAllBytes).ended);
    }
  }

  @Test
  void oneThatGivesByteAfterByteWithoutEndIsEndedByWhatItMayCompute() throws Exception {
    var limits = new BoundedProcess.Limits(LONG, LONG, Duration.ofMillis(500), Long.MAX_VALUE);
    try (var program = run("while :; do printf x; done", limits)) {
      assertTrue(assertThrows(BoundedProcess.Failed.class, () -> skipAll(program)).ended);
    }
  }

  @Test
  void oneThatFloodsIsEndedAtTheLimit() throws Exception {
    try (var program = run("exec cat /dev/zero", PATIENT)) {
      assertTrue(assertThrows(BoundedProcess.Failed.class, () -> skipAll(program)).ended);
    }
  }

  @Test
  void itsComplaintsAreNeitherKeptNorInItsWay() throws Exception {
    try (var program = run("head -c 50000000 /dev/zero >&2; printf done", PATIENT)) {
      assertEquals("done", new String(program.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void ofOurEnvironmentItSeesOnlyWhatItNeeds() throws Exception {
    try (var program = run("env", PATIENT)) {
      var names =
          new String(program.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.replaceFirst("=.*", ""))
              .toList();
      assertFalse(names.contains("HOME"), names.toString());
      assertFalse(names.contains("USER"), names.toString());
    }
  }

  @Test
  void aSourceThatFailsIsToldFromAProgramThatDoes() throws Exception {
    var refusal = new IOException("the medium is gone");
    var program = FakeProgram.of(folder, "fake", "cat");
    var source =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw refusal;
          }
        };
    try (var out = new BoundedProcess(program, List.of(), () -> source, PATIENT)) {
      assertSame(refusal, assertThrows(IOException.class, out::readAllBytes));
    }
  }

  @Test
  void programsAreTakenFromFoldersOfThePathThatBeginAtTheRootAlone() throws Exception {
    FakeProgram.of(folder, "tool", "true");
    var here = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
    assertTrue(Programs.find("tool", folder.toString(), "Linux").isPresent());
    assertTrue(Programs.find("tool", here + ":" + ":.", "Linux").isEmpty());
    assertTrue(Programs.find("tool", folder.toString(), "Windows 11").isEmpty()); // no tool.exe
    assertTrue(Programs.find("tool", null, "Linux").isEmpty());
  }

  private static void skipAll(InputStream in) throws IOException {
    var buffer = new byte[1 << 16];
    while (in.read(buffer) >= 0) {
      continue;
    }
  }
}
