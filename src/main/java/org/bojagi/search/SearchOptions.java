package org.bojagi.search;

import java.util.Set;

/**
 * @param from how many of the best hits to leave out, 0 to {@value #MAX_FROM}: for the pages after the first
 * @param limit how many hits at most, 1 to {@value #MAX_LIMIT}
 * @param types {@link org.bojagi.catalog.ItemType#code}s; empty: all
 * @param languages BCP 47 tags, {@code zh} finds {@code zh-Hant}; empty: all
 */
public record SearchOptions(int from, int limit, Set<String> types, Set<String> languages) {
  public static final int MAX_FROM = 10_000;
  public static final int MAX_LIMIT = 1_000;

  public SearchOptions {
    from = Math.clamp(from, 0, MAX_FROM);
    limit = Math.clamp(limit, 1, MAX_LIMIT);
    types = Set.copyOf(types);
    languages = Set.copyOf(languages);
  }

  public static SearchOptions first(int limit) {
    return new SearchOptions(0, limit, Set.of(), Set.of());
  }
}
