package org.bojagi.scrub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

/** Damaged and hostile files: no exception, edits in order and inside of the file, work bounded by its size. */
class ScrubbingFuzzTest {
  private static final Path ODD = Path.of("src/test/resources/org/bojagi/scrub/odd");
  private static final Path SAMPLES = Path.of("src/test/resources/org/bojagi/scrub/samples");

  @Test
  void oddFilesOfThePastAreBorne() throws Exception {
    try (var files = Files.list(ODD)) {
      var all = files.sorted().toList();
      assertFalse(all.isEmpty(), "no saved odd files");
      for (var file : all) {
        check(Files.readAllBytes(file), file.toString());
      }
    }
  }

  @Test
  void mutatedFilesAreBorne() throws Exception {
    long seed = Trials.seed(ScrubbingFuzzTest.class);
    var random = new Random(seed);
    try (var files = Files.list(SAMPLES)) {
      var all = files.filter(file -> !file.toString().endsWith(".md")).sorted().toList();
      assertTrue(all.size() >= 10, "samples are missing");
      for (var file : all) {
        var whole = Files.readAllBytes(file);
        check(whole, file.toString());
        for (int trial = 0; trial < Trials.of(2000); trial++) {
          check(mutated(whole, random), file + " trial " + trial + " of seed " + seed);
        }
      }
    }
  }

  private static byte[] mutated(byte[] whole, Random random) {
    var bytes = whole.clone();
    for (int i = random.nextInt(6); i >= 0; i--) {
      // Most structure stands in front.
      int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(Math.min(bytes.length, 400));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0xFF : 0));
        case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int from = random.nextInt(bytes.length);
          int n = Math.min(random.nextInt(64), bytes.length - Math.max(from, at));
          System.arraycopy(bytes, from, bytes, at, Math.max(0, n));
        }
      }
    }
    return bytes;
  }

  private static void check(byte[] bytes, String name) {
    long[] read = new long[1];
    var plain = SeekableBytes.of(bytes);
    var counted =
        new SeekableBytes(
            bytes.length,
            (offset, buffer, at, length) -> {
              read[0] += length;
              return plain.reader().read(offset, buffer, at, length);
            });
    try {
      var cleaning = Scrubbing.of(null, counted, Set.of());
      long end = 0;
      for (var edit : cleaning.edits()) {
        assertTrue(edit.offset() >= end && edit.length() >= 0 && edit.end() <= bytes.length, name);
        end = edit.end();
      }
      assertEquals(
          cleaning.sizeAfter(bytes.length), EditedBytes.stream(plain, cleaning).readAllBytes().length, name);
      assertTrue(read[0] <= 500_000_000L + 100L * bytes.length, name + " was read over and over");
    } catch (RuntimeException | IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
