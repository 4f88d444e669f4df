package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.bojagi.Trials;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.InputException;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written has the sizes that it should have; what can't be written leaves nothing that looks like a bundle. */
class BundleWriterTest {
  private static final About ABOUT = new About(Map.of(), "ko", "", "", List.of());

  @TempDir Path temp;

  @Test
  void everyFileHasAPaddedSizeWithinTheLimitWhateverGoesIn() throws Exception {
    var random = new Random(Trials.seed(BundleWriterTest.class));
    int trials = Trials.of(200);
    for (int i = 0; i < trials; i++) {
      long limit = Format.MIN_VOLUME_BYTES + random.nextInt(random.nextBoolean() ? 3_000 : 400_000);
      var files = new LinkedHashMap<String, byte[]>();
      int count = random.nextInt(40);
      for (int f = 0; f < count; f++) {
        int size = random.nextInt(4) == 0 ? random.nextInt(300_000) : random.nextInt(4_000);
        var name = (random.nextBoolean() ? "가나" : "x").repeat(1 + random.nextInt(40)) + f;
        files.put(name + (random.nextBoolean() ? ".txt" : ""), SealedBundle.bytes(random, size));
      }
      var index = SealedBundle.bytes(random, random.nextInt(300_000));
      try (var reader = X25519Identity.generate()) {
        var sealed = new SealedBundle(temp.resolve("b" + i), limit, files, index, reader, List.of());
        try (var identity = sealed.identity();
            var bundle = sealed.open()) {
          assertEquals(List.of(), bundle.findings());
          OpeningTest.assertEveryFile(sealed, bundle);
          var kinds = sealed.byKind();
          for (var kind : kinds.keySet()) {
            for (var file : kinds.get(kind)) {
              if (kind.equals("slot")) {
                continue;
              }
              assertTrue(kind.equals("root") || Files.size(file) <= limit, Files.size(file) + " of " + limit);
              try (var payload = AgePayload.open(FileChannel.open(file), List.of(identity))) {
                long most = AgePayload.largestPlaintextWithin(limit - 168);
                long size = payload.plaintextSize();
                assertTrue(size == VolumeWriter.paddedSize(size, Long.MAX_VALUE) || size == most, size + " of " + most);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void paddingCostsAThirtySecondAtMostAndLeavesFewSizes() {
    var random = new Random(Trials.seed(BundleWriterTest.class));
    for (int i = 0; i < 10_000; i++) {
      long size = random.nextLong(1, 1L << random.nextInt(13, 33));
      long padded = VolumeWriter.paddedSize(size, Long.MAX_VALUE);
      assertTrue(padded >= size && padded - size < Math.max(4096, size / 32 + 1), size + " to " + padded);
      assertEquals(padded, VolumeWriter.paddedSize(padded, Long.MAX_VALUE));
      assertTrue(Long.bitCount(padded / Long.highestOneBit(padded)) >= 0 && padded % 4096 == 0);
    }
    var sizes = new java.util.HashSet<Long>();
    for (long size = 1 << 20; size < 2 << 20; size += 511) {
      sizes.add(VolumeWriter.paddedSize(size, Long.MAX_VALUE));
    }
    assertTrue(sizes.size() <= 33, sizes.size() + " sizes between 1 and 2 MiB");
  }

  @Test
  void aSourceThatShrinksOrGrowsWhileItIsReadIsSaidToHaveChanged() throws Exception {
    var content = SealedBundle.bytes(new Random(1), 150_000);
    for (long declared : new long[] {0, 1, 149_999, 150_000, 150_001, 400_000}) {
      for (boolean compress : new boolean[] {false, true}) {
        try (var reader = X25519Identity.generate()) {
          var folder = temp.resolve("b" + declared + compress);
          Locations.Located located;
          try (var writer = new BundleWriter(folder, 100_000, null)) {
            var sealed = writer.add("a.bin", new ByteArrayInputStream(content), declared, compress);
            assertEquals(declared != content.length, sealed.changed(), "declared " + declared);
            assertEquals(Math.min(declared, content.length), sealed.sizeBytes());
            located = SealedBundle.addLine(writer, "a.bin", sealed);
            writer.finish(ABOUT, 1, List.of(reader.recipient()));
          }
          try (var bundle = Bundle.open(folder, KeyRing.of(X25519Identity.parse(reader.encode())));
              var in = bundle.read(located, null)) {
            assertArrayEquals(Arrays.copyOf(content, (int) Math.min(declared, content.length)), in.readAllBytes());
          }
        }
      }
    }
  }

  @Test
  void aSourceThatFailsIsLeftOutAndTheNextGoesIn() throws Exception {
    var content = SealedBundle.bytes(new Random(1), 150_000);
    try (var reader = X25519Identity.generate();
        var pool = Executors.newFixedThreadPool(2)) {
      var folder = temp.resolve("b");
      Locations.Located located;
      try (var writer = new BundleWriter(folder, 100_000, pool)) {
        var failing = new SequenceInputStream(new ByteArrayInputStream(content, 0, 120_000), failing());
        var fault = assertThrows(InputException.class, () -> writer.add("broken.bin", failing, 150_000, false));
        assertEquals("broken.bin", fault.where());
        located = SealedBundle.addLine(
            writer, "b.bin", writer.add("b.bin", new ByteArrayInputStream(content), content.length, false));
        writer.finish(ABOUT, 1, List.of(reader.recipient()));
      }
      try (var bundle = Bundle.open(folder, KeyRing.of(X25519Identity.parse(reader.encode())));
          var in = bundle.read(located, null)) {
        assertArrayEquals(content, in.readAllBytes());
        var digest = Sha256.digest();
        assertArrayEquals(digest.digest(content), located.file().segmentHashes());
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByNameAndTheNextGoesIn() throws Exception {
    try (var reader = X25519Identity.generate()) {
      var folder = temp.resolve("b");
      Locations.Located located;
      var content = new byte[1000];
      try (var writer = new BundleWriter(folder, Format.MIN_VOLUME_BYTES, null)) {
        long large = 3L << 30; // its hashes alone are larger than such a volume
        var fault =
            assertThrows(
                DoesNotFitException.class,
                () -> writer.add("film.mp4", new ByteArrayInputStream(new byte[3 << 20]), large, false));
        assertTrue(fault.where().contains("film.mp4") && fault.hint().contains("--volume-size"), fault.getMessage());
        var longName = "n".repeat(5000);
        assertThrows(
            InputException.class, () -> writer.add(longName, new ByteArrayInputStream(content), 1000, false));
        located = SealedBundle.addLine(
            writer, "b.bin", writer.add("b.bin", new ByteArrayInputStream(content), 1000, false));
        writer.finish(ABOUT, 1, List.of(reader.recipient()));
      }
      assertTrue(located.file().hasItsHashes(), "hashes of the one before are left");
      try (var bundle = Bundle.open(folder, KeyRing.of(X25519Identity.parse(reader.encode())));
          var in = bundle.read(located, null)) {
        assertArrayEquals(content, in.readAllBytes());
      }
    }
  }

  @Test
  void aFolderOrFileThatIsAlreadyThereIsNeverTouched() throws Exception {
    var full = Files.createDirectory(temp.resolve("full"));
    Files.writeString(full.resolve("mine.txt"), "mine");
    var file = Files.writeString(temp.resolve("file"), "mine");
    var link = Files.createSymbolicLink(temp.resolve("link"), full);
    for (var target : List.of(full, file, link)) {
      assertThrows(UsageException.class, () -> new BundleWriter(target, 100_000, null).close());
    }
    var inTheWay = Files.createDirectory(temp.resolve("c.partial"));
    Files.writeString(inTheWay.resolve("mine.txt"), "mine");
    assertThrows(UsageException.class, () -> new BundleWriter(temp.resolve("c"), 100_000, null).close());
    assertEquals("mine", Files.readString(full.resolve("mine.txt")));
    assertEquals("mine", Files.readString(file));
    assertEquals("mine", Files.readString(inTheWay.resolve("mine.txt")));
  }

  @Test
  void aFolderOfSomebodysOwnIsNotTakenForWhatAnInterruptedRunLeft() throws Exception {
    var own = Files.createDirectories(temp.resolve("b.partial/volumes")).resolve("thesis.txt");
    Files.writeString(own, "mine");
    for (var lock : List.of("", "mine", "bojagi partial bundle and mine")) {
      Files.writeString(temp.resolve("b.partial/lock"), lock);
      var fault = assertThrows(UsageException.class, () -> new BundleWriter(temp.resolve("b"), 100_000, null));
      assertTrue(fault.what().contains("in the way"), fault.what());
      assertEquals("mine", Files.readString(own));
      assertEquals(lock, Files.readString(temp.resolve("b.partial/lock")));
    }
  }

  @Test
  void whatSomebodyPutAmongWhatAnInterruptedRunLeftIsNamedAndStays() throws Exception {
    killInTheMiddle();
    var partial = temp.resolve("b.partial");
    Files.createDirectories(partial.resolve("scratch/index-123"));
    Files.writeString(partial.resolve("scratch/index-123/7"), "Lucene's");
    Files.writeString(partial.resolve("scratch/8912345"), "a document's");
    int before = SealedBundle.paths(partial.resolve("volumes")).size();
    for (var name : List.of("volumes/thesis.txt", "volumes/0/1.age", "scratch/note.txt", "scratch/index-123/8.txt")) {
      var own = partial.resolve(name);
      Files.createDirectories(own.getParent());
      Files.writeString(own, "mine");
      var fault = assertThrows(UsageException.class, () -> new BundleWriter(temp.resolve("b"), 100_000, null));
      assertTrue(own.startsWith(fault.where()), fault.where());
      assertFalse(partial.resolve("scratch/index-123").startsWith(fault.where()), "names a folder of ours");
      assertEquals("mine", Files.readString(own));
      Files.delete(own);
      Files.deleteIfExists(partial.resolve("volumes/0"));
    }
    assertEquals(before, SealedBundle.paths(partial.resolve("volumes")).size(), "nothing was removed yet");
    new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10])).open().close();
    assertEquals(List.of(temp.resolve("b")), SealedBundle.paths(temp));
  }

  @Test
  void whereLocalTimesAreStoredATimeIsMidnightOfTheZone() {
    var seoul = ZoneId.of("Asia/Seoul");
    for (var type : List.of("vfat", "msdos", "FAT32", "FAT", "exfat", "exFAT", "fuseblk")) {
      assertEquals(Instant.parse("1999-12-31T15:00:00Z"), NeutralTime.of(type, seoul).toInstant(), type);
    }
    for (var type : List.of("ext4", "NTFS", "apfs", "tmpfs", "overlay")) {
      assertEquals(Instant.parse("2000-01-01T00:00:00Z"), NeutralTime.of(type, seoul).toInstant(), type);
    }
  }

  @Test
  void anEmptyFolderOrWhatAnInterruptedRunLeftIsNotInTheWay() throws Exception {
    Files.createDirectory(temp.resolve("b"));
    Files.createDirectory(temp.resolve("b.partial")); // made, and killed before anything was in it
    new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10])).open().close();
    assertFalse(Files.exists(temp.resolve("b.partial")));
  }

  @Test
  void oneOfTwoAtOnceIsRefused() throws Exception {
    try (var first = new BundleWriter(temp.resolve("b"), 100_000, null)) {
      var fault =
          assertThrows(UsageException.class, () -> new BundleWriter(temp.resolve("b"), 100_000, null).close());
      assertTrue(fault.what().contains("Another"), fault.what());
      first.add("a.bin", new ByteArrayInputStream(new byte[10]), 10, false);
    }
    assertEquals(List.of(), SealedBundle.paths(temp));
  }

  @Test
  void whatAppearsUnderTheNameMeanwhileIsNotOverwritten() throws Exception {
    try (var reader = X25519Identity.generate();
        var writer = new BundleWriter(temp.resolve("b"), 100_000, null)) {
      Files.createDirectory(temp.resolve("b"));
      Files.writeString(temp.resolve("b/mine.txt"), "mine");
      assertThrows(UsageException.class, () -> writer.finish(ABOUT, 1, List.of(reader.recipient())));
    }
    assertEquals("mine", Files.readString(temp.resolve("b/mine.txt")));
    assertFalse(Files.exists(temp.resolve("b.partial")));
  }

  @Test
  void anExceptionLeavesNothing() throws Exception {
    assertThrows(
        IllegalStateException.class,
        () -> {
          try (var writer = new BundleWriter(temp.resolve("b"), 100_000, null)) {
            writer.add("a.bin", new ByteArrayInputStream(new byte[250_000]), 250_000, false);
            Files.write(writer.scratch().resolve("1234"), new byte[3]);
            throw new IllegalStateException("in the middle");
          }
        });
    assertEquals(List.of(), SealedBundle.paths(temp));
  }

  @Test
  void aKilledRunLeavesNothingUnderTheNameAndTheNextRunWorks() throws Exception {
    killInTheMiddle();
    assertFalse(Files.exists(temp.resolve("b")));
    assertTrue(Files.exists(temp.resolve("b.partial")));
    new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10])).open().close();
    assertEquals(List.of(temp.resolve("b")), SealedBundle.paths(temp));
  }

  private void killInTheMiddle() throws Exception {
    var process = Programs.java(List.of(), WriteForever.class, temp.resolve("b").toString()).start();
    process.getInputStream().read(); // says a byte once it is in the middle
    process.destroyForcibly().waitFor();
  }

  /** Main of the process that is killed. */
  static final class WriteForever {
    public static void main(String[] arguments) throws Exception {
      try (var writer = new BundleWriter(Path.of(arguments[0]), 100_000, null)) {
        for (int i = 0; ; i++) {
          writer.add("a" + i, new ByteArrayInputStream(new byte[50_000]), 50_000, false);
          if (i == 10) {
            System.out.write('!');
            System.out.flush();
          }
        }
      }
    }
  }

  @Test
  void aFullDiskIsSaidToBeFullAndIsLeftClean() throws Exception {
    var disk = mount(3);
    try {
      var fault =
          assertThrows(
              DoesNotFitException.class,
              () -> new SealedBundle(disk.resolve("b"), 1 << 20, Map.of("a.bin", new byte[20 << 20])));
      assertTrue(fault.where().startsWith(disk.toString()), fault.where());
      assertTrue(fault.what().contains("full"), fault.what());
      assertEquals(List.of(), SealedBundle.paths(disk));
      // In each of the steps: after the files, within the index, at slots and root.
      for (int size = 1_500_000; size < 3 << 20; size += 150_000) {
        var content = new byte[size];
        try {
          new SealedBundle(disk.resolve("b"), 1 << 20, Map.of("a.bin", content));
          new ProcessBuilder("rm", "-r", disk.resolve("b").toString()).start().waitFor();
        } catch (DoesNotFitException e) {
          assertEquals(List.of(), SealedBundle.paths(disk), "after " + size);
        }
      }
    } finally {
      unmount(disk);
    }
  }

  @Test
  void theTopOfAnotherDiskIsRefusedBeforeTheWorkAndNotAfter() throws Exception {
    var disk = mount(3);
    try {
      assertThrows(UsageException.class, () -> new BundleWriter(disk, 100_000, null).close());
    } finally {
      unmount(disk);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsAFaultOfStorage() throws Exception {
    var file = Files.writeString(temp.resolve("file"), "text");
    var fault = assertThrows(Fault.class, () -> new BundleWriter(file.resolve("b"), 100_000, null).close());
    assertTrue(fault instanceof StorageException, fault.toString());
    assertThrows(StorageException.class, () -> new BundleWriter(Path.of("/proc/b"), 100_000, null).close());
  }

  private Path mount(int mebibytes) throws IOException, InterruptedException {
    var disk = Files.createDirectory(temp.resolve("disk"));
    int exit =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "none", disk.toString())
            .redirectErrorStream(true)
            .start()
            .waitFor();
    assumeTrue(exit == 0, "only root can mount");
    return disk;
  }

  private static void unmount(Path disk) throws IOException, InterruptedException {
    new ProcessBuilder("umount", disk.toString()).start().waitFor();
  }

  private static InputStream failing() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("Input/output error");
      }
    };
  }
}
