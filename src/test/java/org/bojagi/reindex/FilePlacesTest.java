package org.bojagi.reindex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.Fault;
import org.bojagi.open.OpenBundle;
import org.bojagi.verify.PackedBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePlacesTest {
  private static final String STORED = "영상/70000.mp4";

  @TempDir Path folder;
  private PackedBundle packed;
  private final Map<String, Located> located = new LinkedHashMap<>();
  private final Map<String, PackedFile> catalogue = new LinkedHashMap<>();
  private Path volume;

  @BeforeEach
  void pack() throws Exception {
    var files = PackedBundle.someFiles();
    files.keySet().removeIf(path -> path.contains("2600000"));
    packed = new PackedBundle(folder.resolve("bundle"), 4_000_000, files, new PackedBundle.Mistakes());
    try (var open = OpenBundle.of(packed.open(), OpenBundle.newCache())) {
      for (int document : open.requireIndex().items()) {
        var file = OpenBundle.locations(open.requireIndex().item(document)).files().getFirst();
        located.put(file.file().path(), file);
      }
      open.bundle().catalogue(line -> catalogue.put(line.file().path(), line.file()), fault -> {});
      volume = open.bundle().file(located.get(STORED).extents().getFirst().volume()).orElseThrow();
    }
  }

  @Test
  void contentUnderAnotherNameIsFoundWhereItWasLookedFor() throws Exception {
    var first = catalogue.get(STORED);
    var twin =
        new PackedFile(
            "twin", "영상/같은것.mp4", "twin", Role.ITEM, "", first.mediaType(), "und", null, "", first.sizeBytes(), null,
            Map.of(), first.segmentHashes(), first.sha256());
    try (var bundle = packed.open()) {
      var places = new FilePlaces(bundle, new PackedNames(bundle, fault -> {}), null);
      assertTrue(places.find(twin, 0).isEmpty());
      places.want(Set.of(ByteBuffer.wrap(first.sha256())));
      assertTrue(places.isWanted(first));
      assertTrue(places.find(first, 0).orElseThrow().proven());
      assertFalse(places.isWanted(first), "it is found now");
      assertEquals(located.get(STORED).extents(), extents(places, twin));
    }
  }

  @Test
  void aFileWhoseLocalHeaderIsDamagedIsStillWhereTheListOfEntriesSays() throws Exception {
    var extent = located.get(STORED).extents().getFirst();
    long header = extent.plaintextOffset() - STORED.getBytes(UTF_8).length;
    try (var file = new RandomAccessFile(volume.toFile(), "rw")) {
      file.seek(200 + header / 65_536 * 65_552);
      file.write(~file.read());
    }
    var complaints = new ArrayList<Fault>();
    try (var bundle = packed.open()) {
      var names = new PackedNames(bundle, complaints::add);
      assertEquals(List.of(), complaints);
      assertEquals(List.of(extent), names.of(catalogue.get(STORED), 0).getFirst().extents());
      assertEquals(List.of(extent), extents(new FilePlaces(bundle, names, null), catalogue.get(STORED)));
    }
  }

  private static List<Extent> extents(FilePlaces places, PackedFile file) throws Exception {
    return places.find(file, 0).orElseThrow().located().extents();
  }
}
