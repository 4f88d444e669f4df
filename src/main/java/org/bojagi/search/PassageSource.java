package org.bojagi.search;

import java.io.IOException;
import java.io.InputStream;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.StoredItem;

/** Where snippets get their text from: the packed files themselves, since no text stands twice. */
@FunctionalInterface
public interface PassageSource {
  /**
   * A packed file's bytes from its beginning. The caller closes it, mostly long before its end.
   *
   * @param index a hit's bundle, one of those given to the {@link Searcher}
   * @param fileOrdinal which of the item's files, as in {@link org.bojagi.index.IndexedItem#files}
   * @throws IOException it can't be read: the hit stays, without a snippet
   */
  InputStream open(OpenIndex index, StoredItem item, int fileOrdinal) throws IOException;
}
