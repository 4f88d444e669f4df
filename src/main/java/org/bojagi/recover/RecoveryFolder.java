package org.bojagi.recover;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.UsageException;

/**
 * Where files are taken out to: whole ones under their own names, incomplete ones marked before the extension, those that
 * nothing proves in a folder of their own. A file gets its name when all of it is written; what is there already is never
 * overwritten, and kept where it is the same.
 */
public final class RecoveryFolder implements Closeable {
  /** Before the extension of a file that has holes or is cut. */
  public static final String INCOMPLETE = ".incomplete";

  /** Folder of what lay in a volume and nothing says that it is a file of the bundle. */
  public static final String UNPROVEN = "unproven";

  /** Name of the report's files, which no file that is taken out gets. */
  public static final String REPORT = "recovery";

  private final Path folder;
  private final UnaryOperator<String> safeNames;
  private final Set<String> given = new HashSet<>(Set.of(REPORT + ".txt", REPORT + ".json"));
  private final byte[] segment = new byte[PackedFile.SEGMENT_BYTES];
  private Path temporary;

  /**
   * @param folder made where there is none
   * @param safeNames makes of any path one that every file system holds and that stays below a folder
   */
  public RecoveryFolder(Path folder, UnaryOperator<String> safeNames) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    this.safeNames = safeNames;
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException("This is a file, and files go into a folder", folder.toString(), "Give another -o DIR.");
    }
    Files.createDirectories(folder);
  }

  Path folder() {
    return folder;
  }

  /** What writing came to; its name is empty where nothing of it was sound. */
  record Written(String name, boolean wasThere) {}

  /**
   * @param reading at its beginning; afterwards it tells the losses
   * @param under folder in this one, {@code ""} for none
   */
  Written write(PackedFile file, FileReading reading, String under) throws IOException {
    var path = under.isEmpty() ? file.path() : under + "/" + file.path();
    Files.createDirectories(folder);
    temporary = folder.resolve("." + UUID.randomUUID() + ".part");
    try {
      try (var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          var out = Channels.newOutputStream(channel)) {
        copy(reading, out);
        // What is lost at the end is cut off; in between zeros keep everything behind in its place.
        channel.truncate(reading.soundUpTo());
      }
      boolean whole = reading.losses().isEmpty();
      if (!whole && reading.soundUpTo() == 0) {
        return new Written("", false);
      }
      return publish(whole ? path : marked(path));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void copy(FileReading reading, OutputStream out) throws IOException {
    for (int n = reading.nextSegment(segment); n > 0; n = reading.nextSegment(segment)) {
      out.write(segment, 0, n);
    }
  }

  /**
   * Whether a whole file is there already from an earlier run, which its hashes tell.
   *
   * @return its name; null where it isn't
   */
  String kept(PackedFile file) throws IOException {
    var name = safeNames.apply(file.path());
    var target = target(name);
    if (file.sha256().length == 0
        || given.contains(name.toLowerCase(Locale.ROOT))
        || !Files.isRegularFile(target)
        || Files.size(target) != file.sizeBytes()) {
      return null;
    }
    var digest = Sha256.digest();
    try (var in = Files.newInputStream(target)) {
      int at = 0;
      for (int n = in.readNBytes(segment, 0, segment.length); n > 0; n = in.readNBytes(segment, 0, segment.length)) {
        digest.update(segment, 0, n);
        if (at + 32 > file.segmentHashes().length
            || !Arrays.equals(digest.digest(), 0, 32, file.segmentHashes(), at, at + 32)) {
          return null;
        }
        at += 32;
      }
    }
    given.add(name.toLowerCase(Locale.ROOT));
    return name;
  }

  private Written publish(String path) throws IOException {
    var safe = safeNames.apply(path);
    var name = safe;
    for (int number = 2; ; number++) {
      var target = target(name);
      if (given.add(name.toLowerCase(Locale.ROOT))) {
        if (!Files.exists(target)) {
          Files.createDirectories(target.getParent());
          Files.move(temporary, target);
          return new Written(name, false);
        }
        if (Files.isRegularFile(target) && Files.mismatch(target, temporary) < 0) {
          return new Written(name, true);
        }
      }
      name = before(safe, "~" + number);
    }
  }

  private Path target(String name) {
    var target = folder.resolve(name).normalize();
    if (!target.startsWith(folder) || target.equals(folder)) {
      throw new IllegalStateException("a path left its folder");
    }
    return target;
  }

  private static String marked(String path) {
    return before(path, INCOMPLETE);
  }

  /** Something put in before the extension. */
  private static String before(String path, String put) {
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    int at = dot > slash + 1 ? dot : path.length();
    return path.substring(0, at) + put + path.substring(at);
  }

  /** Removes what is half written. */
  @Override
  public void close() throws IOException {
    if (temporary != null) {
      Files.deleteIfExists(temporary);
    }
  }
}
