package org.bojagi.search;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.language.KoreanOrder;

/**
 * @param from how many of the best hits to leave out, 0 to {@value #MAX_FROM}: for the pages after the first
 * @param limit how many hits at most, 1 to {@value #MAX_LIMIT}
 * @param chosen what a hit must be, by facet one of the values; a facet that is absent is not asked about
 * @param sort of equals those of the earlier bundle come first, and in one bundle always in the same order
 * @param alphabet of titles and of the facets' values
 * @param counted the facets that come with the hits; none is cheaper
 * @param passages how many of an item's best passages come with it, 1 to {@value #MAX_PASSAGES}
 * @param preferredLanguages BCP 47 tags, of which the primary subtags count, the most preferred first: of what is found about as well, theirs comes
 *     first. Nothing is left out for it
 */
public record SearchOptions(
    int from,
    int limit,
    Map<Facet, Set<String>> chosen,
    Sort sort,
    KoreanOrder alphabet,
    Set<Facet> counted,
    int passages,
    List<String> preferredLanguages) {
  public static final int MAX_FROM = 10_000;
  public static final int MAX_LIMIT = 1_000;
  public static final int MAX_PASSAGES = 10;

  /** What comes first. What has no date comes last either way. */
  public enum Sort {
    RELEVANCE,
    NEWEST,
    OLDEST,
    TITLE
  }

  public SearchOptions {
    from = Math.clamp(from, 0, MAX_FROM);
    limit = Math.clamp(limit, 1, MAX_LIMIT);
    passages = Math.clamp(passages, 1, MAX_PASSAGES);
    var asked = new EnumMap<Facet, Set<String>>(Facet.class);
    chosen.forEach(
        (facet, values) -> {
          if (!values.isEmpty()) {
            asked.put(facet, Set.copyOf(values));
          }
        });
    chosen = Collections.unmodifiableMap(asked);
    counted = counted.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(counted));
    preferredLanguages = List.copyOf(preferredLanguages);
  }

  /** The best hits of all, with every facet and one passage each. */
  public static SearchOptions first(int limit) {
    return new SearchOptions(
        0, limit, Map.of(), Sort.RELEVANCE, KoreanOrder.SOUTHERN, EnumSet.allOf(Facet.class), 1, List.of());
  }

  /** The values of a facet that are chosen; empty: all. */
  public Set<String> chosen(Facet facet) {
    return chosen.getOrDefault(facet, Set.of());
  }

  public SearchOptions from(int number) {
    return new SearchOptions(number, limit, chosen, sort, alphabet, counted, passages, preferredLanguages);
  }

  /** In place of what was chosen of this facet; no values: all. */
  public SearchOptions only(Facet facet, Set<String> values) {
    var asked = new EnumMap<Facet, Set<String>>(Facet.class);
    asked.putAll(chosen);
    asked.put(facet, values);
    return new SearchOptions(from, limit, asked, sort, alphabet, counted, passages, preferredLanguages);
  }

  public SearchOptions sorted(Sort by, KoreanOrder inAlphabet) {
    return new SearchOptions(from, limit, chosen, by, inAlphabet, counted, passages, preferredLanguages);
  }

  public SearchOptions counting(Set<Facet> facets) {
    return new SearchOptions(from, limit, chosen, sort, alphabet, facets, passages, preferredLanguages);
  }

  public SearchOptions passages(int number) {
    return new SearchOptions(from, limit, chosen, sort, alphabet, counted, number, preferredLanguages);
  }

  public SearchOptions preferring(List<String> languages) {
    return new SearchOptions(from, limit, chosen, sort, alphabet, counted, passages, languages);
  }
}
