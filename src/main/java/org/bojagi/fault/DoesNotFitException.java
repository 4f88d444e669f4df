package org.bojagi.fault;

/** There is no room: a full disk, a card that is too small, an item larger than the format allows. */
public final class DoesNotFitException extends Fault {
  public DoesNotFitException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public DoesNotFitException(String what, String where, String hint, Throwable cause) {
    super(what, where, hint, ExitCode.DOES_NOT_FIT, cause);
  }
}
