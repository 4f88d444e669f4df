package org.bojagi.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.bojagi.bundle.FoldersBelow;
import org.bojagi.bundle.LargestFile;
import org.bojagi.bundle.NeutralTime;
import org.bojagi.bundle.PartFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * A folder, perhaps a card, in which other things may lie: only folders of own paths are looked into. A file has its name
 * only when it is whole; {@value #JOURNAL} says of each its size and SHA-256 while the work lasts, so that the same
 * command goes on after an interruption.
 */
public final class FolderTarget implements ExportTarget {
  static final String JOURNAL = ".bojagi-export";

  /** Of some hundred thousand files: a larger one isn't ours. */
  private static final long MAX_JOURNAL_BYTES = 64 << 20;

  /** Begins a line of what a later run does again, though it is whole. */
  private static final String AGAIN = "again\t";

  private final Path folder;
  private final long mostFileBytes;
  private final FileTime time;
  private final Path journal;
  private final Map<String, String> whole = new HashMap<>();

  /** Where a temporary file may lie: they are made in the folder itself, by earlier versions beside what they become. */
  private final Set<Path> swept = new HashSet<>();

  private final Set<Path> madeFolders = new HashSet<>();
  private final Thread cleaner = new Thread(this::sweep);
  private final boolean replaces;
  private final OutputStream journalOut;

  /**
   * @param fingerprint of what is to be written: only an interrupted run of the same is gone on with
   * @param paths that will be written
   * @param force whether files that are there may be replaced
   * @throws UsageException a file of such a name is there, and isn't of an interrupted run; or a link would lead out of it
   */
  public FolderTarget(Path folder, String fingerprint, Collection<String> paths, boolean force) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException("This is a file, and files go into a folder", folder.toString(), "Give another -o DIR.");
    }
    Files.createDirectories(this.folder);
    time = NeutralTime.in(this.folder);
    mostFileBytes = LargestFile.in(this.folder);
    journal = this.folder.resolve(JOURNAL);
    FoldersBelow.refuseLink(journal);
    boolean goesOn = readJournal(fingerprint);
    // After a power failure a file may have its name and no line.
    replaces = force || goesOn;
    swept.add(this.folder);
    for (var path : paths) {
      if (swept.add(file(path).getParent())) {
        refuseLinks(file(path).getParent());
      }
      if (!replaces && Files.exists(file(path), LinkOption.NOFOLLOW_LINKS)) {
        throw exists(file(path), null);
      }
    }
    sweep();
    journalOut =
        Files.newOutputStream(
            journal,
            StandardOpenOption.CREATE,
            LinkOption.NOFOLLOW_LINKS,
            goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    if (!goesOn) {
      journalOut.write((fingerprint + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  private void refuseLinks(Path below) throws UsageException {
    for (var parent = below; !parent.equals(folder); parent = parent.getParent()) {
      FoldersBelow.refuseLink(parent);
    }
  }

  private static UsageException exists(Path file, IOException cause) {
    return new UsageException(
        "There is such a file already", file.toString(), "Choose another folder, or replace it with --force.", cause);
  }

  @Override
  public long mostFileBytes() {
    return mostFileBytes;
  }

  /** What isn't whole: of a run that was ended without warning, or of this one that is being ended. */
  private void sweep() {
    for (var place : swept) {
      try {
        PartFile.sweep(place);
      } catch (IOException e) {
        // There is no such folder yet, or the medium is gone and the files with it.
      }
    }
  }

  private boolean readJournal(String fingerprint) throws IOException {
    if (!Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS) || Files.size(journal) > MAX_JOURNAL_BYTES) {
      return false;
    }
    var lines = new String(Files.readAllBytes(journal), StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(fingerprint)) {
      return false;
    }
    for (var line : lines.subList(1, lines.size())) {
      int tab = line.indexOf('\t');
      if (tab > 0 && line.matches("[0-9]+ [0-9a-f]{64}\t.+")) {
        whole.put(line.substring(tab + 1), line.substring(0, tab));
      } else if (line.startsWith(AGAIN)) {
        whole.remove(line.substring(AGAIN.length()));
      }
    }
    return true;
  }

  @Override
  public OptionalLong kept(String path) throws IOException {
    var known = whole.get(path);
    var file = file(path);
    if (known == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return OptionalLong.empty();
    }
    return known.equals(sizeAndHash(file)) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }

  @Override
  public long write(String path, long expectedBytes, Filling filling) throws IOException {
    return place(
        path,
        file -> {
          var digest = Sha256.digest();
          var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          try (var hashing = new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), digest)) {
            filling.write(hashing);
          }
          return Files.size(file) + " " + HexFormat.of().formatHex(digest.digest());
        });
  }

  @Override
  public boolean takesBack() {
    return true;
  }

  @Override
  public long make(String path, Making making) throws IOException {
    return place(
        path,
        file -> {
          making.make(file);
          return sizeAndHash(file);
        });
  }

  /** Makes the file and returns its size and hash. */
  @FunctionalInterface
  private interface Placing {
    String place(Path file) throws IOException;
  }

  private long place(String path, Placing placing) throws IOException {
    var target = file(path);
    var temporary = PartFile.newIn(folder);
    try {
      makeFolder(target.getParent());
      var line = placing.place(temporary);
      setTime(temporary);
      long size = Files.size(temporary);
      // First, so that a disk without room for it leaves no file that nobody counts.
      journalOut.write((line + "\t" + path + "\n").getBytes(StandardCharsets.UTF_8));
      if (replaces) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(temporary, target);
      }
      whole.put(path, line);
      return size;
    } catch (FileAlreadyExistsException e) {
      throw exists(target, e);
    } catch (IOException e) {
      throw Fault.ofStorage(e, target);
    } finally {
      PartFile.remove(temporary);
    }
  }

  @Override
  public void keepNot(String path) throws IOException {
    try {
      journalOut.write((AGAIN + path + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Fault.ofStorage(e, journal);
    }
  }

  private void makeFolder(Path wanted) throws IOException {
    if (!wanted.equals(folder)) {
      FoldersBelow.refuseLink(wanted);
    }
    if (!Files.isDirectory(wanted)) {
      makeFolder(wanted.getParent());
      Files.createDirectory(wanted);
      madeFolders.add(wanted);
    }
  }

  /** As far as the file system lets it: a phone's often doesn't. */
  private void setTime(Path made) {
    try {
      Files.setLastModifiedTime(made, time);
    } catch (IOException e) {
      // It keeps the one that it was made at.
    }
  }

  @Override
  public void remove(String path) throws IOException {
    whole.remove(path);
    Files.deleteIfExists(file(path));
    try {
      for (var parent = file(path).getParent(); madeFolders.contains(parent); parent = parent.getParent()) {
        Files.delete(parent);
        madeFolders.remove(parent);
      }
    } catch (IOException e) {
      // Others lie there.
    }
  }

  /** Takes the journal away and gives the folders of what was written the one time. */
  @Override
  public void finish() throws IOException {
    journalOut.close();
    Files.deleteIfExists(journal);
    var folders = new HashSet<Path>();
    for (var path : whole.keySet()) {
      for (var parent = file(path).getParent(); !parent.equals(folder); parent = parent.getParent()) {
        folders.add(parent);
      }
    }
    folders.forEach(this::setTime);
  }

  private Path file(String path) {
    var file = folder.resolve(path).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new IllegalStateException("a path left its folder");
    }
    return file;
  }

  private static String sizeAndHash(Path file) throws IOException {
    var digest = Sha256.digest();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return size + " " + HexFormat.of().formatHex(digest.digest());
    }
  }

  @Override
  public void close() throws IOException {
    journalOut.close();
    Runtime.getRuntime().removeShutdownHook(cleaner);
  }
}
