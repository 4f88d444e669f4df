package org.bojagi.search;

import java.util.List;
import org.bojagi.catalog.Place;
import org.bojagi.index.StoredItem;

/**
 * One item that matches, with its best passage.
 *
 * @param rank from 1
 * @param bundle position of its index among those given to the {@link Searcher}
 * @param document Lucene's number of the item within its own index
 * @param snippet {@link Snippet#EMPTY} where only title or description match or the text can't be read
 * @param at where the best passage begins; of subtitles the second of the cue that is marked
 * @param language of the best passage's text, else of the item
 * @param fileOrdinal the file that the passage is in, as in {@link org.bojagi.index.IndexedItem#files};
 *     -1 for none
 * @param bridges what was found in another spelling than was typed, in the snippet or else in the title; each
 *     once
 */
public record Hit(
    int rank,
    int bundle,
    int document,
    StoredItem item,
    String language,
    float score,
    Snippet snippet,
    Place at,
    int fileOrdinal,
    List<Bridge> bridges) {
  public Hit {
    bridges = List.copyOf(bridges);
  }

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
