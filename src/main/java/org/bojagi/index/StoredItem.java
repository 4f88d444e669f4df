package org.bojagi.index;

import java.util.List;
import org.bojagi.catalog.TextFormat;

/**
 * What an index keeps of an item besides its words.
 *
 * @param type {@link org.bojagi.catalog.ItemType#code}; kept as text, since a newer bundle may have more
 *     types
 * @param locations as given to {@link IndexedItem}
 */
public record StoredItem(
    String id,
    String path,
    String title,
    String type,
    String language,
    String date,
    List<Text> texts,
    byte[] locations) {

  /** A text whose passages are indexed. {@code charset} empty means UTF-8. */
  public record Text(int fileOrdinal, String language, TextFormat format, String charset) {}

  public StoredItem {
    texts = List.copyOf(texts);
  }
}
