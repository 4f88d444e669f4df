package org.bojagi.search;

import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.QueryTimeout;

/**
 * Ends a query that takes too long, with what it found until then. One for all threads; each has its own query, or none,
 * which then takes as long as it takes. What is loaded once for all queries isn't counted.
 */
final class QueryClock implements QueryTimeout {
  /** Time for snippets is left of two seconds. Tests on a busy machine take longer: there it is set higher. */
  private static final long MAX_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Long.getLong("bojagi.search.millis", 1_500));

  private final ThreadLocal<Long> end = new ThreadLocal<>();

  /** Goes on where it has started. */
  void start() {
    start(System.nanoTime());
  }

  void start(long nanoTime) {
    if (end.get() == null) {
      end.set(nanoTime + MAX_NANOS);
    }
  }

  void stop() {
    end.remove();
  }

  @Override
  public boolean shouldExit() {
    var ending = end.get();
    return ending != null && System.nanoTime() - ending > 0;
  }
}
