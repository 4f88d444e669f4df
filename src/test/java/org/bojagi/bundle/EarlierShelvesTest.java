package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Locations.Located;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shelves of an edition in the next one. */
class EarlierShelvesTest {
  private static final long VOLUME_BYTES = 1 << 20;

  @TempDir Path temp;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private SealedBundle sealed;

  @BeforeEach
  void aBundleOfTwoShelves() throws Exception {
    for (int i = 0; i < 20; i++) {
      files.put("글 " + i + ".html", ("줄 " + i + " 강물\n").repeat(200).getBytes(StandardCharsets.UTF_8));
    }
    sealed = new SealedBundle(temp.resolve("first"), VOLUME_BYTES, files);
    assertEquals(Set.of("shelves/0001.tar.zst", "shelves/0002.tar.zst"), Set.copyOf(located().map(this::shelf).toList()));
  }

  private java.util.stream.Stream<Located> located() {
    return sealed.locations.values().stream();
  }

  private String shelf(Located file) {
    return file.extents().getFirst().entry();
  }

  private EarlierShelves staying(Bundle old, List<Located> files) {
    var shelves = new EarlierShelves(old);
    files.forEach(file -> shelves.add(file.file().path(), file.extents()));
    return shelves;
  }

  private BundleWriter next() throws Exception {
    return new BundleWriter(temp.resolve("next"), VOLUME_BYTES, null);
  }

  @Test
  void oneOfWhichAllStaysGoesOnByteByByteAndNoOther() throws Exception {
    var all = located().toList();
    var gone = all.getLast();
    try (var old = sealed.open();
        var writer = next()) {
      var shelves = staying(old, all.subList(0, all.size() - 1));
      var places = new ArrayList<Extent>();
      for (var file : all) {
        var extent = file.extents().getFirst();
        assertArrayEquals(files.get(file.file().path()), shelves.content(extent));
        var carried = shelves.carry(extent, writer, true);
        assertEquals(!shelf(file).equals(shelf(gone)), carried.isPresent(), file.file().path());
        carried.ifPresent(places::add);
        carried.ifPresent(now -> assertEquals(extent.within(), now.within()));
        carried.ifPresent(now -> assertEquals(extent.length(), now.length()));
      }
      assertFalse(shelves.hasUnnamed());
      assertEquals(1, Set.copyOf(places.stream().map(Extent::plaintextOffset).toList()).size());
      writer.closeShelf();
      writer.finish(new About(Map.of(), "ko", "", "", List.of()), 1, List.of(sealed.reader.recipient()));
      try (var keys = KeyRing.of(X25519Identity.parse(sealed.reader.encode()));
          var made = Bundle.open(temp.resolve("next"), keys)) {
        assertArrayEquals(frame(old, all.getFirst().extents().getFirst()), frame(made, places.getFirst()));
        for (int i = 0; i < places.size(); i++) {
          var file = all.get(i).file();
          try (var in = made.read(new Located(file, List.of(places.get(i))), null)) {
            assertArrayEquals(files.get(file.path()), in.readAllBytes());
          }
        }
      }
    }
  }

  private static byte[] frame(Bundle bundle, Extent extent) throws Exception {
    var volume = bundle.payload(extent.volume());
    return volume.stream(extent.plaintextOffset(), extent.length(), null).readAllBytes();
  }

  @Test
  void itIsSaidWhetherFilesOfOneThatWentOnAreStillToCome() throws Exception {
    var all = located().toList();
    try (var old = sealed.open();
        var writer = next()) {
      var shelves = staying(old, all);
      assertTrue(shelves.carry(all.getFirst().extents().getFirst(), writer, true).isPresent());
      assertTrue(shelves.hasUnnamed());
      // While these are to come no other is begun, and once they came that stays so.
      assertTrue(shelves.carry(all.getLast().extents().getFirst(), writer, false).isEmpty());
      for (var file : all) {
        var carried = shelves.carry(file.extents().getFirst(), writer, true);
        assertEquals(shelf(file).equals(shelf(all.getFirst())), carried.isPresent());
      }
      assertFalse(shelves.hasUnnamed());
    }
  }

  @Test
  void oneWithANameThatIsTakenIsTakenApart() throws Exception {
    var all = located().toList();
    try (var old = sealed.open();
        var writer = next()) {
      writer.shelve(all.get(1).file().path(), new byte[] {1});
      var shelves = staying(old, all);
      assertTrue(shelves.carry(all.getFirst().extents().getFirst(), writer, true).isEmpty());
      assertTrue(shelves.carry(all.getLast().extents().getFirst(), writer, true).isPresent());
    }
  }

  /** Two files of the same content have one name on the shelf; where that one is gone, its path must not go on. */
  @Test
  void oneWithTheNameOfAFileThatIsGoneIsTakenApart() throws Exception {
    var all = located().toList();
    try (var old = sealed.open();
        var writer = next()) {
      var shelves = staying(old, all.subList(1, all.size()));
      shelves.add("사본/" + all.getFirst().file().path(), all.getFirst().extents());
      assertTrue(shelves.carry(all.getFirst().extents().getFirst(), writer, true).isEmpty());
      assertTrue(shelves.carry(all.getLast().extents().getFirst(), writer, true).isPresent());
    }
  }

  @Test
  void aVolumeWithSomethingOnAShelfThatNoItemHasIsNotTakenOver() throws Exception {
    var all = located().toList();
    try (var old = sealed.open()) {
      assertEquals(1, reused(old, all));
      assertEquals(0, reused(old, all.subList(1, all.size())));
    }
  }

  /** How many volumes would be. */
  private int reused(Bundle old, List<Located> named) throws Exception {
    var reused = new ReusedVolumes(old);
    named.forEach(file -> reused.add(file.file().of(), file.extents()));
    reused.condemnUnsound(id -> false, staying(old, named));
    return reused.volumes().size();
  }
}
