package org.bojagi.fault;

/** Bytes are missing, changed, or not those that the root names. Never thrown for a key that doesn't match. */
public final class DamagedBundleException extends Fault {
  public DamagedBundleException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public DamagedBundleException(String what, String where, String hint, Throwable cause) {
    super(what, where, hint, ExitCode.DAMAGED, cause);
  }
}
