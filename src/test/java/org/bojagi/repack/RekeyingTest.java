package org.bojagi.repack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.age.Resealed;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.Roots;
import org.bojagi.bundle.Slots;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.search.SearchOptions;
import org.bojagi.sign.SigningKey;
import org.bojagi.verify.PackedBundle;
import org.bojagi.verify.PackedCards;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bundle under other keys, whole or not at all. */
class RekeyingTest {
  private static final long VOLUME_BYTES = 400_000;
  private static PackedBundle packed;

  @TempDir static Path shared;
  @TempDir Path temp;
  private final X25519Identity reader = X25519Identity.generate();

  @BeforeAll
  static void pack() throws Exception {
    var files = new LinkedHashMap<>(PackedBundle.someFiles());
    files.putAll(PackedBundle.manySmallFiles());
    packed = new PackedBundle(shared.resolve("old"), VOLUME_BYTES, files, new PackedBundle.Mistakes());
  }

  private Rekeying.Report rekey(List<Bundle> chain, Path target, List<Fault> complaints) throws IOException {
    return Rekeying.rekey(chain, target, List.of(reader.recipient()), null, complaints::add, (done, total) -> {});
  }

  private Path rekeyed() throws IOException {
    var target = temp.resolve("new");
    try (var old = packed.open()) {
      rekey(List.of(old), target, new ArrayList<>());
    }
    return target;
  }

  private static Bundle open(Path folder, X25519Identity key) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(key.encode()))) {
      return Bundle.open(folder, keys);
    }
  }

  /** Every packed file by its path, and every line of the catalogue. */
  private static Map<String, byte[]> contents(Bundle bundle) throws IOException {
    var contents = new LinkedHashMap<String, byte[]>();
    try (var open = OpenBundle.of(bundle, OpenBundle.newCache())) {
      bundle.catalogue(
          line -> {
            contents.put("line " + line.file().path(), line.toJson().getBytes(StandardCharsets.UTF_8));
            var located = open.requireIndex().byId(line.file().of()).orElseThrow();
            var file = OpenBundle.locations(located).byId(line.file().id()).orElseThrow();
            try (var in = bundle.read(file, null)) {
              contents.put(line.file().path(), in.readAllBytes());
            }
          },
          lost -> {
            throw new AssertionError(lost);
          });
    }
    return contents;
  }

  @Test
  void everyPackedByteAndHashAndWhatIsFoundIsTheSame() throws Exception {
    var target = rekeyed();
    var before = contents(packed.open());
    var after = contents(open(target, reader));
    assertEquals(List.copyOf(before.keySet()), List.copyOf(after.keySet()));
    assertTrue(before.size() > 200, before.size() + " files and lines");
    before.forEach((path, bytes) -> assertArrayEquals(bytes, after.get(path), path));
    assertEquals(found(packed.open(), "살구꽃"), found(open(target, reader), "살구꽃"));
    assertEquals(100, found(open(target, reader), "살구꽃").size());
  }

  private static List<String> found(Bundle bundle, String query) throws IOException {
    try (var open = OpenBundle.of(bundle, OpenBundle.newCache())) {
      var library = new Library(List.of(open));
      return library.searcher().search(query, SearchOptions.first(100)).hits().stream()
          .map(hit -> hit.path() + " " + hit.score() + " " + hit.snippet())
          .toList();
    }
  }

  @Test
  void onlyIdentityAndBundleIdAreOthers() throws Exception {
    var target = rekeyed();
    try (var old = packed.open();
        var bundle = open(target, reader)) {
      assertEquals(List.of(), bundle.findings());
      assertNotEquals(old.root().content().bundle(), bundle.root().content().bundle());
      assertEquals(old.root().content().edition(), bundle.root().content().edition());
      assertEquals(old.root().content().about(), bundle.root().content().about());
      assertEquals(old.root().index().analysis(), bundle.root().index().analysis());
      assertTrue(old.root().volumes().size() > 8);
      for (int i = 0; i < old.root().volumes().size(); i++) {
        var was = old.root().volumes().get(i);
        var is = bundle.root().volumes().get(i);
        assertEquals(was.id(), is.id());
        assertEquals(was.fileBytes(), is.fileBytes());
        assertFalse(Arrays.equals(was.header(), is.header()));
        var one = plaintext(old, was.id());
        var other = plaintext(bundle, is.id());
        int different = 0;
        for (int at = 0; at < one.length; at++) {
          different += one[at] == other[at] ? 0 : 1;
        }
        // Of 32 digits and twice four bytes of CRC some are equal by chance.
        assertTrue(different > 20 && different <= 40, different + " bytes");
      }
    }
  }

  private static byte[] plaintext(Bundle bundle, String volume) throws IOException {
    var payload = bundle.payload(volume);
    try (var in = payload.stream(0, payload.plaintextSize(), null)) {
      return in.readAllBytes();
    }
  }

  @Test
  void neitherKeyOpensTheOtherAndNoBlockIsShared() throws Exception {
    var target = rekeyed();
    assertThrows(WrongKeyException.class, () -> open(target, packed.reader));
    assertThrows(WrongKeyException.class, () -> open(packed.folder, reader));
    try (var old = packed.open();
        var bundle = open(target, reader)) {
      // Nor does the bundle's own identity, which who had the old words could have kept.
      assertThrows(WrongKeyException.class, () -> old.openBeside(target));
      assertThrows(WrongKeyException.class, () -> bundle.openBeside(packed.folder));
    }
    var blocks = blocks(packed.folder);
    assertTrue(blocks.size() > 10_000);
    blocks.retainAll(blocks(target));
    assertEquals(Set.of(), blocks);
  }

  /** Aligned blocks of 32 bytes after the first of each file, which is the same in every age file. */
  private static HashSet<ByteBuffer> blocks(Path folder) throws IOException {
    var blocks = new HashSet<ByteBuffer>();
    for (var file : files(folder)) {
      var bytes = Files.readAllBytes(file);
      for (int i = 32; i + 32 <= bytes.length; i += 32) {
        blocks.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, i, i + 32)));
      }
    }
    return blocks;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void ageAndUnzipReadIt() throws Exception {
    var target = rekeyed();
    var me = Files.write(temp.resolve("me"), reader.encode());
    var slot = Slots.list(target).getFirst().files().getFirst();
    int volumes = 0;
    for (var file : files(target)) {
      if (Files.size(file) > 4_096) {
        var script = "age -d -i \"$1\" \"$2\" | age -d -i - \"$3\" > \"$4\" && unzip -tq \"$4\"";
        var zip = temp.resolve("volume.zip").toString();
        var process =
            new ProcessBuilder("sh", "-c", script, "sh", me.toString(), slot.toString(), file.toString(), zip)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        volumes++;
      }
    }
    assertTrue(volumes > 8);
  }

  private Path copyOfOld() throws IOException {
    var copy = Files.createDirectories(temp.resolve("copy"));
    for (var file : files(packed.folder)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  @Test
  void everyDamagedVolumeIsNamedAndNothingIsLeft() throws Exception {
    var copy = copyOfOld();
    var damaged = new ArrayList<String>();
    try (var old = open(copy, packed.reader)) {
      for (int volume : new int[] {0, 2, old.root().volumes().size() - 1}) {
        var file = old.file(old.root().volumes().get(volume).id()).orElseThrow();
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        damaged.add(file.getFileName().toString());
      }
    }
    var complaints = new ArrayList<Fault>();
    try (var old = open(copy, packed.reader)) {
      var fault = assertThrows(DamagedBundleException.class, () -> rekey(List.of(old), temp.resolve("new"), complaints));
      assertTrue(fault.hint().contains("recover"), fault.getMessage());
    }
    assertEquals(3, complaints.size(), complaints.toString());
    for (int i = 0; i < 3; i++) {
      assertTrue(complaints.get(i).where().startsWith(damaged.get(i)), complaints.get(i).where());
    }
    assertEquals(List.of("copy"), files(temp).stream().map(file -> file.getFileName().toString()).toList());
  }

  @Test
  void aLostVolumeIsNamedBeforeAnythingIsWritten() throws Exception {
    var copy = copyOfOld();
    try (var old = open(copy, packed.reader)) {
      Files.delete(old.file(old.root().volumes().get(1).id()).orElseThrow());
    }
    var complaints = new ArrayList<Fault>();
    try (var old = open(copy, packed.reader)) {
      assertThrows(DamagedBundleException.class, () -> rekey(List.of(old), temp.resolve("new"), complaints));
    }
    assertEquals(1, complaints.size());
    assertFalse(Files.exists(temp.resolve("new.partial")));
  }

  @Test
  void aLinkIsNoWayOutOfTheTarget() throws Exception {
    var elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    var target = Files.createSymbolicLink(temp.resolve("new"), elsewhere);
    try (var old = packed.open()) {
      assertThrows(UsageException.class, () -> rekey(List.of(old), target, new ArrayList<>()));
    }
    assertEquals(List.of(), files(elsewhere));
    Files.delete(target);
    Files.createSymbolicLink(temp.resolve("new.partial"), elsewhere);
    try (var old = packed.open()) {
      assertThrows(UsageException.class, () -> rekey(List.of(old), target, new ArrayList<>()));
    }
    assertEquals(List.of(), files(elsewhere));
  }

  /** A process of its own that is gone in the middle. */
  static final class Killed {
    public static void main(String[] arguments) throws Exception {
      var key = X25519Identity.parse(Files.readAllBytes(Path.of(arguments[2])));
      try (var old = open(Path.of(arguments[0]), key)) {
        Rekeying.rekey(
            List.of(old),
            Path.of(arguments[1]),
            List.of(key.recipient()),
            null,
            fault -> {},
            (done, total) -> {
              if (done > total / 2) {
                Runtime.getRuntime().halt(9);
              }
            });
      }
    }
  }

  @Test
  void aKilledRunLeavesNothingThatOpensAndTheNextBeginsAnew() throws Exception {
    var key = Files.write(temp.resolve("key"), packed.reader.encode());
    var target = temp.resolve("new");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Killed.class.getName(),
                packed.folder.toString(), target.toString(), key.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(9, process.waitFor(), said);
    assertFalse(Files.exists(target));
    var left = temp.resolve("new.partial/volumes");
    assertTrue(files(left).size() > 2);
    // No slot is there: not even the reader for whom it was to be opens it.
    assertThrows(Fault.class, () -> open(left, packed.reader).close());
    assertEquals(List.of(), files(temp.resolve("new.partial/slots")));
    try (var old = packed.open()) {
      rekey(List.of(old), target, new ArrayList<>());
    }
    open(target, reader).close();
    assertFalse(Files.exists(temp.resolve("new.partial")));
  }

  @Test
  void aSetOfCardsIsRekeyedAsAWhole() throws Exception {
    var cards = new PackedCards(temp.resolve("old-set"), 3);
    try (var two = together(cards, 1, 2)) {
      var fault =
          assertThrows(
              UsageException.class, () -> rekey(List.of(bundle(two)), temp.resolve("new"), new ArrayList<>()));
      assertTrue(fault.what().contains("card 3"), fault.what());
    }
    try (var all = together(cards, 3, 1, 2)) {
      rekey(List.of(bundle(all)), temp.resolve("new"), new ArrayList<>());
    }
    for (int card = 1; card <= 3; card++) {
      try (var bundle = open(temp.resolve("new/card-" + card), reader)) {
        assertEquals(List.of(card), List.copyOf(bundle.cardsHere()));
        assertTrue(bundle.findings().stream().allMatch(finding -> finding.code().equals("on-another-card")));
      }
    }
  }

  private Together together(PackedCards cards, int... numbers) throws IOException {
    var together = new Together(OpenBundle.newCache());
    try (var keys = KeyRing.of(X25519Identity.parse(cards.reader.encode()))) {
      for (int number : numbers) {
        together.open(cards.card(number), keys);
      }
    }
    return together;
  }

  private static Bundle bundle(Together together) {
    return together.all().getFirst().bundle();
  }

  @Test
  void aBundleAndItsDeltasBecomeOneFolderUnderOneKey() throws Exception {
    var editions = new PackedEditions(temp);
    var before = PackedEditions.contents(PackedEditions.TEAM, editions.bundle, editions.delta);
    assertTrue(before.keySet().stream().noneMatch(path -> path.contains("거두어들인")));
    try (var together = PackedEditions.together(PackedEditions.TEAM, editions.delta, editions.bundle)) {
      var chain = together.chain(new ArrayList<>()).stream().map(OpenBundle::bundle).toList();
      assertEquals(2, chain.size());
      var report = rekey(chain, temp.resolve("new"), new ArrayList<>());
      assertEquals(2, report.bundles());
      var alone = List.of(chain.getLast());
      assertThrows(UsageException.class, () -> rekey(alone, temp.resolve("alone"), new ArrayList<>()));
    }
    assertEquals(before, PackedEditions.contents(reader, temp.resolve("new")));
    try (var bundle = open(temp.resolve("new"), reader)) {
      assertEquals(1, bundle.beside().size());
      assertEquals(List.of(), bundle.findings());
    }
  }

  @Test
  void thePublisherSignsItAgain() throws Exception {
    try (var publisher = SigningKey.generate();
        var old = packed.open()) {
      Rekeying.rekey(
          List.of(old), temp.resolve("new"), List.of(reader.recipient()), publisher, fault -> {}, (done, total) -> {});
    }
    try (var bundle = open(temp.resolve("new"), reader)) {
      assertTrue(bundle.signers().content().isSigned());
    }
    try (var old = packed.open()) {
      assertFalse(old.signers().content().isSigned());
    }
  }

  /** As {@link #copyOfOld}, signed. */
  private Path signedCopy(SigningKey publisher) throws IOException {
    var copy = copyOfOld();
    Roots.replace(copy, packed.reader, documents -> documents.signedBy(publisher));
    return copy;
  }

  private void rekey(Path folder, SigningKey publisher, List<Fault> complaints) throws IOException {
    try (var old = open(folder, packed.reader)) {
      Rekeying.rekey(
          List.of(old), temp.resolve("new"), List.of(reader.recipient()), publisher, complaints::add, (done, total) -> {});
    }
  }

  @Test
  void anIndexThatWhoeverHasTheIdentityChangedIsNotSignedAgain() throws Exception {
    try (var publisher = SigningKey.generate()) {
      var copy = signedCopy(publisher);
      try (var identity = Roots.identity(copy, packed.reader);
          var old = open(copy, packed.reader)) {
        var file = old.file(old.root().index().volumes().getFirst().id()).orElseThrow();
        Resealed.change(file, identity, plaintext -> plaintext[plaintext.length / 2] ^= 1);
      }
      var complaints = new ArrayList<Fault>();
      assertThrows(DamagedBundleException.class, () -> rekey(copy, publisher, complaints));
      assertEquals(1, complaints.size());
      assertTrue(complaints.getFirst().where().contains("chunk"), complaints.getFirst().getMessage());
      assertFalse(Files.exists(temp.resolve("new")));
    }
  }

  @Test
  void anIndexThatNobodyAnswersForIsNotSignedWithTheContentOfOthers() throws Exception {
    try (var publisher = SigningKey.generate();
        var indexer = SigningKey.generate()) {
      var copy = signedCopy(publisher);
      Roots.replace(copy, packed.reader, documents -> Roots.withIndex(documents, index -> index));
      var refused = assertThrows(UsageException.class, () -> rekey(copy, publisher, new ArrayList<>()));
      assertTrue(refused.hint().contains("reindex"), refused.getMessage());
      var madeAnew = index(copy);
      Roots.replace(copy, packed.reader, documents -> documents.withIndex(madeAnew, indexer));
      assertThrows(UsageException.class, () -> rekey(copy, publisher, new ArrayList<>()));
      rekey(copy, indexer, new ArrayList<>());
    }
  }

  private static Root.Index index(Path folder) throws IOException {
    try (var old = open(folder, packed.reader)) {
      return old.root().index();
    }
  }
}
