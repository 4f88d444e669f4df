package org.bojagi.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.bojagi.fault.UsageException;

/**
 * Which files of a {@link PartialFolder} a run of ours made, by their names: only those are removed, and what somebody
 * else put between stays. Of its own, so that what may be deleted is decided in one place.
 */
final class OwnFiles {
  /** What the lock holds, by which the folder is known again. */
  static final byte[] LOCK_TEXT = "bojagi partial bundle\n".getBytes(StandardCharsets.US_ASCII);

  /** All that is ever made in the folder, sealed but for the lock. */
  private static final Pattern OWN =
      Pattern.compile(
          "|lock|volumes|bundle|bundle/card-[0-9]+|slots|state|scratch"
              + "|(volumes|slots|bundle(/card-[0-9]+)?)/[0-9a-f]{32}\\.age"
              + "|state/[0-9]{1,9}(\\.records|\\.new)?|scratch/[0-9]+|scratch/index-[0-9]+(/[0-9]+)?");

  /** Its folders, in the order in which they are removed. */
  static final String[] ALL = {"volumes", "scratch", "bundle", "slots", "state"};

  private OwnFiles() {}

  /** Whether an earlier run left it: empty, with a lock that was just made, or with what we write into one. */
  static boolean isOwn(Path folder) throws IOException {
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

  private static boolean isOwn(Path folder, Path path) {
    return OWN.matcher(folder.relativize(path).toString().replace('\\', '/')).matches();
  }

  /** @throws UsageException something in the folder isn't ours */
  static void refuseUnlessAll(Path folder) throws IOException {
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

  static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** What is in the folder, sorted; nothing if there is none. */
  static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Somebody put something of their own there, or a later run goes on with it: it stays.
    }
  }

  /** Removes what we make under these names, and nothing that somebody else put between. */
  static void remove(Path folder, String... names) throws IOException {
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
