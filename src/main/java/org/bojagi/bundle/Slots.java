package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.Identity;
import org.bojagi.age.Recipient;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;

/**
 * The ways into a bundle that exists: counted, added, removed, without touching a volume (format.md §3).
 *
 * <p>Removing a slot takes nothing from who had it: whoever copied the slot or the bundle identity still opens every
 * copy.
 */
public final class Slots {
  /** More passphrase slots than these are not tried. */
  public static final int MAX_PASSPHRASES = Format.MAX_PASSPHRASE_SLOTS;

  /** What opens a slot, as its file tells anyone. */
  public enum Kind {
    PASSPHRASE,
    RECIPIENT
  }

  /**
   * One slot.
   *
   * @param files all copies, two unless one was lost
   */
  public record Entry(Kind kind, List<Path> files) {
    public Entry {
      files = List.copyOf(files);
    }
  }

  /** A recipient's slot has 275 bytes, one made by hand a comment more; a root has at least twice as many as this. */
  private static final int MAX_RECIPIENT_SLOT_BYTES = 1_024;

  private Slots() {}

  /** The slots of a folder, by what the files say: nothing is unlocked, so that one may be anybody's. */
  public static List<Entry> list(Path folder) throws IOException {
    var kinds = new LinkedHashMap<ByteBuffer, Kind>();
    var files = new LinkedHashMap<ByteBuffer, List<Path>>();
    try (var paths = Files.list(folder)) {
      for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.size(path) > Format.MAX_SLOT_FILE_BYTES) {
          continue;
        }
        var bytes = Files.readAllBytes(path);
        var kind = kind(bytes, path.getFileName().toString());
        if (kind != null) {
          kinds.put(ByteBuffer.wrap(bytes), kind);
          files.computeIfAbsent(ByteBuffer.wrap(bytes), b -> new ArrayList<>()).add(path);
        }
      }
    }
    return kinds.entrySet().stream().map(slot -> new Entry(slot.getValue(), files.get(slot.getKey()))).toList();
  }

  public static long count(List<Entry> slots, Kind kind) {
    return slots.stream().filter(slot -> slot.kind == kind).count();
  }

  /** null where this is no slot. */
  private static Kind kind(byte[] file, String name) {
    try {
      var stanzas = AgeHeader.read(new ByteArrayInputStream(file), name).stanzas();
      return switch (stanzas.getFirst().type()) {
        case "scrypt" -> Kind.PASSPHRASE;
        case "X25519" -> file.length <= MAX_RECIPIENT_SLOT_BYTES ? Kind.RECIPIENT : null;
        default -> null;
      };
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Writes a slot, twice.
   *
   * @param bundle opened with any key; its folder gets the two files
   * @throws UsageException there are as many passphrase slots as any reader tries
   */
  public static void add(Bundle bundle, Recipient recipient) throws IOException {
    if (recipient instanceof ScryptRecipient
        && count(list(bundle.folder()), Kind.PASSPHRASE) >= MAX_PASSPHRASES) {
      throw new UsageException(
          "There are " + MAX_PASSPHRASES + " passphrases already, and readers try no more",
          bundle.folder().toString(),
          "Remove one that nobody needs, or add a recipient.");
    }
    var sealed = Slot.seal(bundle.identity(), recipient);
    var written = new ArrayList<Path>();
    boolean complete = false;
    try {
      for (int copy = 0; copy < 2; copy++) {
        var file = bundle.folder().resolve(Format.randomId() + Format.EXTENSION);
        written.add(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          var bytes = ByteBuffer.wrap(sealed);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.setLastModifiedTime(file, PartialFolder.FILE_TIME);
      }
      complete = true;
    } finally {
      if (!complete) {
        for (var file : written) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Removes every copy of the slots that a key opens.
   *
   * @param keys stay the caller's
   * @return how many slots, copies not counted
   * @throws WrongKeyException the key opens none
   * @throws UsageException no other slot would be left
   */
  public static int remove(Path folder, KeyRing keys) throws IOException {
    var slots = list(folder);
    var opened = new ArrayList<Entry>();
    for (var slot : slots) {
      if (opens(slot, keys)) {
        opened.add(slot);
      }
    }
    if (opened.isEmpty()) {
      throw new WrongKeyException(
          "This key opens no slot here, so that none is removed",
          folder.toString(),
          "Give the passphrase or the identity whose slot is to go.");
    }
    if (opened.size() == slots.size()) {
      throw new UsageException(
          "This is the last way into the bundle", folder.toString(), "Add another key before you remove this one.");
    }
    for (var slot : opened) {
      for (var file : slot.files) {
        Files.delete(file);
      }
    }
    return opened.size();
  }

  private static boolean opens(Entry slot, KeyRing keys) throws IOException {
    if (slot.kind == Kind.RECIPIENT) {
      for (var identity : keys.identities()) {
        if (opens(slot, identity)) {
          return true;
        }
      }
      return false;
    }
    for (var typed : keys.passphrases()) {
      for (var reading : Passphrase.readings(typed)) {
        try (var identity = new ScryptIdentity(reading, keys.maxLogN())) {
          if (opens(slot, identity)) {
            return true;
          }
        } finally {
          Arrays.fill(reading, (byte) 0);
        }
      }
    }
    return false;
  }

  private static boolean opens(Entry slot, Identity identity) throws IOException {
    var file = slot.files.getFirst();
    try {
      Slot.open(Files.readAllBytes(file), identity, file.getFileName().toString()).close();
      return true;
    } catch (WrongKeyException e) {
      return false;
    } catch (DamagedBundleException e) {
      return false; // not one of this key's, or no slot at all
    }
  }
}
