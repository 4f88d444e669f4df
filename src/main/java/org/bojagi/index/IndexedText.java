package org.bojagi.index;

import java.util.List;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.TextFormat;

/**
 * The text of one packed file of an item, cut into passages.
 *
 * @param fileOrdinal position of the file in {@link IndexedItem#files}; what a snippet's bytes are asked
 *     for by
 * @param language BCP 47 tag, {@code und} where nothing is known
 * @param charset name of the file's charset, empty means UTF-8
 */
public record IndexedText(
    int fileOrdinal, String language, TextFormat format, String charset, List<Passage> passages) {
  public IndexedText {
    passages = List.copyOf(passages);
  }
}
