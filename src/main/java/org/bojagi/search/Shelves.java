package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.bojagi.catalog.Item;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.index.Fields;
import org.bojagi.index.LiveTerms;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.KoreanOrder;

/**
 * Lists without a query, over several bundles as if they were one. Any number of threads.
 *
 * <p>What is of the size of the collection stays in the indexes: a page of a list costs one or two passes
 * over their doc values.
 */
public final class Shelves {
  /**
   * What a list is sorted by; of equals the earlier bundle's come first, and in one bundle always in the same
   * order.
   */
  public enum Order {
    SOUTHERN(KoreanOrder.SOUTHERN),
    NORTHERN(KoreanOrder.NORTHERN),
    /** What has no date comes last. Series by their newest part. */
    DATE_NEWEST_FIRST(null);

    private final KoreanOrder alphabet;

    Order(KoreanOrder alphabet) {
      this.alphabet = alphabet;
    }

    String itemField() {
      return alphabet == null ? Fields.DATE_ORDER : Fields.titleOrder(alphabet);
    }

    KoreanOrder nameOrder() {
      return alphabet == null ? KoreanOrder.SOUTHERN : alphabet;
    }
  }

  private final List<OpenIndex> indexes;
  private final SeriesNames seriesNames;

  /** @param indexes stay open, and must be open for as long as this is used */
  public Shelves(List<OpenIndex> indexes) {
    this(indexes, List.of());
  }

  /** @param editions of each index its bundle: a series of which a delta has some parts is one */
  public Shelves(List<OpenIndex> indexes, List<Edition> editions) {
    this.indexes = List.copyOf(indexes);
    this.seriesNames = new SeriesNames(this.indexes, editions);
  }

  /** @param types {@link org.bojagi.catalog.ItemType#code}s; empty: all */
  public long count(Set<String> types) throws IOException {
    try {
      long count = 0;
      for (var index : indexes) {
        if (types.isEmpty()) {
          count += index.itemCount();
        }
        for (var type : types) {
          count += index.count(Fields.TYPE, type);
        }
      }
      return count;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /**
   * @param types {@link org.bojagi.catalog.ItemType#code}s; empty: all
   * @param from how many to leave out at the beginning
   */
  public List<ShelfItem> list(Set<String> types, Order order, int from, int count) throws IOException {
    return items(new SortedItems(indexes, types, false, order.itemField()), from, count);
  }

  /** Those that are in no series. */
  public List<ShelfItem> singles(Set<String> types, Order order, int from, int count) throws IOException {
    return items(new SortedItems(indexes, types, true, order.itemField()), from, count);
  }

  public long singlesCount(Set<String> types) throws IOException {
    try {
      return new SortedItems(indexes, types, true, Order.SOUTHERN.itemField()).count();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private List<ShelfItem> items(SortedItems sorted, int from, int count) throws IOException {
    try {
      var items = new ArrayList<ShelfItem>();
      for (var place : sorted.page(from, count)) {
        items.add(item(place.bundle(), place.document()));
      }
      return items;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** @param types of a part at least; empty: all */
  public long seriesCount(Set<String> types) throws IOException {
    try {
      long count = 0;
      for (var leaf : seriesNames.leaves(KoreanOrder.SOUTHERN, types)) {
        count += leaf.count();
      }
      return count;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /**
   * Of series by their title; {@link Order#DATE_NEWEST_FIRST} by their newest part.
   *
   * @param types of a part at least; empty: all
   */
  public List<ShelfSeries> series(Set<String> types, Order order, int from, int count) throws IOException {
    try {
      var leaves = seriesNames.leaves(order.nameOrder(), types);
      var runs = new SortedRuns();
      for (var leaf : leaves) {
        if (order == Order.DATE_NEWEST_FIRST) {
          addByDate(leaf, runs);
        } else {
          addByName(leaf, runs);
        }
      }
      var series = new ArrayList<ShelfSeries>();
      for (var entry : runs.page(Math.max(0, from), count)) {
        var leaf = leaves.get(entry.run());
        series.add(series(leaf.bundle(), leaf.values().lookupOrd(entry.number())));
      }
      return series;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private static void addByName(SeriesNames.Leaf leaf, SortedRuns runs) throws IOException {
    var names = leaf.values();
    var entries = new long[leaf.count()];
    int next = 0;
    for (int name = 0; name < names.getValueCount(); name++) {
      if (leaf.has(name)) {
        entries[next++] = SortedRuns.entry(name, name);
      }
    }
    runs.add(names, entries);
  }

  private static void addByDate(SeriesNames.Leaf leaf, SortedRuns runs) throws IOException {
    var names = leaf.values();
    var live = leaf.reader().getLiveDocs();
    var dates = DocValues.getSorted(leaf.reader(), Fields.DATE_ORDER);
    var newest = new int[names.getValueCount()];
    Arrays.fill(newest, Integer.MAX_VALUE);
    for (int item = names.nextDoc(); item != DocIdSetIterator.NO_MORE_DOCS; item = names.nextDoc()) {
      if ((live == null || live.get(item)) && dates.advanceExact(item)) {
        newest[names.ordValue()] = Math.min(newest[names.ordValue()], dates.ordValue());
      }
    }
    var entries = new long[leaf.count()];
    int next = 0;
    for (int name = 0; name < newest.length; name++) {
      if (leaf.has(name)) {
        entries[next++] = SortedRuns.entry(newest[name] == Integer.MAX_VALUE ? -1 : newest[name], name);
      }
    }
    runs.add(dates, entries);
  }

  /** @param name {@link Fields#seriesOrder}: a key, a byte 0, the id */
  private ShelfSeries series(int bundle, BytesRef name) throws IOException {
    int end = name.offset;
    while (end < name.offset + name.length - 1 && name.bytes[end] != 0) {
      end++;
    }
    var id = new BytesRef(name.bytes, end + 1, name.offset + name.length - end - 1).utf8ToString();
    var parts = partsInOrder(bundle, id);
    if (parts.isEmpty()) {
      throw new DamagedBundleException(
          "the search index names a series without parts",
          indexes.get(bundle).name(),
          "Ask whoever made the bundle for a new copy.");
    }
    var first = item(parts.getFirst().bundle, parts.getFirst().document);
    var series = describe(first).series();
    return new ShelfSeries(bundle, id, series == null ? id : series.title(), parts.size(), first);
  }

  /**
   * In order of their numbers; those without one after them.
   *
   * @param from how many to leave out at the beginning
   */
  public List<ShelfItem> parts(int bundle, String seriesId, int from, int count) throws IOException {
    try {
      var parts = new ArrayList<ShelfItem>();
      for (var part : partsInOrder(bundle, seriesId).stream().skip(from).limit(count).toList()) {
        parts.add(item(part.bundle, part.document));
      }
      return parts;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** @param index among all of them, from 0 on; -1: it is none of them */
  public record PartPlace(int index, int count) {}

  /** Nothing that is stored of the parts is read. */
  public PartPlace partPlace(ShelfItem item, String seriesId) throws IOException {
    try {
      var parts = partsInOrder(item.bundle(), seriesId);
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).bundle == item.bundle() && parts.get(i).document == item.document()) {
          return new PartPlace(i, parts.size());
        }
      }
      return new PartPlace(-1, parts.size());
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** @param number more than any where it has none */
  private record Part(int number, int bundle, int document) {}

  private List<Part> partsInOrder(int bundle, String seriesId) throws IOException {
    index(bundle);
    var parts = new ArrayList<Part>();
    for (int each : seriesNames.together(bundle)) {
      for (var leaf : index(each).reader().leaves()) {
        var items = LiveTerms.postings(leaf.reader(), new Term(Fields.SERIES_ID, seriesId));
        var numbers = DocValues.getNumeric(leaf.reader(), Fields.PART);
        while (items != null && items.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          long number = numbers.advanceExact(items.docID()) ? numbers.longValue() : 0;
          number = number <= 0 || number > Integer.MAX_VALUE ? Integer.MAX_VALUE : number;
          parts.add(new Part((int) number, each, leaf.docBase + items.docID()));
        }
      }
    }
    parts.sort(Comparator.comparingInt(Part::number).thenComparingInt(Part::bundle).thenComparingInt(Part::document));
    return parts;
  }

  public Optional<ShelfItem> byId(int bundle, String id) throws IOException {
    return item(bundle, index(bundle).documentById(id));
  }

  /** @param path of any file of the item, NFC */
  public Optional<ShelfItem> byPath(int bundle, String path) throws IOException {
    return item(bundle, index(bundle).documentByPath(path));
  }

  /**
   * @param document Lucene's number within its own index, as a list or a hit gave it
   * @throws UsageException there is no such item
   */
  public ShelfItem at(int bundle, int document) throws IOException {
    index(bundle).requireItem(document);
    return item(bundle, OptionalInt.of(document)).orElseThrow();
  }

  /** All that is said of it. */
  public Item describe(ShelfItem item) throws IOException {
    return index(item.bundle()).describe(item.document(), item.stored());
  }

  private OpenIndex index(int bundle) throws UsageException {
    if (bundle < 0 || bundle >= indexes.size()) {
      throw new UsageException(
          "There is no bundle of this number", String.valueOf(bundle), "Look for it again, from the first page on.");
    }
    return indexes.get(bundle);
  }

  private Optional<ShelfItem> item(int bundle, OptionalInt document) throws IOException {
    try {
      return document.isEmpty() ? Optional.empty() : Optional.of(item(bundle, document.getAsInt()));
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private ShelfItem item(int bundle, int document) throws IOException {
    return new ShelfItem(bundle, document, indexes.get(bundle).item(document));
  }

  private IOException fault(IOException e) {
    return OpenIndex.fault(e, String.join(", ", indexes.stream().map(OpenIndex::name).toList()));
  }
}
