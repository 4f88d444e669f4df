package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bojagi.SampleStick;
import org.bojagi.browser.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A computer with 1 GB of memory, as Java sees it: of that it takes what its options allow. Sizes, not speed.
 */
@EnabledOnOs(OS.LINUX)
class SmallMemoryIT {
  private static final long MIB = 1 << 20;

  /** Beside the browser and the system, which need the rest. */
  private static final long MOST_AT_ANY_TIME = 450 * MIB;

  private static final long MOST_AFTER_UNLOCKING = 200 * MIB;
  private static final long MOST_AFTER_READING = 240 * MIB;

  @TempDir Path folder;

  @Test
  void aComputerOfOneGigabyteUnlocksSearchesAndPlays() throws Exception {
    var stick = SampleStick.get().copy(folder.resolve("stick"), true);
    SampleStick.javaOption(stick, "-XX:MaxRAM=1g");
    try (var visitor = new Visitor(folder, stick, stick)) {
      assertFalse(visitor.unlock(SampleStick.get().words).contains("role=\"alert\""));
      assertEquals(200, visitor.get("/").status());
      long pid = visitor.reader.java().pid();
      Poll.until("that the key's memory is given back", () -> resident(pid, "VmRSS") < MOST_AFTER_UNLOCKING);
      long unlocked = resident(pid, "VmRSS");
      assertTrue(visitor.search("스물일곱걸음").contains("세는 로인"));
      var film = visitor.http.get(visitor.media("apricot tree"));
      assertEquals(String.valueOf(film.bytes().length), film.header("Content-Length"));
      for (int i = 0; i < 50; i++) {
        assertArrayEquals(film.bytes(), visitor.http.get(visitor.media("apricot tree")).bytes());
        visitor.search("살구나무 " + i);
      }
      long most = resident(pid, "VmHWM");
      long after = resident(pid, "VmRSS");
      System.out.println("With 1 GB: at most " + most / MIB + " MiB, unlocked " + unlocked / MIB
          + ", after reading " + after / MIB);
      assertTrue(after < MOST_AFTER_READING, after + " bytes");
      assertTrue(most < MOST_AT_ANY_TIME, most + " bytes");
    }
  }

  /** @param what of proc_pid_status(5) */
  private static long resident(long pid, String what) throws IOException {
    var line = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(l -> l.startsWith(what)).findFirst();
    return Long.parseLong(line.orElseThrow().replaceAll("\\D", "")) << 10;
  }
}
