package org.bojagi.open;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Shelves.Order;
import org.bojagi.verify.PackedBundle;
import org.bojagi.verify.PackedBundle.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
  private static final long VOLUME_BYTES = 300_000;

  @TempDir Path folder;
  private final ChunkCache cache = new ChunkCache(1 << 20);

  private static Map<String, Source> files(String... paths) {
    var files = new LinkedHashMap<String, Source>();
    for (var path : paths) {
      var bytes = new byte[path.endsWith(".mp4") ? 700_000 : 0];
      new Random(path.length()).nextBytes(bytes);
      files.put(path, Source.of(bytes.length > 0 ? bytes : ("살구꽃 아래 " + path).getBytes(StandardCharsets.UTF_8)));
    }
    return files;
  }

  private static KeyRing keys(PackedBundle bundle) throws Exception {
    return KeyRing.of(X25519Identity.parse(bundle.reader.encode()));
  }

  @Test
  void twoBundlesAreListedSearchedAndReadAsOne() throws Exception {
    var spring = new PackedBundle(folder.resolve("봄"), VOLUME_BYTES, files("글/나.txt", "영상/다.mp4"), new PackedBundle.Mistakes());
    var autumn = new PackedBundle(folder.resolve("가을"), VOLUME_BYTES, files("글/가.txt"), new PackedBundle.Mistakes());
    try (var one = OpenBundle.openToRead(spring.folder, keys(spring), cache);
        var other = OpenBundle.openToRead(autumn.folder, keys(autumn), cache)) {
      var library = new Library(List.of(one, other));
      assertEquals(3, library.shelves().count(Set.of()));
      var found = library.searcher().search("살구꽃", SearchOptions.first(10));
      assertEquals(Set.of(0, 1), Set.copyOf(found.hits().stream().map(hit -> hit.bundle()).toList()));
      assertTrue(found.hits().getFirst().snippet().text().contains("살구꽃 아래"));
      var film = library.shelves().byPath(0, "영상/다.mp4").orElseThrow();
      var located = library.file(film.stored(), 0);
      try (var in = library.read(0, located, 650_000, 1_000, null)) {
        var expected = files("영상/다.mp4").get("영상/다.mp4").bytes();
        assertArrayEquals(java.util.Arrays.copyOfRange(expected, 650_000, 651_000), in.readAllBytes());
      }
    }
  }

  @Test
  void withoutItsIndexABundleIsListedAndReadByItsCatalogue() throws Exception {
    var packed = new PackedBundle(folder.resolve("봄"), VOLUME_BYTES, files("글/나.txt", "영상/다.mp4", "글/라.txt"), new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      for (var volume : bundle.root().index().volumes()) {
        Files.delete(bundle.file(volume.id()).orElseThrow());
      }
    }
    try (var open = OpenBundle.openToRead(packed.folder, keys(packed), cache)) {
      assertNotNull(open.indexFault());
      var library = new Library(List.of(open));
      assertEquals(3, library.shelves().list(Set.of(), Order.SOUTHERN, 0, 10).size());
      var film = library.shelves().byPath(0, "영상/다.mp4").orElseThrow();
      var located = library.file(film.stored(), 0);
      try (var in = library.read(0, located, 0, located.file().sizeBytes(), null)) {
        assertArrayEquals(files("영상/다.mp4").get("영상/다.mp4").bytes(), in.readAllBytes());
      }
      assertEquals(1, library.searcher().search("라", SearchOptions.first(10)).hits().size());
    }
  }

  @Test
  void withoutItsIndexABundlesShelvesAreReadByTheNamesInTheirTars() throws Exception {
    var files = PackedBundle.manySmallFiles();
    var packed = new PackedBundle(folder.resolve("봄"), 1_000_000, files, new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      for (var volume : bundle.root().index().volumes()) {
        Files.delete(bundle.file(volume.id()).orElseThrow());
      }
    }
    try (var open = OpenBundle.openToRead(packed.folder, keys(packed), cache)) {
      var library = new Library(List.of(open));
      for (var file : files.entrySet()) {
        var item = library.shelves().byPath(0, file.getKey()).orElseThrow();
        var located = library.file(item.stored(), 0);
        try (var in = library.read(0, located, 0, located.file().sizeBytes(), null)) {
          assertArrayEquals(file.getValue().bytes(), in.readAllBytes(), file.getKey());
        }
        var found = new FileFinder(open, fault -> { }, () -> { }).find(file.getKey()).orElseThrow();
        try (var in = open.bundle().read(found, null)) {
          assertArrayEquals(file.getValue().bytes(), in.readAllBytes(), file.getKey());
        }
      }
    }
  }

  @Test
  void aLostVolumeCostsWhatIsInItAndNothingElse() throws Exception {
    var packed = new PackedBundle(folder.resolve("봄"), VOLUME_BYTES, files("글/나.txt", "영상/다.mp4", "글/라.txt"), new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      Files.delete(bundle.file(bundle.root().content().volumes().getFirst().id()).orElseThrow());
    }
    try (var open = OpenBundle.openToRead(packed.folder, keys(packed), cache)) {
      assertNull(open.indexFault());
      var library = new Library(List.of(open));
      var lost = library.shelves().byPath(0, "글/나.txt").orElseThrow();
      assertThrows(
          DamagedBundleException.class,
          () -> library.read(0, library.file(lost.stored(), 0), 0, 1, null).readAllBytes());
      var sound = library.shelves().byPath(0, "글/라.txt").orElseThrow();
      try (var in = library.read(0, library.file(sound.stored(), 0), 0, 6, null)) {
        assertEquals("살구", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void bundlesAreFoundWhereAPersonPoints() throws Exception {
    var packed = new PackedBundle(folder.resolve("stick/bojagi/봄"), VOLUME_BYTES, files("글/나.txt"), new PackedBundle.Mistakes());
    Files.writeString(folder.resolve("stick/read.sh"), "#!/bin/sh\n");
    Files.createDirectories(folder.resolve("stick/other/empty"));
    var unfinished = Files.createDirectories(folder.resolve("stick/bojagi/1.partial"));
    Files.writeString(unfinished.resolve("00.age"), "age-encryption.org/v1\n");
    var expected = List.of(packed.folder.toAbsolutePath());
    assertEquals(expected, FoundBundles.in(List.of(folder.resolve("stick"))));
    assertEquals(expected, FoundBundles.in(List.of(folder.resolve("stick/bojagi"))));
    assertEquals(expected, FoundBundles.in(List.of(packed.folder, folder.resolve("stick"))));
    assertEquals(List.of(), FoundBundles.in(List.of(folder.resolve("stick/other"), folder.resolve("none"))));
  }

  @Test
  void aPipeOnAStickKeepsNobodyWaiting() throws Exception {
    var stick = Files.createDirectories(folder.resolve("stick"));
    assertEquals(0, new ProcessBuilder("mkfifo", stick.resolve("pipe.age").toString()).start().waitFor());
    assertTimeoutPreemptively(
        Duration.ofMinutes(5), () -> assertEquals(List.of(), FoundBundles.in(List.of(stick))));
  }
}
