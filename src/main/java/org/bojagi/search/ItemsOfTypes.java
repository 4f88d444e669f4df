package org.bojagi.search;

import java.io.IOException;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.bojagi.index.Fields;

/** Which items of a segment are of certain types. One use, asked for items in rising order. */
final class ItemsOfTypes {
  private final SortedDocValues types;
  private final boolean[] wanted;
  private final boolean all;

  /** @param of {@link org.bojagi.catalog.ItemType#code}s; empty: all */
  ItemsOfTypes(LeafReader reader, Set<String> of) throws IOException {
    types = DocValues.getSorted(reader, Fields.TYPE);
    all = of.isEmpty();
    wanted = new boolean[types.getValueCount()];
    for (int type = 0; type < wanted.length; type++) {
      wanted[type] = of.contains(types.lookupOrd(type).utf8ToString());
    }
  }

  boolean has(int item) throws IOException {
    return all || types.advanceExact(item) && wanted[types.ordValue()];
  }
}
