package org.bojagi.fault;

import java.util.List;

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

  /** From the best to the worst: done, done in part, what a person can set right, what nobody can, our own fault. */
  private static final List<Integer> ORDER =
      List.of(DONE, SKIPPED, USAGE, DOES_NOT_FIT, WRONG_KEY, NOT_A_BUNDLE, NEWER_FORMAT, NOT_TRUSTED, DAMAGED, UNEXPECTED);

  private ExitCode() {}

  /** Of what two parts of one work came to, the one that the whole ends with. */
  public static int worse(int one, int other) {
    return ORDER.indexOf(one) >= ORDER.indexOf(other) ? one : other;
  }
}
