package org.bojagi.page;

/**
 * A search as the session remembers it, so that no address shows what was typed.
 *
 * @param id opaque; {@link SearchAddress} makes the address of its page
 * @param type {@link org.bojagi.catalog.ItemType#code}; empty: all
 * @param language BCP 47; empty: all
 * @param from hits left out before the first that is shown
 */
public record Asked(String id, String query, String type, String language, int from) {
  /** All that this query finds, from the first. */
  Asked whole() {
    return new Asked(id, query, "", "", 0);
  }

  Asked ofType(String other) {
    return new Asked(id, query, other, language, 0);
  }

  Asked inLanguage(String other) {
    return new Asked(id, query, type, other, 0);
  }

  Asked from(int other) {
    return new Asked(id, query, type, language, other);
  }
}
