package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bojagi.Trials;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.fault.DamagedBundleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files on shelves: what goes there comes back, in any order and by any range, and hostile shelves cost nothing. */
class ShelfTest {
  @TempDir Path temp;

  /** 2 corpora with volumes of every size; full trials: 40. */
  @Test
  void whateverIsShelvedIsReadBackInAnyOrderAndByAnyRange() throws Exception {
    var random = new Random(Trials.seed(ShelfTest.class));
    for (int trial = 0; trial < Trials.of(40); trial++) {
      var files = new LinkedHashMap<String, byte[]>();
      for (int i = random.nextInt(300); i >= 0; i--) {
        int most = random.nextInt(8) == 0 ? random.nextInt(40) == 0 ? 2_500_000 : 600_000 : 4_000;
        files.put(path(random, i), text(random, random.nextInt(most)));
      }
      files.put("영상.mp4", SealedBundle.bytes(random, random.nextInt(400_000)));
      long volumeBytes = List.of(Format.MIN_VOLUME_BYTES, 300_000L, 3_000_000L, 1L << 26, 1L << 30).get(random.nextInt(5));
      var sealed = new SealedBundle(temp.resolve("b" + trial), volumeBytes, files);
      assertEquals(files.keySet(), sealed.locations.keySet().stream().collect(java.util.stream.Collectors.toSet()));
      try (var bundle = sealed.open()) {
        for (var volume : bundle.root().volumes()) {
          assertTrue(volume.fileBytes() <= volumeBytes);
        }
        var order = new ArrayList<>(sealed.locations.values());
        Collections.shuffle(order, random);
        for (var located : order) {
          var whole = files.get(located.file().path());
          int from = random.nextInt(whole.length + 1);
          int length = random.nextInt(whole.length - from + 1);
          try (var in = bundle.read(located, from, length, null)) {
            assertArrayEquals(Arrays.copyOfRange(whole, from, from + length), in.readAllBytes());
          }
          try (var in = bundle.read(located, null)) {
            assertArrayEquals(whole, in.readAllBytes(), located.file().path());
          }
        }
      }
    }
  }

  @Test
  void tenThousandFilesReadInOrderOpenEachShelfOnce() throws Exception {
    var random = new Random(1);
    var files = new LinkedHashMap<String, byte[]>();
    for (int i = 0; i < 10_000; i++) {
      files.put(i / 100 + "/글 " + i + ".html", text(random, random.nextInt(900)));
    }
    var sealed = new SealedBundle(temp.resolve("b"), 1L << 26, files);
    try (var bundle = sealed.open()) {
      var shelves = new java.util.HashSet<String>();
      for (var located : sealed.locations.values()) {
        shelves.add(located.extents().getFirst().entry());
        try (var in = bundle.read(located, null)) {
          assertArrayEquals(files.get(located.file().path()), in.readAllBytes());
        }
      }
      assertTrue(shelves.size() >= 10, shelves.toString());
      assertEquals(shelves.size(), bundle.shelves().opened());
    }
  }

  @Test
  void threadsThatReadNeighboursOpenTheirShelfOnceTogether() throws Exception {
    var random = new Random(2);
    var files = new LinkedHashMap<String, byte[]>();
    for (int i = 0; i < 200; i++) {
      files.put(i + ".html", text(random, 2_000));
    }
    var sealed = new SealedBundle(temp.resolve("b"), 1L << 26, files);
    try (var bundle = sealed.open();
        var threads = Executors.newFixedThreadPool(8)) {
      var readings = new ArrayList<Callable<Void>>();
      for (var located : sealed.locations.values()) {
        readings.add(
            () -> {
              try (var in = bundle.read(located, null)) {
                assertArrayEquals(files.get(located.file().path()), in.readAllBytes());
              }
              return null;
            });
      }
      for (var done : threads.invokeAll(readings)) {
        done.get();
      }
      assertEquals(1, bundle.shelves().opened());
    }
  }

  @Test
  void anAliasOfAPathIsAnotherFileAndPathsThatLeadOutsideAreABug() throws Exception {
    var folder = temp.resolve("b");
    try (var writer = new BundleWriter(folder, 1 << 22, null)) {
      var first = writer.shelve("a", new byte[] {1});
      var second = writer.shelve("a", new byte[] {2});
      assertFalse(first.isPlaced());
      assertThrows(NullPointerException.class, first::extents);
      writer.closeShelf();
      assertNotEquals(first.extents(), second.extents());
      assertEquals(Encoding.ZSTD, first.extents().getFirst().encoding());
      for (var path : List.of("/a", "../a", "a/../b", "a//b", "", ".", "a/", "a\0b")) {
        assertThrows(IllegalArgumentException.class, () -> writer.shelve(path, new byte[1]), path);
      }
    }
  }

  @Test
  void aFlippedBitInAShelfCostsWhatIsOnItAndNoMore() throws Exception {
    var random = new Random(Trials.seed(ShelfTest.class));
    var files = new LinkedHashMap<String, byte[]>();
    for (int i = 0; i < 400; i++) {
      files.put(i + ".html", SealedBundle.bytes(random, 9_000));
    }
    var sealed = new SealedBundle(temp.resolve("b"), 1L << 26, files);
    var volume = sealed.byKind().get("content").getFirst();
    for (int trial = 0; trial < Trials.of(100); trial++) {
      var copy = SealedBundle.copy(sealed.folder, temp.resolve("copy" + trial));
      var damaged = copy.resolve(volume.getFileName());
      SealedBundle.flipBit(damaged, 8 * (200_000 + random.nextLong(3_000_000)));
      try (var bundle = Bundle.open(copy, KeyRing.of(sealed.reader))) {
        var lost = new java.util.HashSet<String>();
        for (var located : sealed.locations.values()) {
          try (var in = bundle.read(located, null)) {
            assertArrayEquals(files.get(located.file().path()), in.readAllBytes());
          } catch (DamagedBundleException e) {
            lost.add(located.extents().getFirst().entry());
            assertTrue(e.where().contains(damaged.getFileName().toString()) || e.where().contains("shelves/"), e.where());
          }
        }
        assertTrue(lost.size() >= 1 && lost.size() <= 2, lost.toString());
      }
    }
  }

  /** 2,000 shelves whose frames are sound and whose tars are not, and the other way round; full trials: 40,000. */
  @Test
  void whateverAShelfHoldsItIsReadInItsBoundsOrNamed() throws Exception {
    var random = new Random(Trials.seed(ShelfTest.class));
    var tar = new ByteArrayOutputStream();
    for (int i = 0; i < 30; i++) {
      Tar.add(tar, path(random, i), text(random, random.nextInt(2_000)));
    }
    tar.writeBytes(new byte[Tar.END_BYTES]);
    int named = 0;
    for (int trial = 0; trial < Trials.of(40_000); trial++) {
      var content = tar.toByteArray();
      boolean inside = random.nextBoolean();
      for (int i = random.nextInt(4); inside && i >= 0; i--) {
        content[random.nextInt(content.length / 512) * 512 + random.nextInt(160)] = (byte) random.nextInt();
      }
      var frame = Zstd.compress(content, 3);
      for (int i = random.nextInt(4); !inside && i >= 0; i--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      int within = random.nextInt(content.length + 1000);
      int size = random.nextInt(5_000);
      var extent = new Extent("v", "shelves/0001.tar.zst", 0, frame.length, Encoding.ZSTD, within, size);
      try {
        var shelf = Shelf.open(extent, (offset, length) -> frame);
        assertTrue(shelf.sizeBytes() <= Format.MAX_SHELF_BYTES);
        try (var in = shelf.stream(within, size)) {
          assertEquals(size, in.readAllBytes().length);
        }
        for (var file : shelf.files()) {
          assertTrue(file.within() + file.sizeBytes() <= shelf.sizeBytes());
        }
      } catch (DamagedBundleException e) {
        named++;
        assertEquals("shelves/0001.tar.zst", e.where());
      }
    }
    assertTrue(named > 0);
  }

  @Test
  void aShelfThatIsTooLongIsRefusedBeforeItIsRead() {
    var extent = new Extent("v", "shelves/0001.tar.zst", 0, 5 << 20, Encoding.ZSTD, 0, 1);
    assertThrows(
        DamagedBundleException.class,
        () -> Shelf.open(extent, (offset, length) -> { throw new AssertionError("read"); }));
  }

  @Test
  void theTarSaysNothingButNamesAndLengths() throws Exception {
    var tar = new ByteArrayOutputStream();
    int offset = Tar.add(tar, "글/이야기.txt", "글".getBytes(StandardCharsets.UTF_8));
    tar.writeBytes(new byte[Tar.END_BYTES]);
    assertEquals(List.of(new ShelvedFile("글/이야기.txt", offset, 3)), Tar.list(tar.toByteArray()));
    var listed = Files.write(temp.resolve("a.tar"), tar.toByteArray());
    var said = new String(new Programs(temp).run(new byte[0], "tar", "--utc", "--numeric-owner", "-tvf", listed.toString()), StandardCharsets.UTF_8);
    assertEquals("-rw-r--r-- 0/0", said.substring(0, 14));
    assertTrue(said.contains("2000-01-01 00:00"), said);
  }

  private static String path(Random random, int number) {
    var folder = List.of("", "글/", "a/b/", "긴 이름 ".repeat(9) + "/", "_", "🎬/").get(random.nextInt(6));
    return folder + number + ".html";
  }

  private static byte[] text(Random random, int length) {
    var text = new StringBuilder();
    while (text.length() < length) {
      text.append("낱말").append(random.nextInt(1000)).append(random.nextInt(5) == 0 ? "\n" : " ");
    }
    return Arrays.copyOf(text.toString().getBytes(StandardCharsets.UTF_8), length);
  }
}
