package org.bojagi.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;
import org.bojagi.seal.Resumption.Outcome;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack that ends in the middle, and the same again. */
class InterruptedPackTest {
  private static final int VOLUME_BYTES = 400_000;
  private static final int ITEMS = 12;

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();
  private final List<Outcome> outcomes = new ArrayList<>();
  private Path corpus;
  private Path bundle;
  private Path partial;
  private int keptItems;
  private boolean anew;

  /** A volume holds three of these. */
  @BeforeEach
  void aFolderOfTwelveItems() throws IOException {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    bundle = folder.resolve("bundle");
    partial = folder.resolve("bundle.partial");
    var random = new Random(5);
    for (int i = 0; i < ITEMS; i++) {
      var bytes = new byte[110_000];
      random.nextBytes(bytes);
      Files.write(corpus.resolve(name(i)), bytes);
    }
  }

  private static String name(int i) {
    return String.format("item%02d.bin", i);
  }

  @Test
  void wholeVolumesAreKeptAsTheyAreAndTheRestIsMadeAnew() throws Exception {
    interruptAt(8);
    var left = volumes(partial.resolve("volumes"));
    assertTrue(left.size() >= 2, left.size() + " volumes");
    var report = pack();
    assertEquals(List.of(Outcome.KEPT), outcomes);
    assertTrue(keptItems >= 4 && keptItems < ITEMS, keptItems + " items");
    assertEquals(ITEMS, report.items());
    assertEquals(ITEMS * 110_000L, report.sourceBytes());
    var made = volumes(bundle);
    left.forEach((name, bytes) -> assertArrayEquals(bytes, made.get(name), name));
    assertFalse(Files.exists(partial));
    assertWhole();
  }

  @Test
  void aSecondInterruptionLosesNothingOfTheFirst() throws Exception {
    interruptAt(5);
    var first = volumes(partial.resolve("volumes"));
    interruptAt(10);
    var second = volumes(partial.resolve("volumes"));
    assertTrue(second.size() > first.size() && second.keySet().containsAll(first.keySet()));
    pack();
    assertEquals(List.of(Outcome.KEPT, Outcome.KEPT), outcomes);
    assertTrue(volumes(bundle).keySet().containsAll(second.keySet()));
    assertWhole();
  }

  @Test
  void aPassphraseOpensWhatWasLeftAndAnotherDoesNot() throws Exception {
    var words = "여섯 낱말로 된 열쇠".getBytes(UTF_8);
    try (var slot = new ScryptRecipient(words, 10)) {
      interruptAt(8, options(slot));
      try (var ring = KeyRing.of("다른 열쇠".getBytes(UTF_8))) {
        assertThrows(Stop.class, () -> pack(options(slot), ring, ITEMS));
      }
      assertEquals(List.of(Outcome.LOCKED), outcomes);
      outcomes.clear();
      try (var ring = KeyRing.of(words.clone())) {
        pack(options(slot), ring, Integer.MAX_VALUE);
      }
      assertEquals(List.of(Outcome.KEPT), outcomes);
    }
    try (var ring = KeyRing.of(words.clone());
        var opened = Bundle.open(bundle, ring)) {
      assertEquals(List.of(), opened.findings());
      assertEquals(1, opened.slotFiles().size() / 2);
    }
  }

  @Test
  void anItemThatChangedTakesItsVolumeWithItAndNoOther() throws Exception {
    interruptAt(11);
    var left = volumes(partial.resolve("volumes")).keySet();
    Files.write(corpus.resolve(name(0)), new byte[] {1}, StandardOpenOption.APPEND);
    pack();
    assertEquals(List.of(Outcome.KEPT), outcomes);
    var made = volumes(bundle).keySet();
    assertEquals(left.size() - 1, left.stream().filter(made::contains).count());
    assertWhole();
  }

  @Test
  void anItemThatIsGoneIsInNoVolumeOfWhatIsPackedThen() throws Exception {
    interruptAt(11);
    Files.delete(corpus.resolve(name(4)));
    assertEquals(ITEMS - 1, pack().items());
    assertEquals(List.of(Outcome.KEPT), outcomes);
    assertWhole();
  }

  @Test
  void anItemThatIsDescribedOtherwiseIsPackedAnew() throws Exception {
    interruptAt(11);
    var left = volumes(partial.resolve("volumes")).keySet();
    Files.writeString(corpus.resolve("item00.yaml"), "title: 새 제목\n");
    pack();
    assertEquals(left.size() - 1, volumes(bundle).keySet().stream().filter(left::contains).count());
    assertWhole();
  }

  @Test
  void withOtherOptionsAllIsMadeAnew() throws Exception {
    interruptAt(8);
    var left = volumes(partial.resolve("volumes")).keySet();
    var other =
        new PackOptions(
            VOLUME_BYTES + 1, List.of(archive.recipient()), 2, ExtractionLimits.DEFAULT, PackOptions.Traces.REMOVE);
    pack(other, KeyRing.of(copy(archive)), Integer.MAX_VALUE);
    assertEquals(List.of(Outcome.OTHERWISE), outcomes);
    assertTrue(volumes(bundle).keySet().stream().noneMatch(left::contains));
    assertWhole();
  }

  @Test
  void whoAsksForItStartsAnew() throws Exception {
    interruptAt(8);
    var left = volumes(partial.resolve("volumes")).keySet();
    anew = true;
    pack();
    assertEquals(List.of(Outcome.ANEW), outcomes);
    assertTrue(volumes(bundle).keySet().stream().noneMatch(left::contains));
  }

  @Test
  void aVolumeThatWasDamagedOrCutOrLostMeanwhileIsMadeAnew() throws Exception {
    for (int damage = 0; damage < 4; damage++) {
      interruptAt(11);
      var left = new ArrayList<>(volumes(partial.resolve("volumes")).keySet());
      var file = partial.resolve("volumes").resolve(left.getFirst());
      var bytes = Files.readAllBytes(file);
      switch (damage) {
        case 0 -> Files.delete(file);
        case 1 -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        case 2 -> {
          bytes[30] ^= 1;
          Files.write(file, bytes);
        }
        default -> {
          bytes[bytes.length - 1] ^= 1;
          Files.write(file, bytes);
        }
      }
      outcomes.clear();
      pack();
      assertEquals(List.of(Outcome.KEPT), outcomes);
      var made = volumes(bundle).keySet();
      assertFalse(made.contains(left.getFirst()), "damage " + damage);
      assertEquals(left.size() - 1, left.stream().filter(made::contains).count(), "damage " + damage);
      assertWhole();
      remove(bundle);
    }
  }

  @Test
  void aDamagedStateCostsWorkAndNothingElse() throws Exception {
    interruptAt(11);
    var random = new Random(org.bojagi.Trials.seed(InterruptedPackTest.class));
    try (var files = Files.list(partial.resolve("state"))) {
      for (var file : files.toList()) {
        var bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= 1;
        Files.write(file, bytes);
      }
    }
    assertEquals(ITEMS, pack().items());
    assertEquals(List.of(Outcome.OTHERWISE), outcomes);
    assertWhole();
  }

  /** Names, and what the records say of items, are sealed as their content is. */
  @Test
  void whatIsLeftTellsNothingOfTheCorpus() throws Exception {
    Files.writeString(corpus.resolve("a-secret-title.txt"), "Needle in the first line\n\nand some more\n");
    interruptAt(11);
    try (var tree = Files.walk(partial)) {
      for (var file : tree.filter(Files::isRegularFile).toList()) {
        var bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("Needle") || bytes.contains("a-secret-title") || bytes.contains("item0"));
      }
    }
  }

  @Test
  void aFileThatCouldNotBeReadIsTriedAgain() throws Exception {
    var unreadable = Files.createSymbolicLink(corpus.resolve("gone.bin"), Path.of("item00.bin"));
    Files.delete(unreadable);
    try (var read = CorpusReader.read(corpus)) {
      Files.move(corpus.resolve(name(1)), folder.resolve("away"));
      assertThrows(Stop.class, () -> Packer.pack(read, bundle, options(), resumption(ring()), stopAt(8)));
    }
    Files.move(folder.resolve("away"), corpus.resolve(name(1)));
    outcomes.clear();
    assertEquals(ITEMS, pack().items());
    assertWhole();
  }

  @Test
  void contentThatStandsTwiceIsSealedOnceAndNamed() throws Exception {
    Files.createDirectories(corpus.resolve("copies"));
    Files.copy(corpus.resolve(name(2)), corpus.resolve("copies/same.bin"));
    Files.writeString(corpus.resolve("copies/a.txt"), "같은 글\n\n두번 선다.\n");
    Files.writeString(corpus.resolve("copies/b.txt"), "같은 글\n\n두번 선다.\n");
    var report = pack();
    var duplicates = new TreeMap<String, String>();
    report.details().duplicates().forEach(same -> duplicates.put(same.path(), same.sameAs()));
    assertEquals(Map.of("item02.bin", "copies/same.bin", "copies/b.txt", "copies/a.txt"), duplicates);
    assertEquals(110_000, report.details().duplicates().getLast().savedBytes());
    assertWhole();
  }

  /** The volume with the first of the two goes, so the one with the second goes too. */
  @Test
  void aDuplicateIsKeptOnlyWithTheVolumeThatHasItsContent() throws Exception {
    Files.copy(corpus.resolve(name(0)), corpus.resolve("item10a.bin"));
    interruptAt(ITEMS);
    Files.delete(corpus.resolve(name(0)));
    assertEquals(ITEMS, pack().items());
    assertWhole();
  }

  /** A RuntimeException as of a bug: the writer hears of no end. */
  private static final class Stop extends RuntimeException {}

  private PackProgress stopAt(int items) {
    return moment -> {
      if (moment.itemsDone() >= items) {
        throw new Stop();
      }
    };
  }

  private void interruptAt(int items) throws IOException {
    interruptAt(items, options());
  }

  private void interruptAt(int items, PackOptions options) throws IOException {
    try (var ring = ring()) {
      assertThrows(Stop.class, () -> pack(options, ring, items));
    }
    assertFalse(Files.exists(bundle));
    assertTrue(Files.exists(partial));
    assertFalse(Files.exists(partial.resolve("scratch")), "what no run goes on with takes room");
  }

  private PackReport pack() throws IOException {
    try (var ring = ring()) {
      return pack(options(), ring, Integer.MAX_VALUE);
    }
  }

  private PackReport pack(PackOptions options, KeyRing ring, int stopAt) throws IOException {
    try (var read = CorpusReader.read(corpus)) {
      return Packer.pack(read, bundle, options, resumption(ring), stopAt(stopAt));
    }
  }

  private Resumption resumption(KeyRing ring) {
    return new Resumption(
        ring,
        anew,
        "",
        (outcome, volumes, bytes, items) -> {
          outcomes.add(outcome);
          keptItems = items;
        });
  }

  private KeyRing ring() throws IOException {
    return KeyRing.of(copy(archive));
  }

  private static X25519Identity copy(X25519Identity identity) throws IOException {
    return X25519Identity.parse(identity.encode());
  }

  private PackOptions options() {
    return new PackOptions(
        VOLUME_BYTES, List.of(archive.recipient()), 2, ExtractionLimits.DEFAULT, PackOptions.Traces.REMOVE);
  }

  private PackOptions options(ScryptRecipient slot) {
    return new PackOptions(VOLUME_BYTES, List.of(slot), 2, ExtractionLimits.DEFAULT, PackOptions.Traces.REMOVE);
  }

  /** Every file of the corpus is in the bundle once, as it is, and nothing else lies in a volume. */
  private void assertWhole() throws Exception {
    var lines = new HashMap<String, CatalogueLine>();
    try (var opened = Bundle.open(bundle, ring())) {
      assertEquals(List.of(), opened.findings());
      opened.catalogue(
          line -> assertEquals(null, lines.put(line.file().path(), line), "twice: " + line.file().path()),
          fault -> {
            throw new AssertionError(fault);
          });
      var sources = new HashSet<String>();
      try (var tree = Files.walk(corpus);
          var index = OpenIndex.open(BundleDirectory.of(opened, new ChunkCache(8 << 20)), "bundle")) {
        for (var file : tree.filter(Files::isRegularFile).toList()) {
          var path = corpus.relativize(file).toString();
          if (path.endsWith(".yaml")) {
            continue;
          }
          sources.add(path);
          var line = lines.get(path);
          var stored = index.byId(line.file().of()).orElseThrow();
          var located = Locations.decode(stored.locations()).byId(line.file().id()).orElseThrow();
          try (var in = opened.read(located, null)) {
            assertArrayEquals(Files.readAllBytes(file), in.readAllBytes(), path);
          }
        }
      }
      var packed = new HashSet<String>();
      lines.values().stream()
          .filter(line -> line.file().derivedFrom().isEmpty())
          .forEach(line -> packed.add(line.file().path()));
      assertEquals(sources, packed);
    }
    try (var opened = Bundle.open(bundle, ring())) {
      for (var result : Verification.run(opened, (bytes, of) -> {})) {
        assertEquals(List.of(), result.findings(), result.toString());
      }
    }
  }

  private static Map<String, byte[]> volumes(Path folder) throws IOException {
    var volumes = new TreeMap<String, byte[]>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        volumes.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return volumes;
  }

  private static void remove(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
