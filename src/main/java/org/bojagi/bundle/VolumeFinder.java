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
 * Finds out which file is which volume, by the header that the root keeps a copy of; names what is cut, doubled or
 * foreign (format.md §9).
 *
 * <p>A header holds the file key, which only the bundle identity tells: nobody else can put other chunks behind it.
 */
final class VolumeFinder {
  private final Root root;
  private final X25519Identity identity;
  private final List<Finding> findings;
  private final Map<String, FolderFile> byVolume = new HashMap<>();
  private final Map<ByteBuffer, VolumeFacts> byHeader = new HashMap<>();

  VolumeFinder(Root root, X25519Identity identity, List<Finding> findings) {
    this.root = root;
    this.identity = identity;
    this.findings = findings;
    root.volumes().forEach(volume -> byHeader.put(ByteBuffer.wrap(volume.header()), volume));
  }

  /**
   * Each root's volumes among the files of one folder.
   *
   * @param finders the first names what is nobody's
   * @param known files that are something else: slots and roots
   * @return for each finder file by volume id
   */
  static List<Map<String, Path>> match(List<VolumeFinder> finders, List<FolderFile> files, Set<FolderFile> known) {
    var unknown = new ArrayList<FolderFile>();
    for (var file : files) {
      boolean taken = false;
      for (var finder : finders) {
        var volume = finder.byHeader.get(ByteBuffer.wrap(file.head()));
        if (volume != null) {
          finder.take(volume, file);
          taken = true;
        }
      }
      if (!taken && !known.contains(file)) {
        unknown.add(file);
      }
    }
    var paths = new ArrayList<Map<String, Path>>();
    for (var finder : finders) {
      for (var volume : finder.root.volumes()) {
        if (!finder.byVolume.containsKey(volume.id())) {
          finder.findByChunks(volume, unknown);
        }
      }
      finder.byVolume.forEach((id, file) -> finder.nameWrongLength(file));
      var ofRoot = new HashMap<String, Path>();
      finder.byVolume.forEach((id, file) -> ofRoot.put(id, file.path()));
      paths.add(ofRoot);
    }
    var bundles = finders.stream().map(finder -> finder.root.content().bundle()).toList();
    unknown.forEach(file -> finders.getFirst().nameForeign(file, bundles));
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
  private void findByChunks(VolumeFacts volume, List<FolderFile> unknown) {
    for (var file : unknown) {
      if (!opensAs(volume, file, identity)) {
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
  }

  /** A lost sector takes the first chunk with the header, so later ones are tried too. */
  static boolean opensAs(VolumeFacts volume, FolderFile file, X25519Identity identity) {
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

  /** @param bundles ids of those whose roots are here */
  private void nameForeign(FolderFile file, List<String> bundles) {
    if (isOfAnotherBundle(file, bundles)) {
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
  private boolean isOfAnotherBundle(FolderFile file, List<String> bundles) {
    if (!file.isAge()) {
      return false;
    }
    try (var payload = file.open(identity)) {
      return !bundles.contains(VolumeAbout.read(payload, file.name()).bundle());
    } catch (IOException e) {
      return false; // another identity's, or damaged
    }
  }
}
