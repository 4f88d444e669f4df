package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.LongsRef;
import org.bojagi.index.Fields;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.KoreanOrder;

/**
 * Items in the order of one field's doc values, any page of them in two passes and little memory.
 *
 * <p>A sample of the values cuts the order into ranges of about as many values each. The first pass counts
 * the items of each range; the second takes those of the ranges that the page lies in, and only these are
 * sorted.
 */
final class SortedItems {
  private static final int RANGES_PER_INDEX = 256;

  /** @param document Lucene's number within its own index */
  record Place(int bundle, int document) {}

  /** One segment. {@code hasOrder} false where an older writer left the field out: its items come last. */
  private record Source(int bundle, int docBase, LeafReader reader, boolean hasOrder) {}

  private final String field;
  private final Set<String> types;
  private final boolean singles;
  private final List<Source> sources = new ArrayList<>();

  /**
   * @param types empty: all
   * @param singles without those that are part of a series
   */
  SortedItems(List<OpenIndex> indexes, Set<String> types, boolean singles, String field) {
    this.field = field;
    this.types = types;
    this.singles = singles;
    for (int bundle = 0; bundle < indexes.size(); bundle++) {
      for (var leaf : indexes.get(bundle).reader().leaves()) {
        boolean hasOrder = leaf.reader().getFieldInfos().fieldInfo(field) != null;
        sources.add(new Source(bundle, leaf.docBase, leaf.reader(), hasOrder));
      }
    }
  }

  List<Place> page(int from, int count) throws IOException {
    if (from < 0 || count <= 0) {
      return List.of();
    }
    var bounds = bounds();
    int ranges = bounds.isEmpty() ? 1 : bounds.getFirst().length + 2; // and the last, of items without a value
    var counts = new long[ranges];
    for (int i = 0; i < sources.size(); i++) {
      count(sources.get(i), bounds.get(i), counts);
    }
    long before = 0;
    int first = 0;
    while (first < ranges && before + counts[first] <= from) {
      before += counts[first++];
    }
    int end = first;
    for (long reached = before; end < ranges && reached < (long) from + count; end++) {
      reached += counts[end];
    }
    var runs = new SortedRuns();
    for (int i = 0; i < sources.size(); i++) {
      collect(sources.get(i), bounds.get(i), first, end, runs);
    }
    return runs.page(from - before, count).stream()
        .map(
            entry -> {
              var source = sources.get(entry.run());
              return new Place(source.bundle, source.docBase + entry.number());
            })
        .toList();
  }

  /** For each source, the ordinals at which the same ranges begin that come after the first one. */
  private List<int[]> bounds() throws IOException {
    if (sources.size() == 1 && sources.getFirst().hasOrder) {
      return List.of(samples(values(sources.getFirst()).getValueCount()));
    }
    var keys = new TreeSet<BytesRef>();
    for (var source : sources) {
      if (source.hasOrder) {
        var values = values(source);
        for (int ordinal : samples(values.getValueCount())) {
          keys.add(BytesRef.deepCopyOf(values.lookupOrd(ordinal)));
        }
      }
    }
    var bounds = new ArrayList<int[]>();
    for (var source : sources) {
      var of = new int[keys.size()];
      if (source.hasOrder) {
        var values = values(source);
        int i = 0;
        for (var key : keys) {
          int ordinal = values.lookupTerm(key);
          of[i++] = ordinal < 0 ? -ordinal - 1 : ordinal;
        }
      }
      bounds.add(of);
    }
    return bounds;
  }

  private static int[] samples(int values) {
    var samples = new int[Math.min(RANGES_PER_INDEX, values) - (values == 0 ? 0 : 1)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (int) ((long) values * (i + 1) / (samples.length + 1));
    }
    return samples;
  }

  private SortedDocValues values(Source source) throws IOException {
    return DocValues.getSorted(source.reader, field);
  }

  private interface Item {
    void at(int document, int ordinal) throws IOException;
  }

  /** @param visit gets each item of the types that are wanted; an ordinal of -1 where there is no value */
  private void each(Source source, SortedDocValues order, Item visit) throws IOException {
    var ofTypes = new ItemsOfTypes(source.reader, types);
    var series = DocValues.getSorted(source.reader, Fields.seriesOrder(KoreanOrder.SOUTHERN));
    var items = order == null ? DocValues.getSorted(source.reader, Fields.TYPE) : order;
    var live = source.reader.getLiveDocs();
    for (int item = items.nextDoc(); item != DocIdSetIterator.NO_MORE_DOCS; item = items.nextDoc()) {
      if (live != null && !live.get(item)) {
        continue;
      }
      if (ofTypes.has(item) && !(singles && series.advanceExact(item))) {
        visit.at(item, order == null ? -1 : order.ordValue());
      }
    }
  }

  long count() throws IOException {
    var count = new long[1];
    for (var source : sources) {
      each(source, source.hasOrder ? values(source) : null, (item, ordinal) -> count[0]++);
    }
    return count[0];
  }

  private void count(Source source, int[] bounds, long[] counts) throws IOException {
    each(
        source,
        source.hasOrder ? values(source) : null,
        (item, ordinal) -> counts[ordinal < 0 ? counts.length - 1 : range(bounds, ordinal)]++);
  }

  private static int range(int[] bounds, int ordinal) {
    int low = 0;
    int high = bounds.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (bounds[middle] <= ordinal) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void collect(Source source, int[] bounds, int first, int end, SortedRuns runs) throws IOException {
    var order = source.hasOrder ? values(source) : null;
    var found = new LongsRef(16);
    each(
        source,
        order,
        (item, ordinal) -> {
          int range = ordinal < 0 ? bounds.length + 1 : range(bounds, ordinal);
          if (range >= first && range < end) {
            found.longs = ArrayUtil.grow(found.longs, found.length + 1);
            found.longs[found.length++] = SortedRuns.entry(ordinal, item);
          }
        });
    runs.add(order, Arrays.copyOf(found.longs, found.length));
  }
}
