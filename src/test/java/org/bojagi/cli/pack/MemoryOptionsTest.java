package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a pack remembers: in the folder that the system has for such things, and never where a bundle travels. */
class MemoryOptionsTest {
  @TempDir Path temp;

  @Test
  void eachSystemHasAFolderForIt() {
    var home = Map.of("HOME", "/home/ara");
    assertEquals(Optional.of(Path.of("/home/ara/.cache/bojagi")), MemoryOptions.folder("Linux", home));
    assertEquals(Optional.of(Path.of("/home/ara/Library/Caches/Bojagi")), MemoryOptions.folder("Mac OS X", home));
    assertEquals(
        Optional.of(Path.of("/caches/bojagi")),
        MemoryOptions.folder("Linux", Map.of("HOME", "/home/ara", "XDG_CACHE_HOME", "/caches")));
    assertEquals(
        Optional.of(Path.of("/local/Bojagi")), MemoryOptions.folder("Windows 11", Map.of("LOCALAPPDATA", "/local")));
  }

  @Test
  void withoutAHomeThereIsNone() {
    for (var system : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
      assertEquals(Optional.empty(), MemoryOptions.folder(system, Map.of()));
      assertEquals(
          Optional.empty(),
          MemoryOptions.folder(system, Map.of("HOME", "", "LOCALAPPDATA", "here", "XDG_CACHE_HOME", "here")));
    }
  }

  @Test
  void itNeverLiesInABundleNorOnItsMediumUnlessTheHomeDoes() throws IOException {
    var card = Files.createDirectories(temp.resolve("card"));
    var bundle = card.resolve("spring");
    var home = Files.createDirectories(temp.resolve("home"));
    var environment = Map.of("HOME", home.toString());
    assertTrue(MemoryOptions.travels(bundle.resolve("bojagi"), bundle, environment));
    assertTrue(MemoryOptions.travels(card.resolve("bojagi"), bundle, environment));
    assertTrue(MemoryOptions.travels(card.resolve("bojagi"), bundle, Map.of()));
    assertTrue(MemoryOptions.travels(card.resolve("cache/bojagi"), bundle, environment));
    assertFalse(MemoryOptions.travels(home.resolve(".cache/bojagi"), bundle, environment));
    assertFalse(MemoryOptions.travels(home.resolve(".cache/bojagi"), home.resolve("spring"), environment));
    var link = Files.createSymbolicLink(temp.resolve("link"), card);
    assertTrue(MemoryOptions.travels(link.resolve("bojagi"), bundle, environment));
  }
}
