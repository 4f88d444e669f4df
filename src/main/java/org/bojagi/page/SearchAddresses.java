package org.bojagi.page;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bojagi.search.Facet;
import org.bojagi.search.SearchOptions.Sort;

/**
 * Addresses of searches and lists, both ways: {@code /s/ID} or {@code /list/all}, and what narrows it. Kinds and
 * languages are words of ours; subjects, places and names are content, so an address has a number for each that means
 * something in this session alone. Any number of threads.
 */
public final class SearchAddresses {
  /** Values of facets that keep their numbers: those of the last fifty pages or so. */
  private static final int KEPT = 4_000;

  /** As many as the session remembers searches. */
  private static final int CORRECTIONS_KEPT = 200;

  private static final int MAX_VALUE_CHARS = 300;
  private static final String TYPE = "[a-z]{1,20}";
  private static final String LANGUAGE = "[A-Za-z0-9-]{1,35}";
  private static final String FROM = "[0-9]{1,7}";
  private static final String SORT = "newest|oldest|title";
  private static final String AS_TYPED = "typed";

  private final Map<String, String> numbers = new HashMap<>();
  private final Map<String, String> values =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          boolean full = size() > KEPT;
          if (full) {
            numbers.remove(eldest.getValue());
          }
          return full;
        }
      };
  private final Map<String, String> corrections =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > CORRECTIONS_KEPT;
        }
      };
  private long next;

  /** Of the page that passes all of it on. */
  String ofPart(Asked asked) {
    return of(asked.from(0)).replaceFirst("^/list/|^/s/", "/part/");
  }

  public String of(Asked asked) {
    var address = new StringBuilder(asked.isBrowsing() ? "/list/all" : "/s/" + asked.id());
    asked.chosen().forEach((facet, value) -> add(address, facet.code(), isOurs(facet) ? value : number(value)));
    add(address, "sort", asked.sort() == asked.naturalSort() ? "" : asked.sort().name().toLowerCase(Locale.ROOT));
    add(address, "as", asked.asTyped() ? AS_TYPED : "");
    add(address, "from", asked.from() > 0 ? String.valueOf(asked.from()) : "");
    return address.toString();
  }

  /** What a search showed was found by another query than was typed. */
  synchronized void corrected(String id, String other) {
    corrections.put(id, other);
  }

  /** The query that the hits of a search were found by, which is marked in them. */
  public synchronized String foundBy(String id, String typed) {
    return corrections.getOrDefault(id, typed);
  }

  /** Whether an address can name it: a value of absurd length is shown and not chosen. */
  static boolean canHold(String value) {
    return value.length() <= MAX_VALUE_CHARS;
  }

  private static boolean isOurs(Facet facet) {
    return facet == Facet.TYPE || facet == Facet.LANGUAGE;
  }

  private static void add(StringBuilder address, String name, String value) {
    if (!value.isEmpty()) {
      address.append(address.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value);
    }
  }

  private synchronized String number(String value) {
    var number = numbers.computeIfAbsent(value, key -> "v" + next++);
    values.put(number, value);
    return number;
  }

  private synchronized String value(String number) {
    return values.getOrDefault(number, "");
  }

  /**
   * @param id of a search; empty: browsing
   * @param field of the address, by its name; empty where it has none. What is not of its kind, or of a number that is
   *     forgotten, is left out
   */
  public Asked read(String id, String query, UnaryOperator<String> field) {
    var chosen = new EnumMap<Facet, String>(Facet.class);
    for (var facet : Facet.values()) {
      var given = field.apply(facet.code());
      var value =
          switch (facet) {
            case TYPE -> only(TYPE, given);
            case LANGUAGE -> only(LANGUAGE, given);
            case SERIES, SUBJECT, YEAR, PLACE, BUNDLE -> value(given);
          };
      if (!value.isEmpty()) {
        chosen.put(facet, value);
      }
    }
    var asked = id.isEmpty() ? Asked.BROWSING : Asked.of(id, query);
    var sort = only(SORT, field.apply("sort"));
    var from = only(FROM, field.apply("from"));
    return new Asked(
        asked.id(),
        asked.query(),
        chosen,
        sort.isEmpty() ? asked.naturalSort() : Sort.valueOf(sort.toUpperCase(Locale.ROOT)),
        from.isEmpty() ? 0 : Integer.parseInt(from),
        field.apply("as").equals(AS_TYPED));
  }

  private static String only(String pattern, String value) {
    return value.matches(pattern) ? value : "";
  }
}
