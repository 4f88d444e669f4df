package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.Program;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.inventory.SmallBundles;
import org.bojagi.open.OpenBundle;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many bundles get new indexes with one ring of keys. */
class ReindexCommandTest {
  @TempDir Path temp;
  private final X25519Identity one = X25519Identity.generate();
  private final X25519Identity other = X25519Identity.generate();
  private Path heap;
  private Path keys;

  @BeforeEach
  void makeHeap() throws IOException {
    heap = temp.resolve("heap");
    SmallBundles.make(heap.resolve("a"), "a", 1, List.of(one.recipient()));
    SmallBundles.make(heap.resolve("b/deep/er/still"), "b", 1, List.of(other.recipient()));
    keys = temp.resolve("keys.txt");
    Files.writeString(keys, identity(one) + "\n" + identity(other) + "\n");
  }

  private static String identity(X25519Identity identity) {
    return new String(identity.encode(), StandardCharsets.US_ASCII);
  }

  private int reindex(Object... arguments) {
    var all = new ArrayList<>(List.of("reindex", "--keys", keys.toString()));
    for (var argument : arguments) {
      all.add(argument.toString());
    }
    return Program.run(new Packager(), List.of(ReindexCommand.class), all.toArray(String[]::new));
  }

  private boolean hasIndex(Path folder, X25519Identity key) throws IOException {
    try (var ring = KeyRing.of(key.copy());
        var open = OpenBundle.open(folder, ring, OpenBundle.newCache())) {
      return open.index().isPresent();
    }
  }

  private static Set<Path> files(Path folder) throws IOException {
    return new HashSet<>(SmallBundles.files(folder));
  }

  @Test
  void eachBundleOfAHeapGetsItsIndexAndThePageSaysSo() throws Exception {
    var page = temp.resolve("page.html");
    var journal = temp.resolve("journal");
    var before = files(heap);
    assertEquals(ExitCode.DONE, reindex(heap, "--dry-run", "--report", page, "--journal", journal));
    assertEquals(before, files(heap));
    assertFalse(Files.exists(journal));
    assertTrue(Files.readString(page).contains("deep/er/still"), Files.readString(page));
    assertEquals(ExitCode.DONE, reindex(heap, "--report", temp.resolve("page.json"), "--journal", journal));
    assertTrue(hasIndex(heap.resolve("a"), one));
    assertTrue(hasIndex(heap.resolve("b/deep/er/still"), other));
    var told = Json.read(Files.readString(temp.resolve("page.json")));
    assertEquals(0, told.number("exit", 0, 255));
    assertEquals(2, told.objects("bundles").size());
    // Killed and run again: what is done has other files now, and is not done a second time.
    var after = files(heap);
    assertEquals(ExitCode.DONE, reindex(heap, "--journal", journal));
    assertEquals(after, files(heap));
    for (var line : Files.readAllLines(journal)) {
      assertFalse(line.contains("deep"), line);
    }
  }

  @Test
  void theNewBundleDoesNotComeToLieInTheOldOne() throws Exception {
    var before = files(heap);
    assertEquals(ExitCode.USAGE, reindex(heap.resolve("a"), "-o", heap.resolve("a/new")));
    assertEquals(ExitCode.USAGE, reindex(heap.resolve("a"), "-o", heap.resolve("a/new"), "--report", temp.resolve("r.json")));
    assertEquals(before, files(heap));
  }

  @Test
  void copiesOfABundleAreDoneEachAndAPlaceWithNothingIsNamed() throws Exception {
    copy(heap.resolve("a"), heap.resolve("copy of a"));
    Files.createDirectories(temp.resolve("empty"));
    assertEquals(ExitCode.NOT_A_BUNDLE, reindex(heap, temp.resolve("empty")));
    assertTrue(hasIndex(heap.resolve("a"), one));
    assertTrue(hasIndex(heap.resolve("copy of a"), one));
  }

  @Test
  void aCopyThatLacksContentIsLeftAsItIsAndTheWholeOnesAreDone() throws Exception {
    var whole = SmallBundles.make(temp.resolve("copies/whole"), "c", 100, List.of(one.recipient()));
    copy(whole, temp.resolve("copies/lacking"));
    copy(whole, temp.resolve("copies/without-index"));
    try (var ring = KeyRing.of(one.copy());
        var bundle = Bundle.open(temp.resolve("copies/lacking"), ring);
        var indexless = Bundle.open(temp.resolve("copies/without-index"), ring)) {
      Files.delete(bundle.file(bundle.root().content().volumes().getFirst().id()).orElseThrow());
      Files.delete(indexless.file(bundle.root().index().volumes().getFirst().id()).orElseThrow());
    }
    var before = files(temp.resolve("copies/lacking"));
    assertEquals(ExitCode.SKIPPED, reindex(temp.resolve("copies")));
    assertEquals(before, files(temp.resolve("copies/lacking")));
    assertTrue(hasIndex(whole, one));
    assertTrue(hasIndex(temp.resolve("copies/without-index"), one));
  }

  @Test
  void eachCardOfASetGetsTheNewIndexInWhateverOrderTheirFoldersAre() throws Exception {
    var set = SmallBundles.makeCards(temp.resolve("set"), "set", 2, List.of(one.recipient()));
    Files.move(set.resolve("card-2"), set.resolve("a"));
    assertEquals(ExitCode.DONE, reindex(set));
    for (var card : List.of("a", "card-1")) {
      assertTrue(hasIndex(set.resolve(card), one), card);
    }
  }

  @Test
  void anIndexOfOlderRulesIsNamedWithWhatToDo() throws Exception {
    var older = Path.of("src/test/resources/org/bojagi/index/analysis-1");
    var folder = SmallBundles.makeWithIndex(temp.resolve("older"), older, List.of(one.recipient()));
    try (var ring = KeyRing.of(one.copy());
        var bundle = Bundle.open(folder, ring)) {
      var found = Verification.quick(bundle).stream().flatMap(result -> result.findings().stream()).toList();
      assertEquals(List.of("index-older"), found.stream().map(Finding::code).toList());
      assertTrue(found.getFirst().hint().contains("bojagi reindex"), found.toString());
    }
    var report = temp.resolve("report.json");
    assertEquals(ExitCode.DONE, reindex(folder, heap, "--dry-run", "--report", report));
    var told = Json.read(Files.readString(report)).objects("bundles");
    assertEquals(3, told.size());
    for (var bundle : told) {
      boolean isOlder = bundle.string("title").equals("older");
      var text = Texts.text(isOlder ? "reindex.now-older" : "reindex.now-lost");
      assertTrue(bundle.string("summary").endsWith(text), bundle.toString());
    }
  }

  @Test
  void howLongIsLeftIsToldByThePaceAndNotAtOnce() {
    var pace = new Pace(0);
    assertEquals(OptionalLong.empty(), pace.secondsLeft(10, 100, 4_900_000_000L));
    assertEquals(OptionalLong.of(90), pace.secondsLeft(10, 100, 10_000_000_000L));
    assertEquals(OptionalLong.of(0), pace.secondsLeft(100, 100, 10_000_000_000L));
    assertEquals(OptionalLong.empty(), pace.secondsLeft(0, 100, 10_000_000_000L));
  }

  /** Of what lies in one folder alone the new index would know, and the rest would be found no more. */
  @Test
  void aBundleWhoseFilesAreScatteredIsLeftAsItIs() throws Exception {
    var folder = SmallBundles.make(temp.resolve("scattered/x"), "x", 100, List.of(one.recipient()));
    Path volume;
    try (var ring = KeyRing.of(one.copy());
        var bundle = Bundle.open(folder, ring)) {
      VolumeFacts first = bundle.root().content().volumes().getFirst();
      volume = bundle.file(first.id()).orElseThrow();
    }
    var elsewhere = Files.createDirectories(temp.resolve("scattered/y"));
    Files.move(volume, elsewhere.resolve(volume.getFileName()));
    var before = files(temp.resolve("scattered"));
    assertEquals(ExitCode.USAGE, reindex(temp.resolve("scattered"), heap));
    assertEquals(before, files(temp.resolve("scattered")));
    assertTrue(hasIndex(heap.resolve("a"), one));
    assertEquals(ExitCode.USAGE, reindex(temp.resolve("scattered"), "-o", temp.resolve("new"), "--journal", temp.resolve("j")));
    assertEquals(ExitCode.DONE, reindex(temp.resolve("scattered"), "-o", temp.resolve("new")));
    assertTrue(hasIndex(temp.resolve("new"), one));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (var file : SmallBundles.files(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }
}
