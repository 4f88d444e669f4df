package org.bojagi.search;

import java.util.List;
import java.util.Optional;

/**
 * @param total items that match; at least so many where {@code totalIsExact} is false
 * @param hits best first, from the one that {@link SearchOptions#from} names
 * @param suggestion what could have been meant where no item has each of a few plain words; it finds
 *     something. Also where it is what was searched
 * @param corrected what was searched instead, since nothing is there for the query as typed: the hits are of this
 */
public record Results(
    String query,
    long total,
    boolean totalIsExact,
    long tookMillis,
    List<Hit> hits,
    Facets facets,
    Optional<String> suggestion,
    Optional<String> corrected) {
  public Results {
    hits = List.copyOf(hits);
  }
}
