package org.bojagi.recover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.cli.SmallDisk;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.inventory.SmallBundles;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.verify.CheckResult;
import org.bojagi.verify.PackedBundle;
import org.bojagi.verify.PackedBundle.Source;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is sound of a damaged bundle in a new one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveredBundleTest {
  @TempDir Path folder;
  private PackedBundle packed;
  private final Map<String, Source> files = new LinkedHashMap<>();
  private final Map<String, PackedFile> catalogue = new TreeMap<>();
  private final Map<String, String> volumeOf = new LinkedHashMap<>();
  private Map<String, byte[]> sound;
  private final List<Integer> kept = new ArrayList<>();
  private final X25519Identity reader = X25519Identity.generate();

  @BeforeAll
  void pack(@TempDir Path shared) throws Exception {
    files.putAll(PackedBundle.someFiles());
    PackedBundle.manySmallFiles().entrySet().stream().limit(20).forEach(e -> files.put(e.getKey(), e.getValue()));
    packed = new PackedBundle(shared.resolve("sound"), 900_000, files, new PackedBundle.Mistakes());
    sound = DamagedCopy.files(packed.folder);
    try (var bundle = packed.open()) {
      bundle.catalogue(line -> catalogue.put(line.file().path(), line.file()), fault -> {});
      for (var facts : bundle.root().content().volumes()) {
        volumeOf.put(facts.id(), bundle.file(facts.id()).orElseThrow().getFileName().toString());
      }
    }
  }

  private RecoveryReport recover(Map<String, byte[]> left) throws IOException {
    new DamagedCopy(left, new Random(1)).write(folder.resolve("in"));
    var made = made();
    try (var keys = KeyRing.of(X25519Identity.parse(packed.reader.encode()))) {
      return new Recovery(name -> name, null, (count, bytes) -> {}).run(List.of(folder.resolve("in")), keys, made);
    }
  }

  private NewBundle made() {
    return made(0);
  }

  private NewBundle made(long volumeBytes) {
    var slots = List.of(reader.recipient());
    var keys = KeyRing.of(reader.copy());
    NewBundle.Told told = (target, opened, items, volumes, bytes) -> kept.add(opened ? items : -1);
    return new NewBundle(folder.resolve("new"), volumeBytes, slots, keys, List.of(), "", told);
  }

  private OpenBundle open() throws IOException {
    var keys = KeyRing.of(X25519Identity.parse(reader.encode()));
    return OpenBundle.of(Bundle.open(folder.resolve("new"), keys), OpenBundle.newCache());
  }

  private static void assertSound(OpenBundle open) throws IOException {
    var results = Verification.run(open.bundle(), (bytes, of) -> {});
    assertEquals(List.of(), results.stream().map(CheckResult::findings).flatMap(List::stream).toList());
  }

  private static byte[] bytes(OpenBundle open, PackedFile file) throws IOException {
    var item = open.requireIndex().byId(file.of()).orElseThrow();
    var located = OpenBundle.locations(item).byId(file.id()).orElseThrow();
    try (var in = open.bundle().read(located, null)) {
      return in.readAllBytes();
    }
  }

  @Test
  void whatOnlyMovesKeepsItsHashesAndTheNewBundleIsSound() throws Exception {
    var report = recover(sound);
    assertEquals(List.of(), report.bundles().getFirst().imperfect());
    assertEquals(files.size(), report.bundles().getFirst().wholeFiles());
    try (var open = open()) {
      assertSound(open);
      var moved = new TreeMap<String, PackedFile>();
      open.bundle().catalogue(line -> moved.put(line.file().path(), line.file()), fault -> {});
      assertEquals(catalogue.keySet(), moved.keySet());
      for (var file : moved.values()) {
        var before = catalogue.get(file.path());
        assertArrayEquals(before.segmentHashes(), file.segmentHashes(), file.path());
        assertEquals(before.id(), file.id());
        assertArrayEquals(files.get(file.path()).bytes(), bytes(open, file), file.path());
      }
    }
  }

  /** A film under two names, sealed twice by whoever made the bundle, and a text that is somewhere else again. */
  @Test
  void contentThatStandsTwiceIsSealedOnce() throws Exception {
    var twice = new LinkedHashMap<String, Source>();
    twice.put("영상/먼저.mp4", files.get("영상/2600000.mp4"));
    twice.put("글/먼저.txt", files.get("글/이야기 1.txt"));
    twice.put("영상/다시.mp4", files.get("영상/2600000.mp4"));
    twice.put("글/다시.txt", files.get("글/이야기 1.txt"));
    var other = new PackedBundle(folder.resolve("twice"), 900_000, twice, new PackedBundle.Mistakes());
    try (var keys = KeyRing.of(X25519Identity.parse(other.reader.encode()))) {
      var report = new Recovery(name -> name, null, (count, bytes) -> {}).run(List.of(other.folder), keys, made());
      assertEquals(List.of(), report.bundles().getFirst().imperfect());
    }
    try (var open = open()) {
      assertSound(open);
      for (var name : List.of("영상/%s.mp4", "글/%s.txt")) {
        var first = located(open, name.formatted("먼저"));
        var second = located(open, name.formatted("다시"));
        assertEquals(first.extents(), second.extents());
        assertArrayEquals(twice.get(name.formatted("먼저")).bytes(), bytes(open, second.file()));
      }
      assertTrue(open.requireIndex().itemIds().containsAll(List.of(Item.idOf("글/먼저.txt"), Item.idOf("글/다시.txt"))));
    }
  }

  /** Packing gave both the same place, so what is lost is lost of both. */
  @Test
  void anIncompleteFilmThatStandsTwiceIsSealedOnceToo() throws Exception {
    var film = files.get("영상/2600000.mp4");
    var other =
        new PackedBundle(
            folder.resolve("twice"),
            Format.MAX_VOLUME_BYTES,
            Map.of("영상/먼저.mp4", film),
            PackedBundle.Mistakes.alsoAs("영상/먼저.mp4", "영상/다시.mp4"));
    try (var bundle = other.open()) {
      var facts = bundle.root().content().volumes().getFirst();
      var file = bundle.file(facts.id()).orElseThrow();
      var bytes = Files.readAllBytes(file);
      Arrays.fill(bytes, 1_000_000, 1_000_100, (byte) 7);
      Files.write(file, bytes);
    }
    try (var keys = KeyRing.of(X25519Identity.parse(other.reader.encode()))) {
      var report = new Recovery(name -> name, null, (count, bytes) -> {}).run(List.of(other.folder), keys, made());
      assertEquals(2, report.bundles().getFirst().incomplete().size());
    }
    try (var open = open()) {
      assertSound(open);
      assertEquals(
          located(open, "영상/먼저.incomplete.mp4").extents(), located(open, "영상/다시.incomplete.mp4").extents());
    }
  }

  private static Located located(OpenBundle open, String path) throws IOException {
    var files = new ArrayList<PackedFile>();
    open.bundle().catalogue(line -> files.add(line.file()), fault -> {});
    var file = files.stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
    return OpenBundle.locations(open.requireIndex().byId(file.of()).orElseThrow()).byId(file.id()).orElseThrow();
  }

  @Test
  void anIncompleteFilmGoesInAsFarAsItIsSoundUnderANameThatSaysSo() throws Exception {
    var left = new LinkedHashMap<>(sound);
    var names = List.copyOf(volumeOf.values());
    left.compute(names.get(1), (name, bytes) -> Arrays.copyOf(bytes, 400_000));
    left.remove(names.getLast());
    var report = recover(left).bundles().getFirst();
    assertFalse(report.lost().isEmpty(), "what lay in the last volume");
    var film = report.incomplete().stream().filter(file -> file.path().equals("영상/2600000.mp4")).findFirst().orElseThrow();
    assertEquals("영상/2600000.incomplete.mp4", film.writtenAs());
    try (var open = open()) {
      assertSound(open);
      var moved = new TreeMap<String, PackedFile>();
      open.bundle().catalogue(line -> moved.put(line.file().path(), line.file()), fault -> {});
      var bytes = bytes(open, moved.get("영상/2600000.incomplete.mp4"));
      var whole = files.get("영상/2600000.mp4").bytes().clone();
      for (var loss : film.losses()) {
        Arrays.fill(whole, (int) loss.offset(), (int) (loss.offset() + loss.length()), (byte) 0);
      }
      assertArrayEquals(whole, bytes);
      assertEquals(catalogue.get("영상/2600000.mp4").id(), moved.get("영상/2600000.incomplete.mp4").id());
      for (var file : moved.values()) {
        if (!file.path().contains("incomplete")) {
          assertArrayEquals(files.get(file.path()).bytes(), bytes(open, file), file.path());
        }
      }
      var named = report.imperfect().stream().map(RecoveredFile::path).toList();
      assertTrue(catalogue.keySet().stream().allMatch(path -> moved.containsKey(path) || named.contains(path)));
    }
  }

  @Test
  void withoutCatalogueRootAndIndexWhatHasANameGoesInAsUnproven() throws Exception {
    var slot = sound.keySet().stream().filter(name -> sound.get(name).length < 4_096).findFirst().orElseThrow();
    var first = volumeOf.values().iterator().next();
    var report = recover(Map.of(slot, sound.get(slot), first, Arrays.copyOf(sound.get(first), 300_000)));
    assertEquals(0, report.bundles().getFirst().wholeFiles());
    try (var open = open()) {
      assertSound(open);
      int[] taken = new int[1];
      open.bundle()
          .catalogue(
              line -> {
                assertTrue(line.file().path().startsWith("unproven/"), line.file().path());
                var path = line.file().path().substring("unproven/".length());
                if (files.containsKey(path)) {
                  assertArrayEquals(files.get(path).bytes(), bytes(open, line.file()), path);
                  taken[0]++;
                }
              },
              fault -> {});
      assertTrue(taken[0] > 5, taken[0] + " files");
    }
  }

  @Test
  void nothingIsLeftBehindWhereNothingIsSound() throws Exception {
    var left = new LinkedHashMap<>(sound);
    left.keySet().removeAll(volumeOf.values());
    assertThrows(DamagedBundleException.class, () -> recover(left));
    try (var paths = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("in")), paths.toList());
    }
  }

  @Test
  void aBundleOfWhichOnlyTheRootIsLeftDoesNotStopAnother(@TempDir Path elsewhere) throws Exception {
    var other = new PackedBundle(elsewhere.resolve("sound"), 900_000, files, new PackedBundle.Mistakes());
    var dead = DamagedCopy.files(other.folder);
    try (var bundle = other.open()) {
      for (var facts : bundle.root().content().volumes()) {
        dead.remove(bundle.file(facts.id()).orElseThrow().getFileName().toString());
      }
    }
    new DamagedCopy(dead, new Random(1)).write(elsewhere.resolve("dead"));
    var made = made();
    RecoveryReport report;
    try (var keys =
        new KeyRing(
            List.of(X25519Identity.parse(other.reader.encode()), X25519Identity.parse(packed.reader.encode())),
            List.of(),
            ScryptIdentity.defaultMaxLogN())) {
      report =
          new Recovery(name -> name, null, (count, bytes) -> {})
              .run(List.of(elsewhere.resolve("dead"), packed.folder), keys, made);
    }
    assertEquals(2, report.bundles().size());
    var whole = report.bundles().stream().filter(bundle -> bundle.imperfect().isEmpty()).findFirst().orElseThrow();
    var gone = report.bundles().stream().filter(bundle -> bundle != whole).findFirst().orElseThrow();
    assertEquals(files.size(), whole.wholeFiles());
    assertTrue(Files.isDirectory(Path.of(whole.folder())));
    assertEquals("", gone.folder());
    assertFalse(gone.lost().isEmpty());
    assertTrue(report.findings().stream().anyMatch(finding -> finding.code().equals("nothing-sound")));
    try (var paths = Files.list(folder.resolve("new"))) {
      assertEquals(List.of(Path.of(whole.folder())), paths.toList());
    }
  }

  @Test
  void aFileThatAnotherReadingHadWholeHasNumbersThatHold() {
    assertEquals(0, new RecoveredFile("a", "a", -1, RecoveredFile.Proof.NONE, List.of()).soundBytes());
    var cut = List.of(new Loss(7, Loss.TO_AN_UNKNOWN_END, Loss.Why.DAMAGED));
    assertEquals(7, new RecoveredFile("a", "a", -1, RecoveredFile.Proof.NONE, cut).soundBytes());
  }

  @Test
  void aFullDiskIsNamedAndSmallerFilesStillGoOntoIt() throws Exception {
    try (var disk = SmallDisk.mount(folder.resolve("disk"), 1 << 20);
        var keys = KeyRing.of(X25519Identity.parse(packed.reader.encode()))) {
      var report =
          new Recovery(name -> name, null, (count, bytes) -> {}).run(List.of(packed.folder), keys, disk.folder());
      var bundle = report.bundles().getFirst();
      assertEquals("영상/2600000.mp4", bundle.lost().getFirst().path());
      assertEquals(Loss.Why.NO_ROOM, bundle.lost().getFirst().losses().getFirst().why());
      assertTrue(bundle.wholeFiles() > 5, bundle.wholeFiles() + " files");
      assertEquals(files.size(), bundle.wholeFiles() + bundle.lost().size());
      assertEquals(ExitCode.SKIPPED, report.exitCode());
    }
  }

  /** Ended after any number of files: what it comes to is what it would have been. */
  @Test
  void anInterruptedRecoveryGoesOn(@TempDir Path media) throws Exception {
    var left = new LinkedHashMap<>(sound);
    var names = List.copyOf(volumeOf.values());
    left.compute(names.get(1), (name, bytes) -> Arrays.copyOf(bytes, 400_000));
    new DamagedCopy(left, new Random(1)).write(media);
    var whole = interrupted(media, Integer.MAX_VALUE);
    var expected = contents();
    for (var file : DamagedCopy.files(folder.resolve("new")).values()) {
      assertTrue(file.length <= 200_000, "as was asked");
    }
    for (int files : new int[] {3, 40}) {
      DamagedCopy.delete(folder.resolve("new"));
      int after = files;
      assertThrows(Interruption.class, () -> interrupted(media, after));
      assertFalse(Files.exists(folder.resolve("new")));
      kept.clear();
      var again = interrupted(media, Integer.MAX_VALUE);
      assertEquals(whole.imperfect(), again.imperfect(), "after " + files);
      assertEquals(whole.wholeFiles(), again.wholeFiles());
      assertEquals(whole.soundBytes(), again.soundBytes());
      assertEquals(expected, contents());
      assertTrue(files == 3 || again.keptFiles() > files / 2, again.keptFiles() + " kept of " + files);
      assertEquals(files > 3, kept.size() == 1 && kept.getFirst() >= again.keptFiles(), again.keptFiles() + " " + kept);
      assertFalse(Files.exists(folder.resolve("new.partial")));
    }
  }

  @Test
  void whatWasLeftOfOtherFilesIsNotGoneOnWith(@TempDir Path media) throws Exception {
    new DamagedCopy(sound, new Random(1)).write(media);
    assertThrows(Interruption.class, () -> interrupted(media, files.size() - 1));
    Files.write(media.resolve("more"), new byte[100]);
    var report = interrupted(media, Integer.MAX_VALUE);
    assertEquals(List.of(0), kept);
    assertEquals(0, report.keptFiles());
    assertEquals(files.size(), report.wholeFiles());
    assertEquals(files.size(), contents().size());
  }

  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private RecoveryReport.OfBundle interrupted(Path media, int afterFiles) throws IOException {
    Recovery.Progress progress =
        (count, bytes) -> {
          if (count == afterFiles) {
            throw new Interruption();
          }
        };
    try (var keys = KeyRing.of(packed.reader.copy())) {
      return new Recovery(name -> name, null, progress).run(List.of(media), keys, made(200_000)).bundles().getFirst();
    }
  }

  /** Hash by path; the bundle is sound, and each text is found. */
  private Map<String, String> contents() throws IOException {
    var contents = new TreeMap<String, String>();
    try (var open = open()) {
      assertSound(open);
      open.bundle().catalogue(line -> contents.put(line.file().path(), Json.hex(line.file().sha256())), fault -> {});
    }
    return contents;
  }

  @Test
  void aDeltaGoesWithWhatItsBundleBecame() throws Exception {
    var few = new LinkedHashMap<>(files);
    few.keySet().removeIf(path -> !path.matches("글/이야기 [1-5]\\.txt"));
    var packed = new PackedBundle(folder.resolve("few"), 900_000, few, new PackedBundle.Mistakes());
    var changed = new LinkedHashMap<String, Source>();
    changed.put("글/이야기 1.txt", Source.of("살구꽃".getBytes(StandardCharsets.UTF_8)));
    changed.put("글/새 이야기.txt", files.get("글/이야기 2.txt"));
    var gone = Item.idOf("글/이야기 3.txt");
    var delta = new PackedBundle(folder.resolve("delta"), packed, true, changed, Set.of(gone));
    try (var keys = KeyRing.of(packed.reader.copy())) {
      var recovery = new Recovery(name -> name, null, (count, bytes) -> {});
      var report = recovery.run(List.of(delta.folder, packed.folder), keys, made());
      assertEquals(List.of(), report.findings());
      assertEquals(2, report.bundles().size());
      var made = new ArrayList<OpenBundle>();
      for (var bundle : report.bundles()) {
        made.add(OpenBundle.of(Bundle.open(Path.of(bundle.folder()), made().keys()), OpenBundle.newCache()));
      }
      var library = new Library(made);
      assertEquals(List.of(), library.findings());
      assertEquals(few.size(), library.shelves().count(Set.of()), "one more, and one withdrawn");
      for (var bundle : made) {
        bundle.close();
      }
      // One of them was made to its end before: the other goes with it all the same.
      DamagedCopy.delete(Path.of(report.bundles().getLast().folder()));
      var again = recovery.run(List.of(delta.folder, packed.folder), keys, made());
      assertEquals(List.of("made-before"), again.findings().stream().map(Finding::code).toList());
      assertEquals(ExitCode.DONE, again.exitCode());
      assertEquals(few.size(), again.bundles().getFirst().keptFiles());
      try (var base = Bundle.open(Path.of(again.bundles().getFirst().folder()), made().keys());
          var tied = Bundle.open(Path.of(again.bundles().getLast().folder()), made().keys())) {
        assertEquals(base.root().index().contentSha256(), tied.root().content().delta().contentSha256());
        assertEquals(List.of(gone), tied.root().content().withdrawn());
      }
    }
  }

  @Test
  void aDeltaWithoutItsBundleIsTold() throws Exception {
    var base = SmallBundles.make(folder.resolve("base"), "base", 1, List.of(reader.recipient()));
    var delta = SmallBundles.makeNext(folder.resolve("delta"), base, reader, "delta", true);
    try (var keys = KeyRing.of(reader.copy())) {
      var recovery = new Recovery(name -> name, null, (count, bytes) -> {});
      var findings = recovery.run(List.of(delta), keys, made()).findings();
      var untied = findings.stream().filter(finding -> finding.code().equals("delta-untied")).toList();
      assertEquals(1, untied.size(), findings.toString());
      assertEquals(Finding.Severity.WARNING, untied.getFirst().severity());
    }
  }
}
