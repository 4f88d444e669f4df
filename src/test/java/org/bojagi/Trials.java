package org.bojagi;

/**
 * How often a counted trial runs, and from which seed.
 *
 * <p>{@code -Dtrials=full} runs the full count; anything else a twentieth, at least one. {@code -Dseed=N} repeats a run.
 */
public final class Trials {
  private static final boolean FULL = "full".equals(System.getProperty("trials"));

  private Trials() {}

  public static int of(int fullCount) {
    return FULL ? fullCount : Math.max(1, fullCount / 20);
  }

  /** Whether a claim about the whole count can be asked of these. */
  public static boolean areFull() {
    return FULL;
  }

  /** The seed given, else one from the clock; printed, so that a failure can be repeated. */
  public static long seed(Class<?> test) {
    var given = System.getProperty("seed", "");
    long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
    System.out.println(test.getSimpleName() + ": -Dseed=" + seed);
    return seed;
  }
}
