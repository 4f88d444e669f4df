package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.Identity;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.X25519Identity;
import org.bojagi.age.X25519Recipient;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;

/**
 * Tries keys on slots for one that holds the identity of a bundle that is here (format.md §3).
 *
 * <p>A slot is no proof of who made it, so one that holds rubbish, the identity of nothing sound here, or a work factor
 * that nobody can bear is passed over, and only when no other slot opens is it what the person hears of. Whoever knows
 * a recipient can write a slot for them to a bundle of his own: so identities are tried on all slots, and which of two
 * bundles is meant is never guessed.
 */
final class SlotFinder {
  private static final String SCRYPT = "scrypt";
  private static final String X25519 = "X25519";

  private final String folder;
  private final List<FolderFile> files;
  private final List<Finding> findings;
  private final List<FolderFile> all = new ArrayList<>();
  private final Map<String, List<FolderFile>> distinct = new LinkedHashMap<>();
  private boolean tooMany;
  private Fault failure;
  private Fault noRoot;

  /** What is done with an identity; throws a {@link Fault} where nothing sound is opened by it. */
  @FunctionalInterface
  interface Opening {
    Bundle with(X25519Identity identity) throws IOException;
  }

  /** @param findings takes slots that are not tried */
  SlotFinder(String folder, List<FolderFile> files, List<Finding> findings) throws IOException {
    this.folder = folder;
    this.files = files;
    this.findings = findings;
    var copies = new LinkedHashMap<ByteBuffer, List<FolderFile>>();
    for (var file : files) {
      if (file.maySlot()) {
        try {
          copies.computeIfAbsent(ByteBuffer.wrap(file.slotBytes()), bytes -> new ArrayList<>()).add(file);
          all.add(file);
        } catch (IOException e) {
          findings.add(BundleFolder.unreadable(file.path()));
        }
      }
    }
    for (var same : copies.values()) {
      addDistinct(same.getFirst());
      if (same.size() == 1) {
        findings.add(
            new Finding(
                Severity.WARNING,
                "slot-single",
                same.getFirst().name(),
                "A way to unlock is here once, and was written twice: a copy is lost, or one of two is damaged",
                "If it still unlocks, copy it to another name in the same folder; else add the key again."));
      }
    }
  }

  /** At most 8 different ones for passphrases, since each costs a second; those of recipients cost nothing. */
  private void addDistinct(FolderFile slot) throws IOException {
    var type = slot.stanzaType();
    var ofType = distinct.computeIfAbsent(type, t -> new ArrayList<>());
    if (!type.equals(SCRYPT) || ofType.size() < Format.MAX_PASSPHRASE_SLOTS) {
      ofType.add(slot);
      return;
    }
    tooMany = true;
    findings.add(
        new Finding(
            Severity.WARNING,
            "too-many-slots",
            slot.name(),
            "There are more passphrase slots than are tried",
            "At most " + Format.MAX_PASSPHRASE_SLOTS + " are; remove those that nobody needs."));
  }

  /** Every file that may be a slot, both copies of each. */
  List<FolderFile> all() {
    return all;
  }

  /**
   * Identities are tried on all slots and as the bundle's own, since they cost nothing; then passphrases, until one
   * opens.
   *
   * @throws DamagedBundleException the identities lead to more than one bundle
   */
  Bundle unlock(KeyRing keys, Opening opening) throws IOException {
    var bundle = unlock(keys.identities(), opening);
    if (bundle != null) {
      return bundle;
    }
    for (var typed : keys.passphrases()) {
      for (var reading : Passphrase.readings(typed)) {
        try (var key = new ScryptIdentity(reading, keys.maxLogN())) {
          bundle = unlock(key, opening);
          if (bundle != null) {
            return bundle;
          }
        } finally {
          Arrays.fill(reading, (byte) 0);
        }
      }
    }
    throw nothingOpens(keys);
  }

  private Bundle unlock(List<X25519Identity> keys, Opening opening) throws IOException {
    var tried = new HashSet<X25519Recipient>();
    Bundle sound = null;
    boolean complete = false;
    try {
      for (var key : keys) {
        var slots = distinct.getOrDefault(X25519, List.of());
        for (int i = 0; i <= slots.size(); i++) {
          var identity = i < slots.size() ? open(slots.get(i), key) : opensAny(key) ? key.copy() : null;
          if (identity == null) {
            continue;
          }
          if (!tried.add(identity.recipient())) {
            identity.close();
            continue;
          }
          var bundle = tryOpening(identity, opening);
          if (sound != null && bundle != null) {
            try (bundle) {
              throw twoBundles(sound, bundle);
            }
          }
          sound = sound == null ? bundle : sound;
        }
      }
      complete = true;
      return sound;
    } finally {
      if (!complete && sound != null) {
        sound.close();
      }
    }
  }

  private Bundle unlock(ScryptIdentity key, Opening opening) throws IOException {
    for (var slot : distinct.getOrDefault(SCRYPT, List.of())) {
      var identity = open(slot, key);
      var bundle = identity == null ? null : tryOpening(identity, opening);
      if (bundle != null) {
        return bundle;
      }
    }
    return null;
  }

  /** null where the key doesn't open it, or it holds nothing of use. */
  private X25519Identity open(FolderFile slot, Identity key) throws IOException {
    try {
      return Slot.open(slot.slotBytes(), key, slot.name());
    } catch (WrongKeyException e) {
      return null; // another's slot
    } catch (DamagedBundleException | UsageException | NewerFormatException e) {
      failure = failure == null || e instanceof UsageException ? e : failure;
      return null;
    }
  }

  private static DamagedBundleException twoBundles(Bundle one, Bundle other) {
    return new DamagedBundleException(
        "Two bundles are mixed in this folder, and this key opens both",
        one.rootFiles().getFirst().getFileName() + " and " + other.rootFiles().getFirst().getFileName(),
        "Use a copy from whom you trust, or a passphrase; if you put both here yourself, put each in its own folder.");
  }

  /** null where nothing sound is opened; the identity then is closed. */
  private Bundle tryOpening(X25519Identity identity, Opening opening) throws IOException {
    Bundle bundle = null;
    try {
      bundle = opening.with(identity);
    } catch (StorageException e) {
      throw e; // the medium's fault, which another slot doesn't heal
    } catch (Fault e) {
      noRoot = noRoot == null ? e : noRoot;
    } finally {
      if (bundle == null) {
        identity.close();
      }
    }
    return bundle;
  }

  /** Whether a key may be a bundle identity itself. */
  private boolean opensAny(X25519Identity key) {
    for (var file : files) {
      if (file.isAge() && !file.maySlot()) {
        try (var fileKey = AgeHeader.read(new ByteArrayInputStream(file.head()), file.name()).unwrap(List.of(key))) {
          return fileKey != null;
        } catch (IOException e) {
          // Not this one.
        }
      }
    }
    return false;
  }

  private Fault nothingOpens(KeyRing keys) {
    if (noRoot != null) {
      return noRoot;
    }
    if (all.isEmpty()) {
      return new DamagedBundleException(
          "No slot is here, so that nothing can be unlocked",
          folder,
          "Slots are the smallest files of a bundle: look for them on another copy.");
    }
    if (failure != null) {
      return failure;
    }
    var limit =
        tooMany ? " Only " + Format.MAX_PASSPHRASE_SLOTS + " passphrase slots are tried, and there are more here." : "";
    return keys.passphrases().isEmpty()
        ? new WrongKeyException(
            "This identity opens nothing here", folder, "Check that it is the identity of a recipient of this bundle.")
        : new WrongKeyException(
            "This passphrase opens nothing here",
            folder,
            "Check each word, the keyboard's language and the Caps Lock key." + limit);
  }
}
