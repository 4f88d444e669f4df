package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.WrongKeyException;

/**
 * Finds out what the files of a folder are: names mean nothing, so by their first bytes and by trying (format.md §8).
 *
 * <p>Order: slots by their stanza and size; the root among the smaller files that the identity opens; volumes by the
 * header that the root keeps a copy of. A file that is none of these is foreign: it is named and never read further.
 */
final class BundleFolder {
  private static final int HEAD_BYTES = AgeHeader.X25519_HEADER_SIZE + 16;
  private static final String MAGIC = "age-encryption.org/";
  private static final String SCRYPT = "scrypt";
  private static final String X25519 = "X25519";

  private final Path folder;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /** @param head the first bytes, as many as a volume has before its first chunk */
  private record Candidate(Path path, long sizeBytes, byte[] head) {
    String name() {
      return path.getFileName().toString();
    }

    boolean isAge() {
      return new String(head, StandardCharsets.ISO_8859_1).startsWith(MAGIC);
    }

    boolean maySlot() {
      return isAge() && sizeBytes <= Format.MAX_SLOT_FILE_BYTES;
    }
  }

  /** A root document's text and the files that hold it. */
  private record RootText(String content, String index) {}

  BundleFolder(Path folder) throws IOException {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      throw new NotABundleException(
          Files.exists(folder) ? "This is a file, and a bundle is a folder" : "There is no such folder",
          folder.toString(),
          "Give the folder that holds the bundle's " + Format.EXTENSION + " files.");
    }
    try (var paths = Files.list(folder)) {
      for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
        var head = ByteBuffer.allocate(HEAD_BYTES);
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
          while (head.hasRemaining() && channel.read(head) > 0) {}
          candidates.add(new Candidate(path, channel.size(), java.util.Arrays.copyOf(head.array(), head.position())));
        }
      }
    }
  }

  Bundle open(KeyRing keys) throws IOException {
    if (candidates.stream().noneMatch(Candidate::isAge)) {
      throw new NotABundleException(
          "No file here is part of a bundle", folder.toString(), "Give the folder that holds the bundle's files.");
    }
    var identity = unlock(keys);
    boolean opened = false;
    try {
      var bundle = openWith(identity);
      opened = true;
      return bundle;
    } finally {
      if (!opened) {
        identity.close();
      }
    }
  }

  private Bundle openWith(X25519Identity identity) throws IOException {
    var root = root(identity);
    var files = matchVolumes(root, identity);
    return new Bundle(folder, identity, root, files, findings);
  }

  /** The bundle identity out of the first slot that a key opens; identities are tried first, since they cost nothing. */
  private X25519Identity unlock(KeyRing keys) throws IOException {
    var slots = slots();
    Fault damage = null;
    for (var key : keys.identities()) {
      for (var slot : slots.getOrDefault(X25519, List.of())) {
        try {
          return openSlot(slot, key);
        } catch (WrongKeyException e) {
          // Another slot, another volume.
        } catch (DamagedBundleException e) {
          damage = e;
        }
      }
    }
    for (var typed : keys.passphrases()) {
      for (var reading : Passphrase.readings(typed)) {
        try (var key = new ScryptIdentity(reading, keys.maxLogN())) {
          for (var slot : slots.getOrDefault(SCRYPT, List.of())) {
            try {
              return openSlot(slot, key);
            } catch (WrongKeyException e) {
              // The next one.
            } catch (DamagedBundleException e) {
              damage = e;
            }
          }
        } finally {
          java.util.Arrays.fill(reading, (byte) 0);
        }
      }
    }
    for (var key : keys.identities()) {
      if (opensAny(key)) {
        return X25519Identity.parse(key.encode());
      }
    }
    if (slots.isEmpty()) {
      throw new DamagedBundleException(
          "No slot is here, so that nothing can be unlocked",
          folder.toString(),
          "Slots are the smallest files of a bundle: look for them on another copy.");
    }
    if (damage != null) {
      throw damage;
    }
    throw new WrongKeyException(
        keys.passphrases().isEmpty() ? "This identity opens nothing here" : "This passphrase opens nothing here",
        folder.toString(),
        keys.passphrases().isEmpty()
            ? "Check that it is the identity of a recipient of this bundle."
            : "Check each word, the keyboard's language and the Caps Lock key.");
  }

  private static X25519Identity openSlot(Candidate slot, Identity key) throws IOException {
    return Slot.open(Files.readAllBytes(slot.path), key, slot.name());
  }

  /** Slots by the type of their one stanza, at most 8 different ones of each. Both copies of a slot are the same bytes. */
  private Map<String, List<Candidate>> slots() throws IOException {
    var slots = new LinkedHashMap<String, List<Candidate>>();
    var seen = new HashSet<ByteBuffer>();
    for (var candidate : candidates) {
      if (!candidate.maySlot() || !seen.add(ByteBuffer.wrap(Files.readAllBytes(candidate.path)))) {
        continue;
      }
      var type = stanzaType(candidate);
      var ofType = slots.computeIfAbsent(type, t -> new ArrayList<>());
      if (ofType.size() < Format.MAX_SLOTS_OF_A_KIND || type.equals(X25519)) {
        ofType.add(candidate);
      } else {
        findings.add(
            new Finding(
                Severity.WARNING,
                "too-many-slots",
                candidate.name(),
                "There are more passphrase slots than are tried",
                "At most " + Format.MAX_SLOTS_OF_A_KIND + " are; remove those that nobody needs."));
      }
    }
    return slots;
  }

  private static String stanzaType(Candidate candidate) throws IOException {
    try {
      return AgeHeader.read(new ByteArrayInputStream(candidate.head), candidate.name()).stanzas().getFirst().type();
    } catch (Fault e) {
      return "damaged";
    }
  }

  /** Whether a key that opened no slot is the bundle identity itself. */
  private boolean opensAny(X25519Identity key) {
    for (var candidate : candidates) {
      if (candidate.isAge() && !candidate.maySlot()) {
        try (var fileKey =
            AgeHeader.read(new ByteArrayInputStream(candidate.head), candidate.name()).unwrap(List.of(key))) {
          return fileKey != null;
        } catch (IOException e) {
          // Not this one.
        }
      }
    }
    return false;
  }

  /** The newest root. Both its copies are read; one is enough. */
  private Root root(X25519Identity identity) throws IOException {
    var found = new LinkedHashMap<RootText, List<String>>();
    Root newest = null;
    Set<ByteBuffer> volumeHeaders = new HashSet<>();
    Fault damage = null;
    var bySize = new ArrayList<>(candidates);
    bySize.sort(Comparator.comparingLong(Candidate::sizeBytes));
    for (var candidate : bySize) {
      if (!candidate.isAge()
          || candidate.maySlot() && !stanzaType(candidate).equals(X25519)
          || candidate.sizeBytes > 3L * Format.MAX_ROOT_DOCUMENT_BYTES
          || volumeHeaders.contains(ByteBuffer.wrap(candidate.head))) {
        continue;
      }
      try (var payload =
          AgePayload.open(
              FileChannel.open(candidate.path, StandardOpenOption.READ), List.of(identity), candidate.name())) {
        var text = rootText(payload, candidate.name());
        if (text == null || found.containsKey(text)) {
          continue;
        }
        found.put(text, List.of(candidate.name()));
        var root = parse(text, candidate.name());
        newest = newer(newest, root, candidate.name());
        root.content().volumes().forEach(volume -> volumeHeaders.add(ByteBuffer.wrap(volume.header())));
        root.index().volumes().forEach(volume -> volumeHeaders.add(ByteBuffer.wrap(volume.header())));
      } catch (WrongKeyException e) {
        // Foreign, or a slot: named later.
      } catch (DamagedBundleException e) {
        damage = e;
      }
    }
    if (newest == null && damage != null) {
      throw damage;
    }
    if (newest == null) {
      throw new DamagedBundleException(
          "The root that says what belongs together is missing",
          folder.toString(),
          "Look for it on another copy: it is one of the smaller files, and there are two of it.");
    }
    return newest;
  }

  private Root newer(Root one, Root other, String otherFile) throws Fault {
    if (one == null) {
      return other;
    }
    if (!one.content().bundle().equals(other.content().bundle())
        || one.content().edition() == other.content().edition()) {
      throw new DamagedBundleException(
          "Two roots that differ claim to be the same edition",
          folder + ", " + otherFile,
          "Somebody mixed or changed bundles here: use a copy from whom you trust.");
    }
    boolean otherIsNewer = other.content().edition() > one.content().edition();
    findings.add(
        new Finding(
            Severity.WARNING,
            "older-edition",
            folder.toString(),
            "Edition "
                + (otherIsNewer ? one : other).content().edition()
                + " lies beside edition "
                + (otherIsNewer ? other : one).content().edition()
                + " of the same bundle",
            "Only the newer one is opened."));
    return otherIsNewer ? other : one;
  }

  /** The two documents; null where the file is a volume and no root. */
  private static RootText rootText(AgePayload payload, String name) throws IOException {
    var documents = new HashMap<String, String>();
    var about = VolumeAbout.read(payload, name);
    if (!about.kind().equals(Format.KIND_ROOT)) {
      return null;
    }
    for (var entry : CentralDirectory.read(payload, name)) {
      if (entry.name().equals(Format.CONTENT) || entry.name().equals(Format.INDEX)) {
        if (entry.sizeBytes() > Format.MAX_ROOT_DOCUMENT_BYTES) {
          throw new DamagedBundleException(
              "The root is larger than any bundle's", name, "Use another copy of the bundle.");
        }
        var extent = CentralDirectory.extent(payload, about.volume(), entry, name);
        try (var in = ExtentInputStream.of(payload, extent, entry.sizeBytes())) {
          documents.put(entry.name(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    if (documents.size() != 2) {
      throw new DamagedBundleException("The root is incomplete", name, "Use another copy of the bundle.");
    }
    return new RootText(documents.get(Format.CONTENT), documents.get(Format.INDEX));
  }

  private static Root parse(RootText text, String name) throws Fault {
    try {
      var root = new Root(Root.Content.fromJson(text.content), Root.Index.fromJson(text.index));
      var contentSha256 =
          Json.hex(SegmentHasher.sha256().digest(text.content.getBytes(StandardCharsets.UTF_8)));
      if (!root.index().contentSha256().equals(contentSha256)) {
        throw new DamagedBundleException(
            "The index of this root was made for another content", name, "Use another copy of the bundle.");
      }
      return root;
    } catch (Json.Malformed e) {
      throw new DamagedBundleException(
          "The root can't be read: " + e.getMessage(), name, "Use another copy of the bundle.");
    }
  }

  /** Which file is which volume; names what is lost, cut, doubled or foreign. */
  private Map<String, Path> matchVolumes(Root root, X25519Identity identity) throws IOException {
    var byHeader = new HashMap<ByteBuffer, VolumeFacts>();
    var volumes = new ArrayList<VolumeFacts>(root.content().volumes());
    volumes.addAll(root.index().volumes());
    volumes.forEach(volume -> byHeader.put(ByteBuffer.wrap(volume.header()), volume));
    var files = new HashMap<String, Path>();
    var unknown = new ArrayList<Candidate>();
    var bySizeFit = new ArrayList<>(candidates);
    for (var candidate : bySizeFit) {
      var volume = byHeader.get(ByteBuffer.wrap(candidate.head));
      if (volume == null) {
        unknown.add(candidate);
      } else if (!files.containsKey(volume.id())) {
        files.put(volume.id(), candidate.path);
        nameWrongLength(volume, candidate);
      } else {
        doubled(volume, candidate, files);
      }
    }
    for (var volume : volumes) {
      if (!files.containsKey(volume.id())) {
        findByPayload(volume, unknown, identity, files);
      }
    }
    nameForeign(unknown, identity);
    return files;
  }

  private void nameWrongLength(VolumeFacts volume, Candidate candidate) {
    if (candidate.sizeBytes < volume.fileBytes()) {
      findings.add(
          new Finding(
              Severity.ERROR,
              "volume-cut",
              candidate.name(),
              "A volume ends " + (volume.fileBytes() - candidate.sizeBytes) + " bytes early",
              "Copy it again from another copy; what comes before the cut is still served."));
    } else if (candidate.sizeBytes > volume.fileBytes()) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "volume-too-long",
              candidate.name(),
              "A volume is followed by " + (candidate.sizeBytes - volume.fileBytes()) + " bytes that aren't its own",
              "They are left aside."));
    }
  }

  private void doubled(VolumeFacts volume, Candidate candidate, Map<String, Path> files) throws IOException {
    if (candidate.sizeBytes == volume.fileBytes() && Files.size(files.get(volume.id())) != volume.fileBytes()) {
      files.put(volume.id(), candidate.path);
    }
    findings.add(
        new Finding(
            Severity.WARNING,
            "volume-doubled",
            candidate.name(),
            "A volume is here more than once",
            "One of its files is read; the other can be removed once verify finds the bundle sound."));
  }

  /** A volume whose header on the medium is damaged: one of the same length whose first chunk opens all the same. */
  private void findByPayload(
      VolumeFacts volume, List<Candidate> unknown, X25519Identity identity, Map<String, Path> files)
      throws IOException {
    for (var candidate : unknown) {
      if (candidate.sizeBytes != volume.fileBytes()) {
        continue;
      }
      try (var payload =
          AgePayload.openTolerant(
              FileChannel.open(candidate.path, StandardOpenOption.READ),
              volume.header(),
              List.of(identity),
              volume.fileBytes(),
              candidate.name())) {
        payload.chunk(0);
      } catch (DamagedBundleException e) {
        continue;
      }
      files.put(volume.id(), candidate.path);
      unknown.remove(candidate);
      findings.add(
          new Finding(
              Severity.WARNING,
              "header-damaged",
              candidate.name(),
              "The header of a volume is damaged",
              "It is read with the root's copy; age alone can't open it any more, so replace the file."));
      return;
    }
    findings.add(
        new Finding(
            Severity.ERROR,
            "volume-lost",
            "volume " + volume.id(),
            "A volume of " + volume.fileBytes() + " bytes is missing or was replaced",
            "Look for the file on another copy; the rest is served without it."));
  }

  private void nameForeign(List<Candidate> unknown, X25519Identity identity) {
    for (var candidate : unknown) {
      boolean ours = false;
      if (candidate.isAge()) {
        try (var payload =
            AgePayload.open(
                FileChannel.open(candidate.path, StandardOpenOption.READ), List.of(identity), candidate.name())) {
          ours = VolumeAbout.read(payload, candidate.name()).kind().equals(Format.KIND_ROOT);
        } catch (IOException e) {
          ours = candidate.maySlot();
        }
      }
      if (!ours && (candidate.isAge() || candidate.name().endsWith(Format.EXTENSION))) {
        findings.add(
            new Finding(
                Severity.WARNING,
                "volume-foreign",
                candidate.name(),
                "A file here is not part of this bundle, or no longer readable",
                "Nothing of it is shown; remove it if nobody needs it."));
      }
    }
  }
}
