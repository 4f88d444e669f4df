package org.bojagi.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bojagi.corpus.CorpusItem;

/**
 * What is planned for one card. Sizes are bytes as they lie on the card, whole clusters; their sum is {@code usableBytes}.
 *
 * @param number from 1
 * @param items in the order in which they are sealed, that of the corpus
 * @param contentBytes of the volumes with the items of this card, without their catalogues
 * @param catalogueBytes of the catalogues in these volumes
 * @param indexBytes of the index of all cards, which is on each; with the root
 * @param readerBytes of the reader, its runtimes and launchers
 * @param otherBytes of slots and folders
 * @param freeBytes what is left of {@code usableBytes}; never negative
 * @param usableBytes what the card holds but for 2 % that stay free
 * @param contentOf {@code contentBytes} by what it is
 */
public record PlannedCard(
    int number,
    List<CorpusItem> items,
    long contentBytes,
    long catalogueBytes,
    long indexBytes,
    long readerBytes,
    long otherBytes,
    long freeBytes,
    long usableBytes,
    Map<ContentKind, Long> contentOf) {

  /** What a reader meets in a bundle, coarser than an item's type. */
  public enum ContentKind {
    FILMS,
    SOUND,
    PICTURES,
    TEXTS
  }

  public PlannedCard {
    items = List.copyOf(items);
    var copy = new EnumMap<ContentKind, Long>(ContentKind.class);
    copy.putAll(contentOf);
    contentOf = copy;
  }

  /** Of the bundle's files on this card, whole clusters. */
  public long bundleBytes() {
    return contentBytes + catalogueBytes + indexBytes + otherBytes;
  }
}
