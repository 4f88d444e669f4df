package org.bojagi.fault;

/** It may be sound, but isn't signed by whom the person trusts, or is older than asked for. Nothing of it was shown. */
public final class NotTrustedException extends Fault {
  public NotTrustedException(String what, String where, String hint) {
    super(what, where, hint, ExitCode.NOT_TRUSTED, null);
  }
}
