package org.bojagi.recover;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bojagi.bundle.FoldersBelow;
import org.bojagi.bundle.LargestFile;
import org.bojagi.bundle.PartFile;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * Where files are taken out to: whole ones under their own names, incomplete ones marked before the extension, those that
 * nothing proves in a folder of their own. A file gets its name when all of it is written, and what is half written is
 * removed, also when the process is told to stop; what is there already is never overwritten, and kept where it is the
 * same.
 */
public final class RecoveryFolder implements Closeable {
  /** Before the extension of a file that has holes or is cut. */
  public static final String INCOMPLETE = ".incomplete";

  /** Folder of what lay in a volume and nothing says that it is a file of the bundle. */
  public static final String UNPROVEN = "unproven";

  /** Name of the report's files, which no file that is taken out gets. */
  public static final String REPORT = "recovery";

  private final Path folder;
  private final long mostFileBytes;
  private final UnaryOperator<String> safeNames;
  private final Set<String> given = new HashSet<>(Set.of(REPORT + ".txt", REPORT + ".json"));
  private final byte[] segment = new byte[PackedFile.SEGMENT_BYTES];
  private final PartFile part;

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
    mostFileBytes = LargestFile.in(folder);
    PartFile.sweep(folder);
    part = new PartFile();
  }

  /** The name before the extension under which a report overwrites none of an earlier run. */
  public static String freeReport(Path folder) {
    var name = REPORT;
    for (int number = 2;
        Files.exists(folder.resolve(name + ".txt"), LinkOption.NOFOLLOW_LINKS)
            || Files.exists(folder.resolve(name + ".json"), LinkOption.NOFOLLOW_LINKS);
        number++) {
      name = REPORT + "~" + number;
    }
    return name;
  }

  /**
   * What writing came to; its name is empty where nothing of it was.
   *
   * @param hindrance null where this folder didn't hinder it
   */
  record Written(String name, boolean wasThere, Loss.Why hindrance) {}

  /**
   * @param reading at its beginning; afterwards it tells the losses
   * @param under folder in this one, {@code ""} for none
   */
  Written write(PackedFile file, FileReading reading, String under) throws IOException {
    var path = under.isEmpty() ? file.path() : under + "/" + file.path();
    if (file.sizeBytes() > mostFileBytes) {
      return new Written("", false, Loss.Why.TOO_LARGE);
    }
    try {
      Files.createDirectories(folder);
      var temporary = part.begin(PartFile.newIn(folder));
      try (var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        copy(reading, channel, segment);
      }
      boolean whole = reading.losses().isEmpty();
      if (!whole && reading.soundUpTo() == 0) {
        return new Written("", false, null);
      }
      return publish(temporary, whole ? path : marked(path));
    } catch (IOException e) {
      if (Fault.ofStorage(e, folder) instanceof DoesNotFitException) {
        return new Written("", false, Loss.Why.NO_ROOM);
      }
      throw e;
    } finally {
      part.discard();
    }
  }

  /**
   * Up to the last sound byte and no further: what is lost behind is left out, and costs no room meanwhile. In between
   * zeros keep everything in its place.
   *
   * @param segment any bytes; those of the last segment afterwards
   */
  static void copy(FileReading reading, FileChannel to, byte[] segment) throws IOException {
    for (int n = reading.nextSegment(segment); n > 0; n = reading.nextSegment(segment)) {
      long from = reading.position() - n;
      var sound = ByteBuffer.wrap(segment, 0, Math.clamp(reading.soundUpTo() - from, 0, n));
      for (long at = from; sound.hasRemaining(); ) {
        at += to.write(sound, at);
      }
    }
  }

  /**
   * Whether a whole file is there already from an earlier run, which its hashes tell.
   *
   * @return its name; null where it isn't
   */
  String kept(PackedFile file) throws IOException {
    var name = pastFiles(safeNames.apply(file.path()));
    var target = target(name);
    if (file.sha256().length == 0
        || given.contains(name.toLowerCase(Locale.ROOT))
        || !Files.isRegularFile(target)
        || Files.size(target) != file.sizeBytes()) {
      return null;
    }
    var digest = Sha256.digest();
    try (var in = Files.newInputStream(target)) {
      int number = 0;
      for (int n = in.readNBytes(segment, 0, segment.length); n > 0; n = in.readNBytes(segment, 0, segment.length)) {
        digest.update(segment, 0, n);
        if (!file.isSegment(number++, digest.digest())) {
          return null;
        }
      }
    }
    given.add(name.toLowerCase(Locale.ROOT));
    return name;
  }

  private Written publish(Path temporary, String path) throws IOException {
    var safe = pastFiles(safeNames.apply(path));
    var name = safe;
    for (int number = 2; ; number++) {
      var target = target(name);
      if (given.add(name.toLowerCase(Locale.ROOT))) {
        if (!Files.exists(target)) {
          FoldersBelow.make(folder, target.getParent());
          Files.move(temporary, target);
          return new Written(name, false, null);
        }
        if (Files.isRegularFile(target) && Files.mismatch(target, temporary) < 0) {
          return new Written(name, true, null);
        }
      }
      name = before(safe, "~" + number);
    }
  }

  /** The path with another name for each of its folders where a file has that. */
  private String pastFiles(String path) {
    var parts = path.split("/", -1);
    var past = "";
    for (int i = 0; i < parts.length - 1; i++) {
      var name = parts[i];
      for (int number = 2; isFile(past + name); number++) {
        name = parts[i] + "~" + number;
      }
      past += name + "/";
    }
    return past + parts[parts.length - 1];
  }

  private boolean isFile(String name) {
    var there = folder.resolve(name);
    return Files.exists(there, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(there);
  }

  private Path target(String name) {
    var target = folder.resolve(name).normalize();
    if (!target.startsWith(folder) || target.equals(folder)) {
      throw new IllegalStateException("a path left its folder");
    }
    return target;
  }

  static String marked(String path) {
    return before(path, INCOMPLETE);
  }

  /** Something put in before the extension. */
  static String before(String path, String put) {
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    int at = dot > slash + 1 ? dot : path.length();
    return path.substring(0, at) + put + path.substring(at);
  }

  @Override
  public void close() {
    part.close();
  }
}
