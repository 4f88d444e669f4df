package org.bojagi.search;

import org.bojagi.catalog.Place;
import org.bojagi.index.StoredItem;

/**
 * One item that matches, with its best passage.
 *
 * @param rank from 1
 * @param bundle position of its index among those given to the {@link Searcher}
 * @param snippet {@link Snippet#EMPTY} where only title or description match or the text can't be read
 * @param at where the best passage begins; of subtitles the second of the cue that is marked
 * @param language of the best passage's text, else of the item
 * @param fileOrdinal the file that the passage is in, as in {@link org.bojagi.index.IndexedItem#files};
 *     -1 for none
 */
public record Hit(
    int rank,
    int bundle,
    StoredItem item,
    String language,
    float score,
    Snippet snippet,
    Place at,
    int fileOrdinal) {

  public String id() {
    return item.id();
  }

  public String path() {
    return item.path();
  }

  public String title() {
    return item.title();
  }

  public String type() {
    return item.type();
  }
}
