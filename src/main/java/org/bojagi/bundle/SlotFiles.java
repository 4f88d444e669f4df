package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bojagi.age.Identity;
import org.bojagi.age.Recipient;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Fault;

/** The slots of a bundle that isn't whole yet, in {@code NAME.partial/slots}: those that the whole one gets. */
final class SlotFiles {
  private SlotFiles() {}

  /**
   * Each twice, on the medium when this returns.
   *
   * @param slots none: those of the bundle that it goes on from
   */
  static void write(PartialFolder partial, Lineage lineage, List<? extends Recipient> slots) throws IOException {
    var files = new ArrayList<>(slots.isEmpty() ? lineage.slots() : List.<byte[]>of());
    for (var slot : slots) {
      files.add(Slot.seal(lineage.identity, slot));
    }
    for (var sealed : files) {
      for (int copy = 0; copy < 2; copy++) {
        var file = partial.newSlot();
        Files.write(file, sealed);
        PartialFolder.force(file);
        PartialFolder.forceFolder(file.getParent());
      }
    }
  }

  /**
   * The identity that an earlier run's slots hold; of a slot that is none, or is another's, nothing is said.
   *
   * @return owned by the caller
   */
  static Optional<X25519Identity> open(List<Path> files, KeyRing keys) throws IOException {
    var slots = new LinkedHashSet<ByteBuffer>();
    for (var file : files) {
      if (Files.size(file) <= Format.MAX_SLOT_FILE_BYTES) {
        slots.add(ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    for (var key : keys.identities()) {
      var identity = open(slots, key);
      if (identity.isPresent()) {
        return identity;
      }
    }
    var passphraseSlots = new ArrayList<>(slots).subList(0, Math.min(slots.size(), 2 * Format.MAX_PASSPHRASE_SLOTS));
    for (var typed : keys.passphrases()) {
      for (var reading : Passphrase.readings(typed)) {
        try (var key = new ScryptIdentity(reading, keys.maxLogN())) {
          var identity = open(passphraseSlots, key);
          if (identity.isPresent()) {
            return identity;
          }
        } finally {
          Arrays.fill(reading, (byte) 0);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<X25519Identity> open(Iterable<ByteBuffer> slots, Identity key) throws IOException {
    for (var slot : slots) {
      try {
        return Optional.of(Slot.open(slot.array(), key, "slot"));
      } catch (Fault e) {
        // Another's, cut, or no slot at all.
      }
    }
    return Optional.empty();
  }
}
