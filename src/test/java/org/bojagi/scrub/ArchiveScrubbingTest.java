package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class ArchiveScrubbingTest {
  private static final Path ODD = Path.of("src/test/resources/org/bojagi/scrub/odd-archives");
  private static final long TIME = 1_700_000_000_000L;

  private final PlantedValues planted = new PlantedValues();

  @Test
  void aZipHasConstantTimesAndNoOwnersOrComments() throws IOException {
    for (var mode : List.of(Zip64Mode.Never, Zip64Mode.Always)) {
      var zip = PlantedArchives.zip(planted, mode);
      planted.assertPresent(zip);
      var cleaned = cleaned(zip);
      planted.assertAbsent(cleaned);
      try (var read =
          ZipFile.builder()
              .setSeekableByteChannel(new SeekableInMemoryByteChannel(cleaned))
              .get()) {
        var entry = read.getEntry("살구/나무.txt");
        assertEquals("꽃", new String(read.getInputStream(entry).readAllBytes(), UTF_8));
        assertEquals(1980, entry.getTimeLocal().getYear());
        assertEquals("", entry.getComment().strip());
        assertEquals(
            null,
            entry.getExtraField(new org.apache.commons.compress.archivers.zip.ZipShort(0x7875)));
      }
      try (var stream = new ZipInputStream(new ByteArrayInputStream(cleaned))) {
        assertEquals("살구/나무.txt", stream.getNextEntry().getName());
      }
    }
  }

  @Test
  void aTarHasConstantTimesAndNoOwners() throws IOException {
    for (int format :
        new int[] {TarArchiveOutputStream.BIGNUMBER_POSIX, TarArchiveOutputStream.BIGNUMBER_STAR}) {
      var tar = PlantedArchives.tar(planted, format);
      planted.assertPresent(tar);
      var cleaned = cleaned(tar);
      planted.assertAbsent(cleaned);
      assertEquals(tar.length, cleaned.length);
      try (var read = new TarArchiveInputStream(new ByteArrayInputStream(cleaned))) {
        var entry = read.getNextEntry();
        assertTrue(entry.getName().endsWith("나무.txt"));
        assertTrue(entry.isCheckSumOK());
        assertEquals(0, entry.getLongUserId());
        assertEquals("꽃", new String(read.readAllBytes(), UTF_8));
        assertTrue(
            Set.of(0L, 315_532_800L).contains(entry.getLastModifiedTime().toMillis() / 1000));
      }
    }
  }

  @Test
  void aGzipHasNoNameAndNoTime() throws IOException {
    var out = new ByteArrayOutputStream();
    var parameters = new GzipParameters();
    parameters.setFileName(planted.plant("name"));
    parameters.setComment(planted.plant("comment"));
    parameters.setModificationTime(TIME);
    try (var gzip = new GzipCompressorOutputStream(out, parameters)) {
      gzip.write("꽃".getBytes(UTF_8));
    }
    planted.assertPresent(out.toByteArray());
    var cleaned = cleaned(out.toByteArray());
    planted.assertAbsent(cleaned);
    assertArrayEquals(
        new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0}, java.util.Arrays.copyOf(cleaned, 8));
    assertEquals(
        "꽃",
        new String(new GZIPInputStream(new ByteArrayInputStream(cleaned)).readAllBytes(), UTF_8));
  }

  @Test
  void whatLiesInsideIsNamedAndWhatIsCleanedStaysClean() throws IOException {
    var zip = cleaned(PlantedArchives.zip(planted, Zip64Mode.Never));
    var again = ArchiveScrubbing.of(null, SeekableBytes.of(zip), Set.of());
    assertTrue(again.edits().isEmpty());
    assertEquals(
        List.of(Sensitive.Kind.CONTENT), again.left().stream().map(Sensitive::kind).toList());
    var seven =
        ArchiveScrubbing.of(
            null,
            SeekableBytes.of(new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c}),
            Set.of());
    assertEquals(2, seven.left().size());
    assertEquals(
        Cleaning.NOTHING, ArchiveScrubbing.of(null, SeekableBytes.of(new byte[600]), Set.of()));
  }

  @Test
  void anyBytesGiveEditsThatFit() throws IOException {
    long seed = Trials.seed(ArchiveScrubbingTest.class);
    for (var archive :
        List.of(
            PlantedArchives.zip(planted, Zip64Mode.Never),
            PlantedArchives.zip(planted, Zip64Mode.Always),
            PlantedArchives.tar(planted, TarArchiveOutputStream.BIGNUMBER_POSIX))) {
      for (int i = 0; i < Trials.of(20_000); i++) {
        var random = new Random(seed + i);
        var changed = archive.clone();
        for (int flips = 1 + random.nextInt(10); flips > 0; flips--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        cleaned(
            random.nextInt(5) > 0
                ? changed
                : java.util.Arrays.copyOf(changed, random.nextInt(changed.length)));
      }
    }
  }

  @Test
  void oddArchivesAreReadToTheirEnd() throws IOException {
    try (var files = Files.list(ODD)) {
      var odd = files.toList();
      assertFalse(odd.isEmpty());
      for (var file : odd) {
        cleaned(Files.readAllBytes(file));
      }
    }
  }

  private static byte[] cleaned(byte[] bytes) throws IOException {
    var file = SeekableBytes.of(bytes);
    return EditedBytes.stream(file, ArchiveScrubbing.of(null, file, Set.of())).readAllBytes();
  }
}
