package org.bojagi.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.bojagi.fault.UsageException;

/**
 * Where a bundle lies while it is made: {@code NAME.partial} beside the target, which becomes the target by two renames
 * when it is whole. What an earlier run left there is removed; a run that still goes on keeps it locked.
 */
final class PartialFolder implements AutoCloseable {
  /** A file's own time is no business of who finds it. */
  static final FileTime FILE_TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

  private final Path target;
  private final Path folder;
  private final Path volumes;
  private final Path scratch;
  private final FileChannel lockFile;
  private final List<Path> files = new ArrayList<>();

  private PartialFolder(Path target, Path folder, FileChannel lockFile) throws IOException {
    this.target = target;
    this.folder = folder;
    this.lockFile = lockFile;
    this.volumes = Files.createDirectory(folder.resolve("volumes"));
    this.scratch = Files.createDirectory(folder.resolve("scratch"));
  }

  /** @throws UsageException the target holds something, or another run is at it */
  static PartialFolder create(Path target) throws IOException {
    var absolute = target.toAbsolutePath().normalize();
    refuseUnlessFree(absolute);
    refuseTopOfDisk(absolute);
    var folder = absolute.resolveSibling(absolute.getFileName() + ".partial");
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        && !Files.exists(folder.resolve("lock"))
        && !isEmptyFolder(folder)) {
      throw new UsageException(
          "A folder is in the way of what is made there", folder.toString(), "Move it away or choose another name.");
    }
    Files.createDirectories(folder);
    var lockFile =
        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(lockFile)) {
      lockFile.close();
      throw new UsageException(
          "Another run is making this bundle", folder.toString(), "Wait for it, or choose another name.");
    }
    removeTree(folder.resolve("volumes"));
    removeTree(folder.resolve("scratch"));
    removeTree(folder.resolve("bundle"));
    return new PartialFolder(absolute, folder, lockFile);
  }

  private static void refuseUnlessFree(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (isEmptyFolder(target)) {
      return;
    }
    throw new UsageException(
        "There is something already where the bundle should go",
        target.toString(),
        "Choose another name; an existing bundle is never overwritten.");
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Where a disk is mounted, nothing can be moved to: better said now than after hours of work. */
  private static void refuseTopOfDisk(Path target) throws IOException {
    if (target.getParent() == null
        || Files.exists(target)
            && !Files.getFileStore(target).equals(Files.getFileStore(target.getParent()))) {
      throw new UsageException(
          "A bundle can't take the place of a whole disk", target.toString(), "Give the name of a new folder on it.");
    }
  }

  private static boolean lock(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  Path scratch() {
    return scratch;
  }

  /** A name that means nothing, for a file that doesn't exist yet. */
  Path newFile() {
    var file = volumes.resolve(Format.randomId() + Format.EXTENSION);
    files.add(file);
    return file;
  }

  /** Brings everything to the medium, then moves it under its name, in an order that tells nothing. */
  void publish() throws IOException {
    var bundle = Files.createDirectory(folder.resolve("bundle"));
    Collections.shuffle(files, new java.security.SecureRandom());
    for (var file : files) {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      var moved = Files.move(file, bundle.resolve(file.getFileName()));
      Files.setLastModifiedTime(moved, FILE_TIME);
    }
    Files.setLastModifiedTime(bundle, FILE_TIME);
    refuseUnlessFree(target);
    Files.deleteIfExists(target);
    Files.move(bundle, target);
  }

  @Override
  public void close() throws IOException {
    try (lockFile) {
      removeTree(volumes);
      removeTree(scratch);
      removeTree(folder.resolve("bundle"));
      Files.deleteIfExists(folder.resolve("lock"));
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Somebody put something of their own there: it stays.
    }
  }

  private static void removeTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var tree = Files.walk(root)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
