package org.bojagi.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bojagi.Trials;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Finding;
import org.bojagi.fault.NotTrustedException;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heaps as drawers hold them, each with real small bundles. */
class InventoryTest {
  @TempDir Path temp;
  private final X25519Identity key = X25519Identity.generate();

  private Path bundle(String title) throws IOException {
    return SmallBundles.make(temp.resolve("made").resolve(title), title, 100, List.of(key.recipient()));
  }

  private Inventory take(Path... places) throws IOException {
    return take(Inventory.Limits.DEFAULT, KeyRing.of(key.copy()), places);
  }

  private static Inventory take(Inventory.Limits limits, KeyRing keys, Path... places) throws IOException {
    try (keys) {
      return Inventory.take(List.of(places), keys, limits, (stage, done, total) -> {});
    }
  }

  private static Set<String> codes(List<Finding> findings) {
    var codes = new TreeSet<String>();
    findings.forEach(finding -> codes.add(finding.code()));
    return codes;
  }

  private static List<String> titles(Inventory inventory) {
    return inventory.bundles().stream().map(FoundBundle::title).toList();
  }

  /** As drawers come from a Mac, a network disk and a tool that copies whole blocks. */
  @Test
  void whatOtherSystemsLeaveBesideABundleIsNoDamage() throws Exception {
    var made = bundle("봄");
    var sidecar = Arrays.copyOf(new byte[] {0, 5, 0x16, 7, 0, 2, 0, 0}, 4096);
    for (var file : SmallBundles.files(made)) {
      Files.write(file.resolveSibling("._" + file.getFileName()), sidecar);
      Files.createDirectories(made.resolve("@eaDir").resolve(file.getFileName()));
      Files.write(made.resolve("@eaDir").resolve(file.getFileName()).resolve("SYNOINDEX_MEDIA_INFO"), new byte[300]);
    }
    try (var inventory = take(temp.resolve("made"))) {
      assertEquals(List.of("봄"), titles(inventory));
      assertEquals(List.of(), inventory.unopened());
      assertEquals(2 * inventory.files(), inventory.otherFiles());
    }
  }

  @Test
  void anImageOfACardAndFilesThatEndInZerosAreNamed() throws Exception {
    var made = bundle("봄");
    for (var file : SmallBundles.files(made)) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) + 512));
    }
    var image = new byte[2 << 20];
    image[510] = 0x55;
    image[511] = (byte) 0xAA;
    Files.write(temp.resolve("made/card"), image);
    try (var inventory = take(temp.resolve("made"))) {
      assertTrue(codes(inventory.findings()).containsAll(Set.of("card-image", "files-end-in-zeros")));
    }
  }

  @Test
  void bundlesAreInTheOrderOfTheirTitlesAndNumbersAmongThese() throws Exception {
    bundle("영화 10");
    bundle("영화 2");
    bundle("Spring");
    try (var inventory = take(temp.resolve("made"))) {
      assertEquals(List.of("영화 2", "영화 10", "Spring"), titles(inventory));
    }
  }

  @Test
  void bundlesOfManyFoldersAndDepthsAreFoundWithOtherFilesAmongThem() throws Exception {
    bundle("봄");
    SmallBundles.make(temp.resolve("made/a/b/c/d/e"), "가을", 10, List.of(key.recipient()));
    Files.writeString(temp.resolve("made/notes.txt"), "not a volume");
    Files.write(temp.resolve("made/a/picture.jpg"), new byte[9000]);
    try (var inventory = take(temp.resolve("made"))) {
      assertEquals(List.of("가을", "봄"), titles(inventory));
      assertTrue(inventory.bundles().stream().allMatch(FoundBundle::isComplete));
      assertEquals(List.of(), inventory.unopened());
      assertEquals(2, inventory.otherFiles());
      for (var found : inventory.bundles()) {
        assertEquals(List.of(), found.findings());
        try (var open = found.open()) {
          assertEquals(List.of(), open.findings());
          var lines = new ArrayList<String>();
          open.catalogue(line -> lines.add(line.file().path()), lost -> { throw new AssertionError(lost); });
          assertEquals(List.of("file 1.bin"), lines);
        }
      }
    }
  }

  @Test
  void bundlesMixedInOneFolderAreToldApart() throws Exception {
    for (int i = 0; i < 7; i++) {
      SmallBundles.pour(bundle("묶음 " + i), temp.resolve("heap"));
    }
    try (var inventory = take(temp.resolve("heap"))) {
      assertEquals(7, inventory.bundles().size());
      for (var found : inventory.bundles()) {
        assertTrue(found.isComplete());
        assertEquals(2, found.rootFiles().size());
        assertEquals(2, found.slotFiles().size());
        assertEquals(List.of(), found.findings());
      }
    }
  }

  @Test
  void slotsAndVolumesThatLieApartAreBroughtTogether() throws Exception {
    var made = bundle("봄");
    Files.createDirectories(temp.resolve("slots"));
    for (var file : SmallBundles.files(made)) {
      if (Files.size(file) < 4096) {
        Files.move(file, temp.resolve("slots").resolve(file.getFileName()));
      }
    }
    try (var inventory = take(temp.resolve("slots"), made)) {
      var found = inventory.bundles().getFirst();
      assertTrue(found.isComplete());
      assertEquals(2, found.slotFiles().size());
      found.open().close();
    }
    try (var inventory = take(made)) {
      assertEquals(List.of(), inventory.bundles());
      assertEquals(SmallBundles.files(made).size(), inventory.unopened().getFirst().volumes());
    }
    try (var inventory = take(temp.resolve("slots"))) {
      assertEquals(List.of(), inventory.bundles());
      assertEquals(List.of(), inventory.unopened());
      assertEquals(Set.of("slot-without-bundle"), codes(inventory.findings()));
    }
  }

  @Test
  void copiesAreNamedAndReadOnce() throws Exception {
    var made = bundle("봄");
    var copies = Files.createDirectories(temp.resolve("copies"));
    for (var file : SmallBundles.files(made)) {
      Files.copy(file, copies.resolve("copy of " + file.getFileName()));
    }
    try (var inventory = take(made, copies)) {
      assertEquals(1, inventory.bundles().size());
      var found = inventory.bundles().getFirst();
      assertEquals(4, found.rootFiles().size());
      assertEquals(found.volumeFiles().size(), found.duplicates().size());
      assertTrue(found.isComplete());
      found.open().close();
    }
  }

  @Test
  void whatIsMissingOrCutIsNamedByItsVolume() throws Exception {
    var made = bundle("봄");
    Path lost;
    Path cut;
    String lostId;
    try (var inventory = take(made)) {
      var volumes = inventory.bundles().getFirst().volumeFiles();
      var ids = inventory.bundles().getFirst().root().orElseThrow().content().volumes();
      lostId = ids.getFirst().id();
      lost = volumes.get(lostId).getFirst();
      cut = volumes.get(ids.getLast().id()).getFirst();
    }
    Files.delete(lost);
    try (var file = new RandomAccessFile(cut.toFile(), "rw")) {
      file.setLength(file.length() - 100);
    }
    try (var inventory = take(made)) {
      var found = inventory.bundles().getFirst();
      assertFalse(found.isComplete());
      assertEquals(List.of(lostId), found.missing().stream().map(volume -> volume.id()).toList());
      assertEquals(1, found.cut().size());
      assertEquals(Set.of("volume-cut"), codes(found.findings()));
      try (var open = found.open()) {
        assertEquals(Set.of("volume-cut", "volume-lost"), codes(open.findings()));
      }
    }
  }

  @Test
  void aCutCopyBesideAWholeOneIsNotRead() throws Exception {
    var made = bundle("봄");
    for (var file : SmallBundles.files(made)) {
      if (Files.size(file) > 4096) {
        var bytes = Files.readAllBytes(file);
        Files.write(made.resolve("0" + file.getFileName()), java.util.Arrays.copyOf(bytes, bytes.length - 1));
      }
    }
    try (var inventory = take(made)) {
      var found = inventory.bundles().getFirst();
      assertTrue(found.isComplete());
      assertEquals(List.of(), found.cut());
      assertEquals(Set.of("root-damaged"), codes(inventory.findings()));
      try (var open = found.open()) {
        for (var volume : open.root().volumes()) {
          assertEquals(volume.fileBytes(), Files.size(open.file(volume.id()).orElseThrow()));
        }
      }
    }
  }

  @Test
  void aVolumeWithADamagedHeaderIsKnownByItsChunks() throws Exception {
    var made = bundle("봄");
    Path damaged;
    try (var inventory = take(made)) {
      damaged = inventory.bundles().getFirst().volumeFiles().values().iterator().next().getFirst();
    }
    try (var file = new RandomAccessFile(damaged.toFile(), "rw")) {
      file.write(new byte[100]);
    }
    try (var inventory = take(made)) {
      var found = inventory.bundles().getFirst();
      assertTrue(found.isComplete());
      assertEquals(Set.of("header-damaged"), codes(found.findings()));
      assertEquals(List.of(), inventory.unopened());
      found.open().close();
    }
  }

  @Test
  void withoutItsRootABundleIsKnownByItsVolumes() throws Exception {
    var made = bundle("봄");
    List<Path> roots;
    String id;
    try (var inventory = take(made)) {
      roots = inventory.bundles().getFirst().rootFiles();
      id = inventory.bundles().getFirst().bundleId();
    }
    for (var root : roots) {
      try (var file = new RandomAccessFile(root.toFile(), "rw")) {
        file.seek(300);
        file.write(new byte[50]);
      }
    }
    try (var inventory = take(made)) {
      // Neither copy says any more that it is a root, so that they belong to nothing.
      assertEquals(Set.of("file-unusable"), codes(inventory.findings()));
      assertRootless(inventory, id);
    }
    for (var root : roots) {
      Files.delete(root);
    }
    try (var inventory = take(made)) {
      assertRootless(inventory, id);
    }
  }

  private static void assertRootless(Inventory inventory, String id) {
    var found = inventory.bundles().getFirst();
    assertEquals(id, found.bundleId());
    assertTrue(found.root().isEmpty());
    assertFalse(found.isComplete());
    assertTrue(found.volumeFiles().size() >= 2);
    assertEquals(Set.of("root-lost"), codes(found.findings()));
    assertThrows(DamagedBundleException.class, found::open);
  }

  @Test
  void editionsAndDeltasAreEachFoundWhereverTheyLie() throws Exception {
    var first = bundle("봄");
    var second = SmallBundles.makeNext(temp.resolve("made/second"), first, key, "봄 둘째", false);
    var delta = SmallBundles.makeNext(temp.resolve("made/delta"), second, key, "봄 보탬", true);
    for (var folder : List.of(first, second, delta)) {
      SmallBundles.pour(folder, temp.resolve("heap"));
    }
    try (var inventory = take(temp.resolve("heap"))) {
      assertEquals(List.of("봄", "봄 둘째", "봄 보탬"), titles(inventory));
      assertEquals(List.of(1, 2, 3), inventory.bundles().stream().map(FoundBundle::edition).toList());
      assertEquals(Set.of("older-edition"), codes(inventory.bundles().get(0).findings()));
      assertEquals(Set.of(), codes(inventory.bundles().get(1).findings()));
      assertTrue(inventory.bundles().get(2).isDelta());
      assertEquals(inventory.bundles().get(1).bundleId(), inventory.bundles().get(2).collection());
      for (var found : inventory.bundles()) {
        assertTrue(found.isComplete());
        found.open().close();
      }
    }
  }

  @Test
  void cardsOfASetAreOneBundleAndALostCardIsNamed() throws Exception {
    var set = SmallBundles.makeCards(temp.resolve("set"), "묶음", 3, List.of(key.recipient()));
    try (var inventory = take(set)) {
      var found = inventory.bundles().getFirst();
      assertEquals(1, inventory.bundles().size());
      assertEquals(3, found.cardCount());
      assertEquals(List.of(), found.duplicates());
      assertTrue(found.isComplete());
      try (var open = found.open()) {
        assertEquals(new TreeSet<>(Set.of(1, 2, 3)), open.cardsHere());
        assertEquals(List.of(), open.findings());
      }
    }
    for (var file : SmallBundles.files(set.resolve("card-2"))) {
      Files.delete(file);
    }
    for (int card : new int[] {1, 3}) {
      for (var file : SmallBundles.files(set.resolve("card-" + card))) {
        Files.createDirectories(temp.resolve("heap"));
        Files.move(file, temp.resolve("heap").resolve(card + "-" + file.getFileName()));
      }
    }
    try (var inventory = take(temp.resolve("heap"))) {
      var found = inventory.bundles().getFirst();
      assertEquals(new TreeSet<>(Set.of(1, 3)), found.cardsHere());
      assertTrue(found.missing().stream().allMatch(volume -> volume.card() == 2));
      try (var open = found.open()) {
        assertEquals(Set.of("on-another-card"), codes(open.findings()));
      }
    }
  }

  @Test
  void whatNoKeyOpensIsCountedByFolder() throws Exception {
    bundle("봄");
    var foreign =
        SmallBundles.make(temp.resolve("made/foreign"), "남", 10, List.of(X25519Identity.generate().recipient()));
    Files.writeString(foreign.resolve("empty.age"), "");
    try (var inventory = take(temp.resolve("made"))) {
      assertEquals(List.of("봄"), titles(inventory));
      var unopened = inventory.unopened().getFirst();
      assertEquals(foreign, unopened.folder());
      assertEquals(2, unopened.recipientSlots());
      assertEquals(0, unopened.passphraseSlots());
      assertEquals(1, unopened.damaged());
      assertEquals(4, unopened.volumes());
    }
  }

  @Test
  void othersWaysIntoAnOpenBundleAreNotUnopened() throws Exception {
    var made =
        SmallBundles.make(
            temp.resolve("made"), "봄", 10, List.of(key.recipient(), X25519Identity.generate().recipient()));
    try (var inventory = take(made)) {
      assertEquals(List.of(), inventory.unopened());
      assertEquals(2, inventory.bundles().getFirst().slotFilesBeside().size());
    }
  }

  @Test
  void passphrasesAreTriedOnceAndOnlyWhereSomethingIsClosed() throws Exception {
    var words = "다리 우에서".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3; i++) {
      SmallBundles.make(temp.resolve("made/" + i), "말 " + i, 10, List.of(new ScryptRecipient(words, 4)));
    }
    SmallBundles.make(
        temp.resolve("made/key"), "열쇠", 10, List.of(new ScryptRecipient(words, 4), key.recipient()));
    var ring =
        new KeyRing(
            new ArrayList<>(List.of(key.copy())),
            new ArrayList<>(List.of("wrong".getBytes(StandardCharsets.UTF_8), words.clone())),
            ScryptIdentity.defaultMaxLogN());
    try (var inventory = take(Inventory.Limits.DEFAULT, ring, temp.resolve("made"))) {
      assertEquals(List.of("말 0", "말 1", "말 2", "열쇠"), titles(inventory));
      assertEquals(1, inventory.slotsNotTried());
      assertTrue(inventory.passphraseTries() <= 6, "tries: " + inventory.passphraseTries());
      assertEquals(List.of(), inventory.unopened());
    }
  }

  @Test
  void aSlotThatAsksForTooMuchWorkIsNamedAndTheOthersAreTried() throws Exception {
    var words = "다리 우에서".getBytes(StandardCharsets.UTF_8);
    SmallBundles.make(temp.resolve("made/1"), "첫째", 10, List.of(new ScryptRecipient(words, 5)));
    SmallBundles.make(temp.resolve("made/2"), "둘째", 10, List.of(new ScryptRecipient(words, 4)));
    var ring = new KeyRing(new ArrayList<>(), new ArrayList<>(List.of(words.clone())), 4);
    try (var inventory = take(Inventory.Limits.DEFAULT, ring, temp.resolve("made"))) {
      assertEquals(List.of("둘째"), titles(inventory));
      assertTrue(inventory.findings().getFirst().hint().contains("--allow-work"));
      assertEquals(2, inventory.unopened().getFirst().passphraseSlots());
    }
    var few = new Inventory.Limits(1000, 1, false);
    var two =
        new KeyRing(
            new ArrayList<>(),
            new ArrayList<>(List.of(words.clone(), "x".getBytes(StandardCharsets.UTF_8))),
            ScryptIdentity.defaultMaxLogN());
    try (var inventory = take(few, two, temp.resolve("made"))) {
      assertEquals(List.of(), inventory.bundles());
      assertEquals(Set.of("too-many-tries"), codes(inventory.findings()));
    }
  }

  @Test
  void anIdentityThatOnlyAnotherSlotHoldsOpensWhatLiesElsewhere() throws Exception {
    var made = bundle("봄");
    var inner = X25519Identity.generate();
    SmallBundles.make(temp.resolve("made/inner"), "속", 10, List.of(inner.recipient()));
    Path chain = temp.resolve("made/chain.age");
    try (var age = new AgeOutputStream(Files.newOutputStream(chain), List.of(key.recipient()), null)) {
      age.write(inner.encode());
      age.write('\n');
    }
    try (var inventory = take(made.getParent())) {
      assertEquals(List.of("봄", "속"), titles(inventory));
    }
  }

  @Test
  void twoRootsThatContradictEachOtherAreShownAndNotOpened() throws Exception {
    var first = bundle("봄");
    var one = SmallBundles.makeNext(temp.resolve("made/one"), first, key, "하나", false);
    var other = SmallBundles.makeNext(temp.resolve("made/other"), first, key, "다른것", false);
    try (var inventory = take(first, one, other)) {
      assertEquals(3, inventory.bundles().size());
      for (var found : inventory.bundles()) {
        if (found.edition() == 2) {
          assertEquals(Set.of("contradiction"), codes(found.findings()));
          assertThrows(DamagedBundleException.class, found::open);
        } else {
          found.open().close();
        }
      }
    }
  }

  private Inventory take(Trust trust, Path... places) throws IOException {
    return take(Inventory.Limits.DEFAULT, KeyRing.of(key.copy()).trusting(trust), places);
  }

  @Test
  void aPublishersKeyBesideABundlesFolderIsKnownInAHeapToo() throws Exception {
    try (var signer = SigningKey.generate();
        var other = SigningKey.generate()) {
      var made = temp.resolve("heap");
      SmallBundles.makeSigned(made.resolve("ours/1"), "ours", signer, List.of(key.recipient()));
      SmallBundles.makeSigned(made.resolve("theirs/2"), "theirs", other, List.of(key.recipient()));
      for (var stick : List.of("ours", "theirs")) {
        Files.write(made.resolve(stick + "/publisher.pub"), signer.publisher().toFile());
      }
      try (var inventory = take(made)) {
        var ours = inventory.bundles().getFirst();
        assertEquals(Trust.Origin.SAME_MEDIUM, ours.signers().orElseThrow().content().knownAs().orElseThrow().origin());
        assertEquals(List.of(), ours.findings());
        var theirs = inventory.bundles().getLast();
        assertEquals(List.of("signer-not-beside"), theirs.findings().stream().map(Finding::code).toList());
      }
    }
  }

  @Test
  void withTrustOnlyWhatTheGivenKeySignedIsOpened() throws Exception {
    var made = temp.resolve("made");
    try (var signer = SigningKey.generate();
        var other = SigningKey.generate()) {
      SmallBundles.makeSigned(made.resolve("1"), "ours", signer, List.of(key.recipient()));
      SmallBundles.makeSigned(made.resolve("2"), "theirs", other, List.of(key.recipient()));
      bundle("unsigned");
      var trust = new Trust(List.of(new Trust.Pinned(signer.publisher(), Trust.Origin.GIVEN, "ours.pub")), 0);
      try (var inventory = take(trust, made)) {
        assertEquals(List.of("ours", "theirs", "unsigned"), titles(inventory));
        try (var open = inventory.bundles().getFirst().open()) {
          assertTrue(open.signers().areGiven());
        }
        assertThrows(NotTrustedException.class, () -> inventory.bundles().get(1).open());
        assertThrows(NotTrustedException.class, () -> inventory.bundles().get(2).open());
      }
      try (var inventory = take(made);
          var open = inventory.bundles().get(1).open()) {
        assertTrue(open.signers().content().isSigned());
      }
    }
  }

  @Test
  void anEditionThatIsOlderThanAskedForIsNotOpenedUnlessADeltaBringsItThere() throws Exception {
    var first = bundle("봄");
    var delta = SmallBundles.makeNext(temp.resolve("made/delta"), first, key, "봄 보탬", true);
    var trust = new Trust(List.of(), 2);
    try (var inventory = take(trust, first)) {
      assertThrows(NotTrustedException.class, () -> inventory.bundles().getFirst().open());
    }
    try (var inventory = take(trust, first, delta)) {
      for (var found : inventory.bundles()) {
        found.open().close();
      }
    }
  }

  @Test
  void linksAreNamedAndNotFollowed() throws Exception {
    var made = bundle("봄");
    var heap = Files.createDirectories(temp.resolve("heap"));
    Files.createSymbolicLink(heap.resolve("loop"), heap);
    Files.createSymbolicLink(heap.resolve("out"), made);
    Files.createSymbolicLink(heap.resolve("file.age"), SmallBundles.files(made).getFirst());
    Files.createSymbolicLink(heap.resolve("gone"), temp.resolve("nowhere"));
    try (var inventory = take(heap)) {
      assertTrue(inventory.isEmpty());
      assertEquals(Set.of("link-passed-over"), codes(inventory.findings()));
      assertEquals(4, inventory.findings().size());
    }
    var link = Files.createSymbolicLink(temp.resolve("link"), made);
    try (var inventory = take(link)) {
      assertEquals(List.of("봄"), titles(inventory));
    }
  }

  @Test
  void aPlaceNamedTwiceCountsOnceAndOneThatIsNotThereIsRefused() throws Exception {
    var made = bundle("봄");
    try (var inventory = take(made, made.getParent(), made)) {
      assertEquals(SmallBundles.files(made).size(), inventory.files());
      assertEquals(List.of(), inventory.bundles().getFirst().duplicates());
    }
    assertThrows(UsageException.class, () -> take(temp.resolve("nowhere")));
  }

  @Test
  void aLimitOfFilesIsNamed() throws Exception {
    bundle("봄");
    try (var inventory =
        take(new Inventory.Limits(3, 10, false), KeyRing.of(key.copy()), temp.resolve("made"))) {
      assertEquals(3, inventory.files());
      assertEquals(Set.of("too-many-files"), codes(inventory.findings()));
    }
  }

  @Test
  void takingAnInventoryChangesNothing() throws Exception {
    bundle("봄");
    var before = state(temp);
    take(temp).close();
    assertEquals(before, state(temp));
  }

  private static Map<Path, String> state(Path folder) throws IOException {
    var state = new TreeMap<Path, String>();
    try (var tree = Files.walk(folder)) {
      for (var path : tree.toList()) {
        state.put(path, Files.getLastModifiedTime(path) + " " + (Files.isRegularFile(path) ? Files.size(path) : ""));
      }
    }
    return state;
  }

  /** Whatever is damaged, lost or renamed: nothing is thrown, no bundle is taken for another, what is whole is found. */
  @Test
  void heapsWithRandomDamageAreSortedAsFarAsTheyAreSound() throws Exception {
    var random = new Random(Trials.seed(getClass()));
    var originals = new ArrayList<Path>();
    for (int i = 0; i < 3; i++) {
      originals.add(bundle("묶음 " + i));
    }
    for (int trial = 0; trial < Trials.of(200); trial++) {
      var heap = Files.createDirectories(temp.resolve("heap-" + trial));
      var files = new ArrayList<Path>();
      for (var original : originals) {
        files.addAll(SmallBundles.files(original));
      }
      Collections.shuffle(files, random);
      int untouched = random.nextInt(3);
      for (var file : files) {
        var bytes = Files.readAllBytes(file);
        boolean keep = file.startsWith(originals.get(untouched));
        int what = keep ? 9 : random.nextInt(12);
        if (what == 0) {
          continue;
        } else if (what == 1) {
          bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else if (what < 5) {
          bytes[random.nextInt(what == 2 ? 184 : bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(heap.resolve(Long.toHexString(random.nextLong()) + ".age"), bytes);
      }
      try (var inventory = take(heap)) {
        var whole = inventory.bundles().stream().filter(each -> each.title().equals("묶음 " + untouched)).findFirst();
        assertTrue(whole.orElseThrow().isComplete(), inventory.toString());
        for (var found : inventory.bundles()) {
          for (var volume : found.root().map(root -> root.volumes()).orElse(List.of())) {
            var here = found.volumeFiles().containsKey(volume.id());
            assertEquals(here, found.missing().stream().noneMatch(other -> other.id().equals(volume.id())));
          }
        }
      }
    }
  }
}
