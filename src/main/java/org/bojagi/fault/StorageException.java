package org.bojagi.fault;

/** The file system refused: no permission, a failing medium, a file that went away. Nothing is known to be damaged. */
public final class StorageException extends Fault {
  public StorageException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public StorageException(String what, String where, String hint, Throwable cause) {
    super(what, where, hint, ExitCode.UNEXPECTED, cause);
  }
}
