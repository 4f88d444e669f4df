package org.bojagi.bundle;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The file that is being written into a person's folder, in clear, before it gets its name. It is removed where that
 * doesn't happen, also when the process is told to stop. One thread writes.
 */
public final class PartFile implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("\\.bojagi-[0-9a-f]{8}\\.part");

  private final Thread cleaner = new Thread(this::discard);
  private volatile Path path;

  public PartFile() {
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  /** A path in a folder that {@link #sweep} knows again. */
  public static Path newIn(Path folder) {
    return folder.resolve(".bojagi-" + UUID.randomUUID().toString().substring(0, 8) + ".part");
  }

  /** Removes from a folder what runs left there that were ended without warning. */
  public static void sweep(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (NAME.matcher(file.getFileName().toString()).matches()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          remove(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** @return the same */
  public Path begin(Path part) {
    path = part;
    return part;
  }

  /** Removes it, unless it has its name by now and isn't there any more. */
  public void discard() {
    var left = path;
    if (left != null) {
      remove(left);
      path = null;
    }
  }

  /** As far as that can be done: where it can't, the medium is gone, and the file with it. */
  public static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // Nothing is left to be done about it.
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleaner);
  }
}
