package org.bojagi.search;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.bojagi.index.Fields;

/** Counts what matches by type and language, without scores. One query, one thread. */
final class FacetCount extends SimpleCollector {
  /** Matches are looked at so far. */
  static final int COUNT_UP_TO = 10_000;

  /** @param total matches of the types that were asked for */
  record Counted(long total, Facets facets) {}

  private final Set<String> asked;
  private final Map<String, Integer> types = new HashMap<>();
  private final Map<String, Integer> languages = new HashMap<>();
  private int seen;
  private boolean more;

  private SortedDocValues typeValues;
  private SortedDocValues languageValues;
  private int[] typeCounts;
  private int[] languageCounts;
  private boolean[] typeAsked;

  private FacetCount(Set<String> asked) {
    this.asked = asked;
  }

  /** @param ofAnyType matches items */
  static Counted of(IndexSearcher searcher, Query ofAnyType, Set<String> askedTypes) throws IOException {
    var count = new FacetCount(askedTypes);
    // One thread searches, so one collector sees all.
    searcher.search(
        ofAnyType,
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
    long total = 0;
    for (var type : count.types.entrySet()) {
      total += askedTypes.isEmpty() || askedTypes.contains(type.getKey()) ? type.getValue() : 0;
    }
    var facets = Map.of(Facet.TYPE, mostFirst(count.types), Facet.LANGUAGE, mostFirst(count.languages));
    return new Counted(total, new Facets(facets, !count.more));
  }

  private static List<Facets.Value> mostFirst(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Integer> each) -> -each.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(each -> new Facets.Value(each.getKey(), each.getKey(), each.getValue()))
        .toList();
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }

  @Override
  protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
    if (more) {
      throw new CollectionTerminatedException();
    }
    typeValues = DocValues.getSorted(leaf.reader(), Fields.TYPE);
    languageValues = DocValues.getSorted(leaf.reader(), Fields.LANGUAGE);
    typeCounts = new int[typeValues.getValueCount()];
    languageCounts = new int[languageValues.getValueCount()];
    typeAsked = new boolean[typeCounts.length];
    for (int ord = 0; ord < typeAsked.length; ord++) {
      typeAsked[ord] = asked.isEmpty() || asked.contains(typeValues.lookupOrd(ord).utf8ToString());
    }
  }

  @Override
  public void collect(int document) throws IOException {
    if (seen == COUNT_UP_TO) {
      more = true;
      throw new CollectionTerminatedException();
    }
    seen++;
    if (typeValues.advanceExact(document)) {
      int type = typeValues.ordValue();
      typeCounts[type]++;
      if (typeAsked[type] && languageValues.advanceExact(document)) {
        languageCounts[languageValues.ordValue()]++;
      }
    }
  }

  @Override
  public void finish() throws IOException {
    add(typeValues, typeCounts, types);
    add(languageValues, languageCounts, languages);
  }

  private static void add(SortedDocValues values, int[] counts, Map<String, Integer> to) throws IOException {
    for (int ord = 0; ord < counts.length; ord++) {
      if (counts[ord] > 0) {
        to.merge(values.lookupOrd(ord).utf8ToString(), counts[ord], Integer::sum);
      }
    }
  }
}
