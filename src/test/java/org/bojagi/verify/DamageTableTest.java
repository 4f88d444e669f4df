package org.bojagi.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bojagi.FailingFileSystem;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage and exactly what is found for it, whole and quick; a sound bundle has none. */
class DamageTableTest {
  private static final int SEALED = AgePayload.SEALED_CHUNK_SIZE;
  private static final int HEAD = AgeHeader.X25519_HEADER_SIZE + 16;
  private static final String FILM = "영상/영화.mp4";

  @TempDir static Path temp;
  private static PackedBundle packed;
  private static PackedBundle other;
  private static final Map<String, Extent> PLACES = new HashMap<>();

  /** Changes the bundle in a copy of its folder. */
  @FunctionalInterface
  private interface Damage {
    void to(Bundle whole, Path copy) throws IOException;
  }

  @BeforeAll
  static void pack() throws IOException {
    var files = new LinkedHashMap<>(PackedBundle.manySmallFiles());
    var film = new byte[(8 << 20) - 100_000];
    new Random(3).nextBytes(film);
    files.put(FILM, PackedBundle.Source.of(film));
    packed =
        new PackedBundle(
            temp.resolve("b"), 16 << 20, files,
            new PackedBundle.Mistakes() {
              @Override
              Locations locations(Locations locations) {
                var located = locations.files().getFirst();
                PLACES.put(located.file().path(), located.extents().getFirst());
                return locations;
              }
            });
    other =
        new PackedBundle(
            temp.resolve("other"), 16 << 20, Map.of("a.txt", PackedBundle.Source.of(new byte[100_000])),
            new PackedBundle.Mistakes());
  }

  private record Row(String name, String whole, String quick, Damage damage) {}

  @TestFactory
  Stream<DynamicTest> eachDamageIsFoundAsItselfAndNothingElse() {
    return rows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name,
                    () -> {
                      var copy = copy(packed.folder);
                      try (var bundle = packed.open()) {
                        row.damage.to(bundle, copy);
                      }
                      try (var bundle = open(copy)) {
                        assertEquals(set(row.whole), codes(Verification.run(bundle, (done, total) -> {})));
                        assertEquals(set(row.quick), codes(Verification.quick(bundle)));
                      }
                    }));
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    rows.add(new Row("nothing", "", "", (bundle, copy) -> {}));
    rows.add(
        new Row("a text that is no part of it", "", "", (bundle, copy) -> Files.writeString(copy.resolve("read.txt"), "x")));
    rows.add(
        new Row("a bit of a slot", "slot-single", "slot-single",
            (bundle, copy) -> flip(in(copy, bundle.slotFiles().getFirst()), 100)));
    rows.add(
        new Row("a lost slot", "slot-single", "slot-single",
            (bundle, copy) -> Files.delete(in(copy, bundle.slotFiles().getFirst()))));
    rows.add(
        new Row("a bit of a root", "root-single volume-foreign", "root-single volume-foreign",
            (bundle, copy) -> flip(in(copy, bundle.rootFiles().getFirst()), 1000)));
    rows.add(
        new Row("a lost root", "root-single", "root-single",
            (bundle, copy) -> Files.delete(in(copy, bundle.rootFiles().getFirst()))));
    rows.add(
        new Row("a bit of a header", "header-damaged", "header-damaged",
            (bundle, copy) -> flip(content(bundle, copy), 60)));
    rows.add(
        new Row("a bit of a film", "file-damaged chunk-damaged", "",
            (bundle, copy) -> flip(content(bundle, copy), inFile(PLACES.get(FILM), 3_000_000))));
    rows.add(
        new Row("a sector of a film", "file-damaged chunk-damaged", "",
            (bundle, copy) -> overwrite(content(bundle, copy), inFile(PLACES.get(FILM), 4_000_000), new byte[4096])));
    rows.add(
        new Row("two chunks of a film swapped", "file-damaged chunk-damaged", "",
            (bundle, copy) -> swapChunks(content(bundle, copy), 60, 61)));
    rows.add(
        new Row("a bit of a shelf", "file-damaged chunk-damaged", "",
            (bundle, copy) -> flip(content(bundle, copy), inFile(shelf(), 200_000))));
    rows.add(
        new Row("a bit of the first chunk", "beginning-damaged file-damaged", "beginning-damaged",
            (bundle, copy) -> flip(content(bundle, copy), HEAD + 5_000)));
    rows.add(
        new Row("a bit of the last chunk", "end-damaged", "end-damaged",
            (bundle, copy) -> flip(content(bundle, copy), Files.size(content(bundle, copy)) - 5)));
    rows.add(
        new Row("a bit of the padding", "padding-damaged", "",
            (bundle, copy) -> flip(content(bundle, copy), Files.size(content(bundle, copy)) - SEALED - 9)));
    rows.add(
        new Row("a bit of a catalogue", "catalogue-damaged chunk-damaged", "",
            (bundle, copy) -> {
              var catalogue = bundle.root().content().volumes().getFirst().catalogue().extent();
              flip(content(bundle, copy), inFile(catalogue, 100));
            }));
    rows.add(
        new Row("a bit of Lucene's positions", "index-damaged chunk-damaged", "",
            (bundle, copy) -> {
              var file =
                  bundle.root().index().files().stream()
                      .filter(f -> f.name().endsWith(".pos") || f.name().endsWith(".doc"))
                      .max(Comparator.comparingLong(f -> f.sizeBytes()))
                      .orElseThrow();
              flip(index(bundle, copy), inFile(file.extents().getFirst(), file.sizeBytes() / 2));
            }));
    rows.add(
        new Row("a lost content volume", "volume-lost", "volume-lost",
            (bundle, copy) -> Files.delete(content(bundle, copy))));
    rows.add(
        new Row("a lost index volume", "volume-lost index-unreadable index-damaged hashes-unchecked",
            "volume-lost index-unreadable",
            (bundle, copy) -> Files.delete(index(bundle, copy))));
    rows.add(
        new Row("another bundle's volume in its place", "volume-lost volume-foreign", "volume-lost volume-foreign",
            (bundle, copy) -> {
              try (var from = other.open()) {
                Files.copy(
                    content(from, other.folder), content(bundle, copy),
                    StandardCopyOption.REPLACE_EXISTING);
              }
            }));
    rows.add(
        new Row("another bundle's volume beside it", "volume-foreign", "volume-foreign",
            (bundle, copy) -> {
              try (var from = other.open()) {
                Files.copy(content(from, other.folder), copy.resolve("one.age"));
              }
            }));
    rows.add(
        new Row("a doubled volume", "volume-doubled", "volume-doubled",
            (bundle, copy) -> Files.copy(content(bundle, copy), copy.resolve("00.age"))));
    rows.add(
        new Row("a volume cut in half", "volume-cut catalogue-damaged chunk-damaged", "volume-cut",
            (bundle, copy) -> truncate(content(bundle, copy), Files.size(content(bundle, copy)) / 2)));
    rows.add(
        new Row("a volume cut in its padding", "volume-cut padding-damaged", "volume-cut",
            (bundle, copy) -> truncate(content(bundle, copy), Files.size(content(bundle, copy)) - SEALED - 100)));
    rows.add(
        new Row("bytes after a volume", "volume-too-long", "volume-too-long",
            (bundle, copy) -> Files.write(content(bundle, copy), new byte[77], StandardOpenOption.APPEND)));
    return rows;
  }

  @Test
  void theTableTouchesMostFlawsAndEachHasACostAndARemedy() {
    var codes = new HashSet<String>();
    for (var flaw : Flaw.values()) {
      assertTrue(codes.add(flaw.code()) && flaw.code().matches("[a-z-]+"), flaw.code());
      assertTrue(flaw.cost().endsWith(".") && !flaw.remedies().isEmpty() && !flaw.hint().isBlank(), flaw.code());
      assertEquals(flaw, Flaw.of(flaw.at("here", "What")).orElseThrow());
    }
    for (var row : rows()) {
      assertTrue(codes.containsAll(set(row.whole)) && codes.containsAll(set(row.quick)), row.name);
    }
    for (var check : Check.values()) {
      assertTrue(Arrays.stream(Flaw.values()).anyMatch(flaw -> flaw.check() == check), check.code());
    }
  }

  @Test
  void whatFailedIsNotReadAgainForEachFileOnIt() throws Exception {
    var copy = copy(packed.folder);
    long sound = reads(copy);
    Path volume;
    try (var bundle = packed.open()) {
      volume = content(bundle, copy);
    }
    for (int at = 70_000; at < 300_000; at += AgePayload.CHUNK_SIZE) {
      flip(volume, inFile(shelf(), at));
    }
    long damaged = reads(copy);
    assertTrue(damaged < sound + 100, damaged + " reads instead of " + sound);
  }

  @Test
  void anotherCardIsANoteAndALostVolumeOfThisOneAnError() throws Exception {
    var cards = new PackedCards(temp.resolve("set"), 2);
    var key = cards.reader.encode();
    try (var one = Bundle.open(cards.card(1), KeyRing.of(X25519Identity.parse(key)))) {
      assertEquals(set("on-another-card"), codes(Verification.run(one, (done, total) -> {})));
      one.join(Bundle.open(cards.card(2), KeyRing.of(X25519Identity.parse(key))));
      assertEquals(set(""), codes(Verification.run(one, (done, total) -> {})));
      assertEquals(set(""), codes(Verification.quick(one)));
    }
    try (var two = Bundle.open(cards.card(2), KeyRing.of(X25519Identity.parse(key)))) {
      var volumes = two.root().content().volumes().stream().filter(volume -> volume.card() == 2).toList();
      assertTrue(volumes.size() > 1);
      Files.delete(two.file(volumes.getFirst().id()).orElseThrow());
    }
    try (var two = Bundle.open(cards.card(2), KeyRing.of(X25519Identity.parse(key)))) {
      var found = codes(Verification.run(two, (done, total) -> {}));
      assertTrue(found.containsAll(set("on-another-card volume-lost")), found.toString());
      assertFalse(found.contains("index-has-more"), found.toString());
    }
  }

  private static Extent shelf() {
    return PLACES.values().stream().filter(place -> place.encoding() == Extent.Encoding.ZSTD).findFirst().orElseThrow();
  }

  private static long reads(Path folder) throws IOException {
    var counting = new FailingFileSystem(0, false, "");
    try (var bundle = open(counting.of(folder))) {
      Verification.run(bundle, (done, total) -> {});
    }
    return counting.reads();
  }

  private static Bundle open(Path folder) throws IOException {
    return Bundle.open(folder, KeyRing.of(X25519Identity.parse(packed.reader.encode())));
  }

  private static Path copy(Path folder) throws IOException {
    var copy = Files.createTempDirectory(temp, "copy");
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static TreeSet<String> set(String codes) {
    return new TreeSet<>(codes.isEmpty() ? List.of() : List.of(codes.split(" ")));
  }

  /** Of all findings; each is as its flaw says. */
  private static TreeSet<String> codes(List<CheckResult> results) {
    var codes = new TreeSet<String>();
    for (var result : results) {
      for (var finding : result.findings()) {
        var flaw = Flaw.of(finding).orElseThrow(() -> new AssertionError(finding.code()));
        assertEquals(result.check(), flaw.check(), finding.code());
        assertEquals(finding.severity(), flaw.severity(), finding.code());
        assertFalse(finding.where().isBlank() || finding.what().isBlank() || finding.hint().isBlank(), finding.code());
        codes.add(finding.code());
      }
    }
    return codes;
  }

  private static Path in(Path copy, Path file) {
    return copy.resolve(file.getFileName());
  }

  private static Path content(Bundle bundle, Path copy) {
    return in(copy, bundle.file(bundle.root().content().volumes().getFirst().id()).orElseThrow());
  }

  private static Path index(Bundle bundle, Path copy) {
    return in(copy, bundle.file(bundle.root().index().volumes().getFirst().id()).orElseThrow());
  }

  /** Where a byte of an extent lies in the encrypted file. */
  private static long inFile(Extent extent, long offset) {
    long at = extent.plaintextOffset() + offset;
    return HEAD + at / AgePayload.CHUNK_SIZE * SEALED + at % AgePayload.CHUNK_SIZE;
  }

  private static void flip(Path file, long offset) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ 4));
      channel.write(one.flip(), offset);
    }
  }

  private static void overwrite(Path file, long offset, byte[] bytes) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), offset);
    }
  }

  private static void swapChunks(Path file, int one, int other) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var first = ByteBuffer.allocate(SEALED);
      var second = ByteBuffer.allocate(SEALED);
      channel.read(first, HEAD + (long) one * SEALED);
      channel.read(second, HEAD + (long) other * SEALED);
      channel.write(second.flip(), HEAD + (long) one * SEALED);
      channel.write(first.flip(), HEAD + (long) other * SEALED);
    }
  }

  private static void truncate(Path file, long size) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /** What the rows rely on: where padding and catalogue begin, and that a shelf has several chunks. */
  @Test
  void theBundleHasThePlacesThatTheTableDamages() throws Exception {
    try (var bundle = packed.open()) {
      var volume = bundle.root().content().volumes().getFirst();
      var payload = bundle.payload(volume.id());
      var entries = CentralDirectory.read(payload, "volume");
      var padding = entries.stream().filter(entry -> entry.name().equals("padding")).findFirst().orElseThrow();
      long chunks = payload.chunkCount();
      assertTrue(
          padding.localHeaderOffset() < (chunks - 2) * AgePayload.CHUNK_SIZE,
          "padding from " + padding.localHeaderOffset() + " of " + payload.plaintextSize());
      assertTrue(shelf().length() > 5 * AgePayload.CHUNK_SIZE, shelf().toString());
      var catalogue = volume.catalogue().extent();
      assertTrue(
          PLACES.values().stream()
              .noneMatch(place -> place.plaintextOffset() > catalogue.plaintextOffset()), catalogue.toString());
    }
  }
}
