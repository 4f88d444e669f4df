package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawDiskTest {
  private static final String WORD = "살구나무";
  private static final byte[] FILM =
      "forty bytes of a film, from its middle..".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private static Needles needles() {
    return Needles.words(WORD, "apricot").bytes("the film", FILM);
  }

  @Test
  void whatWasWrittenAndRemovedIsFoundOnTheDiskItself() throws Exception {
    try (var disk = RawDisk.mount(folder, 32 << 20)) {
      Assumptions.assumeTrue(disk.isRaw(), "loop devices can't be mounted here");
      for (var charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "MS949")) {
        var file = disk.folder().resolve(charset);
        Files.write(file, ("x" + WORD).getBytes(Charset.forName(charset)));
        Files.delete(file);
      }
      Files.writeString(disk.folder().resolve("address"), "?q=%ec%82%b4%ea%b5%ac%eb%82%98%eb%ac%b4");
      Files.delete(disk.folder().resolve("address"));
      Files.write(disk.folder().resolve("film"), FILM);
      Files.delete(disk.folder().resolve("film"));
      assertEquals(List.of(), needles().below(disk.folder()));
      var found = disk.search(needles());
      for (var form : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "MS949", "percent signs")) {
        assertTrue(
            found.stream().anyMatch(line -> line.startsWith(WORD + " in " + form + " at ")),
            form + ": " + found);
      }
      assertTrue(found.stream().anyMatch(line -> line.startsWith("the film at ")), found.toString());
      assertTrue(found.stream().noneMatch(line -> line.startsWith("apricot")), found.toString());
    }
    assertFalse(Files.exists(folder.resolve("memory/disk.img")));
  }

  @Test
  void whatRemainsIsFoundInFilesAndInTheirNames() throws Exception {
    try (var disk = RawDisk.mount(folder, 32 << 20)) {
      Files.writeString(disk.folder().resolve("it's an " + WORD), "nothing");
      Files.createSymbolicLink(disk.folder().resolve("link"), Path.of("to-an-apricot"));
      var below = Files.createDirectory(disk.folder().resolve("sub"));
      Files.writeString(below.resolve("json"), "\\uc0b4\\uad6c\\ub098\\ubb34");
      var found = needles().below(disk.folder());
      assertEquals(3, found.size(), found.toString());
      assertFalse(disk.search(needles()).isEmpty());
    }
  }

  @Test
  void aDiskWithNothingOnItHasNothing() throws Exception {
    try (var disk = RawDisk.mount(folder, 32 << 20)) {
      Files.write(disk.folder().resolve("other"), new byte[1000]);
      assertEquals(List.of(), disk.search(needles()));
    }
  }

  /** At every place around the borders of the buffer that a file is read through. */
  @Test
  void nothingIsMissedWhereOneBufferEnds() throws Exception {
    var file = folder.resolve("file");
    int border = 4 << 20;
    var random = new Random(Trials.seed(RawDiskTest.class));
    for (int trial = 0; trial < Trials.of(200); trial++) {
      var bytes = new byte[2 * border + random.nextInt(10_000)];
      int at = border * (1 + random.nextInt(2)) - random.nextInt(5000);
      System.arraycopy(FILM, 0, bytes, at, FILM.length);
      Files.write(file, bytes);
      assertEquals(List.of("the film at " + at + " of " + file), needles().in(file));
    }
  }
}
