package org.bojagi.fault;

/** What the process returns. A contract: scripts depend on the numbers. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int UNEXPECTED = 1;
  public static final int USAGE = 2;

  /** Done, but something was skipped or left out, each named. */
  public static final int SKIPPED = 3;

  public static final int NOT_A_BUNDLE = 10;
  public static final int NEWER_FORMAT = 11;
  public static final int WRONG_KEY = 12;
  public static final int DAMAGED = 13;
  public static final int DOES_NOT_FIT = 14;

  /** Not signed by whom {@code --trust} names, or older than {@code --at-least}. */
  public static final int NOT_TRUSTED = 15;

  private ExitCode() {}
}
