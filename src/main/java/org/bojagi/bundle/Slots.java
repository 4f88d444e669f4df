package org.bojagi.bundle;

import java.io.BufferedInputStream;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.FileKey;
import org.bojagi.age.Identity;
import org.bojagi.age.Recipient;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
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

  /** Every file of a slot for a passphrase, copies that were damaged since among them. */
  public static Set<Path> passphraseFiles(Path folder) throws IOException {
    var files = new LinkedHashSet<Path>();
    var bytes = new ArrayList<byte[]>();
    for (var slot : list(folder)) {
      if (slot.kind == Kind.PASSPHRASE) {
        files.addAll(slot.files);
        bytes.add(Files.readAllBytes(slot.files.getFirst()));
      }
    }
    files.addAll(copiesOf(bytes, folder));
    return files;
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
        Files.setLastModifiedTime(file, NeutralTime.in(bundle.folder()));
      }
      PartialFolder.forceFolder(bundle.folder());
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
   * Removes every copy of the slots that a key opens, damaged ones too: what is left of one may still tell its file
   * key.
   *
   * @param keys stay the caller's
   * @return how many slots, copies not counted
   * @throws WrongKeyException the key opens none
   * @throws UsageException no other slot would be left of which both copies are sound, as far as anyone can tell
   */
  public static int remove(Path folder, KeyRing keys) throws IOException {
    var slots = list(folder);
    var opened = new ArrayList<byte[]>();
    var going = new LinkedHashSet<Path>();
    UsageException tooMuchWork = null;
    for (var slot : slots) {
      try {
        var header = header(slot.files.getFirst());
        if (opens(header, slot.kind, keys)) {
          var bytes = Files.readAllBytes(slot.files.getFirst());
          if (opened.stream().noneMatch(other -> areCopies(other, bytes))) {
            opened.add(bytes);
          }
          going.addAll(slot.files);
        }
      } catch (UsageException e) {
        tooMuchWork = e;
      } catch (DamagedBundleException e) {
        // No slot at all, or damaged where the key would be: a copy of another is found by its bytes.
      }
    }
    if (opened.isEmpty()) {
      throw tooMuchWork != null
          ? tooMuchWork
          : new WrongKeyException(
              "This key opens no slot here, so that none is removed",
              folder.toString(),
              "Give the passphrase or the identity whose slot is to go.");
    }
    going.addAll(copiesOf(opened, folder));
    // A slot of another key can't be judged; but two files of the same bytes are as they were written.
    if (slots.stream().noneMatch(slot -> slot.files.size() > 1 && going.stream().noneMatch(slot.files::contains))) {
      throw new UsageException(
          "This is the last way into the bundle of which two sound copies are here",
          folder.toString(),
          "Add another key before you remove this one.");
    }
    for (var file : going) {
      Files.delete(file);
    }
    return opened.size();
  }

  /** Files that were a copy of one of these slots before they were damaged. */
  private static List<Path> copiesOf(List<byte[]> slots, Path folder) throws IOException {
    var copies = new ArrayList<Path>();
    try (var paths = Files.list(folder)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        if (Files.size(path) <= Format.MAX_SLOT_FILE_BYTES) {
          var bytes = Files.readAllBytes(path);
          if (slots.stream().anyMatch(slot -> areCopies(slot, bytes))) {
            copies.add(path);
          }
        }
      }
    }
    return copies;
  }

  /** Two slots share the beginning of their text, a sixth of it, and then by chance one byte in 64. */
  private static boolean areCopies(byte[] one, byte[] other) {
    int equal = 0;
    for (int i = 0; i < one.length && one.length == other.length; i++) {
      equal += one[i] == other[i] ? 1 : 0;
    }
    return equal > one.length / 2;
  }

  private static AgeHeader header(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), Format.MAX_SLOT_FILE_BYTES)) {
      return AgeHeader.read(in, file.getFileName().toString());
    }
  }

  private static boolean opens(AgeHeader header, Kind kind, KeyRing keys) throws Fault {
    if (kind == Kind.RECIPIENT) {
      for (var identity : keys.identities()) {
        if (opens(header, identity)) {
          return true;
        }
      }
      return false;
    }
    for (var typed : keys.passphrases()) {
      for (var reading : Passphrase.readings(typed)) {
        try (var identity = new ScryptIdentity(reading, keys.maxLogN())) {
          if (opens(header, identity)) {
            return true;
          }
        } finally {
          Arrays.fill(reading, (byte) 0);
        }
      }
    }
    return false;
  }

  /** Without asking for the header's MAC: the file key is told even where that doesn't hold. */
  private static boolean opens(AgeHeader header, Identity identity) throws Fault {
    var fileKey = identity.unwrap(header);
    fileKey.ifPresent(FileKey::close);
    return fileKey.isPresent();
  }
}
