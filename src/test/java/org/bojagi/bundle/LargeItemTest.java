package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.PackedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items larger than a volume and volumes as large as FAT32 allows, in little memory. */
class LargeItemTest {
  @TempDir Path temp;

  @Test
  void aGibibyteIsSealedAndReadInAHeapOf64Mebibytes() throws Exception {
    sealAndRead(1L << 30, 300L << 20, "-Xmx64m");
  }

  /** The same in small: everything that the large one meets, but for sizes of more than 32 bits. */
  @Test
  void anItemGoesOverManyVolumes() throws Exception {
    sealAndRead(40L << 20, 3L << 20, "-Xmx64m");
  }

  @Test
  void fiveGibibytesGoOverVolumesOfFourGibibytesLessOneByte() throws Exception {
    assumeTrue("full".equals(System.getProperty("trials")), "writes 5 GiB: only with -Dtrials=full");
    sealAndRead(5L << 30, Format.MAX_VOLUME_BYTES, "-Xmx64m");
  }

  private void sealAndRead(long sizeBytes, long volumeBytes, String heap) throws Exception {
    var folder = temp.resolve("b");
    var process =
        Programs.java(
                List.of(heap), SealAndRead.class, folder.toString(), Long.toString(sizeBytes), Long.toString(volumeBytes))
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    long largest = 0;
    for (var file : SealedBundle.paths(folder)) {
      largest = Math.max(largest, Files.size(file));
      assertTrue(Files.size(file) <= volumeBytes, Files.size(file) + " of " + volumeBytes);
    }
    assertTrue(largest > volumeBytes - 1000, largest + " of " + volumeBytes);
    if (sizeBytes > 1L << 32) {
      assertUnzipHasNoComplaint(folder);
    }
  }

  private void assertUnzipHasNoComplaint(Path folder) throws Exception {
    var identity = folder.resolveSibling("identity");
    for (var file : SealedBundle.paths(folder)) {
      if (Files.size(file) <= Format.MAX_SLOT_FILE_BYTES) {
        continue;
      }
      var zip = temp.resolve("volume.zip");
      var programs = new Programs(temp);
      programs.run(new byte[0], "age", "-d", "-i", identity.toString(), "-o", zip.toString(), file.toString());
      var said = new String(programs.run(new byte[0], "unzip", "-t", zip.toString()), StandardCharsets.UTF_8);
      assertTrue(said.contains("No errors detected"), said);
      Files.delete(zip);
    }
  }

  /** Main of the process with the small heap. */
  static final class SealAndRead {
    public static void main(String[] arguments) throws Exception {
      var folder = Path.of(arguments[0]);
      long size = Long.parseLong(arguments[1]);
      var about = new About(Map.of(), "ko", "", "", List.of());
      try (var reader = X25519Identity.generate();
          var executor = Executors.newFixedThreadPool(2)) {
        Locations.Located located;
        try (var writer = new BundleWriter(folder, Long.parseLong(arguments[2]), executor)) {
          var sealed = writer.add("film.mp4", new Numbers(size), size, false);
          if (sealed.changed() || sealed.sizeBytes() != size) {
            throw new AssertionError("sealed " + sealed.sizeBytes());
          }
          located = SealedBundle.addLine(writer, "film.mp4", sealed);
          writer.finish(about, 1, List.of(reader.recipient()));
        }
        try (var bundle = Bundle.open(folder, KeyRing.of(X25519Identity.parse(reader.encode())))) {
          Files.write(folder.resolveSibling("identity"), openedIdentity(folder, reader));
          long lines = 0;
          try (var in = bundle.read(located, executor);
              var expected = new Numbers(size)) {
            var bytes = new byte[1 << 20];
            var wanted = new byte[1 << 20];
            for (long left = size; left > 0; ) {
              int length = in.readNBytes(bytes, 0, (int) Math.min(left, bytes.length));
              expected.readNBytes(wanted, 0, length);
              assertArrayEquals(wanted, bytes);
              left -= length;
              lines++;
            }
            assertEquals(-1, in.read());
          }
          assertEquals(lines, PackedFile.segmentCount(size));
        }
      }
    }

    private static byte[] openedIdentity(Path folder, X25519Identity reader) throws IOException {
      for (var file : SealedBundle.paths(folder)) {
        if (Files.size(file) <= Format.MAX_SLOT_FILE_BYTES) {
          try (var identity = Slot.open(Files.readAllBytes(file), reader, "slot")) {
            return identity.encode();
          }
        }
      }
      throw new AssertionError("no slot");
    }
  }

  /** Bytes that differ from place to place and cost nothing: eight times the position. */
  private static final class Numbers extends InputStream {
    private final long size;
    private long position;

    Numbers(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return position == size ? -1 : at(position++);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int now = (int) Math.min(length, size - position);
      for (int i = 0; i < now; i++) {
        bytes[offset + i] = (byte) at(position + i);
      }
      position += now;
      return now == 0 && length > 0 ? -1 : now;
    }

    private static int at(long position) {
      return (int) ((position >>> 8) * 0x9E3779B97F4A7C15L >>> 56 ^ position) & 0xFF;
    }
  }
}
