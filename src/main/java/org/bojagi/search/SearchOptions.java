package org.bojagi.search;

import java.util.Set;

/**
 * @param limit how many hits at most, 1 to {@value #MAX_LIMIT}
 * @param types {@link org.bojagi.catalog.ItemType#code}s; empty: all
 * @param languages BCP 47 tags, {@code zh} finds {@code zh-Hant}; empty: all
 */
public record SearchOptions(int limit, Set<String> types, Set<String> languages) {
  public static final int MAX_LIMIT = 1_000;

  public SearchOptions {
    limit = Math.clamp(limit, 1, MAX_LIMIT);
    types = Set.copyOf(types);
    languages = Set.copyOf(languages);
  }

  public static SearchOptions first(int limit) {
    return new SearchOptions(limit, Set.of(), Set.of());
  }
}
