package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slots for many cards, each with words of its own. */
class SlotBatchTest {
  private static final int LOG_N = 4;

  @TempDir Path temp;
  private SealedBundle sealed;
  private Path folder;

  @BeforeEach
  void seal() throws IOException {
    sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10]));
    folder = temp.resolve("b.slots");
  }

  private static byte[] words(int number) {
    return ("낱말 " + number).getBytes(StandardCharsets.UTF_8);
  }

  private void make(int count) throws IOException {
    try (var bundle = sealed.open();
        var batch = new SlotBatchWriter(bundle, folder)) {
      sealAll(batch, count);
      batch.finish();
    }
  }

  private static void sealAll(SlotBatchWriter batch, int count) throws IOException {
    for (int number = 1; number <= count; number++) {
      try (var recipient = new ScryptRecipient(words(number), LOG_N)) {
        batch.seal(number, recipient);
      }
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(java.util.stream.Collectors.toSet());
    }
  }

  @Test
  void eachCardOpensWithItsOwnWordsAndNoOthers() throws Exception {
    make(3);
    assertEquals(Set.of("bundle", "00001", "00002", "00003"), names(folder));
    assertFalse(Files.exists(temp.resolve("b.slots.partial")));
    var batch = SlotBatch.open(folder);
    for (int number = 1; number <= 3; number++) {
      try (var card = batch.take()) {
        assertEquals(number, card.number());
        assertEquals(2, card.files().size());
        assertArrayEquals(Files.readAllBytes(card.files().get(0)), Files.readAllBytes(card.files().get(1)));
        var onCard = Files.createDirectories(temp.resolve("card" + number));
        for (var file : sealed.byKind().values().stream().flatMap(List::stream).toList()) {
          Files.copy(file, onCard.resolve(file.getFileName()));
        }
        for (var file : card.files()) {
          Files.copy(file, onCard.resolve(file.getFileName()));
        }
        Bundle.open(onCard, KeyRing.of(words(number))).close();
        Bundle.open(onCard, KeyRing.of(org.bojagi.age.X25519Identity.parse(sealed.reader.encode()))).close();
        int other = number % 3 + 1;
        assertThrows(
            org.bojagi.fault.WrongKeyException.class, () -> Bundle.open(onCard, KeyRing.of(words(other))));
        batch.markUsed(card);
      }
    }
    assertEquals(Set.of("bundle", "used"), names(folder));
    assertEquals(Set.of("00001", "00002", "00003"), names(folder.resolve("used")));
    assertThrows(UsageException.class, batch::take);
  }

  @Test
  void noSlotGoesToTwoCardsWhileBothAreWritten() throws Exception {
    make(2);
    var one = SlotBatch.open(folder);
    var other = SlotBatch.open(folder);
    try (var first = one.take();
        var second = other.take()) {
      assertEquals(List.of(1, 2), List.of(first.number(), second.number()));
      assertThrows(UsageException.class, one::take);
      other.markUsed(second);
    }
    // The first one's stick failed: its slot is free again.
    try (var again = other.take()) {
      assertEquals(1, again.number());
    }
  }

  @Test
  void aBatchKnowsItsBundleAndItsNextEdition() throws Exception {
    make(1);
    var batch = SlotBatch.open(folder);
    assertTrue(batch.isOf(sealed.folder));
    var other = new SealedBundle(temp.resolve("other"), 100_000, Map.of("a.bin", new byte[10]));
    assertFalse(batch.isOf(other.folder));
    // Of an edition some files are new and some as they were.
    for (var root : sealed.byKind().get("root")) {
      Files.delete(root);
    }
    assertTrue(batch.isOf(sealed.folder));
  }

  @Test
  void aRunThatIsCutShortLeavesNothingAndTheNextOneWorks() throws Exception {
    try (var bundle = sealed.open();
        var batch = new SlotBatchWriter(bundle, folder)) {
      sealAll(batch, 2);
    }
    assertEquals(Set.of("b"), names(temp));
    // As a killed one leaves it.
    var killed = Files.createDirectories(temp.resolve("b.slots.partial/cards/00001"));
    Files.writeString(killed.resolve("0".repeat(32) + ".age"), "half");
    Files.writeString(temp.resolve("b.slots.partial/lock"), "");
    make(1);
    assertEquals(Set.of("b", "b.slots"), names(temp));
  }

  @Test
  void whatSomebodyElsePutThereIsNotRemoved() throws Exception {
    var others = Files.createDirectories(temp.resolve("b.slots.partial"));
    var file = Files.writeString(others.resolve("letter.txt"), "mine");
    assertThrows(UsageException.class, () -> make(1));
    assertTrue(Files.exists(file));
    Files.delete(file);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("x"), "mine");
    assertThrows(UsageException.class, () -> make(1));
    assertEquals(Set.of("x"), names(folder));
  }

  @Test
  void twoRunsDoNotMakeOneBatch() throws Exception {
    try (var bundle = sealed.open();
        var batch = new SlotBatchWriter(bundle, folder)) {
      assertThrows(UsageException.class, () -> new SlotBatchWriter(bundle, folder));
      sealAll(batch, 1);
      batch.finish();
    }
    assertEquals(Set.of("bundle", "00001"), names(folder));
  }

  @Test
  void aDamagedSlotIsNamedAndNoBatchIsNoBatch() throws Exception {
    make(1);
    Path copy;
    try (var card = SlotBatch.open(folder).take()) {
      copy = card.files().getFirst();
    }
    SealedBundle.flipBit(copy, 900);
    var damaged = assertThrows(DamagedBundleException.class, () -> SlotBatch.open(folder).take());
    assertTrue(damaged.where().contains("00001"), damaged.where());
    assertThrows(UsageException.class, () -> SlotBatch.open(sealed.folder));
  }
}
