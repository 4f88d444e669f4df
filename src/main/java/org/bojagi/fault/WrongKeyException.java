package org.bojagi.fault;

/** No key that was given opens this. Says nothing about whether the bytes are sound. */
public final class WrongKeyException extends Fault {
  public WrongKeyException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public WrongKeyException(String what, String where, String hint, Throwable cause) {
    super(what, where, hint, ExitCode.WRONG_KEY, cause);
  }
}
