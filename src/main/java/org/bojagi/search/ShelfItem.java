package org.bojagi.search;

import org.bojagi.index.StoredItem;

/**
 * One item of a list.
 *
 * @param bundle position of its index among those given to {@link Shelves}
 * @param document Lucene's number of the item within its own index
 */
public record ShelfItem(int bundle, int document, StoredItem stored) {}
