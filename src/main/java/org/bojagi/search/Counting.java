package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.bojagi.index.Fields;
import org.bojagi.index.LiveTerms;
import org.bojagi.language.KoreanOrder;
import org.bojagi.language.WordRule;

/** How many items match, and of each facet the values that a list beside the hits has room for. */
final class Counting {
  /** Of more values that are equally frequent the first so many are put in order. */
  private static final int MAX_TIES = 1_000;

  private final IndexSearcher searcher;
  private final List<Narrowing.Leaf> leaves;

  Counting(IndexSearcher searcher, List<Narrowing.Leaf> leaves) {
    this.searcher = searcher;
    this.leaves = leaves;
  }

  record Counts(long total, boolean totalIsExact, Facets facets) {}

  /**
   * @param of matches items, in texts of the languages that are chosen; without the filters
   * @param inAnyLanguage the same in texts of any language; only counts of languages need it
   */
  Counts of(Query of, Query inAnyLanguage, Map<Facet, Query> filters, SearchOptions options) throws IOException {
    var besides = options.counted();
    var languages = EnumSet.noneOf(Facet.class);
    if (filters.containsKey(Facet.LANGUAGE) && besides.contains(Facet.LANGUAGE)) {
      languages.add(Facet.LANGUAGE);
      besides = without(besides, languages);
    }
    // Nothing to count means that nothing has to be looked at that a filter keeps out.
    var counted =
        besides.isEmpty()
            ? FacetCount.of(searcher, Narrowing.narrowed(of, filters.values()), Map.of(), Set.of(), leaves)
            : FacetCount.of(searcher, of, filters, besides, leaves);
    var facets = new EnumMap<Facet, List<Facets.Value>>(Facet.class);
    for (var each : counted.of().entrySet()) {
      facets.put(each.getKey(), first(each.getKey(), each.getValue(), options));
    }
    boolean exact = counted.exact();
    if (!languages.isEmpty()) {
      var ofLanguages = FacetCount.of(searcher, inAnyLanguage, filters, languages, leaves);
      facets.put(Facet.LANGUAGE, first(Facet.LANGUAGE, ofLanguages.of().get(Facet.LANGUAGE), options));
      exact &= ofLanguages.exact();
    }
    var total = counted;
    if (!counted.exact() && !besides.isEmpty() && !filters.isEmpty()) {
      total = FacetCount.of(searcher, Narrowing.narrowed(of, filters.values()), Map.of(), Set.of(), leaves);
    }
    return new Counts(total.total(), total.exact(), new Facets(facets, exact));
  }

  private static Set<Facet> without(Set<Facet> facets, Set<Facet> some) {
    var rest = EnumSet.copyOf(facets);
    rest.removeAll(some);
    return rest;
  }

  private record Counted(String value, int count) {}

  private List<Facets.Value> first(Facet facet, Map<String, Integer> counts, SearchOptions options)
      throws IOException {
    var byCount = new ArrayList<Counted>();
    counts.forEach((value, count) -> byCount.add(new Counted(value, count)));
    byCount.sort(Comparator.comparing((Counted each) -> -each.count).thenComparing(Counted::value));
    int last = Math.min(byCount.size(), Facets.MAX_VALUES);
    int most = last;
    while (most < byCount.size() && most < last + MAX_TIES && byCount.get(most).count == byCount.get(last - 1).count) {
      most++;
    }
    var named = new ArrayList<Facets.Value>();
    for (var each : byCount.subList(0, most)) {
      named.add(new Facets.Value(each.value, each.value, each.count));
    }
    named.sort(order(options.alphabet()));
    var values = new ArrayList<>(named.subList(0, Math.min(named.size(), Facets.MAX_VALUES)));
    if (facet == Facet.SERIES) {
      for (int i = 0; i < values.size(); i++) {
        values.set(i, titled(values.get(i)));
      }
    }
    for (var value : options.chosen(facet)) {
      if (values.stream().noneMatch(each -> isChosenBy(facet, value, each))) {
        var other = byCount.stream().filter(each -> isSame(value, each.value)).findFirst();
        var counted = other.orElse(new Counted(value, 0));
        values.add(new Facets.Value(counted.value, counted.value, counted.count));
      }
    }
    values.sort(order(options.alphabet()));
    return values;
  }

  private static boolean isChosenBy(Facet facet, String chosen, Facets.Value value) {
    return isSame(chosen, value.value())
        || isSame(chosen, value.name())
        || facet == Facet.LANGUAGE && WordRule.fold(value.value()).startsWith(WordRule.fold(chosen) + "-");
  }

  private static boolean isSame(String chosen, String value) {
    return WordRule.fold(chosen).equals(WordRule.fold(value));
  }

  /** Most first, of equals by name. */
  private static Comparator<Facets.Value> order(KoreanOrder alphabet) {
    return Comparator.comparing((Facets.Value each) -> -each.count())
        .thenComparing(each -> alphabet.key(each.name()), Arrays::compareUnsigned)
        .thenComparing(Facets.Value::value);
  }

  private Facets.Value titled(Facets.Value series) throws IOException {
    for (var context : searcher.getLeafContexts()) {
      var parts = LiveTerms.postings(context.reader(), new Term(Fields.SERIES_ID, series.value()));
      int part = parts == null ? DocIdSetIterator.NO_MORE_DOCS : parts.nextDoc();
      if (part != DocIdSetIterator.NO_MORE_DOCS) {
        var leaf = leaves.get(context.ord);
        int document = leaf.docBase() + part;
        var said = leaf.index().describe(document, leaf.index().item(document)).series();
        return new Facets.Value(series.value(), said == null ? series.value() : said.title(), series.count());
      }
    }
    return series;
  }
}
