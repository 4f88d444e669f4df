package org.bojagi.seal;

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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bojagi.FailingFileSystem;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.StorageException;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;
import org.bojagi.plan.Card;
import org.bojagi.plan.FileSystem;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.ReaderSize;
import org.bojagi.seal.Resumption.Outcome;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A next edition or a delta that ends in the middle, and the same again. */
class InterruptedEditionTest {
  private static final int VOLUME_BYTES = 400_000;
  private static final int ITEMS = 15;

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Random random = new Random(5);
  private Path corpus;
  private Path first;
  private Path next;
  private Path partial;
  private int keptVolumes;
  private int keptItems;

  /** Five volumes of three items each; then one item changes in the second and the fourth, and four come new. */
  @BeforeEach
  void aBundleAndWhatChangedSince() throws Exception {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    first = folder.resolve("first");
    next = folder.resolve("next");
    partial = folder.resolve("next.partial");
    for (int i = 0; i < ITEMS; i++) {
      write(name(i));
    }
    try (var read = CorpusReader.read(corpus)) {
      Packer.pack(read, first, options(List.of(archive)), moment -> {});
    }
    write(name(4));
    write(name(10));
    for (int i = 0; i < 4; i++) {
      write("new" + i + ".bin");
    }
  }

  private static String name(int i) {
    return String.format("item%02d.bin", i);
  }

  private void write(String name) throws IOException {
    var bytes = new byte[110_000];
    random.nextBytes(bytes);
    Files.write(corpus.resolve(name), bytes);
  }

  @Test
  void ofAnUpdateCopiesAndWhatWasMovedOrPackedAreKept() throws Exception {
    interruptAt(true, 8);
    var left = files(partial.resolve("volumes"));
    assertTrue(left.size() >= 4, left.size() + " volumes");
    pack(true, Integer.MAX_VALUE);
    assertEquals(List.of(Outcome.KEPT), outcomes);
    assertEquals(left.size(), keptVolumes);
    assertTrue(keptItems >= ITEMS - 2, keptItems + " items");
    var made = files(next);
    left.forEach((name, bytes) -> assertArrayEquals(bytes, made.get(name), name));
    assertFalse(Files.exists(partial));
    assertWhole(2);
  }

  @Test
  void ofADeltaWhatWasPackedIsKeptAndItIsTheSameDelta() throws Exception {
    interruptAt(false, 5);
    var left = files(partial.resolve("volumes"));
    assertFalse(left.isEmpty());
    pack(false, Integer.MAX_VALUE);
    assertEquals(List.of(Outcome.KEPT), outcomes);
    assertTrue(files(next).keySet().containsAll(left.keySet()));
    try (var delta = open(next)) {
      assertEquals(List.of(), delta.findings());
      assertEquals(1, delta.root().content().delta().edition());
      assertEquals(
          Set.of("item04.bin", "item10.bin", "new0.bin", "new1.bin", "new2.bin", "new3.bin"), lines(delta).keySet());
    }
  }

  @Test
  void aSecondInterruptionLosesNothingOfTheFirst() throws Exception {
    interruptAt(true, 2);
    var once = files(partial.resolve("volumes")).keySet();
    interruptAt(true, 8);
    var twice = files(partial.resolve("volumes")).keySet();
    assertTrue(twice.size() > once.size() && twice.containsAll(once), once + " " + twice);
    pack(true, Integer.MAX_VALUE);
    assertTrue(files(next).keySet().containsAll(twice));
    assertWhole(2);
  }

  /** The same content under another identity, with a key that opens both. */
  @Test
  void whatWasBegunFromAnotherEditionIsMadeAnew() throws Exception {
    interruptAt(true, 8);
    var left = files(partial.resolve("volumes")).keySet();
    var other = folder.resolve("other");
    try (var read = CorpusReader.read(corpus)) {
      Packer.pack(read, other, options(List.of(archive)), moment -> {});
    }
    first = other;
    pack(true, Integer.MAX_VALUE);
    assertEquals(List.of(Outcome.OTHERWISE), outcomes);
    assertTrue(files(next).keySet().stream().noneMatch(left::contains));
    assertWhole(2);
  }

  @Test
  void anUpdateThatBecomesADeltaOrAWholePackIsMadeAnew() throws Exception {
    interruptAt(true, 8);
    pack(false, Integer.MAX_VALUE);
    assertEquals(List.of(Outcome.OTHERWISE), outcomes);
    Trees.remove(next);
    outcomes.clear();
    interruptAt(true, 8);
    try (var read = CorpusReader.read(corpus);
        var ring = ring()) {
      Packer.pack(read, next, options(List.of(archive)), resumption(ring), moment -> {});
    }
    assertEquals(List.of(Outcome.OTHERWISE), outcomes);
    assertWhole(1);
    try (var anew = open(next);
        var old = open(first)) {
      assertFalse(anew.root().content().bundle().equals(old.root().content().bundle()));
    }
  }

  /** What is kept of a moved or new item goes where the item changed once more; a copy, where one of its items did. */
  @Test
  void whatChangedBetweenTheTwoRunsIsPackedAnewAndNothingOfTheOldStays() throws Exception {
    for (var changed : List.of(name(0), name(3), name(4), "new0.bin")) {
      interruptAt(true, 9);
      Files.write(corpus.resolve(changed), new byte[] {1}, StandardOpenOption.APPEND);
      pack(true, Integer.MAX_VALUE);
      assertWhole(2);
      Trees.remove(next);
    }
  }

  @Test
  void whatIsAsItWasInTheEditionBeforeAgainIsTakenFromOneOfBoth() throws Exception {
    var changed = Files.readAllBytes(corpus.resolve(name(4)));
    try (var old = open(first)) {
      var original = folder.resolve("original");
      try (var in = old.read(location(old, name(4)), null)) {
        Files.write(original, in.readAllBytes());
      }
      interruptAt(true, 9);
      Files.write(corpus.resolve(name(4)), Files.readAllBytes(original));
    }
    pack(true, Integer.MAX_VALUE);
    assertWhole(2);
    assertFalse(java.util.Arrays.equals(changed, Files.readAllBytes(corpus.resolve(name(4)))));
  }

  @Test
  void withoutADocumentOfTheEarlierIndexNothingMovedIsKept() throws Exception {
    interruptAt(true, 9);
    try (var old = open(first)) {
      for (var volume : old.root().index().volumes()) {
        Files.delete(old.file(volume.id()).orElseThrow());
      }
    }
    pack(true, Integer.MAX_VALUE);
    assertWhole(2);
  }

  /** A stick that fails between the comparison and the moving. */
  @Test
  void whatTheEarlierEditionLosesMeanwhileIsPackedFromTheFolder() throws Exception {
    PackReport report;
    try (var ring = ring();
        var old = open(first);
        var edition = Edition.update(old);
        var read = CorpusReader.read(corpus)) {
      var lost = List.of(location(old, name(4)), location(old, name(10)));
      edition.spreadOver(
          PlanOptions.on(new Card(60_000_000, FileSystem.FAT32), new ReaderSize(1_000_000, 20)),
          (plan, freely) -> {
            for (var located : lost) {
              var volume = old.file(located.extents().getFirst().volume()).orElseThrow();
              Files.write(volume, new byte[100_000]);
            }
          });
      report = Packer.pack(read, next, options(List.of()), edition, resumption(ring), moment -> {});
    }
    assertEquals(ITEMS + 4, report.items());
    assertWhole(2);
  }

  @Test
  void everyWriteOfAnUpdateFailsAndTheSameAgainEndsWhole() throws Exception {
    var sound = new FailingFileSystem(0, false, "");
    next = folder.resolve("untouched");
    pack(true, sound.of(next), Integer.MAX_VALUE);
    var chosen = new Random(Trials.seed(InterruptedEditionTest.class));
    int trials = Trials.of(240);
    int kept = 0;
    for (int trial = 0; trial < trials; trial++) {
      boolean forGood = chosen.nextBoolean();
      long change = 1 + chosen.nextLong(sound.changes());
      next = folder.resolve("b" + trial);
      var failing = new FailingFileSystem(change, forGood, forGood ? "No space left on device" : "Input/output error");
      outcomes.clear();
      try {
        pack(true, failing.of(next), Integer.MAX_VALUE);
      } catch (Fault e) {
        assertEquals(
            forGood ? DoesNotFitException.class : StorageException.class, e.getClass(), "change " + change + ": " + e);
        if (!Files.exists(next)) {
          pack(true, Integer.MAX_VALUE);
          kept += outcomes.contains(Outcome.KEPT) ? 1 : 0;
        }
      }
      assertWhole(2);
      Trees.remove(next);
      Trees.remove(folder.resolve(next.getFileName() + ".partial"));
    }
    System.out.println("of " + sound.changes() + " changes " + trials + " failed; " + kept + " times it went on");
    assertTrue(kept > 0);
  }

  /** A RuntimeException as of a bug: the writer hears of no end. */
  private static final class Stop extends RuntimeException {}

  private void interruptAt(boolean update, int items) throws IOException {
    assertThrows(Stop.class, () -> pack(update, items));
    outcomes.clear();
    assertFalse(Files.exists(next));
    assertTrue(Files.exists(partial));
    assertFalse(Files.exists(partial.resolve("scratch")), "what no run goes on with takes room");
  }

  private void pack(boolean update, int stopAt) throws IOException {
    pack(update, next, stopAt);
  }

  private void pack(boolean update, Path target, int stopAt) throws IOException {
    try (var ring = ring();
        var old = open(first);
        var edition = update ? Edition.update(old) : Edition.delta(List.of(old));
        var read = CorpusReader.read(corpus)) {
      Packer.pack(
          read,
          target,
          options(List.of()),
          edition,
          resumption(ring),
          moment -> {
            if (moment.itemsDone() >= stopAt) {
              throw new Stop();
            }
          });
    }
  }

  private Resumption resumption(KeyRing ring) {
    return new Resumption(
        ring,
        false,
        "",
        (outcome, volumes, bytes, items) -> {
          outcomes.add(outcome);
          keptVolumes = volumes;
          keptItems = items;
        });
  }

  private static PackOptions options(List<X25519Identity> slots) {
    return new PackOptions(
        VOLUME_BYTES,
        List.copyOf(slots.stream().map(X25519Identity::recipient).toList()),
        2,
        ExtractionLimits.DEFAULT,
        PackOptions.Traces.REMOVE);
  }

  private KeyRing ring() throws IOException {
    return KeyRing.of(X25519Identity.parse(archive.encode()));
  }

  private Bundle open(Path bundle) throws IOException {
    try (var ring = ring()) {
      return Bundle.open(bundle, ring);
    }
  }

  private static Map<String, CatalogueLine> lines(Bundle bundle) throws IOException {
    var lines = new HashMap<String, CatalogueLine>();
    bundle.catalogue(
        line -> assertEquals(null, lines.put(line.file().path(), line), "twice: " + line.file().path()),
        lost -> {
          throw new AssertionError(lost);
        });
    return lines;
  }

  private static org.bojagi.bundle.Locations.Located location(Bundle bundle, String path) throws Exception {
    var line = lines(bundle).get(path);
    try (var index = OpenIndex.open(BundleDirectory.of(bundle, new ChunkCache(8 << 20)), "bundle")) {
      return index.byId(line.file().of()).orElseThrow().decodedLocations().byId(line.file().id()).orElseThrow();
    }
  }

  /** Every file of the corpus is in the bundle once, as it is; nothing else is named, and nothing lies in a volume twice. */
  private void assertWhole(int edition) throws Exception {
    try (var opened = open(next)) {
      assertEquals(List.of(), opened.findings());
      assertEquals(edition, opened.root().content().edition());
      var lines = lines(opened);
      var sources = new TreeSet<String>();
      try (var tree = Files.list(corpus);
          var index = OpenIndex.open(BundleDirectory.of(opened, new ChunkCache(8 << 20)), "bundle")) {
        var indexed = new HashSet<String>();
        for (int document : index.items()) {
          assertTrue(indexed.add(index.item(document).id()), "twice in the index");
        }
        for (var file : tree.toList()) {
          var path = file.getFileName().toString();
          sources.add(path);
          var line = lines.get(path);
          var located = index.byId(line.file().of()).orElseThrow().decodedLocations().byId(line.file().id()).orElseThrow();
          try (var in = opened.read(located, null)) {
            assertArrayEquals(Files.readAllBytes(file), in.readAllBytes(), path);
          }
        }
        assertEquals(sources.size(), indexed.size());
      }
      assertEquals(sources, new TreeSet<>(lines.keySet()));
      for (var result : Verification.run(opened, (bytes, of) -> {})) {
        assertEquals(List.of(), result.findings(), result.toString());
      }
    }
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var all = Files.list(folder)) {
      for (var file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
