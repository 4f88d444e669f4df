package org.bojagi.fault;

/** One thing of the corpus can't be used as it is. The rest of the work goes on without it. */
public final class InputException extends Fault {
  public InputException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  public InputException(String what, String where, String hint, Throwable cause) {
    super(what, where, hint, ExitCode.SKIPPED, cause);
  }
}
