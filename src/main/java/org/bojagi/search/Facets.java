package org.bojagi.search;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many items match, by what they are.
 *
 * @param of of each facet that was asked for the values that match, most first, at most {@value #MAX_VALUES} of them
 *     and all that are chosen; counted as if nothing were chosen of this facet
 * @param exact false where there are more matches than are counted: then each is at least so many
 */
public record Facets(Map<Facet, List<Value>> of, boolean exact) {
  public static final int MAX_VALUES = 20;

  public static final Facets NONE = new Facets(Map.of(), true);

  /**
   * @param value what is chosen: {@link SearchOptions#chosen}
   * @param name what a person reads: of a series its title, else the value
   */
  public record Value(String value, String name, int count) {}

  public Facets {
    var copy = new EnumMap<Facet, List<Value>>(Facet.class);
    of.forEach((facet, values) -> copy.put(facet, List.copyOf(values)));
    of = Collections.unmodifiableMap(copy);
  }

  /** Empty where it was not asked for or nothing matches. */
  public List<Value> of(Facet facet) {
    return of.getOrDefault(facet, List.of());
  }

  /** Counts by value, in their order. */
  public Map<String, Integer> counts(Facet facet) {
    var counts = new LinkedHashMap<String, Integer>();
    of(facet).forEach(each -> counts.put(each.value, each.count));
    return counts;
  }
}
