package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Optional;
import org.bojagi.fault.Fault;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;

/** What the JDK throws, said as a {@link Fault} where it is no bug of ours. */
final class Faults {
  private Faults() {}

  /**
   * @param otherwise where it happened, when what was thrown doesn't name a file
   * @return empty for a bug
   */
  static Optional<Fault> of(Throwable thrown, String otherwise) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return Optional.of(fault);
      }
      switch (cause) {
        case NoSuchFileException e -> {
          return Optional.of(
              new UsageException("There is no such file or folder", fileOf(e, otherwise), "Check the path and its spelling."));
        }
        case ReadOnlyFileSystemException e -> {
          return Optional.of(
              new StorageException("The medium can't be written", otherwise, "Check its write protection."));
        }
        case IOException e when e instanceof FileSystemException || Fault.isFull(e) -> {
          return Optional.of(Fault.ofStorage(e, Path.of(fileOf(thrown, otherwise))));
        }
        case OutOfMemoryError e -> {
          return Optional.of(
              new StorageException(
                  "There is not enough memory", "Java's heap", "Close other programs and try again."));
        }
        default -> {
          // The next cause.
        }
      }
    }
    return Optional.empty();
  }

  /** Whoever read our output has gone, as {@code head} does: no fault. */
  static boolean isBrokenPipe(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      var reason = Fault.reason(cause);
      if (reason.contains("Broken pipe") || reason.contains("The pipe is being closed")) {
        return true;
      }
    }
    return false;
  }

  private static String fileOf(Throwable thrown, String otherwise) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException e && e.getFile() != null) {
        return e.getFile();
      }
    }
    return otherwise;
  }
}
