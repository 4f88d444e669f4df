package org.bojagi.corpus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.StorageException;

/**
 * Lists a folder: every file that may go in, under its NFC path. Links are never followed, and
 * nothing but {@code .bojagiignore} is opened.
 *
 * <p>Limits: {@value #MAX_DEPTH} folders deep, {@value #MAX_FILES} files.
 */
final class FolderWalk {
  static final int MAX_DEPTH = 60;
  static final int MAX_FILES = 1_000_000;
  private static final String IGNORE_FILE = ".bojagiignore";

  /**
   * One file that may go in.
   *
   * @param within root, as in {@link SourceFile}
   * @param path relative to the corpus, NFC
   */
  record Found(Path root, Path within, String path, FileName name, long sizeBytes, long modifiedMillis) {
    Path source() {
      return root.resolve(within);
    }

    String folder() {
      return Names.folderOf(path);
    }
  }

  private final Path root;
  private final Map<String, ZipFolder.Refusal> refused;
  private final List<Leftover> leftovers;
  private final Consumer<Finding> findings;
  private final TreeMap<String, Found> files = new TreeMap<>();

  private FolderWalk(
      Path root,
      Map<String, ZipFolder.Refusal> refused,
      List<Leftover> leftovers,
      Consumer<Finding> findings) {
    this.root = root;
    this.refused = refused;
    this.leftovers = leftovers;
    this.findings = findings;
  }

  /**
   * @param root a real path
   * @param refused paths, as they are in their file system, that can't go in
   * @return by path
   */
  static TreeMap<String, Found> list(
      Path root,
      Map<String, ZipFolder.Refusal> refused,
      List<Leftover> leftovers,
      Consumer<Finding> findings)
      throws Fault {
    var walk = new FolderWalk(root, refused, leftovers, findings);
    try {
      walk.folder(root, "", List.of(), 0);
    } catch (DoesNotFitException e) {
      throw e;
    } catch (IOException | DirectoryIteratorException e) {
      throw new StorageException(
          "this folder can't be read", root.toString(), "Check its permissions.", e);
    }
    walk.tellCaseTwins();
    return walk.files;
  }

  private void folder(Path folder, String path, List<IgnoreRules> rulesAbove, int depth)
      throws IOException {
    var rules = new ArrayList<>(rulesAbove);
    readIgnoreFile(folder, path, rules);
    for (var entry : sorted(folder)) {
      var raw = entry.getFileName().toString();
      raw = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw; // ZIP
      var name = Names.nfc(raw);
      var entryPath = Names.inFolder(path, name);
      if (name.equals(IGNORE_FILE)) {
        continue;
      }
      if (Names.neverPacked(name)) {
        leftovers.add(new Leftover(entryPath, Leftover.Reason.NAME));
        continue;
      }
      if (name.indexOf('\0') >= 0) { // of a ZIP: no path has it
        refuse(
            entryPath,
            "name-not-allowed",
            "this name has a letter that no file system takes",
            "Rename it, and pack the folder anew.");
        continue;
      }
      try {
        entry(entry, entryPath, name, rules, depth);
      } catch (DoesNotFitException e) {
        throw e;
      } catch (IOException | DirectoryIteratorException e) {
        refuse(entryPath, "unreadable", "this can't be read", "Check its permissions.");
      }
    }
  }

  private void entry(Path entry, String path, String name, List<IgnoreRules> rules, int depth)
      throws IOException {
    var attributes =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean ignored = false;
    for (var rule : rules) {
      ignored = rule.ignores(path, attributes.isDirectory(), ignored);
    }
    if (ignored) {
      leftovers.add(new Leftover(path, Leftover.Reason.IGNORED));
    } else if (refused.containsKey(entry.toString())) {
      var refusal = refused.get(entry.toString());
      refuse(path, refusal.code(), refusal.what(), refusal.hint());
    } else if (attributes.isSymbolicLink()) {
      refuseLink(entry, path);
    } else if (attributes.isDirectory()) {
      if (depth == MAX_DEPTH) {
        refuse(
            path,
            "folders-too-deep",
            "folders go deeper than " + MAX_DEPTH,
            "Move them further up.");
      } else {
        folder(entry, path, rules, depth + 1);
      }
    } else if (attributes.isOther()) {
      refuse(
          path,
          "not-a-file",
          "this is a device, a pipe or a socket",
          "It was not opened. Move it elsewhere.");
    } else if (!Files.isReadable(entry)) {
      refuse(path, "unreadable", "this can't be read", "Check its permissions.");
    } else if (attributes.size() == 0 && !name.equals("bojagi.yaml")) {
      refuse(path, "empty-file", "this file is empty", "Copy it anew, or remove it.");
    } else {
      add(
          new Found(
              root,
              root.relativize(entry),
              path,
              FileName.of(name),
              attributes.size(),
              attributes.lastModifiedTime().toMillis()));
    }
  }

  /**
   * A link may lead out of the folder or to something that is kept back: what it points to goes in
   * where it lies.
   */
  private void refuseLink(Path link, String path) throws IOException {
    var target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
    boolean inside = false;
    try {
      inside = target.toRealPath().startsWith(root);
    } catch (IOException e) {
      // It leads nowhere, or round in a circle: not inside.
    }
    refuse(
        path,
        inside ? "link-inside" : "link-outside",
        inside
            ? "this is a link to another place in the folder and was not followed"
            : "this is a link that leaves the folder, or leads nowhere, and was not followed",
        inside
            ? "What it points to goes in where it lies."
            : "Copy what it points to into the folder.");
  }

  private void add(Found file) throws IOException {
    if (files.size() >= MAX_FILES) {
      throw new DoesNotFitException(
          "more than " + MAX_FILES + " files",
          root.toString(),
          "Pack the folder in several parts.");
    }
    var refused = Names.refusedByWindows(file.name.name());
    if (!refused.isEmpty()) {
      tell(
          Severity.NOTE,
          "name-not-for-windows",
          file.path,
          "on Windows this name " + refused,
          "It stays so in the bundle and is changed when it is taken out there.");
    }
    if (file.name.name().indexOf('\uFFFD') >= 0) {
      tell(
          Severity.WARNING,
          "name-not-utf8",
          file.path,
          "this name is not in UTF-8 and lost letters",
          "Rename it: it goes in under the name that is shown here.");
    }
    var twin = files.putIfAbsent(file.path, file);
    if (twin == null) {
      return;
    }
    // Entries come in the order of their raw names: of twins the one already in NFC is kept.
    boolean keepNew = file.source().toString().endsWith(file.name.name());
    var dropped = keepNew ? files.put(file.path, file) : file;
    boolean same = twin.sizeBytes == file.sizeBytes && sameBytes(twin.source(), file.source());
    leftovers.add(new Leftover(file.path, Leftover.Reason.REFUSED));
    tell(
        same ? Severity.NOTE : Severity.ERROR,
        "name-twice",
        file.path,
        same
            ? "two files have this name, in two ways of writing it, and the same content: one goes"
                  + " in"
            : "two files have this name, in two ways of writing it: the one of "
                + dropped.sizeBytes
                + " bytes stays out",
        same ? "" : "Rename one of them.");
  }

  private static boolean sameBytes(Path one, Path other) throws IOException {
    try (var a = new BufferedInputStream(Files.newInputStream(one));
        var b = new BufferedInputStream(Files.newInputStream(other))) {
      int read;
      do {
        read = a.read();
        if (read != b.read()) {
          return false;
        }
      } while (read >= 0);
      return true;
    }
  }

  private void tellCaseTwins() {
    var seen = new HashMap<String, String>();
    for (var path : files.keySet()) {
      var first = seen.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
      if (first != null) {
        tell(
            Severity.NOTE,
            "name-differs-in-case",
            path,
            "this name differs from " + Names.printable(Names.nameOf(first)) + " only in capitals",
            "On Windows one of them is changed when they are taken out.");
      }
    }
  }

  private void readIgnoreFile(Path folder, String path, List<IgnoreRules> rules) {
    var file = folder.resolve(IGNORE_FILE);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var where = Names.inFolder(path, IGNORE_FILE);
    leftovers.add(new Leftover(where, Leftover.Reason.METADATA));
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) > MetadataYaml.MAX_BYTES) {
        throw new IOException("a link, a folder or too long");
      }
      rules.add(new IgnoreRules(path, Text.decode(Text.head(file, MetadataYaml.MAX_BYTES), "")));
    } catch (IOException e) {
      // What it names must not slip in.
      rules.add(new IgnoreRules(path, "*"));
      tell(
          Severity.ERROR,
          "ignore-file-unreadable",
          where,
          "this is a link, longer than 64 KiB or can't be read: everything in this folder stays"
              + " out",
          "Put a plain file in its place.");
    }
  }

  private static List<Path> sorted(Path folder) throws IOException {
    var entries = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(folder)) {
      for (var entry : stream) {
        if (entries.size() > MAX_FILES) {
          throw new DoesNotFitException(
              "more than " + MAX_FILES + " files",
              folder.toString(),
              "Pack the folder in several parts.");
        }
        entries.add(entry);
      }
    }
    entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
    return entries;
  }

  private void refuse(String path, String code, String what, String hint) {
    leftovers.add(new Leftover(path, Leftover.Reason.REFUSED));
    tell(code.equals("link-inside") ? Severity.NOTE : Severity.ERROR, code, path, what, hint);
  }

  private void tell(Severity severity, String code, String path, String what, String hint) {
    findings.accept(new Finding(severity, code, Names.printable(path), what, hint));
  }
}
