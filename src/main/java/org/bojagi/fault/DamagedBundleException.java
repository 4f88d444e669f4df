package org.bojagi.fault;

/** Bytes are missing, changed, or not those that the root names. Never thrown for a key that doesn't match. */
public sealed class DamagedBundleException extends Fault permits OnAnotherCardException, WrongSignatureException {
  public DamagedBundleException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public DamagedBundleException(String what, String where, String hint, Throwable cause) {
    this(what, where, hint, ExitCode.DAMAGED, cause);
  }

  DamagedBundleException(String what, String where, String hint, int exitCode, Throwable cause) {
    super(what, where, hint, exitCode, cause);
  }
}
