package org.bojagi.recover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgePayload;
import org.bojagi.age.Identity;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.X25519Identity;
import org.bojagi.age.X25519Recipient;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Passphrase;
import org.bojagi.bundle.Slot;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;

/**
 * The bundle identities that the keys given lead to: by every slot that is found, whichever bundle it is of, and the
 * identities given themselves (format.md §3). Closing wipes them.
 */
final class BundleKeys implements AutoCloseable {
  private static final String SCRYPT = "scrypt";

  /** A slot's plaintext: an identity and a line feed (format.md §3). */
  private static final int SLOT_PLAINTEXT_BYTES = 75;

  private final Map<X25519Recipient, X25519Identity> identities = new LinkedHashMap<>();
  private final Set<ByteBuffer> opened = new HashSet<>();
  private boolean sawSlot;
  private UsageException tooMuchWork;

  /**
   * @param keys stay the caller's
   * @param findings takes slots that are not tried
   * @throws WrongKeyException no key opens a slot that is here, and none may be a bundle's own
   */
  static BundleKeys find(List<FoundHeader> headers, KeyRing keys, List<Finding> findings) throws IOException {
    var found = new BundleKeys();
    boolean complete = false;
    try {
      var slots = new LinkedHashMap<ByteBuffer, FoundHeader>();
      for (var header : headers) {
        var bytes = slotBytes(header);
        if (bytes != null) {
          slots.putIfAbsent(ByteBuffer.wrap(bytes), header);
        }
      }
      found.tryOn(slots, keys, findings);
      complete = true;
      return found;
    } finally {
      if (!complete) {
        found.close();
      }
    }
  }

  private void tryOn(Map<ByteBuffer, FoundHeader> slots, KeyRing keys, List<Finding> findings) throws IOException {
    var scrypt = new ArrayList<Map.Entry<ByteBuffer, FoundHeader>>();
    for (var slot : slots.entrySet()) {
      if (slot.getValue().header().stanzas().getFirst().type().equals(SCRYPT)) {
        scrypt.add(slot);
      } else {
        for (var key : keys.identities()) {
          open(slot.getKey().array(), key, slot.getValue().name());
        }
      }
    }
    keys.identities().forEach(key -> add(key.copy()));
    if (!keys.passphrases().isEmpty()) {
      sawSlot |= !scrypt.isEmpty();
      tryPassphrases(firstOfEachPlace(scrypt, findings), keys);
    }
    if (identities.isEmpty()) {
      throw tooMuchWork != null
          ? tooMuchWork
          : new WrongKeyException(
              sawSlot ? "No key that was given opens a slot here" : "No slot is here that a passphrase could open",
              "unlocking",
              sawSlot
                  ? "Check each word, the keyboard's language and the Caps Lock key."
                  : "Slots are the smallest files of a bundle, and all copies of it have the same: give a folder that has"
                      + " them, too.");
    }
  }

  /** Each costs a second, so of each folder or image as many are tried as of a bundle that is opened. */
  private static List<Map.Entry<ByteBuffer, FoundHeader>> firstOfEachPlace(
      List<Map.Entry<ByteBuffer, FoundHeader>> slots, List<Finding> findings) {
    var first = new ArrayList<Map.Entry<ByteBuffer, FoundHeader>>();
    var counts = new HashMap<Path, Integer>();
    for (var slot : slots) {
      var medium = slot.getValue().medium();
      var place = medium.isImage ? medium.path : medium.path.toAbsolutePath().getParent();
      if (counts.merge(place, 1, Integer::sum) <= Format.MAX_PASSPHRASE_SLOTS) {
        first.add(slot);
      } else {
        findings.add(
            new Finding(
                Severity.WARNING,
                "too-many-slots",
                slot.getValue().name(),
                "There are more passphrase slots in one place than are tried",
                "Remove those that nobody needs, or give an identity."));
      }
    }
    return first;
  }

  private void tryPassphrases(List<Map.Entry<ByteBuffer, FoundHeader>> slots, KeyRing keys) throws IOException {
    for (var slot : slots) {
      boolean opened = false;
      for (var typed : keys.passphrases()) {
        for (var reading : Passphrase.readings(typed)) {
          try (var key = new ScryptIdentity(reading, keys.maxLogN())) {
            opened = opened || open(slot.getKey().array(), key, slot.getValue().name());
          } finally {
            Arrays.fill(reading, (byte) 0);
          }
        }
      }
    }
  }

  private boolean open(byte[] slot, Identity key, String name) throws IOException {
    try {
      add(Slot.open(slot, key, name));
      opened.add(ByteBuffer.wrap(slot));
      return true;
    } catch (UsageException e) {
      tooMuchWork = e;
    } catch (Fault e) {
      // Another's slot, a volume, or a damaged one.
    }
    return false;
  }

  private void add(X25519Identity identity) {
    if (identities.putIfAbsent(identity.recipient(), identity) != null) {
      identity.close();
    }
  }

  /** What would be the file, were it a slot; in an image, and where zeros are appended, its header tells. Null where it can be none. */
  private static byte[] slotBytes(FoundHeader found) {
    var header = found.header();
    if (header == null || header.stanzas().size() != 1) {
      return null;
    }
    if (!found.medium().isImage && found.medium().writtenBytes() == found.medium().sizeBytes) {
      return found.medium().sizeBytes <= Format.MAX_SLOT_FILE_BYTES ? found.beginning() : null;
    }
    long length = header.size() + AgePayload.ciphertextSize(SLOT_PLAINTEXT_BYTES);
    return found.beginning().length < length ? null : Arrays.copyOf(found.beginning(), (int) length);
  }

  /** Whether it was opened as a slot, which a recipient's own key opens as a volume, too. */
  boolean isSlot(FoundHeader found) {
    var bytes = slotBytes(found);
    return bytes != null && opened.contains(ByteBuffer.wrap(bytes));
  }

  /** The one that opens a header; null where none does. */
  X25519Identity opening(AgeHeader header) {
    for (var identity : identities.values()) {
      try (var fileKey = header.unwrap(List.of(identity))) {
        return fileKey == null ? null : identity;
      } catch (Fault e) {
        // Another's, or damaged.
      }
    }
    return null;
  }

  @Override
  public void close() {
    identities.values().forEach(X25519Identity::close);
  }
}
