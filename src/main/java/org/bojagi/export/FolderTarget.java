package org.bojagi.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bojagi.bundle.NeutralTime;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * A folder, perhaps a card. A file has its name only when it is whole; {@value #JOURNAL} says of each its size and
 * SHA-256 while the work lasts, so that the same command goes on after an interruption.
 */
public final class FolderTarget implements ExportTarget {
  static final String JOURNAL = ".bojagi-export";

  private static final Pattern TEMPORARY = Pattern.compile("\\.bojagi-[0-9a-f]{8}\\.part");
  private static final int MOST_FOLDERS = 5;

  private final Path folder;
  private final FileTime time;
  private final Path journal;
  private final Map<String, String> whole = new HashMap<>();
  private final Thread cleaner = new Thread(this::sweepAtEnd);
  private Path temporary;
  private final boolean replaces;
  private final OutputStream journalOut;

  /**
   * @param fingerprint of what is to be written: only an interrupted run of the same is gone on with
   * @param paths that will be written
   * @param force whether files that are there may be replaced
   * @throws UsageException a file of such a name is there, and isn't of an interrupted run
   */
  public FolderTarget(Path folder, String fingerprint, Collection<String> paths, boolean force) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException("This is a file, and files go into a folder", folder.toString(), "Give another -o DIR.");
    }
    Files.createDirectories(this.folder);
    time = NeutralTime.in(this.folder);
    journal = this.folder.resolve(JOURNAL);
    boolean goesOn = readJournal(fingerprint);
    // Of an interrupted run a file may have its name and no line yet.
    replaces = force || goesOn;
    for (var path : paths) {
      if (!replaces && Files.exists(file(path), LinkOption.NOFOLLOW_LINKS)) {
        throw exists(file(path), null);
      }
    }
    sweep();
    journalOut =
        Files.newOutputStream(
            journal,
            StandardOpenOption.CREATE,
            goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    if (!goesOn) {
      journalOut.write((fingerprint + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  private static UsageException exists(Path file, IOException cause) {
    return new UsageException(
        "There is such a file already", file.toString(), "Choose another folder, or replace it with --force.", cause);
  }

  /** What isn't whole: of a run that was ended without warning, or of this one that is being ended. */
  private void sweep() throws IOException {
    try (var tree = Files.walk(folder, MOST_FOLDERS)) {
      for (var left : tree.filter(file -> TEMPORARY.matcher(file.getFileName().toString()).matches()).toList()) {
        Files.deleteIfExists(left);
      }
    }
  }

  private void sweepAtEnd() {
    try {
      sweep();
    } catch (IOException | UncheckedIOException e) {
      // The medium is gone, and the files with it.
    }
  }

  private boolean readJournal(String fingerprint) throws IOException {
    if (!Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)) {
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

  /** Of what isn't whole, known to a later run by it. */
  static String temporaryName() {
    return ".bojagi-" + UUID.randomUUID().toString().substring(0, 8) + ".part";
  }

  private long place(String path, Placing placing) throws IOException {
    var target = file(path);
    try {
      Files.createDirectories(target.getParent());
      temporary = target.resolveSibling(temporaryName());
      var line = placing.place(temporary);
      Files.setLastModifiedTime(temporary, time);
      long size = Files.size(temporary);
      if (replaces) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(temporary, target);
      }
      temporary = null;
      journalOut.write((line + "\t" + path + "\n").getBytes(StandardCharsets.UTF_8));
      whole.put(path, line);
      return size;
    } catch (FileAlreadyExistsException e) {
      throw exists(target, e);
    } catch (IOException e) {
      throw Fault.ofStorage(e, target);
    } finally {
      removeTemporary();
    }
  }

  @Override
  public void remove(String path) throws IOException {
    whole.remove(path);
    Files.deleteIfExists(file(path));
    try {
      Files.delete(file(path).getParent());
    } catch (IOException e) {
      // Others lie there.
    }
  }

  /** Takes the journal away and gives folders the one time. */
  @Override
  public void finish() throws IOException {
    journalOut.close();
    Files.deleteIfExists(journal);
    try (var tree = Files.walk(folder)) {
      for (var below : tree.filter(Files::isDirectory).filter(below -> !below.equals(folder)).toList()) {
        Files.setLastModifiedTime(below, time);
      }
    }
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

  private void removeTemporary() {
    var left = temporary;
    if (left != null) {
      try {
        Files.deleteIfExists(left);
      } catch (IOException e) {
        // The medium is gone, and the file with it.
      }
      temporary = null;
    }
  }

  @Override
  public void close() throws IOException {
    journalOut.close();
    Runtime.getRuntime().removeShutdownHook(cleaner);
  }
}
