package org.bojagi.index;

import java.util.List;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.PackedFile;

/**
 * One item as it goes into the index.
 *
 * @param files every file of the item, the item's own first; it is found by the path of each
 * @param texts may be empty: a picture is found by its title
 * @param locations where the files lie, in the bundle's own bytes; given back as they are, not to be changed
 */
public record IndexedItem(Item item, List<PackedFile> files, List<IndexedText> texts, byte[] locations) {
  public IndexedItem {
    files = List.copyOf(files);
    texts = List.copyOf(texts);
  }
}
