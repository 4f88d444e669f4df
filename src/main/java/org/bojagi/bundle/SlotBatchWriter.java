package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.fault.UsageException;

/**
 * Makes a {@link SlotBatch}, wholly or not at all: until {@link #finish} it lies in {@code NAME.partial},
 * since a slot whose words were printed nowhere would make a card that nobody opens. What a killed run left
 * there is removed.
 */
public final class SlotBatchWriter implements AutoCloseable {
  private static final Pattern OWN = Pattern.compile("|lock|cards|cards/bundle|cards/[0-9]{5}(/[0-9a-f]{32}\\.age)?");

  private final Bundle bundle;
  private final Path target;
  private final Path partial;
  private final Path cards;
  private final FileChannel lockFile;

  /**
   * @param bundle opened with any key; stays the caller's
   * @param target must not exist, or be empty
   * @throws UsageException the target holds something, or another run is at it
   */
  public SlotBatchWriter(Bundle bundle, Path target) throws IOException {
    this.bundle = bundle;
    this.target = target.toAbsolutePath().normalize();
    refuseUnlessFree(this.target);
    partial = this.target.resolveSibling(this.target.getFileName() + ".partial");
    cards = partial.resolve("cards");
    Files.createDirectories(partial);
    refuseUnlessAllOwn();
    lockFile = FileChannel.open(partial.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean complete = false;
    try {
      if (!isLocked(lockFile)) {
        throw new UsageException("Another run is making these slots", partial.toString(), "Wait for it.");
      }
      remove(cards);
      Files.createDirectory(cards);
      var fingerprints = String.join("\n", SlotBatch.fingerprints(bundle.folder()).stream().sorted().toList()) + "\n";
      write(cards.resolve(SlotBatch.BUNDLE), fingerprints.getBytes(StandardCharsets.US_ASCII));
      complete = true;
    } finally {
      if (!complete) {
        lockFile.close();
      }
    }
  }

  private static boolean isLocked(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void refuseUnlessFree(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      try (var entries = Files.list(target)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      }
    }
    throw new UsageException(
        "There is something already where the slots should go",
        target.toString(),
        "Choose another folder; each batch has one of its own.");
  }

  private void refuseUnlessAllOwn() throws IOException {
    try (var tree = Files.walk(partial)) {
      var other =
          tree.filter(path -> !isOwn(path)).findFirst();
      if (other.isPresent()) {
        throw new UsageException(
            "Something is among what an earlier run left, and would be removed with it",
            other.get().toString(),
            "Move it away or choose another name.");
      }
    }
  }

  private boolean isOwn(Path path) {
    return OWN.matcher(partial.relativize(path).toString().replace('\\', '/')).matches();
  }

  /**
   * Seals one slot. Takes the time and memory of scrypt. Threads: may be called from several at once.
   *
   * @param words stay the caller's
   */
  public void seal(int number, ScryptRecipient words) throws IOException {
    var sealed = Slot.seal(bundle.identity(), words);
    var card = Files.createDirectory(cards.resolve(SlotBatch.name(number)));
    for (int copy = 0; copy < 2; copy++) {
      write(card.resolve(Format.randomId() + Format.EXTENSION), sealed);
    }
    PartialFolder.forceFolder(card);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Gives the folder its name. To be called when the words have left this process. */
  public void finish() throws IOException {
    PartialFolder.forceFolder(cards);
    refuseUnlessFree(target);
    Files.deleteIfExists(target);
    Files.move(cards, target);
    PartialFolder.forceFolder(target.getParent());
  }

  @Override
  public void close() throws IOException {
    try (lockFile) {
      remove(cards);
    }
    Files.deleteIfExists(partial.resolve("lock"));
    try {
      Files.deleteIfExists(partial);
    } catch (DirectoryNotEmptyException e) {
      // Somebody put something of their own there: it stays.
    }
  }

  /** Only what was seen to be ours when this began, and what was made since. */
  private void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        if (isOwn(path)) {
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
