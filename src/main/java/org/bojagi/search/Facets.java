package org.bojagi.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many items match, by what they are. Most first.
 *
 * @param types by {@link org.bojagi.catalog.ItemType#code}, counted as if no type were asked for
 * @param languages by the item's own BCP 47 tag
 * @param exact false where there are more matches than are counted: then each is at least so many
 */
public record Facets(Map<String, Integer> types, Map<String, Integer> languages, boolean exact) {
  public static final Facets NONE = new Facets(Map.of(), Map.of(), true);

  public Facets {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    languages = Collections.unmodifiableMap(new LinkedHashMap<>(languages));
  }
}
