package org.bojagi.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A failure that a person can do something about: what happened, where, and what to try.
 *
 * <p>It is an {@link IOException} so that it passes through Lucene, Zip4j and streams unchanged. None of the three texts
 * may hold a secret or packed content. Anything thrown that is not a {@code Fault} is a bug of ours or of a library and
 * ends with {@link ExitCode#UNEXPECTED}.
 */
public abstract sealed class Fault extends IOException
    permits UsageException,
        StorageException,
        InputException,
        NotABundleException,
        NewerFormatException,
        WrongKeyException,
        NotTrustedException,
        DamagedBundleException,
        DoesNotFitException {

  private static final Pattern FULL =
      Pattern.compile(
          "No space left|not enough space|File too large|quota exceeded", Pattern.CASE_INSENSITIVE);

  /** Writes come in pieces of up to 1 MiB, so a disk that refused one may have nearly as much left. */
  private static final long NEARLY_FULL_BYTES = 2 << 20;

  private final String what;
  private final String where;
  private final String hint;
  private final int exitCode;

  Fault(String what, String where, String hint, int exitCode, Throwable cause) {
    super(what + " (" + where + "). " + hint, cause);
    this.what = what;
    this.where = where;
    this.hint = hint;
    this.exitCode = exitCode;
  }

  /**
   * What a file system refused, as a fault: a full one is {@link DoesNotFitException}, anything else a {@link
   * StorageException}. Faults, also as the cause, stay what they are.
   *
   * <p>What the operating system says is in its user's language, so a full disk is also known by what is left of it.
   *
   * @param where the file or folder that was being read or written; the message names its path
   */
  public static Fault ofStorage(IOException refusal, Path where) {
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
    }
    if (refusal instanceof NoSuchFileException) {
      return new StorageException(
          "A file or folder is not there", where.toString(), "Check the name, and that the medium is plugged in.", refusal);
    }
    if (refusal instanceof AccessDeniedException) {
      return new StorageException(
          "The file system allows no access", where.toString(), "Check who may read and write there.", refusal);
    }
    if (isFull(refusal, where)) {
      return new DoesNotFitException(
          "The disk is full, or a file is larger than it can hold",
          where.toString(),
          "Make room, or choose another disk; FAT32 holds no file of 4 GiB or more.",
          refusal);
    }
    return new StorageException(
        "The file system refused to read or write" + said(refusal),
        where.toString(),
        "Check that the medium is plugged in and may be written to.",
        refusal);
  }

  /** Whether it, or its cause, says that a disk is full. One may be so and say it in a language not known here. */
  public static boolean isFull(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (FULL.matcher(reason(cause)).find()) {
        return true;
      }
    }
    return false;
  }

  /** What the operating system said; empty where it said nothing. Messages that name files may hold anything. */
  public static String reason(Throwable thrown) {
    if (thrown instanceof FileSystemException refusal) {
      return refusal.getReason() == null ? "" : refusal.getReason();
    }
    boolean plain = thrown.getClass() == IOException.class && thrown.getCause() == null;
    return plain && thrown.getMessage() != null ? thrown.getMessage() : "";
  }

  private static String said(IOException refusal) {
    return refusal instanceof FileSystemException e && e.getReason() != null ? ": " + e.getReason() : "";
  }

  private static boolean isFull(IOException refusal, Path where) {
    if (isFull(refusal)) {
      return true;
    }
    for (var path = where.toAbsolutePath(); path != null; path = path.getParent()) {
      try {
        return Files.getFileStore(path).getUsableSpace() < NEARLY_FULL_BYTES;
      } catch (IOException e) {
        // Not there any more: the folder above.
      }
    }
    return false;
  }

  /** One sentence without a full stop: what happened. */
  public String what() {
    return what;
  }

  /** The file, entry or option that it happened to, with an offset in bytes where there is one. */
  public String where() {
    return where;
  }

  /** One sentence with its full stop: what to try. */
  public String hint() {
    return hint;
  }

  public int exitCode() {
    return exitCode;
  }
}
