package org.bojagi.search;

import java.util.List;

/**
 * @param total items that match; at least so many where {@code totalIsExact} is false
 * @param hits best first
 */
public record Results(String query, long total, boolean totalIsExact, long tookMillis, List<Hit> hits) {
  public Results {
    hits = List.copyOf(hits);
  }
}
