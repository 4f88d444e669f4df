package org.bojagi.search;

/**
 * Items in order.
 *
 * @param bundle position of its index among those given to {@link Shelves}
 * @param id of {@link org.bojagi.catalog.Item.Series}, within its bundle
 * @param parts how many items it has
 * @param first the one with the lowest part
 */
public record ShelfSeries(int bundle, String id, String title, int parts, ShelfItem first) {}
