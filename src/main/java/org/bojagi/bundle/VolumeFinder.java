package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.StorageException;

/**
 * Finds out which file is which volume, by the header that the root keeps a copy of; names what is lost, cut, doubled or
 * foreign (format.md §9).
 *
 * <p>A header holds the file key, which only the bundle identity tells: nobody else can put other chunks behind it.
 */
final class VolumeFinder {
  private final Root root;
  private final X25519Identity identity;
  private final List<Finding> findings;
  private final Map<String, FolderFile> byVolume = new HashMap<>();
  private final List<FolderFile> unknown = new ArrayList<>();

  VolumeFinder(Root root, X25519Identity identity, List<Finding> findings) {
    this.root = root;
    this.identity = identity;
    this.findings = findings;
  }

  /** @param known files that are something else: slots and roots */
  Map<String, Path> match(List<FolderFile> files, Set<FolderFile> known) {
    var byHeader = new HashMap<ByteBuffer, VolumeFacts>();
    root.volumes().forEach(volume -> byHeader.put(ByteBuffer.wrap(volume.header()), volume));
    for (var file : files) {
      var volume = byHeader.get(ByteBuffer.wrap(file.head()));
      if (volume != null) {
        take(volume, file);
      } else if (!known.contains(file)) {
        unknown.add(file);
      }
    }
    for (var volume : root.volumes()) {
      if (!byVolume.containsKey(volume.id())) {
        findByChunks(volume);
      }
    }
    byVolume.forEach((id, file) -> nameWrongLength(file));
    unknown.forEach(this::nameForeign);
    var paths = new HashMap<String, Path>();
    byVolume.forEach((id, file) -> paths.put(id, file.path()));
    return paths;
  }

  private void take(VolumeFacts volume, FolderFile file) {
    var first = byVolume.putIfAbsent(volume.id(), file);
    if (first == null) {
      return;
    }
    var better = first.sizeBytes() != volume.fileBytes() && file.sizeBytes() == volume.fileBytes();
    byVolume.put(volume.id(), better ? file : first);
    findings.add(
        new Finding(
            Severity.WARNING,
            "volume-doubled",
            (better ? first : file).name(),
            "A volume is here more than once",
            "Only " + (better ? file : first).name() + " is read; remove one once the other is found sound."));
  }

  private void nameWrongLength(FolderFile file) {
    long expected =
        root.volumes().stream()
            .filter(volume -> byVolume.get(volume.id()) == file)
            .findFirst()
            .orElseThrow()
            .fileBytes();
    if (file.sizeBytes() < expected) {
      findings.add(
          new Finding(
              Severity.ERROR,
              "volume-cut",
              file.name(),
              "A volume ends " + (expected - file.sizeBytes()) + " bytes early",
              "Copy it again from another copy; what comes before the cut is still served."));
    } else if (file.sizeBytes() > expected) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "volume-too-long",
              file.name(),
              "A volume is followed by " + (file.sizeBytes() - expected) + " bytes that aren't its own",
              "They are left aside; age refuses the file until it is copied again."));
    }
  }

  /** A volume whose header on the medium is damaged: a file of which some chunk opens all the same. */
  private void findByChunks(VolumeFacts volume) {
    for (var file : unknown) {
      if (!opensAs(volume, file)) {
        continue;
      }
      byVolume.put(volume.id(), file);
      unknown.remove(file);
      findings.add(
          new Finding(
              Severity.WARNING,
              "header-damaged",
              file.name(),
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

  /** A lost sector takes the first chunk with the header, so later ones are tried too. */
  private boolean opensAs(VolumeFacts volume, FolderFile file) {
    try (var payload = FolderFile.openAs(volume, file.path(), identity)) {
      long chunks = payload.chunkCount();
      for (long chunk : new long[] {0, 1, chunks / 2, chunks - 1}) {
        try {
          payload.chunk(Math.min(chunk, chunks - 1));
          return true;
        } catch (DamagedBundleException | StorageException e) {
          // The next one.
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private void nameForeign(FolderFile file) {
    if (isOfAnotherBundle(file)) {
      findings.add(
          new Finding(
              Severity.ERROR,
              "another-bundle",
              file.name(),
              "A file here opens with the same identity and belongs to another bundle than the root",
              "The bundle may have been replaced: compare with a copy from whom you trust, and remove nothing."));
    } else if (file.isAge() || file.name().endsWith(Format.EXTENSION)) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "volume-foreign",
              file.name(),
              "A file here is not part of this bundle, or no longer readable",
              "Nothing of it is shown; remove it if nobody needs it."));
    }
  }

  /** No two bundles have one identity: where ids differ, somebody with the recipient string wrote one of them. */
  private boolean isOfAnotherBundle(FolderFile file) {
    if (!file.isAge()) {
      return false;
    }
    try (var payload = file.open(identity)) {
      return !VolumeAbout.read(payload, file.name()).bundle().equals(root.content().bundle());
    } catch (IOException e) {
      return false; // another identity's, or damaged
    }
  }
}
