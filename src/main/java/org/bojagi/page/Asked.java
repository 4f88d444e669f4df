package org.bojagi.page;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.bojagi.search.Facet;
import org.bojagi.search.SearchOptions.Sort;

/**
 * A search as the session remembers it, so that no address shows what was typed; or browsing, which asks for nothing.
 * {@link SearchAddresses} makes the address of its page.
 *
 * @param id opaque; empty where it is browsing
 * @param chosen of a facet the one value that is wanted; a facet that is absent is not asked about
 * @param from hits left out before the first that is shown
 * @param asTyped nothing else is shown where this finds nothing
 */
public record Asked(
    String id, String query, Map<Facet, String> chosen, Sort sort, int from, boolean asTyped) {
  static final Asked BROWSING = new Asked("", "", Map.of(), Sort.TITLE, 0, false);

  public Asked {
    var copy = new EnumMap<Facet, String>(Facet.class);
    copy.putAll(chosen);
    chosen = Collections.unmodifiableMap(copy);
  }

  /** All that a query finds, best first. */
  public static Asked of(String id, String query) {
    return new Asked(id, query, Map.of(), Sort.RELEVANCE, 0, false);
  }

  boolean isBrowsing() {
    return id.isEmpty();
  }

  /** The order that needs no word in an address. */
  Sort naturalSort() {
    return isBrowsing() ? Sort.TITLE : Sort.RELEVANCE;
  }

  String chosen(Facet facet) {
    return chosen.getOrDefault(facet, "");
  }

  /** From the first again. {@code value} empty: any. */
  Asked with(Facet facet, String value) {
    var other = new EnumMap<Facet, String>(Facet.class);
    other.putAll(chosen);
    if (value.isEmpty()) {
      other.remove(facet);
    } else {
      other.put(facet, value);
    }
    return new Asked(id, query, other, sort, 0, asTyped);
  }

  Asked sorted(Sort by) {
    return new Asked(id, query, chosen, by, 0, asTyped);
  }

  Asked from(int hits) {
    return new Asked(id, query, chosen, sort, hits, asTyped);
  }

  Asked onlyAsTyped() {
    return new Asked(id, query, chosen, sort, 0, true);
  }

  /** As of an item that was found by another query than was typed. */
  public Asked foundBy(String other) {
    return new Asked(id, other, chosen, sort, from, asTyped);
  }

  /** All that this query finds, from the first. */
  Asked whole() {
    return new Asked(id, query, Map.of(), naturalSort(), 0, asTyped);
  }
}
