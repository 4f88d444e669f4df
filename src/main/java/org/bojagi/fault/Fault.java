package org.bojagi.fault;

import java.io.IOException;

/**
 * A failure that a person can do something about: what happened, where, and what to try.
 *
 * <p>It is an {@link IOException} so that it passes through Lucene, Zip4j and streams unchanged. None of the three texts
 * may hold a secret or packed content. Anything thrown that is not a {@code Fault} is a bug of ours or of a library and
 * ends with {@link ExitCode#UNEXPECTED}.
 */
public abstract sealed class Fault extends IOException
    permits UsageException,
        StorageException,
        InputException,
        NotABundleException,
        NewerFormatException,
        WrongKeyException,
        DamagedBundleException,
        DoesNotFitException {

  private final String what;
  private final String where;
  private final String hint;
  private final int exitCode;

  Fault(String what, String where, String hint, int exitCode, Throwable cause) {
    super(what + " (" + where + "). " + hint, cause);
    this.what = what;
    this.where = where;
    this.hint = hint;
    this.exitCode = exitCode;
  }

  /** One sentence without a full stop: what happened. */
  public String what() {
    return what;
  }

  /** The file, entry or option that it happened to, with an offset in bytes where there is one. */
  public String where() {
    return where;
  }

  /** One sentence with its full stop: what to try. */
  public String hint() {
    return hint;
  }

  public int exitCode() {
    return exitCode;
  }
}
