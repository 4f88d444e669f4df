package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bojagi.Trials;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands where a list of entries should be, reading it ends in entries that lie inside, or in a fault. */
class CentralDirectoryTest {
  private static final X25519Identity IDENTITY = X25519Identity.generate();

  @TempDir Path temp;

  @Test
  void aZipOfAnotherProgramIsRead() throws Exception {
    var zip = zip(3);
    try (var payload = payload(zip)) {
      var entries = CentralDirectory.read(payload, "volume");
      assertEquals(List.of("bojagi.json", "글 0", "글 1", "글 2"), entries.stream().map(e -> e.name()).toList());
      for (int i = 1; i < entries.size(); i++) {
        var extent = CentralDirectory.extent(payload, "id", entries.get(i), "volume");
        try (var in = ExtentInputStream.of(payload, extent, entries.get(i).sizeBytes())) {
          var bytes = in.readAllBytes();
          var crc = new CRC32();
          crc.update(bytes);
          assertEquals((int) crc.getValue(), entries.get(i).crc32());
          assertArrayEquals(("이야기 " + (i - 1)).repeat(100).getBytes(StandardCharsets.UTF_8), bytes);
        }
      }
    }
  }

  @Test
  void anyChangeOfAnyBytesIsReadOrRefused() throws Exception {
    var random = new Random(Trials.seed(CentralDirectoryTest.class));
    int trials = Trials.of(20_000);
    int read = 0;
    for (int i = 0; i < trials; i++) {
      var zip = zip(random.nextInt(4));
      int directory = directoryOffset(zip);
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        // Mostly in the directory and the end record, where the numbers are.
        int at = random.nextInt(3) == 0 ? random.nextInt(zip.length) : random.nextInt(directory, zip.length);
        zip[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (random.nextBoolean() ? 0xFF : 0);
      }
      if (random.nextInt(4) == 0) {
        int cut = random.nextInt(zip.length);
        zip = random.nextBoolean() ? Arrays.copyOf(zip, cut) : Arrays.copyOfRange(zip, cut, zip.length);
      }
      read += readOrRefused(zip) ? 1 : 0;
    }
    assertTrue(read > 0, "some changes don't matter");
  }

  @Test
  void savedOddDirectoriesAreReadOrRefused() throws Exception {
    var folder = Path.of("src/test/resources/org/bojagi/bundle/odd-directories");
    List<Path> odd;
    try (Stream<Path> files = Files.list(folder)) {
      odd = files.sorted().toList();
    }
    assertTrue(odd.size() >= 8, "the folder of odd inputs is not where it should be");
    for (var file : odd) {
      boolean read = readOrRefused(Files.readAllBytes(file));
      assertEquals(file.getFileName().toString().startsWith("valid-"), read, file.toString());
    }
  }

  @Test
  void theSameBytesAreNeverTwoEntries() throws Exception {
    // Two entries of which the second begins inside the first: how a small file unpacks to a huge one.
    var zip = zip(2);
    var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directory = directoryOffset(zip);
    int second = directory + 46 + "bojagi.json".length();
    int third = second + 46 + "글 0".getBytes(StandardCharsets.UTF_8).length;
    bytes.putInt(third + 42, bytes.getInt(second + 42) + 10);
    try (var payload = payload(zip)) {
      assertThrows(DamagedBundleException.class, () -> CentralDirectory.read(payload, "volume"));
    }
  }

  @Test
  void aVolumeOfAllEntriesThatFitIsReadInLittleMemory() throws Exception {
    var file = temp.resolve("many.age");
    try (var volume =
        new VolumeWriter(file, "b", "content", 100 << 20, IDENTITY.recipient(), null)) {
      int count = 1;
      while (volume.room("x" + count, 0) > 0) {
        volume.write("x" + count++, new byte[0], Extent.Encoding.STORED);
      }
      volume.finish(null);
      assertEquals(Format.MAX_ENTRIES, count);
    }
    try (var payload = AgePayload.open(FileChannel.open(file), List.of(IDENTITY))) {
      assertEquals(Format.MAX_ENTRIES + 1, CentralDirectory.read(payload, "volume").size());
    }
  }

  /** True: read, and each entry lies inside; false: refused. Anything else fails the test. */
  private boolean readOrRefused(byte[] zip) throws IOException {
    try (var payload = payload(zip)) {
      try {
        VolumeAbout.read(payload, "volume");
      } catch (Fault e) {
        assertTrue(e.where().contains("volume"), e.getMessage());
      }
      for (var entry : CentralDirectory.read(payload, "volume")) {
        try {
          var extent = CentralDirectory.extent(payload, "id", entry, "volume");
          assertTrue(extent.plaintextOffset() + extent.length() <= zip.length);
          try (var in = ExtentInputStream.of(payload, extent, Math.min(1 << 20, entry.sizeBytes()))) {
            in.readAllBytes();
          }
        } catch (DamagedBundleException e) {
          // The entry's own header or bytes.
        }
      }
      return true;
    } catch (Fault e) {
      assertTrue(e.where().contains("volume"), e.getMessage());
      return false;
    } catch (RuntimeException e) {
      var saved = Files.write(Path.of("target", "odd-directory-" + Arrays.hashCode(zip)), zip);
      throw new AssertionError("saved as " + saved, e);
    }
  }

  private AgePayload payload(byte[] plaintext) throws IOException {
    var file = temp.resolve("volume.age");
    try (var age = new AgeOutputStream(Files.newOutputStream(file), List.of(IDENTITY.recipient()), null)) {
      age.write(plaintext);
    }
    return AgePayload.open(FileChannel.open(file), List.of(IDENTITY), "volume");
  }

  static int directoryOffset(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
  }

  static byte[] zip(int count) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      var about = "{\"format\":0,\"bundle\":\"b\",\"volume\":\"v\",\"kind\":\"content\"}".getBytes(StandardCharsets.UTF_8);
      var crc = new CRC32();
      crc.update(about);
      var first = new ZipEntry("bojagi.json");
      first.setMethod(ZipEntry.STORED);
      first.setSize(about.length);
      first.setCrc(crc.getValue());
      zip.putNextEntry(first);
      zip.write(about);
      for (int i = 0; i < count; i++) {
        zip.putNextEntry(new ZipEntry("글 " + i));
        zip.write(("이야기 " + i).repeat(100).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
