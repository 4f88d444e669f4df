package org.bojagi.cli.pack;

import java.util.OptionalLong;

/** How long work still takes at the pace since it began; nothing is said in the first seconds. */
record Pace(long beganNanos) {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long FIRST_NANOS = 5 * SECOND_NANOS;

  /** @param nanos of the clock that it began by */
  OptionalLong secondsLeft(long done, long total, long nanos) {
    long passed = nanos - beganNanos;
    if (passed < FIRST_NANOS || done <= 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of((long) Math.ceil((double) passed / SECOND_NANOS / done * Math.max(0, total - done)));
  }
}
