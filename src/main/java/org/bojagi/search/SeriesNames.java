package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.bojagi.index.Fields;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.KoreanOrder;

/**
 * The series of each segment, without those of which all parts are hidden, and each once where a bundle and its deltas
 * have parts of it.
 */
final class SeriesNames {
  private final List<OpenIndex> indexes;
  private final List<Edition> editions;

  SeriesNames(List<OpenIndex> indexes, List<Edition> editions) {
    this.indexes = indexes;
    this.editions = editions;
  }

  /**
   * @param values one for each series of the segment; of this use alone
   * @param shown null: all of them
   */
  record Leaf(int bundle, LeafReader reader, SortedDocValues values, FixedBitSet shown) {
    boolean has(int value) {
      return shown == null || shown.get(value);
    }

    int count() {
      return shown == null ? values.getValueCount() : shown.cardinality();
    }
  }

  /** @param types a series is left out where no part of it is of one of these; empty: all are there */
  List<Leaf> leaves(KoreanOrder order, Set<String> types) throws IOException {
    var leaves = new ArrayList<Leaf>();
    for (int bundle = 0; bundle < indexes.size(); bundle++) {
      var others = together(bundle);
      for (var context : indexes.get(bundle).reader().leaves()) {
        var reader = context.reader();
        boolean all = reader.getLiveDocs() == null && others.length == 1 && types.isEmpty();
        var shown = all ? null : live(reader, values(reader, order), types);
        if (shown != null && others.length > 1) {
          leaveOut(ofEarlier(leaves, others), values(reader, order), shown);
        }
        leaves.add(new Leaf(bundle, reader, values(reader, order), shown));
      }
    }
    return leaves;
  }

  /** The bundle's position and those of its deltas, or of what it is a delta of, in order. */
  int[] together(int bundle) {
    if (editions.isEmpty()) {
      return new int[] {bundle};
    }
    return IntStream.range(0, editions.size())
        .filter(other -> other == bundle || editions.get(bundle).isPartWith(editions.get(other)))
        .toArray();
  }

  private static SortedDocValues values(LeafReader reader, KoreanOrder order) throws IOException {
    return DocValues.getSorted(reader, Fields.seriesOrder(order));
  }

  private static FixedBitSet live(LeafReader reader, SortedDocValues values, Set<String> types) throws IOException {
    var shown = new FixedBitSet(Math.max(1, values.getValueCount()));
    var live = reader.getLiveDocs();
    var ofTypes = new ItemsOfTypes(reader, types);
    for (int item = values.nextDoc(); item != DocIdSetIterator.NO_MORE_DOCS; item = values.nextDoc()) {
      if ((live == null || live.get(item)) && ofTypes.has(item)) {
        shown.set(values.ordValue());
      }
    }
    return shown;
  }

  private static HashSet<BytesRef> ofEarlier(List<Leaf> leaves, int[] together) throws IOException {
    var ids = new HashSet<BytesRef>();
    for (var leaf : leaves) {
      if (IntStream.of(together).anyMatch(each -> each == leaf.bundle)) {
        for (int value = 0; value < leaf.values.getValueCount(); value++) {
          if (leaf.has(value)) {
            ids.add(id(leaf.values.lookupOrd(value)));
          }
        }
      }
    }
    return ids;
  }

  private static void leaveOut(HashSet<BytesRef> ids, SortedDocValues values, FixedBitSet shown) throws IOException {
    for (int value = 0; value < values.getValueCount(); value++) {
      if (shown.get(value) && ids.contains(id(values.lookupOrd(value)))) {
        shown.clear(value);
      }
    }
  }

  /** {@link Fields#seriesOrder} is a key, a byte 0, the id. */
  private static BytesRef id(BytesRef name) {
    int from = name.offset;
    while (from < name.offset + name.length && name.bytes[from++] != 0) {}
    return BytesRef.deepCopyOf(new BytesRef(name.bytes, from, name.offset + name.length - from));
  }
}
