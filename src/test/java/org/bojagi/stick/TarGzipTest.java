package org.bojagi.stick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bojagi.Trials;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzipTest {
  private static final Path SAVED = Path.of("src/test/resources/org/bojagi/stick/tar");
  private static final String LONG = "long/" + "가".repeat(60) + "/name";

  @TempDir Path folder;

  /** One header of ustar and the content behind it, padded. */
  static byte[] entry(String name, char type, String content) {
    var header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, "%011o\0".formatted(content.length()));
    header[156] = (byte) type;
    put(header, 257, "ustar\0" + "00");
    var padded = Arrays.copyOf(content.getBytes(StandardCharsets.ISO_8859_1), (content.length() + 511) / 512 * 512);
    var entry = Arrays.copyOf(header, 512 + padded.length);
    System.arraycopy(padded, 0, entry, 512, padded.length);
    return entry;
  }

  private static void put(byte[] header, int offset, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, offset, Math.min(bytes.length, header.length - offset));
  }

  private Path archive(byte[]... entries) throws IOException {
    var archive = folder.resolve("a.tar.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      for (var entry : entries) {
        out.write(entry);
      }
    }
    return archive;
  }

  private static List<String> names(Path archive) throws IOException {
    return new TarGzip(archive).files().stream().map(StickFile::path).toList();
  }

  @Test
  void filesAreReadInAnyOrder() throws Exception {
    var archive =
        archive(
            entry("dir/", '5', ""), entry("a", '0', "first"), entry("link", '2', ""), entry("b", '0', "x".repeat(5000)),
            entry("c", '\0', ""), new byte[1024]);
    var files = new TarGzip(archive).files();
    assertEquals(List.of("a", "b", "c"), files.stream().map(StickFile::path).toList());
    for (int index : List.of(0, 1, 2, 1, 0, 0, 2)) {
      try (var in = files.get(index).contents().open()) {
        assertEquals(files.get(index).sizeBytes(), in.readAllBytes().length);
      }
    }
    try (var in = files.get(1).contents().open()) {
      assertEquals('x', in.read());
    }
    try (var in = files.get(2).contents().open()) {
      assertEquals(-1, in.read(), "after a file that was left half read");
    }
  }

  @Test
  void longNamesOfBothKindsAreWhole() throws Exception {
    var bytes = new String(LONG.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    var record = " path=" + bytes + "\n";
    int length = record.length() + 3;
    assertEquals(
        List.of(LONG, LONG, "short", "pre/fix"),
        names(
            archive(
                entry("././@LongLink", 'L', bytes + "\0"), entry("long/cut", '0', "1"),
                entry("PaxHeaders/x", 'x', "11 mtime=1\n" + length + record), entry("long/cut", '0', "2"),
                entry("short", '0', "3"), withPrefix(entry("fix", '0', "4")), new byte[1024])));
  }

  private static byte[] withPrefix(byte[] entry) {
    put(entry, 345, "pre");
    return entry;
  }

  @Test
  void savedArchivesAreReadOrRefusedInPlainWords() throws Exception {
    try (var saved = Files.list(SAVED)) {
      var archives = saved.sorted().toList();
      assertTrue(archives.size() >= 4, "there must be some");
      for (var archive : archives) {
        if (archive.getFileName().toString().startsWith("valid")) {
          assertTrue(names(archive).contains(LONG), archive.toString());
        } else {
          assertThrows(UsageException.class, () -> names(archive), archive.toString());
        }
      }
    }
  }

  @Test
  void anyBytesEndInFilesOrInAPlainRefusal() throws Exception {
    var random = new Random(Trials.seed(getClass()));
    var sound = new ByteArrayOutputStream();
    try (var in = new GZIPInputStream(Files.newInputStream(SAVED.resolve("valid-pax.tar.gz")))) {
      in.transferTo(sound);
    }
    for (int trial = Trials.of(2_000); trial > 0; trial--) {
      var bytes = sound.toByteArray();
      for (int flips = random.nextInt(1, 20); flips > 0; flips--) {
        bytes[random.nextInt(Math.min(bytes.length, 4096))] = (byte) random.nextInt();
      }
      var archive = archive(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      try {
        for (var file : new TarGzip(archive).files()) {
          try (var in = file.contents().open()) {
            in.readNBytes(1 << 20);
          }
        }
      } catch (UsageException refused) {
        // Said in plain words.
      }
    }
  }
}
