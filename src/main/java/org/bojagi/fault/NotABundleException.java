package org.bojagi.fault;

/** There is no bundle here, or the file is in none of the formats that we read. */
public final class NotABundleException extends Fault {
  public NotABundleException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public NotABundleException(String what, String where, String hint, Throwable cause) {
    super(what, where, hint, ExitCode.NOT_A_BUNDLE, cause);
  }
}
