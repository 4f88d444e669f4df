package org.bojagi.fault;

/** The command was asked for something that it can't do: an option, a name, a passphrase that is no passphrase. */
public final class UsageException extends Fault {
  public UsageException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public UsageException(String what, String where, String hint, Throwable cause) {
    super(what, where, hint, ExitCode.USAGE, cause);
  }
}
