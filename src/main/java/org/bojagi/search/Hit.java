package org.bojagi.search;

import java.util.List;
import org.bojagi.catalog.Place;
import org.bojagi.index.StoredItem;

/**
 * One item that matches, with its best passages.
 *
 * @param rank from 1
 * @param bundle position of its index among those given to the {@link Searcher}
 * @param document Lucene's number of the item within its own index
 * @param passages best first, at most {@link SearchOptions#passages}; none where only title or description match. A
 *     snippet is {@link Snippet#EMPTY} where the text can't be read
 * @param bridges what was found in another spelling than was typed, in the first snippet or else in the title; each
 *     once
 * @param alsoIn the same item in other bundles
 */
public record Hit(
    int rank,
    int bundle,
    int document,
    StoredItem item,
    float score,
    List<PassageMatch> passages,
    List<Bridge> bridges,
    List<Copy> alsoIn) {

  /** As {@code bundle} and {@code document} of a hit. */
  public record Copy(int bundle, int document) {}

  public Hit {
    passages = List.copyOf(passages);
    bridges = List.copyOf(bridges);
    alsoIn = List.copyOf(alsoIn);
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

  /** Of the best passage's text, else of the item. */
  public String language() {
    return passages.isEmpty() ? item.language() : passages.getFirst().language();
  }

  /** Of the best passage. */
  public Snippet snippet() {
    return passages.isEmpty() ? Snippet.EMPTY : passages.getFirst().snippet();
  }

  /** Where the best passage begins; of subtitles the second of the cue that is marked. */
  public Place at() {
    return passages.isEmpty() ? new Place.Start() : passages.getFirst().at();
  }

  /** The file that the best passage is in, as in {@link org.bojagi.index.IndexedItem#files}; -1 for none. */
  public int fileOrdinal() {
    return passages.isEmpty() ? -1 : passages.getFirst().fileOrdinal();
  }
}
