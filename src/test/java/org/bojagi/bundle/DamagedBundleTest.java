package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.bojagi.Trials;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgePayload;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage costs what it hit and no more: everything else is served, and never a wrong byte. */
class DamagedBundleTest {
  private static final long CHUNK_BYTES = AgePayload.CHUNK_SIZE + 16;
  private static final long FIRST_CHUNK = AgeHeader.X25519_HEADER_SIZE + 16;

  private static final Set<String> CODES_OF_A_CUT = Set.of("volume-cut", "volume-lost", "slot-single", "root-single");

  @TempDir Path temp;
  private SealedBundle sealed;
  private Map<String, List<Path>> kinds;
  private final Map<Path, String> idOf = new HashMap<>();

  @BeforeEach
  void seal() throws IOException {
    var files = SealedBundle.someFiles(11);
    sealed = new SealedBundle(temp.resolve("b"), 200_000, files);
    kinds = sealed.byKind();
    for (var file : kinds.get("content")) {
      idOf.put(file, id(file));
    }
  }

  @Test
  void aFlippedBitAnywhereCostsAtMostItsChunk() throws Exception {
    var random = new Random(Trials.seed(DamagedBundleTest.class));
    int trials = Trials.of(2000);
    for (int i = 0; i < trials; i++) {
      var file = anyFile(random);
      long bit = random.nextLong(Files.size(file) * 8);
      SealedBundle.flipBit(file, bit);
      var what = file.getFileName() + ", bit " + bit;
      try (var bundle = sealed.open()) {
        var lost = lostFiles(bundle, random.nextBoolean());
        assertEquals(filesIn(file, (bit / 8 - FIRST_CHUNK) / CHUNK_BYTES, bit / 8 >= FIRST_CHUNK), lost, what);
        boolean smallOrHeader = bit / 8 < FIRST_CHUNK || kinds.get("slot").contains(file) || kinds.get("root").contains(file);
        assertEquals(smallOrHeader, !bundle.findings().isEmpty(), what + ": " + bundle.findings());
      }
      SealedBundle.flipBit(file, bit);
    }
  }

  @Test
  void aCutAtAnyByteCostsWhatComesAfterIt() throws Exception {
    var random = new Random(Trials.seed(DamagedBundleTest.class));
    int trials = Trials.of(2000);
    for (int i = 0; i < trials; i++) {
      var file = anyFile(random);
      var whole = Files.readAllBytes(file);
      long size = i % 10 == 0 ? random.nextLong(Math.min(400, whole.length)) : random.nextLong(whole.length);
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(size);
      }
      var what = file.getFileName() + " of " + whole.length + " bytes, cut to " + size;
      try (var bundle = sealed.open()) {
        var lost = lostFiles(bundle, false);
        var expected = new HashSet<String>();
        long chunks = Math.ceilDiv(whole.length - FIRST_CHUNK, CHUNK_BYTES);
        for (long chunk = 0; chunk < chunks; chunk++) {
          if (Math.min(FIRST_CHUNK + (chunk + 1) * CHUNK_BYTES, whole.length) > size) {
            expected.addAll(filesIn(file, chunk, true));
          }
        }
        assertEquals(expected, lost, what);
        assertTrue(bundle.findings().stream().anyMatch(f -> CODES_OF_A_CUT.contains(f.code())), what + ": " + bundle.findings());
      }
      Files.write(file, whole);
    }
  }

  @Test
  void aLostFirstSectorCostsTheFirstChunkOnly() throws Exception {
    for (var file : kinds.get("content")) {
      var whole = Files.readAllBytes(file);
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate(4096), 0);
      }
      try (var bundle = sealed.open()) {
        assertEquals(filesIn(file, 0, true), lostFiles(bundle, false));
        assertEquals(List.of("header-damaged"), bundle.findings().stream().map(Finding::code).toList());
        assertEquals(file.getFileName().toString(), bundle.findings().getFirst().where());
      }
      Files.write(file, whole);
    }
  }

  @Test
  void oneCopyOfSlotAndRootIsEnoughAndNoneIsSaid() throws Exception {
    var nothing = new byte[5000];
    Files.write(kinds.get("slot").getFirst(), nothing);
    Files.write(kinds.get("root").getLast(), nothing);
    try (var bundle = sealed.open()) {
      assertEquals(Set.of(), lostFiles(bundle, true));
      assertEquals(1, bundle.rootFiles().size());
      assertEquals(1, bundle.slotFiles().size());
    }
    Files.write(kinds.get("root").getFirst(), nothing);
    assertTrue(assertThrows(DamagedBundleException.class, sealed::open).what().contains("root"));
    Files.write(kinds.get("slot").getLast(), nothing);
    assertTrue(assertThrows(DamagedBundleException.class, sealed::open).what().contains("slot"));
  }

  @Test
  void ofAHalfCopiedBundleTheLostRootIsNamedAndNotTheCutVolume() throws Exception {
    for (var root : kinds.get("root")) {
      Files.delete(root);
    }
    for (var file : kinds.get("content")) {
      var whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 1000));
      var fault = assertThrows(DamagedBundleException.class, sealed::open);
      assertTrue(fault.what().contains("root") && fault.hint().contains("recover"), fault::getMessage);
      Files.write(file, whole);
    }
  }

  @Test
  void aLostVolumeIsNamedAndCostsWhatWasInIt() throws Exception {
    for (var kind : List.of("content", "index")) {
      for (var file : kinds.get(kind)) {
        var whole = Files.readAllBytes(file);
        Files.delete(file);
        try (var bundle = sealed.open()) {
          assertEquals(filesIn(file, -1, true), lostFiles(bundle, false));
          assertEquals(List.of("volume-lost"), bundle.findings().stream().map(Finding::code).toList());
        }
        Files.write(file, whole);
      }
    }
  }

  @Test
  void aDoubledVolumeIsNamedAndTheWholeOneIsRead() throws Exception {
    for (var file : kinds.get("content")) {
      for (var name : List.of("0.age", "z.age")) {
        var copy = Files.copy(file, sealed.folder.resolve(name));
        try (var bundle = sealed.open()) {
          assertEquals(Set.of(), lostFiles(bundle, false));
          assertEquals(List.of("volume-doubled"), bundle.findings().stream().map(Finding::code).toList());
        }
        try (var channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
          channel.truncate(Files.size(file) / 2);
        }
        try (var bundle = sealed.open()) {
          assertEquals(Set.of(), lostFiles(bundle, false));
          assertEquals(List.of("volume-doubled"), bundle.findings().stream().map(Finding::code).toList());
        }
        Files.delete(copy);
      }
    }
  }

  @Test
  void somethingAppendedIsNamedAndLeftAside() throws Exception {
    Files.write(kinds.get("content").getFirst(), new byte[70_000], StandardOpenOption.APPEND);
    try (var bundle = sealed.open()) {
      assertEquals(Set.of(), lostFiles(bundle, true));
      assertEquals(List.of("volume-too-long"), bundle.findings().stream().map(Finding::code).toList());
    }
  }

  private Path anyFile(Random random) {
    var files = kinds.get(List.of("slot", "root", "content", "index").get(random.nextInt(4)));
    return files.get(random.nextInt(files.size()));
  }

  /** The paths of the files that have bytes in a chunk of a volume (-1: anywhere in it). */
  private Set<String> filesIn(Path file, long chunk, boolean inPayload) throws IOException {
    var paths = new HashSet<String>();
    if (!inPayload || !kinds.get("content").contains(file)) {
      return paths;
    }
    var volume = idOf.get(file);
    for (var located : sealed.locations.values()) {
      for (var extent : located.extents()) {
        long first = extent.plaintextOffset() / AgePayload.CHUNK_SIZE;
        long last = (extent.plaintextOffset() + extent.length() - 1) / AgePayload.CHUNK_SIZE;
        if (extent.volume().equals(volume)
            && extent.length() > 0
            && (chunk < 0 || first <= chunk && chunk <= last)) {
          paths.add(located.file().path());
        }
      }
    }
    return paths;
  }

  private String id(Path file) throws IOException {
    try (var identity = sealed.identity();
        var payload = AgePayload.open(FileChannel.open(file), List.of(identity))) {
      return VolumeAbout.read(payload, "volume").volume();
    }
  }

  /** Reads every file: each is right, or refused with a message that names a file and an offset or a lost volume. */
  private Set<String> lostFiles(Bundle bundle, boolean ahead) throws IOException {
    var lost = new HashSet<String>();
    try (var pool = Executors.newFixedThreadPool(2)) {
      Executor executor = ahead ? pool : null;
      for (var located : sealed.locations.values()) {
        var path = located.file().path();
        try (var in = bundle.read(located, executor)) {
          assertArrayEquals(sealed.files.get(path), in.readAllBytes(), path);
        } catch (Fault e) {
          assertTrue(e instanceof DamagedBundleException, e.toString());
          assertTrue(e.where().contains("byte ") || e.where().contains("volume "), e.where());
          lost.add(path);
        }
      }
    }
    return lost;
  }
}
