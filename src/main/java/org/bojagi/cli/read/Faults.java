package org.bojagi.cli.read;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Optional;
import org.bojagi.fault.DoesNotFitException;
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
      var message = String.valueOf(cause.getMessage());
      if (isFull(message)) {
        return Optional.of(
            new DoesNotFitException(
                "There is no room left on the medium",
                fileOf(thrown, otherwise),
                "Make room or choose another medium; what was half written is removed."));
      }
      switch (cause) {
        case NoSuchFileException e -> {
          return Optional.of(
              new UsageException("There is no such file or folder", fileOf(e, otherwise), "Check the path and its spelling."));
        }
        case AccessDeniedException e -> {
          return Optional.of(
              new StorageException("The system refuses access", fileOf(e, otherwise), "Check who may read or write there."));
        }
        case ReadOnlyFileSystemException e -> {
          return Optional.of(
              new StorageException("The medium can't be written", otherwise, "Check its write protection."));
        }
        case FileSystemException e -> {
          return Optional.of(
              new StorageException(
                  "The file system refuses: " + e.getReason(), fileOf(e, otherwise), "Check the path and the medium."));
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

  /** Java has no number for it: these are the words of Linux, macOS and Windows. */
  static boolean isFull(String message) {
    return message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || message.contains("There is not enough space on the disk");
  }

  /** Whoever read our output has gone, as {@code head} does: no fault. */
  static boolean isBrokenPipe(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      var message = String.valueOf(cause.getMessage());
      if (message.contains("Broken pipe") || message.contains("The pipe is being closed")) {
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
