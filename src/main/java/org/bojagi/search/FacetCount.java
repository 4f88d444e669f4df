package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.bojagi.index.Fields;
import org.bojagi.language.KoreanOrder;

/**
 * Counts what matches by its facets, in one pass and without scores. What passes every filter counts everywhere; what
 * fails a single one counts in that facet alone. One query, one thread.
 */
final class FacetCount extends SimpleCollector {
  /** Matches are looked at so far. */
  static final int COUNT_UP_TO = 10_000;

  /**
   * @param total matches that pass every filter
   * @param of by value; of {@link Facet#SERIES} by id
   * @param exact false where more match than were looked at
   */
  record Counted(long total, Map<Facet, Map<String, Integer>> of, boolean exact) {}

  private final List<Facet> filtered = new ArrayList<>();
  private final List<Weight> filters = new ArrayList<>();
  private final List<Narrowing.Leaf> leaves;
  private final Map<Facet, Map<String, Integer>> counts = new EnumMap<>(Facet.class);
  private final List<Values> values = new ArrayList<>();
  private final List<Filter> passing = new ArrayList<>();
  private LeafReaderContext leaf;
  private long total;
  private int seen;
  private boolean more;

  private FacetCount(List<Narrowing.Leaf> leaves, Set<Facet> counted) {
    this.leaves = leaves;
    counted.forEach(facet -> counts.put(facet, new HashMap<>()));
  }

  /**
   * @param of matches items, none of the filters in it
   * @param filters what is chosen, by facet
   */
  static Counted of(
      IndexSearcher searcher, Query of, Map<Facet, Query> filters, Set<Facet> counted, List<Narrowing.Leaf> leaves)
      throws IOException {
    var count = new FacetCount(leaves, counted);
    for (var filter : filters.entrySet()) {
      count.filtered.add(filter.getKey());
      var query = searcher.rewrite(filter.getValue());
      count.filters.add(searcher.createWeight(query, ScoreMode.COMPLETE_NO_SCORES, 1));
    }
    // One thread searches, so one collector sees all.
    searcher.search(
        of,
        new CollectorManager<FacetCount, Void>() {
          @Override
          public FacetCount newCollector() {
            return count;
          }

          @Override
          public Void reduce(Collection<FacetCount> same) {
            return null;
          }
        });
    return new Counted(count.total, count.counts, !count.more);
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }

  @Override
  protected void doSetNextReader(LeafReaderContext next) throws IOException {
    if (more) {
      throw new CollectionTerminatedException();
    }
    leaf = next;
    passing.clear();
    for (var filter : filters) {
      passing.add(new Filter(filter, leaf));
    }
    values.clear();
    for (var facet : counts.keySet()) {
      switch (facet) {
        case YEAR -> values.add(new Years(DocValues.getNumeric(leaf.reader(), Fields.DAY)));
        case BUNDLE -> values.add(new Bundle());
        default -> values.add(new Names(facet, DocValues.getSortedSet(leaf.reader(), field(facet))));
      }
    }
  }

  private static String field(Facet facet) {
    return switch (facet) {
      case TYPE -> Fields.TYPE;
      case LANGUAGE -> Fields.LANGUAGE;
      case SERIES -> Fields.seriesOrder(KoreanOrder.SOUTHERN);
      case SUBJECT -> Fields.SUBJECT_NAME;
      case PLACE -> Fields.PLACE_NAME;
      default -> throw new IllegalStateException(facet.name());
    };
  }

  @Override
  public void collect(int document) throws IOException {
    if (seen == COUNT_UP_TO) {
      more = true;
      throw new CollectionTerminatedException();
    }
    seen++;
    Facet failed = null;
    for (int i = 0; i < passing.size(); i++) {
      if (!passing.get(i).passes(document)) {
        if (failed != null) {
          return;
        }
        failed = filtered.get(i);
      }
    }
    total += failed == null ? 1 : 0;
    for (var each : values) {
      if (failed == null || failed == each.facet) {
        each.add(document);
      }
    }
  }

  @Override
  public void finish() throws IOException {
    for (var each : values) {
      each.into(counts.get(each.facet));
    }
  }

  /** One filter in one leaf, asked of documents in order. */
  private static final class Filter {
    private final DocIdSetIterator candidates;
    private final TwoPhaseIterator check;

    Filter(Weight weight, LeafReaderContext leaf) throws IOException {
      var scorer = weight.scorer(leaf);
      check = scorer == null ? null : scorer.twoPhaseIterator();
      candidates = scorer == null ? DocIdSetIterator.empty() : check == null ? scorer.iterator() : check.approximation();
    }

    boolean passes(int document) throws IOException {
      int at = candidates.docID() < document ? candidates.advance(document) : candidates.docID();
      return at == document && (check == null || check.matches());
    }
  }

  /** Of one facet in one leaf. */
  private abstract static class Values {
    final Facet facet;

    Values(Facet facet) {
      this.facet = facet;
    }

    abstract void add(int document) throws IOException;

    abstract void into(Map<String, Integer> sums) throws IOException;
  }

  private static final class Names extends Values {
    private final SortedSetDocValues names;
    private final int[] counts;

    Names(Facet facet, SortedSetDocValues names) {
      super(facet);
      this.names = names;
      counts = new int[(int) names.getValueCount()];
    }

    @Override
    void add(int document) throws IOException {
      if (names.advanceExact(document)) {
        for (int i = names.docValueCount(); i > 0; i--) {
          counts[(int) names.nextOrd()]++;
        }
      }
    }

    @Override
    void into(Map<String, Integer> sums) throws IOException {
      for (int ord = 0; ord < counts.length; ord++) {
        if (counts[ord] > 0) {
          sums.merge(name(names.lookupOrd(ord)), counts[ord], Integer::sum);
        }
      }
    }

    /** {@link Fields#seriesOrder} is a key, a byte 0, the id. */
    private String name(BytesRef value) {
      int from = 0;
      if (facet == Facet.SERIES) {
        while (from < value.length && value.bytes[value.offset + from++] != 0) {}
      }
      return new BytesRef(value.bytes, value.offset + from, value.length - from).utf8ToString();
    }
  }

  private static final class Years extends Values {
    private final NumericDocValues days;
    private final Map<Integer, Integer> counts = new HashMap<>();

    Years(NumericDocValues days) {
      super(Facet.YEAR);
      this.days = days;
    }

    @Override
    void add(int document) throws IOException {
      if (days.advanceExact(document)) {
        counts.merge((int) (days.longValue() / Narrowing.DAYS_OF_A_YEAR), 1, Integer::sum);
      }
    }

    @Override
    void into(Map<String, Integer> sums) {
      counts.forEach((year, count) -> sums.merge(fourDigits(year), count, Integer::sum));
    }

    private static String fourDigits(int year) {
      var digits = Integer.toString(year);
      return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
  }

  private final class Bundle extends Values {
    private int count;

    Bundle() {
      super(Facet.BUNDLE);
    }

    @Override
    void add(int document) {
      count++;
    }

    @Override
    void into(Map<String, Integer> sums) {
      if (count > 0) {
        sums.merge(leaves.get(leaf.ord).index().name(), count, Integer::sum);
      }
    }
  }
}
