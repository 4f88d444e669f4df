package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NotABundleException;
import org.bojagi.sign.Trust;

/**
 * Finds out what the files of a folder are: names mean nothing, so by their first bytes and by trying (format.md §9).
 *
 * <p>Order: slots by their stanza and size; the root among the smaller files that the identity opens; volumes by the
 * header that the root keeps a copy of. A file that is none of these is foreign: it is named and never read further.
 */
final class BundleFolder {
  private final Path folder;
  private final List<FolderFile> files = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  BundleFolder(Path folder) throws IOException {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      throw notABundle(
          Files.exists(folder) ? "This is a file, and a bundle is a folder" : "There is no such folder");
    }
    try (var paths = Files.list(folder)) {
      for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
        try {
          files.add(FolderFile.read(path));
        } catch (IOException e) {
          findings.add(unreadable(path));
        }
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, folder);
    }
  }

  Bundle open(KeyRing keys) throws IOException {
    if (files.isEmpty()) {
      throw notABundle(findings.isEmpty() ? "This folder is empty" : "No file here can be read");
    }
    if (files.stream().noneMatch(FolderFile::isAge)) {
      throw notABundle("No file here is part of a bundle");
    }
    try {
      var slots = new SlotFinder(folder.toString(), files, findings);
      return slots.unlock(keys, identity -> openWith(identity, slots.all(), KeysBeside.with(keys.trust(), folder)));
    } catch (IOException e) {
      throw Fault.ofStorage(e, folder);
    }
  }

  private Bundle openWith(X25519Identity identity, List<FolderFile> slots, Trust trust) throws IOException {
    var findingsOf = new ArrayList<List<Finding>>();
    findingsOf.add(new ArrayList<>(findings));
    var roots = new RootFinder(folder.toString(), files, identity, trust);
    var found = roots.find(findingsOf.getFirst());
    var finders = new ArrayList<VolumeFinder>();
    var known = new HashSet<>(slots);
    known.addAll(roots.files());
    for (var root : found) {
      if (finders.size() == findingsOf.size()) {
        findingsOf.add(new ArrayList<>());
      }
      nameSingle(root, findingsOf.getLast());
      var where = root.copies().getFirst().name();
      KeysBeside.signerNotBeside(root.signers(), trust, where).ifPresent(findingsOf.getLast()::add);
      known.addAll(ofUnknownKinds(root, findingsOf.getLast()));
      finders.add(new VolumeFinder(root.root(), identity, findingsOf.getLast()));
    }
    var volumes = VolumeFinder.match(finders, files, known);
    var beside = new ArrayList<Bundle>();
    for (int i = found.size() - 1; i > 0; i--) {
      beside.addFirst(
          new Bundle(
              identity.copy(), found.get(i), trust, part(slots, found.get(i), volumes.get(i), findingsOf.get(i)), List.of()));
    }
    return new Bundle(
        identity, found.getFirst(), trust, part(slots, found.getFirst(), volumes.getFirst(), findingsOf.getFirst()), beside);
  }

  private BundlePart part(
      List<FolderFile> slots, RootFinder.Found root, Map<String, Path> volumes, List<Finding> ofPart) {
    return new BundlePart(folder, volumes, paths(slots), paths(root.copies()), BundlePart.card(root.root(), volumes), ofPart);
  }

  /** Files that the root names as volumes of a kind that only a newer version knows. */
  private List<FolderFile> ofUnknownKinds(RootFinder.Found root, List<Finding> findings) {
    var heads = new HashSet<ByteBuffer>();
    Root.headersOfUnknownKinds(root.documents()).forEach(header -> heads.add(ByteBuffer.wrap(header)));
    var found = files.stream().filter(file -> heads.contains(ByteBuffer.wrap(file.head()))).toList();
    for (var file : found) {
      findings.add(
          new Finding(
              Severity.NOTE,
              "volume-of-unknown-kind",
              file.name(),
              "A volume is of a kind that this version doesn't know",
              "It is left out; use a newer version of Bojagi for it, and don't remove it."));
    }
    return found;
  }

  private static void nameSingle(RootFinder.Found root, List<Finding> findings) {
    if (root.copies().size() == 1) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "root-single",
              root.copies().getFirst().name(),
              "Only one sound copy of the root is left, without which nothing opens",
              "Copy this file to another name in the same folder."));
    }
  }

  static Finding unreadable(Path file) {
    return new Finding(
        Severity.WARNING,
        "file-unreadable",
        file.getFileName().toString(),
        "A file here can't be read",
        "Check who may read it, and the medium; if it is part of the bundle, look for it on another copy.");
  }

  private static List<Path> paths(List<FolderFile> files) {
    return files.stream().map(FolderFile::path).toList();
  }

  private NotABundleException notABundle(String what) {
    return new NotABundleException(
        what, folder.toString(), "Give the folder that holds the bundle's " + Format.EXTENSION + " files.");
  }
}
