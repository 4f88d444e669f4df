package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.bojagi.fault.UsageException;

/**
 * Where a bundle lies while it is made: {@code NAME.partial} beside the target, which becomes the target by two renames
 * when it is whole. What an earlier run left there is removed, and nothing else is; a run that still goes on keeps it
 * locked.
 */
final class PartialFolder implements AutoCloseable {
  private static final byte[] LOCK_TEXT = "bojagi partial bundle\n".getBytes(StandardCharsets.US_ASCII);

  /** Behind the text, so that systems on which a locked stretch can't be read still read it. */
  private static final long LOCKED_BYTE = 4_096;

  /** All that is ever made in the folder: volumes here, and sealed scratch files of the index and of documents. */
  private static final Pattern OWN =
      Pattern.compile(
          "|lock|volumes|bundle|bundle/card-[0-9]+|scratch|(volumes|bundle(/card-[0-9]+)?)/[0-9a-f]{32}\\.age"
              + "|scratch/[0-9]+|scratch/index-[0-9]+(/[0-9]+)?");

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
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isOwn(folder)) {
      throw new UsageException(
          "A folder is in the way of what is made there", folder.toString(), "Move it away or choose another name.");
    }
    Files.createDirectories(folder);
    var lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean complete = false;
    try {
      if (!lock(lockFile)) {
        throw new UsageException(
            "Another run is making this bundle", folder.toString(), "Wait for it, or choose another name.");
      }
      lockFile.write(ByteBuffer.wrap(LOCK_TEXT), 0);
      refuseUnlessAllOwn(folder);
      removeOwn(folder, "volumes", "scratch", "bundle");
      var partial = new PartialFolder(absolute, folder, lockFile);
      complete = true;
      return partial;
    } finally {
      if (!complete) {
        lockFile.close();
      }
    }
  }

  /** Whether an earlier run left it: empty, with a lock that was just made, or with what we write into one. */
  private static boolean isOwn(Path folder) throws IOException {
    var lock = folder.resolve("lock");
    if (isEmptyFolder(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var entries = Files.list(folder);
        var in = Files.newInputStream(lock)) {
      var text = in.readNBytes(LOCK_TEXT.length + 1);
      return text.length == 0 && entries.count() == 1 || Arrays.equals(text, LOCK_TEXT);
    }
  }

  private static void refuseUnlessAllOwn(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      var other = tree.filter(path -> !isOwn(folder, path)).findFirst();
      if (other.isPresent()) {
        throw new UsageException(
            "Something is among what an earlier run left, and would be removed with it",
            other.get().toString(),
            "Move it away or choose another name.");
      }
    }
  }

  private static boolean isOwn(Path folder, Path path) {
    return OWN.matcher(folder.relativize(path).toString().replace('\\', '/')).matches();
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
      FileLock lock = lockFile.tryLock(LOCKED_BYTE, 1, false);
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

  /** The one that was named last. */
  Path lastFile() {
    return files.getLast();
  }

  /** Brings everything to the medium, then moves it under its name, in an order that tells nothing. */
  void publish(CardFolders cards) throws IOException {
    var bundle = Files.createDirectory(folder.resolve("bundle"));
    Collections.shuffle(files, new java.security.SecureRandom());
    var time = NeutralTime.in(folder);
    for (int card : cards.isSet() ? cards.numbers() : List.<Integer>of()) {
      Files.createDirectory(bundle.resolve(CardFolders.folderName(card)));
    }
    for (var file : files) {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      if (cards.isSet()) {
        place(file, cards.of(file), bundle, time);
      } else {
        var moved = Files.move(file, bundle.resolve(file.getFileName()));
        Files.setLastModifiedTime(moved, time);
      }
    }
    for (int card : cards.isSet() ? cards.numbers() : List.<Integer>of()) {
      var ofCard = bundle.resolve(CardFolders.folderName(card));
      Files.setLastModifiedTime(ofCard, time);
      forceFolder(ofCard);
    }
    Files.setLastModifiedTime(bundle, time);
    forceFolder(bundle);
    refuseUnlessFree(target);
    Files.deleteIfExists(target);
    Files.move(bundle, target);
    forceFolder(target);
    forceFolder(target.getParent());
  }

  /** On the last of the cards the file itself, on those before it a copy under the same name. */
  private static void place(Path file, List<Integer> onCards, Path bundle, FileTime time) throws IOException {
    for (int card : onCards) {
      var placed = bundle.resolve(CardFolders.folderName(card)).resolve(file.getFileName());
      if (card == onCards.getLast()) {
        Files.move(file, placed);
      } else {
        Files.copy(file, placed);
        try (var channel = FileChannel.open(placed, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
      Files.setLastModifiedTime(placed, time);
    }
  }

  /** Names reach the medium with their folder, and not with the files. */
  static void forceFolder(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder, and some file systems sync none: they write names when they see fit.
    }
  }

  @Override
  public void close() throws IOException {
    try (lockFile) {
      removeOwn(folder, "volumes", "scratch", "bundle", "lock");
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Somebody put something of their own there: it stays.
    }
  }

  /** Removes what we make under these names, and nothing that somebody else put between. */
  private static void removeOwn(Path folder, String... names) throws IOException {
    for (var name : names) {
      if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try (var tree = Files.walk(folder.resolve(name))) {
        for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
          if (isOwn(folder, path)) {
            try {
              Files.deleteIfExists(path);
            } catch (DirectoryNotEmptyException e) {
              // Holds something that isn't ours.
            }
          }
        }
      }
    }
  }
}
