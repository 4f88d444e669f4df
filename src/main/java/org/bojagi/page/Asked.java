package org.bojagi.page;

/**
 * A search as the session remembers it, so that no address shows what was typed.
 *
 * @param id opaque; its page is {@code /s/ID}
 * @param type {@link org.bojagi.catalog.ItemType#code}; empty: all
 * @param language BCP 47; empty: all
 * @param from hits left out before the first that is shown
 */
public record Asked(String id, String query, String type, String language, int from) {}
