package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ways into a bundle can be taken away, and that the last never is. */
class SlotsTest {
  private static final int LOG_N = 4;
  private static final byte[] WORDS = "봄비 강냉이".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;

  @Test
  void theLastWayInStaysWhateverBitOfACopyIsDamaged() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10]));
    var copy = sealed.byKind().get("slot").getFirst();
    var whole = Files.readAllBytes(copy);
    for (long bit = 3; bit < 8L * whole.length; bit += 41) {
      SealedBundle.flipBit(copy, bit);
      assertThrows(UsageException.class, () -> Slots.remove(sealed.folder, KeyRing.of(sealed.reader)), "bit " + bit);
      sealed.open().close();
      Files.write(copy, whole);
    }
  }

  @Test
  void aRemovedKeyLeavesNoCopyBehindWhateverBitOfItIsDamaged() throws Exception {
    try (var archive = X25519Identity.generate()) {
      var sealed =
          new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10]), List.of(archive.recipient()));
      var own = slotsOf(sealed, archive);
      var whole = Files.readAllBytes(own.getFirst());
      for (long bit = 3; bit < 8L * whole.length; bit += 41) {
        SealedBundle.flipBit(own.getFirst(), bit);
        assertEquals(1, Slots.remove(sealed.folder, KeyRing.of(archive)), "bit " + bit);
        for (var file : own) {
          assertFalse(Files.exists(file), "bit " + bit);
          Files.write(file, whole);
        }
      }
      Slots.remove(sealed.folder, KeyRing.of(archive));
      sealed.open().close();
      assertThrows(WrongKeyException.class, () -> Slots.remove(sealed.folder, KeyRing.of(archive)));
    }
  }

  @Test
  void aSlotOfWhichOneCopyIsLeftIsNoReasonToRemoveAnother() throws Exception {
    try (var archive = X25519Identity.generate()) {
      var sealed =
          new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10]), List.of(archive.recipient()));
      Files.delete(slotsOf(sealed, archive).getFirst());
      assertThrows(UsageException.class, () -> Slots.remove(sealed.folder, KeyRing.of(sealed.reader)));
      sealed.open().close();
    }
  }

  @Test
  void aSlotThatAsksForTooMuchWorkDoesNotHinderRemoving() throws Exception {
    try (var words = new ScryptRecipient(WORDS, LOG_N)) {
      var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10]), List.of(words));
      for (var slot : sealed.byKind().get("slot")) {
        var text = Files.readString(slot, StandardCharsets.ISO_8859_1);
        if (text.contains("-> scrypt ")) {
          var hostile = text.replaceFirst("(-> scrypt \\S+) " + LOG_N + "\n", "$1 29\n");
          Files.writeString(sealed.folder.resolve("0000.age"), hostile, StandardCharsets.ISO_8859_1);
        }
      }
      assertEquals(1, Slots.remove(sealed.folder, KeyRing.of(WORDS.clone())));
      var fault = assertThrows(UsageException.class, () -> Slots.remove(sealed.folder, KeyRing.of(WORDS.clone())));
      assertTrue(fault.hint().contains("--allow-work"), fault.hint());
      sealed.open().close();
    }
  }

  private static List<Path> slotsOf(SealedBundle sealed, X25519Identity key) throws IOException {
    var own = new ArrayList<Path>();
    for (var slot : sealed.byKind().get("slot")) {
      try {
        Slot.open(Files.readAllBytes(slot), key, "slot").close();
        own.add(slot);
      } catch (WrongKeyException e) {
        // Another's.
      }
    }
    return own;
  }
}
