package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bojagi.fault.UsageException;

/**
 * Where a bundle lies while it is made: {@code NAME.partial} beside the target, which becomes the target by two renames
 * when it is whole. What an earlier run left there is gone on with or removed, and nothing else is; a run that still
 * goes on keeps it locked.
 *
 * <p>Closing removes what can't be gone on with: everything, unless files were {@link #secure secured}.
 */
final class PartialFolder implements AutoCloseable {
  /** Behind the text, so that systems on which a locked stretch can't be read still read it. */
  private static final long LOCKED_BYTE = 4_096;

  private final Path target;
  private final Path folder;
  private final Path volumes;
  private final Path slots;
  private final Path state;
  private final Path scratch;
  private final FileChannel lockFile;
  private final List<Path> files = Collections.synchronizedList(new ArrayList<>());

  /** Names of volumes and of files of the state that a later run goes on with. */
  private final Set<String> secured = ConcurrentHashMap.newKeySet();

  private boolean published;
  private boolean abandoned;

  private PartialFolder(Path target, Path folder, FileChannel lockFile) {
    this.target = target;
    this.folder = folder;
    this.lockFile = lockFile;
    this.volumes = folder.resolve("volumes");
    this.slots = folder.resolve("slots");
    this.state = folder.resolve("state");
    this.scratch = folder.resolve("scratch");
  }

  /**
   * An empty one.
   *
   * @throws UsageException the target holds something, or another run is at it
   */
  static PartialFolder create(Path target) throws IOException {
    var partial = open(target);
    boolean complete = false;
    try {
      partial.begin();
      complete = true;
      return partial;
    } finally {
      if (!complete) {
        partial.close();
      }
    }
  }

  /**
   * One with all that an earlier run left.
   *
   * @throws UsageException the target holds something, or another run is at it
   */
  static PartialFolder open(Path target) throws IOException {
    var absolute = target.toAbsolutePath().normalize();
    refuseTopOfDisk(absolute);
    var folder = folderFor(absolute);
    try {
      refuseUnlessFree(absolute);
    } catch (UsageException e) {
      removeRemainsOfWhatIsWhole(folder);
      throw e;
    }
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !OwnFiles.isOwn(folder)) {
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
      lockFile.write(ByteBuffer.wrap(OwnFiles.LOCK_TEXT), 0);
      OwnFiles.refuseUnlessAll(folder);
      var partial = new PartialFolder(absolute, folder, lockFile);
      complete = true;
      return partial;
    } finally {
      if (!complete) {
        lockFile.close();
      }
    }
  }

  private static Path folderFor(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial");
  }

  /** A run that ended between its last rename and its cleaning up left no volume that isn't in the bundle. */
  private static void removeRemainsOfWhatIsWhole(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !OwnFiles.isOwn(folder)
        || Files.exists(folder.resolve("bundle"), LinkOption.NOFOLLOW_LINKS)
        || !OwnFiles.list(folder.resolve("volumes")).isEmpty()) {
      return;
    }
    try (var lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE)) {
      if (!lock(lockFile)) {
        return;
      }
      OwnFiles.remove(folder, OwnFiles.ALL);
      OwnFiles.remove(folder, "lock");
    } catch (NoSuchFileException e) {
      // An empty folder: it is removed all the same.
    }
    OwnFiles.deleteIfEmpty(folder);
  }

  private static void refuseUnlessFree(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (OwnFiles.isEmptyFolder(target)) {
      return;
    }
    throw new UsageException(
        "There is something already where the bundle should go",
        target.toString(),
        "Choose another name; an existing bundle is never overwritten.");
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

  /** A volume that an earlier run left, also where it was just being published; need not be there. */
  Path leftVolume(String name) throws IOException {
    return leftPublished().stream()
        .filter(file -> file.getFileName().toString().equals(name))
        .findFirst()
        .orElse(volumes.resolve(name));
  }

  /** Every file that may be a slot of an earlier run. */
  List<Path> leftSlots() throws IOException {
    var left = new ArrayList<>(OwnFiles.list(slots));
    for (var file : leftPublished()) {
      if (Files.size(file) <= Format.MAX_SLOT_FILE_BYTES) {
        left.add(file);
      }
    }
    return left;
  }

  /** What an earlier run had moved when it was interrupted while it published; of a set some stand on several cards. */
  private List<Path> leftPublished() throws IOException {
    var left = new ArrayList<Path>();
    for (var entry : OwnFiles.list(folder.resolve("bundle"))) {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        left.addAll(OwnFiles.list(entry));
      } else {
        left.add(entry);
      }
    }
    return left;
  }

  /** A volume that this run has written, or goes on with. */
  Path volume(String name) {
    return volumes.resolve(name);
  }

  /** A file of the state; need not be there. */
  Path stateFile(String name) {
    return state.resolve(name);
  }

  /** Numbers of an earlier run's checkpoints, in order. */
  List<Integer> leftCheckpoints() throws IOException {
    return leftCheckpoints(state);
  }

  static boolean isLeftAt(Path target) throws IOException {
    return !leftCheckpoints(folderFor(target.toAbsolutePath().normalize()).resolve("state")).isEmpty();
  }

  private static List<Integer> leftCheckpoints(Path state) throws IOException {
    return OwnFiles.list(state).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /** Whether an earlier run left anything but its lock. */
  boolean hasLeftovers() throws IOException {
    for (var name : OwnFiles.ALL) {
      if (!OwnFiles.list(folder.resolve(name)).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Makes the folders; removes what an earlier run left and wasn't {@link #secure secured} meanwhile. */
  void begin() throws IOException {
    if (!secured.isEmpty()) {
      for (var file : leftSlots()) {
        moveTo(slots, file);
      }
      for (var name : secured) {
        var file = leftVolume(name);
        if (Files.exists(file)) {
          moveTo(volumes, file);
        }
      }
    }
    removeUnsecured();
    for (var made : List.of(volumes, slots, state, scratch)) {
      Files.createDirectories(made);
    }
  }

  private static void moveTo(Path folder, Path file) throws IOException {
    if (!file.getParent().equals(folder)) {
      Files.createDirectories(folder);
      Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves a file of {@code volumes} or {@code state} for a later run, if this one doesn't come to its end. */
  void secure(String name) {
    secured.add(name);
  }

  /** Leaves nothing for a later run, whatever was secured. */
  void abandon() {
    abandoned = true;
  }

  /** Whether something will be left for a later run. */
  boolean isResumable() {
    return !secured.isEmpty() && !published && !abandoned;
  }

  /** A volume of an earlier run that is to be published with this one's. */
  Path takeLeftVolume(String name) {
    var file = volumes.resolve(name);
    files.add(file);
    return file;
  }

  /** A name that means nothing, for a file that doesn't exist yet. */
  Path newFile() {
    return newFileIn(volumes);
  }

  Path newSlot() {
    return newFileIn(slots);
  }

  /** Removes the slots that an earlier run left. */
  void removeLeftSlots() throws IOException {
    for (var file : OwnFiles.list(slots)) {
      if (!files.contains(file)) {
        Files.delete(file);
      }
    }
  }

  private Path newFileIn(Path parent) {
    var file = parent.resolve(Format.randomId() + Format.EXTENSION);
    files.add(file);
    return file;
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
      force(file);
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
    published = true;
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
        force(placed);
      }
      Files.setLastModifiedTime(placed, time);
    }
  }

  static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
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
      if (isResumable()) {
        removeUnsecured();
        return;
      }
      OwnFiles.remove(folder, OwnFiles.ALL);
      OwnFiles.remove(folder, "lock");
    }
    OwnFiles.deleteIfEmpty(folder);
  }

  /** Lets go of it with all that is there. */
  void leave() throws IOException {
    lockFile.close();
  }

  private void removeUnsecured() throws IOException {
    OwnFiles.remove(folder, "scratch");
    if (secured.isEmpty()) {
      OwnFiles.remove(folder, OwnFiles.ALL);
      return;
    }
    for (var parent : List.of(volumes, state)) {
      for (var file : OwnFiles.list(parent)) {
        if (!secured.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    for (var file : leftPublished()) {
      if (!secured.contains(file.getFileName().toString()) && Files.size(file) > Format.MAX_SLOT_FILE_BYTES) {
        Files.delete(file);
      }
    }
    for (var card : OwnFiles.list(folder.resolve("bundle"))) {
      if (Files.isDirectory(card, LinkOption.NOFOLLOW_LINKS)) {
        OwnFiles.deleteIfEmpty(card);
      }
    }
    OwnFiles.deleteIfEmpty(folder.resolve("bundle"));
  }
}
