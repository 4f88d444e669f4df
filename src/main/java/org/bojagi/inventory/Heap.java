package org.bojagi.inventory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.LooseFile;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;

/** Every file below some places, each once, with its first bytes. Links are named and not followed. One thread. */
final class Heap {
  static final int MAX_DEPTH = 64;

  private final List<LooseFile> files = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final int maxFiles;
  private final Inventory.Progress progress;
  private int looked;
  private int otherFiles;
  private boolean full;

  private Heap(int maxFiles, Inventory.Progress progress) {
    this.maxFiles = maxFiles;
    this.progress = progress;
  }

  /**
   * @param places folders or files; what lies below two of them counts once
   * @throws UsageException a place isn't there
   */
  static Heap of(List<Path> places, int maxFiles, Inventory.Progress progress) throws IOException {
    var heap = new Heap(maxFiles, progress);
    for (var place : places) {
      if (!Files.exists(place)) {
        throw new UsageException("There is no such file or folder", place.toString(), "Check the path and its spelling.");
      }
      // Only here a link is followed: somebody pointed at it.
      heap.look(Files.isSymbolicLink(place) ? place.toRealPath() : place, 0);
    }
    heap.files.sort(Comparator.comparing(LooseFile::path));
    return heap;
  }

  private void look(Path path, int depth) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      unreadable(path, false);
      return;
    }
    if (attributes.isSymbolicLink()) {
      findings.add(
          new Finding(
              Severity.NOTE,
              "link-passed-over",
              path.toString(),
              "A link is not followed",
              "Name what it leads to as a place of its own, if it is to be looked at."));
    } else if (attributes.isDirectory()) {
      lookInto(path, depth);
    } else if (attributes.isRegularFile()) {
      add(path);
    }
  }

  private void lookInto(Path folder, int depth) {
    if (depth > MAX_DEPTH) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "folder-too-deep",
              folder.toString(),
              "Folders lie deeper in one another than " + MAX_DEPTH,
              "Name this folder as a place of its own."));
      return;
    }
    if (!seen.add(folder.toAbsolutePath().normalize())) {
      return;
    }
    var below = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        below.add(entry);
        if (below.size() > maxFiles) {
          break; // as many as are looked at at all
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      unreadable(folder, true);
    }
    below.sort(Comparator.naturalOrder());
    for (var entry : below) {
      look(entry, depth + 1);
    }
  }

  private void add(Path path) {
    if (!seen.add(path.toAbsolutePath().normalize())) {
      return;
    }
    if (looked >= maxFiles) {
      if (!full) {
        findings.add(
            new Finding(
                Severity.WARNING,
                "too-many-files",
                path.toString(),
                "There are more files than are looked at in one run: from this one on they are passed over",
                "At most " + maxFiles + " are; take the folders in several runs."));
      }
      full = true;
      return;
    }
    progress.at(Inventory.Stage.LOOKING, ++looked, 0);
    try {
      var file = LooseFile.read(path);
      if (file.isAge() || path.toString().endsWith(Format.EXTENSION) && !file.isMacSidecar()) {
        files.add(file);
      } else {
        otherFiles++;
        if (file.mayBeImage()) {
          findings.add(
              new Finding(
                  Severity.NOTE,
                  "card-image",
                  path.toString(),
                  "This may be the image of a card, which isn't looked into",
                  "'bojagi recover' finds what is in it, also where its table of files is gone."));
        }
      }
    } catch (IOException e) {
      unreadable(path, false);
    }
  }

  private void unreadable(Path path, boolean folder) {
    findings.add(
        new Finding(
            Severity.WARNING,
            folder ? "folder-unreadable" : "file-unreadable",
            path.toString(),
            folder ? "A folder can't be read, or not to its end" : "A file can't be read",
            "Check who may read it, and the medium."));
  }

  /** Of files that no key opened, when none may be at fault: empty where none of all ends so. */
  Optional<Finding> endingInZeros() {
    long count = files.stream().filter(LooseFile::endsInZeros).count();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Severity.WARNING,
                "files-end-in-zeros",
                Long.toString(count),
                "Files end in zeros, as none of a bundle does: something was appended, or their end is lost",
                "'bojagi recover' opens them nevertheless."));
  }

  /** What begins as an age file, or is named as one, in the order of their paths. */
  List<LooseFile> files() {
    return files;
  }

  /** How many that are neither. */
  int otherFiles() {
    return otherFiles;
  }

  List<Finding> findings() {
    return findings;
  }
}
