package org.bojagi.fault;

/** The format is sound but newer than this program, or marks something as indispensable that we don't know. */
public final class NewerFormatException extends Fault {
  public NewerFormatException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public NewerFormatException(String what, String where, String hint, Throwable cause) {
    super(what, where, hint, ExitCode.NEWER_FORMAT, cause);
  }
}
