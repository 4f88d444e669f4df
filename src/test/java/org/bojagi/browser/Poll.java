package org.bojagi.browser;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Asks again until the answer is good. The limit is for what hangs; no test may depend on how soon the answer
 * comes.
 */
public final class Poll {
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private Poll() {}

  public static void until(String what, Callable<Boolean> question) {
    until(what, LIMIT, question, answer -> answer);
  }

  /** @return the answer that was good */
  public static <T> T until(String what, Duration limit, Callable<T> question, Predicate<T> good) {
    long end = System.nanoTime() + limit.toNanos();
    Object last = null;
    do {
      try {
        T answer = question.call();
        if (good.test(answer)) {
          return answer;
        }
        last = answer;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
    } while (System.nanoTime() < end);
    var cause = last instanceof Throwable thrown ? thrown : null;
    throw new AssertionError(what + " didn't come; last: " + last, cause);
  }
}
