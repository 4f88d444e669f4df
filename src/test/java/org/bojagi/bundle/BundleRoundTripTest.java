package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes in comes out, whatever the sizes and names, and through the real {@code age} and {@code unzip} too. */
class BundleRoundTripTest {
  @TempDir Path folder;

  @Test
  void everyFileComesBackByteForByteFromTinyVolumes() throws Exception {
    var files = new LinkedHashMap<String, byte[]>();
    var random = new Random(7);
    for (int i = 0; i < 60; i++) {
      files.put("글/이야기 " + i + ".txt", ("가나다라 " + i + "\n").repeat(random.nextInt(400)).getBytes(StandardCharsets.UTF_8));
    }
    files.put("빈 것.bin", new byte[0]);
    files.put("영상/🎬 큰 것.mp4", bytes(random, 700_000));
    files.put("영상/딱 맞는 것.bin", bytes(random, 1 << 16));
    var sealed = new SealedBundle(folder.resolve("b"), 200_000, files);
    try (var bundle = Bundle.open(folder.resolve("b"), KeyRing.of(sealed.reader))) {
      assertEquals(List.of(), bundle.findings());
      var lines = new ArrayList<CatalogueLine>();
      bundle.catalogue(lines::add, fault -> { throw new AssertionError(fault); });
      assertEquals(files.size(), lines.size());
      for (var located : sealed.locations.values()) {
        try (var in = bundle.read(located, null)) {
          assertArrayEquals(files.get(located.file().path()), in.readAllBytes(), located.file().path());
        }
      }
      assertTrue(sealed.locations.get("영상/🎬 큰 것.mp4").extents().size() > 3);
      var copy = Locations.decode(new Locations(List.copyOf(sealed.locations.values())).encode());
      assertEquals(sealed.locations.size(), copy.files().size());
    }
    assertFalse(Files.exists(folder.resolve("b.partial")));
  }

  /** 500 random ranges of a file in many volumes and of a compressed one; full trials: 10,000. */
  @Test
  void anyRangeOfAFileIsThatOfItsBytes() throws Exception {
    var random = new Random(Trials.seed(BundleRoundTripTest.class));
    var files = new LinkedHashMap<String, byte[]>();
    files.put("영상.mp4", bytes(random, 700_000));
    files.put("글.txt", "한 글자도 잃지 않는다.\n".repeat(9_000).getBytes(StandardCharsets.UTF_8));
    var sealed = new SealedBundle(folder.resolve("b"), 200_000, files);
    try (var bundle = Bundle.open(folder.resolve("b"), KeyRing.of(sealed.reader))) {
      for (int trial = 0; trial < Trials.of(10_000); trial++) {
        for (var located : sealed.locations.values()) {
          var whole = files.get(located.file().path());
          int from = random.nextInt(whole.length + 1);
          int length = random.nextInt(Math.min(whole.length - from, 100_000) + 1);
          try (var in = bundle.read(located, from, length, null)) {
            assertArrayEquals(Arrays.copyOfRange(whole, from, from + length), in.readAllBytes());
          }
        }
      }
      var film = sealed.locations.get("영상.mp4");
      long before = bundle.payload(film.extents().getLast().volume()).chunksDecrypted();
      try (var in = bundle.read(film, 699_990, 10, null)) {
        assertEquals(10, in.readAllBytes().length);
      }
      assertTrue(bundle.payload(film.extents().getLast().volume()).chunksDecrypted() - before <= 2);
    }
  }

  static byte[] bytes(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
