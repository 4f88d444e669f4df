package org.bojagi.bag;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies in the folder of a bag. No link is followed; one, like a pipe or a device, is an error.
 *
 * <p>Limits: {@value #MAX_DEPTH} folders deep, {@value #MAX_FILES} files. This is what bounds the memory of all that
 * reads a bag: what manifests name beyond it is not kept.
 */
final class BagFolder {
  static final int MAX_DEPTH = 64;
  static final int MAX_FILES = 1_000_000;

  private final Path root;
  private final BagFindings findings;
  private final TreeMap<String, BagFile> files = new TreeMap<>();
  private final Map<String, String> byComposed = new HashMap<>();
  private boolean tooMany;

  private BagFolder(Path root, BagFindings findings) {
    this.root = root;
    this.findings = findings;
  }

  static BagFolder list(Path root, BagFindings findings) {
    var folder = new BagFolder(root, findings);
    folder.walk(root, "", 0);
    return folder;
  }

  private void walk(Path folder, String path, int depth) {
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        if (files.size() >= MAX_FILES) {
          tellTooMany();
          return;
        }
        one(entry, path + entry.getFileName(), depth);
      }
    } catch (IOException | DirectoryIteratorException e) {
      unreadable(path.isEmpty() ? root.toString() : path);
    }
  }

  private void one(Path entry, String path, int depth) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      unreadable(path);
      return;
    }
    if (attributes.isSymbolicLink()) {
      findings.error(
          "bag-link", path, "This is a link, and a bag holds files", "It was not followed. Ask for a bag without links.");
    } else if (attributes.isDirectory()) {
      if (depth == MAX_DEPTH) {
        findings.error("bag-too-deep", path, "Folders go deeper than " + MAX_DEPTH, "Ask for a flatter bag.");
      } else {
        walk(entry, path + "/", depth + 1);
      }
    } else if (attributes.isOther()) {
      findings.error("bag-not-a-file", path, "This is a device, a pipe or a socket", "It was not opened.");
    } else {
      files.put(path, new BagFile(path, attributes.size()));
      var composed = composed(path);
      if (!composed.equals(path)) {
        byComposed.put(composed, path);
      }
    }
  }

  private void tellTooMany() {
    if (!tooMany) {
      tooMany = true;
      findings.error("bag-too-many", root.toString(), "More than " + MAX_FILES + " files", "Ask for several bags.");
    }
  }

  private void unreadable(String path) {
    findings.error("bag-unreadable", path, "This can't be read", "Check its permissions.");
  }

  Path root() {
    return root;
  }

  /** By path. */
  Collection<BagFile> files() {
    return files.values();
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  Path place(BagFile file) {
    return root.resolve(file.path());
  }

  /** The file of this very name; null where there is none. */
  BagFile exact(String path) {
    return files.get(path);
  }

  /** The file whose name is the same but for its Unicode normalization (RFC 8493 §6.1.1); null where there is none. */
  BagFile alike(String path) {
    var composed = composed(path);
    var file = files.get(composed);
    return file == null && byComposed.containsKey(composed) ? files.get(byComposed.get(composed)) : file;
  }

  private static String composed(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC);
  }
}
