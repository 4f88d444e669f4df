package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bojagi.catalog.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cat} and {@code extract}: every byte as it was packed, or none. */
class ExtractIT {
  private static final String FILM = "영상/살구나무.mp4";

  @TempDir Path folder;

  private Bojagi.Outcome run(String command, Path bundle, String... more) throws Exception {
    var arguments = new java.util.ArrayList<>(java.util.List.of(command, bundle.toString()));
    arguments.addAll(java.util.List.of(more));
    arguments.addAll(java.util.List.of("--identity", SmallBundle.get().key.toString()));
    return Bojagi.run(arguments.toArray(String[]::new));
  }

  private void assertSame(Map<String, byte[]> expected, Path extracted) throws IOException {
    var actual = SmallBundle.tree(extracted);
    assertEquals(new TreeSet<>(expected.keySet()), actual.keySet());
    expected.forEach((path, bytes) -> assertArrayEquals(bytes, actual.get(path), path));
  }

  @Test
  void catGivesAFileByteForByteAndSaysThatItIsInClear() throws Exception {
    var small = SmallBundle.get();
    for (var file : small.files.entrySet()) {
      var cat = run("cat", small.bundle, file.getKey()).succeeds();
      assertArrayEquals(file.getValue(), cat.outBytes(), file.getKey());
      assertTrue(cat.err().contains("in clear"), cat.err());
    }
    assertArrayEquals(small.files.get(FILM), run("cat", small.bundle, Item.idOf(FILM)).succeeds().outBytes());
    run("cat", small.bundle, "없는 것").fails(2, "없는 것", "list");
  }

  @Test
  void extractGivesTheCorpusBack() throws Exception {
    var small = SmallBundle.get();
    var run = run("extract", small.bundle, "-o", folder.resolve("out").toString()).succeeds();
    assertSame(small.files, folder.resolve("out"));
    assertTrue(run.err().contains("in clear"), run.err());
    run("extract", small.bundle, "--all", "-o", folder.resolve("all").toString()).succeeds();
    var all = SmallBundle.tree(folder.resolve("all")).keySet();
    assertTrue(all.stream().anyMatch(path -> path.startsWith("renditions/") && path.endsWith(".vtt")), all.toString());
  }

  @Test
  void aPathIsAFileAnItemOrAFolder() throws Exception {
    var small = SmallBundle.get();
    run("extract", small.bundle, "이야기", "-o", folder.resolve("1").toString()).succeeds();
    assertEquals(3, SmallBundle.tree(folder.resolve("1")).size());
    run("extract", small.bundle, FILM, "-o", folder.resolve("2").toString()).succeeds();
    assertEquals(Set.of(FILM, "영상/살구나무.ko.srt"), SmallBundle.tree(folder.resolve("2")).keySet());
    run("extract", small.bundle, "영상/살구나무.ko.srt", "-o", folder.resolve("3").toString()).succeeds();
    assertEquals(1, SmallBundle.tree(folder.resolve("3")).size());
    run("extract", small.bundle, "알아두기/", "nothing", "-o", folder.resolve("4").toString()).fails(3, "nothing");
    assertEquals(2, SmallBundle.tree(folder.resolve("4")).size());
    run("extract", small.bundle, "nothing", "-o", folder.resolve("5").toString()).fails(2, "nothing");
  }

  @Test
  void whatIsThereAlreadyStaysUnlessForced() throws Exception {
    var small = SmallBundle.get();
    var out = folder.resolve("out");
    var mine = out.resolve("알아두기/rumour.txt");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    run("extract", small.bundle, "알아두기", "-o", out.toString()).fails(3, "rumour.txt", "--force");
    assertEquals("mine", Files.readString(mine));
    run("extract", small.bundle, "알아두기", "-o", out.toString(), "--force").succeeds();
    assertArrayEquals(small.files.get("알아두기/rumour.txt"), Files.readAllBytes(mine));
    run("extract", small.bundle, "-o", mine.toString()).fails(2, "This is a file");
  }

  /** The largest file of the bundle holds a part of the film and little else. */
  private static Path largest(Path bundle) throws IOException {
    try (var files = Files.list(bundle)) {
      return files.max(java.util.Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
    }
  }

  @Test
  void aDamagedFileIsLeftOutAndTheOthersComeOut() throws Exception {
    var small = SmallBundle.get();
    var copy = small.copy(folder.resolve("damaged"));
    var volume = largest(copy);
    var bytes = Files.readAllBytes(volume);
    bytes[bytes.length / 2] ^= 1;
    Files.write(volume, bytes);
    run("extract", copy, "-o", folder.resolve("out").toString()).fails(13, volume.getFileName().toString());
    var expected = new java.util.HashMap<>(small.files);
    expected.remove(FILM);
    assertSame(expected, folder.resolve("out"));
    run("cat", copy, FILM).fails(13, volume.getFileName().toString());
  }

  @Test
  void withoutItsIndexABundleStillGivesEverythingBack() throws Exception {
    var small = SmallBundle.get();
    var copy = small.copy(folder.resolve("without-index"));
    var removed = removeIndex(copy);
    assertTrue(removed, "no file of the bundle is its index");
    var run = run("extract", copy, "-o", folder.resolve("out").toString()).succeeds();
    assertTrue(run.err().contains("without the index"), run.err());
    assertSame(small.files, folder.resolve("out"));
    assertArrayEquals(small.files.get(FILM), run("cat", copy, FILM).succeeds().outBytes());
    run("search", copy, "-q", "snow").fails(13);
    run("info", copy).fails(13);
  }

  /** Names mean nothing, so by trying: the volume without which only searching fails. */
  private boolean removeIndex(Path copy) throws Exception {
    try (var files = Files.list(copy)) {
      for (var file : files.filter(f -> f.toFile().length() > 10_000).sorted().toList()) {
        var aside = Files.move(file, folder.resolve("aside"));
        if (run("list", copy).code() == 0 && run("search", copy, "-q", "snow").code() == 13) {
          return true;
        }
        Files.move(aside, file);
      }
    }
    return false;
  }

  @Test
  void aFullDiskEndsWith14AndLeavesNothingHalf() throws Exception {
    try (var disk = SmallDisk.mount(folder.resolve("disk"), 1 << 20)) {
      run("extract", SmallBundle.get().bundle, FILM, "-o", disk.folder().toString()).fails(14, "room");
      assertEquals(Map.of(), SmallBundle.tree(disk.folder()));
    }
  }

  @Test
  void aReaderThatLeavesIsNoFault() throws Exception {
    var small = SmallBundle.get();
    var process = Bojagi.start(Map.of(), "cat", small.bundle.toString(), FILM, "--identity", small.key.toString());
    assertFalse(process.getInputStream().readNBytes(10).length < 10);
    process.getInputStream().close();
    assertFalse(new String(process.getErrorStream().readAllBytes()).contains("fault"));
    assertEquals(0, process.waitFor());
  }
}
