package org.bojagi.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * @param total items that match; at least so many where {@code totalIsExact} is false
 * @param hits best first, from the one that {@link SearchOptions#from} names
 * @param suggestion what could have been meant where no item has each of a few plain words; it finds
 *     something. Also where it is what was searched
 * @param corrected what was searched instead, since nothing is there for the query as typed: the hits are of this
 * @param leftOut bundles whose index is damaged where this query needs it: the rest is from the others
 */
public record Results(
    String query,
    long total,
    boolean totalIsExact,
    long tookMillis,
    List<Hit> hits,
    Facets facets,
    Optional<String> suggestion,
    Optional<String> corrected,
    List<LeftOut> leftOut) {
  public Results {
    hits = List.copyOf(hits);
    leftOut = List.copyOf(leftOut);
  }

  /** The same, with these bundles left out besides. */
  Results with(List<LeftOut> more) {
    var all = new ArrayList<LeftOut>(leftOut);
    all.addAll(more);
    return new Results(query, total, totalIsExact, tookMillis, hits, facets, suggestion, corrected, all);
  }

  /** The same, as found by what was suggested. */
  Results correctedTo(String meant) {
    var corrected = Optional.of(meant);
    return new Results(query, total, totalIsExact, tookMillis, hits, facets, corrected, corrected, leftOut);
  }
}
