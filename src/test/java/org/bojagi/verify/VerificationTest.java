package org.bojagi.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sound bundle has no findings; one thing wrong is found by the check that looks for it, with its place. */
class VerificationTest {
  private static final String FILM = "영상/2600000.mp4";

  @TempDir Path temp;

  @Test
  void aSoundBundleHasNoFindingsAndIsDecryptedOnce() throws Exception {
    var packed = new PackedBundle(temp.resolve("b"), 1 << 20, PackedBundle.someFiles(), new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      var progress = new ArrayList<Long>();
      var totals = new HashSet<Long>();
      long before = decrypted(bundle);
      var results =
          Verification.run(
              bundle,
              (bytes, ofBytes) -> {
                progress.add(bytes);
                totals.add(ofBytes);
              });
      assertEquals(List.of(Check.values()), results.stream().map(CheckResult::check).toList());
      for (var result : results) {
        assertEquals(List.of(), result.findings(), result.check().code());
      }
      long chunks = count(results, Check.CHUNKS);
      assertEquals(2, count(results, Check.SLOTS));
      assertEquals(2, count(results, Check.ROOT));
      assertEquals(35, count(results, Check.HASHES));
      assertEquals(35, count(results, Check.ITEMS));
      assertEquals(bundle.root().volumes().size(), count(results, Check.VOLUMES));
      assertEquals(progress.stream().sorted().toList(), progress);
      assertEquals(totals, new HashSet<>(List.of(progress.getLast())), "ends when all is checked");
      // Besides once each: the lists and catalogues of volumes, and the index as Lucene reads it.
      long again = decrypted(bundle) - before - chunks;
      int volumes = bundle.root().volumes().size();
      assertTrue(again >= 0 && again < 4 * volumes + 20, again + " of " + chunks + " chunks were decrypted twice");
    }
  }

  @Test
  void aFlippedBitAnywhereIsFoundAndItsFileNamed() throws Exception {
    var packed = new PackedBundle(temp.resolve("b"), 300_000, PackedBundle.fewFiles(), new PackedBundle.Mistakes());
    var files = packed.files();
    var random = new Random(Trials.seed(VerificationTest.class));
    int trials = Trials.of(2000);
    for (int i = 0; i < trials; i++) {
      var file = files.get(random.nextInt(files.size()));
      long bit = random.nextLong(8 * (random.nextInt(10) == 0 ? Math.min(200, Files.size(file)) : Files.size(file)));
      flip(file, bit);
      var name = file.getFileName().toString();
      try (var bundle = packed.open()) {
        var found = findings(bundle);
        assertTrue(
            found.stream().anyMatch(f -> f.where().contains(name) || f.code().equals("slot-single")),
            name + ", bit " + bit + ": " + found);
        assertTrue(found.stream().allMatch(f -> !f.what().isEmpty() && !f.hint().isEmpty()), found.toString());
      }
      flip(file, bit);
    }
  }

  @Test
  void aDamagedChunkIsNamedWithTheFilesInItAndNoOthers() throws Exception {
    var film = new Extent[1];
    var packed =
        new PackedBundle(
            temp.resolve("b"), 4 << 20, PackedBundle.someFiles(),
            new PackedBundle.Mistakes() {
              @Override
              Locations locations(Locations locations) {
                var located = locations.files().getFirst();
                film[0] = located.file().path().equals(FILM) ? located.extents().getFirst() : film[0];
                return locations;
              }
            });
    try (var bundle = packed.open()) {
      long chunk = (film[0].plaintextOffset() + 1_200_000) / AgePayload.CHUNK_SIZE;
      var file = bundle.file(film[0].volume()).orElseThrow();
      flip(file, 8 * (AgeHeader.X25519_HEADER_SIZE + 16 + chunk * (AgePayload.CHUNK_SIZE + 16) + 5));
      flip(file, 8 * (AgeHeader.X25519_HEADER_SIZE + 16 + (chunk + 1) * (AgePayload.CHUNK_SIZE + 16) + 5));
      var results = Verification.run(bundle, (bytes, of) -> {});
      var inFile = only(results, Check.HASHES);
      assertEquals("file-damaged", inFile.code());
      assertEquals(FILM, inFile.where());
      assertTrue(inFile.what().startsWith("1 of 3 pieces") || inFile.what().startsWith("2 of 3 pieces"), inFile.what());
      var inChunk = only(results, Check.CHUNKS);
      assertEquals(file.getFileName() + ", chunk " + chunk + " to " + (chunk + 1), inChunk.where());
      assertEquals(Severity.ERROR, inChunk.severity());
    }
  }

  @Test
  void aSoundBundleWithShelvesHasNoFindings() throws Exception {
    var packed = packedOnShelves(new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      var results = Verification.run(bundle, (bytes, of) -> {});
      for (var result : results) {
        assertEquals(List.of(), result.findings(), result.check().code());
      }
      assertEquals(123, count(results, Check.HASHES));
    }
  }

  @Test
  void aDamagedChunkOfAShelfIsNamedWithTheFilesOnTheShelfAndNoOthers() throws Exception {
    var extents = new java.util.HashMap<String, Extent>();
    var packed =
        packedOnShelves(
            new PackedBundle.Mistakes() {
              @Override
              Locations locations(Locations locations) {
                var located = locations.files().getFirst();
                extents.put(located.file().path(), located.extents().getFirst());
                return locations;
              }
            });
    var damaged = extents.entrySet().stream().filter(e -> e.getKey().endsWith("60.html")).findFirst().orElseThrow();
    var expected = new HashSet<String>();
    extents.forEach(
        (path, extent) -> {
          if (extent.entry().equals(damaged.getValue().entry()) && extent.volume().equals(damaged.getValue().volume())) {
            expected.add(path);
          }
        });
    try (var bundle = packed.open()) {
      long at = damaged.getValue().plaintextOffset() + damaged.getValue().length() / 2;
      long file = AgeHeader.X25519_HEADER_SIZE + 16 + at / AgePayload.CHUNK_SIZE * (AgePayload.CHUNK_SIZE + 16);
      flip(bundle.file(damaged.getValue().volume()).orElseThrow(), 8 * (file + at % AgePayload.CHUNK_SIZE));
      var named = new HashSet<String>();
      for (var finding : result(Verification.run(bundle, (bytes, of) -> {}), Check.HASHES).findings()) {
        assertEquals("file-damaged", finding.code());
        named.add(finding.where());
      }
      assertTrue(named.containsAll(expected), named.toString());
      // The chunk may reach into what lies beside the shelf.
      assertTrue(named.size() < extents.size(), named.toString());
    }
  }

  @Test
  void aPlaceOnAShelfThatIsNotTheFilesIsFound() throws Exception {
    for (var wrong : new String[] {"later", "longer", "outside", "another's"}) {
      var before = new Extent[1];
      var packed =
          packedOnShelves(
              new PackedBundle.Mistakes() {
                @Override
                Locations locations(Locations locations) {
                  var located = locations.files().getFirst();
                  var place = located.extents().getFirst();
                  if (!located.file().path().endsWith(" 61.html")) {
                    before[0] = place.encoding() == Extent.Encoding.ZSTD ? place : before[0];
                    return locations;
                  }
                  var moved =
                      switch (wrong) {
                        case "later" -> place.onShelf(place.within() + 512, place.sizeBytes());
                        case "longer" -> place.onShelf(place.within(), place.sizeBytes() + 1);
                        case "outside" -> place.onShelf(4_000_000, place.sizeBytes());
                        default -> before[0];
                      };
                  return new Locations(List.of(new Locations.Located(located.file(), List.of(moved))));
                }
              });
      try (var bundle = packed.open()) {
        var found = findings(bundle);
        assertTrue(found.stream().anyMatch(f -> f.where().endsWith(" 61.html")), wrong + ": " + found);
        assertTrue(
            found.stream().allMatch(f -> f.where().endsWith(" 61.html") || f.code().equals("entry-unnamed")),
            wrong + ": " + found);
      }
      deleteBundle();
    }
  }

  @Test
  void aFileOnAShelfThatNoLineNamesIsNoted() throws Exception {
    var packed =
        packedOnShelves(
            new PackedBundle.Mistakes() {
              @Override
              void add(BundleWriter writer) throws IOException {
                writer.shelve("글/남은 것.html", new byte[100]);
              }
            });
    try (var bundle = packed.open()) {
      var finding = only(Verification.run(bundle, (bytes, of) -> {}), Check.LISTS);
      assertEquals("entry-unnamed", finding.code());
      assertTrue(finding.what().contains("글/남은 것.html"), finding.what());
    }
  }

  private PackedBundle packedOnShelves(PackedBundle.Mistakes mistakes) throws IOException {
    return new PackedBundle(temp.resolve("b"), 2_000_000, PackedBundle.manySmallFiles(), mistakes);
  }

  @Test
  void damageInPaddingCostsNoFile() throws Exception {
    // Just over 8 MiB is padded by nearly the 256 KiB that sizes there go in.
    var films = Map.of("film.mp4", PackedBundle.Source.of(new byte[(8 << 20) + 20_000]));
    var packed = new PackedBundle(temp.resolve("b"), 16 << 20, films, new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      var volume = bundle.root().content().volumes().getFirst();
      flip(bundle.file(volume.id()).orElseThrow(), 8 * (volume.fileBytes() - 100_000));
      var results = Verification.run(bundle, (bytes, of) -> {});
      assertEquals(List.of(), result(results, Check.HASHES).findings());
      assertEquals(Severity.WARNING, only(results, Check.CHUNKS).severity());
    }
  }

  @Test
  void aHashThatIsNotTheFilesIsFound() throws Exception {
    var results =
        verify(
            new PackedBundle.Mistakes() {
              @Override
              CatalogueLine line(CatalogueLine line) {
                var file = line.file();
                if (!file.path().equals(FILM)) {
                  return line;
                }
                var hashes = file.segmentHashes().clone();
                hashes[40] ^= 1;
                return new CatalogueLine(withHashes(file, hashes), line.item());
              }
            });
    assertEquals(new CodeAt("file-changed", FILM), CodeAt.of(only(results, Check.HASHES)));
  }

  @Test
  void aFileThatClaimsToUnpackToFarMoreThanTheVolumesIsNamedAsThat() throws Exception {
    var results =
        verify(
            new PackedBundle.Mistakes() {
              @Override
              CatalogueLine line(CatalogueLine line) {
                var file = line.file();
                if (!file.path().equals(FILM)) {
                  return line;
                }
                var huge = withSize(file, 3L << 30);
                return new CatalogueLine(withHashes(huge, new byte[32 * 3072]), line.item());
              }
            });
    assertEquals(new CodeAt("hashes-out-of-proportion", FILM), CodeAt.of(only(results, Check.HASHES)));
  }

  @Test
  void hashesThatDoNotBelongToTheSizeAreFound() throws Exception {
    var results =
        verify(
            new PackedBundle.Mistakes() {
              @Override
              CatalogueLine line(CatalogueLine line) {
                return line.file().path().equals(FILM)
                    ? new CatalogueLine(withHashes(line.file(), new byte[32]), line.item())
                    : line;
              }
            });
    assertEquals(new CodeAt("hashes-impossible", FILM), CodeAt.of(only(results, Check.HASHES)));
  }

  @Test
  void aLocationThatIsNotTheEntrysIsFound() throws Exception {
    for (var wrong : List.of("offset", "length", "entry", "order")) {
      var results =
          verify(
              new PackedBundle.Mistakes() {
                @Override
                Locations locations(Locations locations) {
                  var located = locations.files().getFirst();
                  if (!located.file().path().equals(FILM)) {
                    return locations;
                  }
                  var extents = new ArrayList<>(located.extents());
                  var first = extents.getFirst();
                  switch (wrong) {
                    case "offset" ->
                        extents.set(0, new Extent(
                            first.volume(), first.entry(), first.plaintextOffset() + 1, first.length(), first.encoding()));
                    case "length" ->
                        extents.set(0, new Extent(
                            first.volume(), first.entry(), first.plaintextOffset(), first.length() - 1, first.encoding()));
                    case "entry" ->
                        extents.set(0, new Extent(
                            first.volume(), "other", first.plaintextOffset(), first.length(), first.encoding()));
                    default -> java.util.Collections.swap(extents, 0, 1);
                  }
                  return new Locations(List.of(new Locations.Located(located.file(), extents)));
                }
              });
      if (!wrong.equals("order")) {
        var contradicted =
            result(results, Check.LOCATIONS).findings().stream()
                .filter(finding -> finding.code().equals("location-contradicted"))
                .toList();
        assertEquals(1, contradicted.size(), wrong + " " + results);
        assertEquals(FILM, contradicted.getFirst().where());
      }
      assertEquals(!wrong.equals("entry"), !result(results, Check.HASHES).findings().isEmpty(), wrong);
      deleteBundle();
    }
  }

  @Test
  void itemsOfTheCatalogueAndTheIndexAreComparedBothWays() throws Exception {
    var lacking =
        verify(
            new PackedBundle.Mistakes() {
              @Override
              Locations locations(Locations locations) {
                return locations.files().getFirst().file().path().equals(FILM) ? null : locations;
              }
            });
    var lacks = only(lacking, Check.ITEMS);
    assertEquals("index-lacks", lacks.code());
    assertTrue(lacks.what().startsWith("1 file"), lacks.what());
    deleteBundle();
    var more =
        verify(
            new PackedBundle.Mistakes() {
              @Override
              boolean oneMoreInIndex() {
                return true;
              }
            });
    assertEquals("index-has-more", only(more, Check.ITEMS).code());
    assertTrue(only(more, Check.ITEMS).what().startsWith("1 "), more.toString());
  }

  @Test
  void anEntryOfNoFileIsNoted() throws Exception {
    var results =
        verify(
            new PackedBundle.Mistakes() {
              @Override
              void add(BundleWriter writer) throws IOException {
                writer.add("nobody's.bin", new ByteArrayInputStream(new byte[10]), 10, false);
              }
            });
    var note = only(results, Check.LISTS);
    assertEquals(Severity.NOTE, note.severity());
    assertTrue(note.what().contains("nobody's.bin"), note.what());
  }

  @Test
  void aLostVolumeIsNamedWithItsFiles() throws Exception {
    var packed = new PackedBundle(temp.resolve("b"), 1 << 20, PackedBundle.someFiles(), new PackedBundle.Mistakes());
    String lost;
    Path file;
    try (var bundle = packed.open()) {
      lost = bundle.root().content().volumes().get(1).id();
      file = bundle.file(lost).orElseThrow();
    }
    Files.delete(file);
    try (var bundle = packed.open()) {
      var results = Verification.run(bundle, (bytes, of) -> {});
      assertEquals("volume-lost", only(results, Check.VOLUMES).code());
      assertTrue(
          result(results, Check.HASHES).findings().stream().anyMatch(f -> f.where().equals(FILM)), results.toString());
      assertEquals(List.of(), result(results, Check.CHUNKS).findings());
      assertEquals(List.of(), result(results, Check.ITEMS).findings(), "a lost catalogue is no fault of the index");
    }
  }

  @Test
  void aLostIndexIsNamedAndTheRestIsChecked() throws Exception {
    var packed = new PackedBundle(temp.resolve("b"), 1 << 20, PackedBundle.someFiles(), new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      Files.delete(bundle.file(bundle.root().index().volumes().getFirst().id()).orElseThrow());
      var content = bundle.root().content().volumes().getFirst();
      flip(bundle.file(content.id()).orElseThrow(), 8 * 100_000);
    }
    try (var bundle = packed.open()) {
      var results = Verification.run(bundle, (bytes, of) -> {});
      assertTrue(result(results, Check.INDEX).findings().stream().anyMatch(f -> f.code().equals("index-unreadable")));
      assertTrue(result(results, Check.HASHES).findings().stream().anyMatch(f -> f.code().equals("hashes-unchecked")));
      assertEquals("chunk-damaged", only(results, Check.CHUNKS).code());
    }
  }

  @Test
  void aCutVolumeIsOneFindingOfItsChunks() throws Exception {
    var packed = new PackedBundle(temp.resolve("b"), 4 << 20, PackedBundle.someFiles(), new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      var volume = bundle.root().content().volumes().getFirst();
      try (var channel = FileChannel.open(bundle.file(volume.id()).orElseThrow(), StandardOpenOption.WRITE)) {
        channel.truncate(volume.fileBytes() / 2);
      }
    }
    try (var bundle = packed.open()) {
      var results = Verification.run(bundle, (bytes, of) -> {});
      assertEquals("volume-cut", only(results, Check.VOLUMES).code());
      assertTrue(only(results, Check.CHUNKS).where().contains(" to "), results.toString());
      assertTrue(
          result(results, Check.CATALOGUES).findings().stream().anyMatch(f -> f.code().equals("catalogue-damaged")));
    }
  }

  @Test
  void aRootSealedAnewIsNotTheCopyOfTheOther() throws Exception {
    var packed = new PackedBundle(temp.resolve("b"), 1 << 20, PackedBundle.someFiles(), new PackedBundle.Mistakes());
    try (var bundle = packed.open()) {
      Files.delete(bundle.rootFiles().getFirst());
    }
    try (var bundle = packed.open()) {
      assertEquals("root-single", only(Verification.run(bundle, (bytes, of) -> {}), Check.ROOT).code());
    }
    Files.delete(packed.files().stream().filter(file -> file.toFile().length() <= 4096).findFirst().orElseThrow());
    try (var bundle = packed.open()) {
      assertEquals("slot-single", only(Verification.run(bundle, (bytes, of) -> {}), Check.SLOTS).code());
    }
  }

  @Test
  void aLargeBundleIsCheckedInAHeapOf64Mebibytes() throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
            "-cp", System.getProperty("java.class.path"), PackAndVerify.class.getName(), temp.resolve("b").toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  /** Main of the process with the small heap. */
  static final class PackAndVerify {
    public static void main(String[] arguments) throws Exception {
      long size = 300L << 20;
      var film =
          new PackedBundle.Source(
              size,
              unused -> new java.io.InputStream() {
                @Override
                public int read() {
                  return 0;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                  return length;
                }
              },
              null);
      var packed =
          new PackedBundle(
              Path.of(arguments[0]), 200 << 20, Map.of("film.mp4", film), new PackedBundle.Mistakes());
      try (var bundle = packed.open()) {
        var found = findings(bundle);
        if (!found.isEmpty()) {
          throw new AssertionError(found);
        }
      }
    }
  }

  @Test
  void everyCheckSaysInALineWhatHolds() {
    var codes = new HashSet<String>();
    for (var check : Check.values()) {
      assertTrue(codes.add(check.code()) && check.code().matches("[a-z]+"));
      assertFalse(check.description().isBlank() || check.description().endsWith(".") || check.description().length() > 110);
    }
    assertEquals(
        new HashSet<>(
            List.of(
                "slots", "root", "signature", "volumes", "headers", "ends", "index", "catalogues", "items", "blocks", "lists",
                "locations", "hashes", "chunks")),
        codes);
  }

  private record CodeAt(String code, String where) {
    static CodeAt of(Finding finding) {
      return new CodeAt(finding.code(), finding.where());
    }
  }

  private List<CheckResult> verify(PackedBundle.Mistakes mistakes) throws IOException {
    var packed = new PackedBundle(temp.resolve("b"), 1 << 20, PackedBundle.someFiles(), mistakes);
    try (var bundle = packed.open()) {
      return Verification.run(bundle, (bytes, of) -> {});
    }
  }

  private void deleteBundle() throws IOException {
    try (var paths = Files.list(temp.resolve("b"))) {
      for (var path : paths.toList()) {
        Files.delete(path);
      }
    }
  }

  private static PackedFile withSize(PackedFile file, long sizeBytes) {
    return new PackedFile(
        file.id(), file.path(), file.of(), file.role(), file.derivedFrom(), file.mediaType(), file.language(),
        file.textFormat(), file.charset(), sizeBytes, file.media(), file.links(), file.segmentHashes(), file.sha256());
  }

  private static PackedFile withHashes(PackedFile file, byte[] hashes) {
    byte[] sha256;
    try {
      sha256 = java.security.MessageDigest.getInstance("SHA-256").digest(hashes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    return new PackedFile(
        file.id(), file.path(), file.of(), file.role(), file.derivedFrom(), file.mediaType(), file.language(),
        file.textFormat(), file.charset(), file.sizeBytes(), file.media(), file.links(), hashes, sha256);
  }

  private static long decrypted(Bundle bundle) throws IOException {
    long chunks = 0;
    for (var volume : bundle.root().volumes()) {
      chunks += bundle.payload(volume.id()).chunksDecrypted();
    }
    return chunks;
  }

  private static List<Finding> findings(Bundle bundle) throws IOException {
    return Verification.run(bundle, (bytes, of) -> {}).stream().flatMap(r -> r.findings().stream()).toList();
  }

  private static CheckResult result(List<CheckResult> results, Check check) {
    return Optional.of(results.get(check.ordinal())).filter(r -> r.check() == check).orElseThrow();
  }

  private static long count(List<CheckResult> results, Check check) {
    return result(results, check).count();
  }

  private static Finding only(List<CheckResult> results, Check check) {
    assertEquals(1, result(results, check).findings().size(), results.toString());
    return result(results, check).findings().getFirst();
  }

  private static void flip(Path file, long bit) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var one = ByteBuffer.allocate(1);
      channel.read(one, bit / 8);
      one.put(0, (byte) (one.get(0) ^ 1 << bit % 8));
      channel.write(one.flip(), bit / 8);
    }
  }
}
