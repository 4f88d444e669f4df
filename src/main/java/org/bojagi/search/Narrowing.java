package org.bojagi.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRefBuilder;
import org.apache.lucene.util.FixedBitSet;
import org.bojagi.index.Fields;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.KoreanOrder;
import org.bojagi.language.WordRule;

/** What is chosen of each facet, as a query over items. */
final class Narrowing {
  static final int DAYS_OF_A_YEAR = 10_000; // Fields.DAY

  private Narrowing() {}

  /** @param leaves of the searcher, in order */
  static Map<Facet, Query> filters(Map<Facet, Set<String>> chosen, List<Leaf> leaves) {
    var filters = new EnumMap<Facet, Query>(Facet.class);
    chosen.forEach((facet, values) -> filters.put(facet, any(facet, values, leaves)));
    return filters;
  }

  /** @param docBase number of its first document within its index */
  record Leaf(OpenIndex index, int docBase, int documents) {}

  private static Query any(Facet facet, Set<String> values, List<Leaf> leaves) {
    if (facet == Facet.BUNDLE) {
      return inBundles(values, leaves);
    }
    var any = new BooleanQuery.Builder();
    for (var value : values) {
      switch (facet) {
        case TYPE -> any.add(term(Fields.TYPE, value), Occur.SHOULD);
        case LANGUAGE -> any.add(term(Fields.LANGUAGE, value.toLowerCase(Locale.ROOT)), Occur.SHOULD);
        case SUBJECT -> any.add(term(Fields.SUBJECT_NAME, WordRule.fold(value.strip())), Occur.SHOULD);
        case PLACE -> any.add(term(Fields.PLACE_NAME, WordRule.fold(value.strip())), Occur.SHOULD);
        case SERIES -> {
          any.add(term(Fields.SERIES_ID, value), Occur.SHOULD);
          any.add(seriesTitled(value), Occur.SHOULD);
        }
        case YEAR -> any.add(inYear(value), Occur.SHOULD);
        default -> throw new IllegalStateException(facet.name());
      }
    }
    return new ConstantScoreQuery(any.build());
  }

  private static Query term(String field, String value) {
    return new TermQuery(new Term(field, value));
  }

  /** {@link Fields#seriesOrder} is the title's key, a byte 0, the id; older indexes have numbers digit by digit. */
  private static Query seriesTitled(String title) {
    var any = new BooleanQuery.Builder();
    any.add(seriesOfKey(KoreanOrder.SOUTHERN.key(title)), Occur.SHOULD);
    any.add(seriesOfKey(KoreanOrder.SOUTHERN.keyByDigits(title)), Occur.SHOULD);
    return any.build();
  }

  private static Query seriesOfKey(byte[] key) {
    if (key.length == 0) {
      return MatchNoDocsQuery.INSTANCE;
    }
    var from = new BytesRefBuilder();
    from.append(key, 0, key.length);
    var to = new BytesRefBuilder();
    to.append(key, 0, key.length);
    from.append((byte) 0);
    to.append((byte) 1);
    var field = Fields.seriesOrder(KoreanOrder.SOUTHERN);
    return SortedDocValuesField.newSlowRangeQuery(field, from.toBytesRef(), to.toBytesRef(), true, false);
  }

  private static Query inYear(String value) {
    if (!value.matches("[0-9]{1,4}")) {
      return MatchNoDocsQuery.INSTANCE;
    }
    long first = Long.parseLong(value) * DAYS_OF_A_YEAR;
    return NumericDocValuesField.newSlowRangeQuery(Fields.DAY, first, first + DAYS_OF_A_YEAR - 1);
  }

  private static Query inBundles(Set<String> names, List<Leaf> leaves) {
    var documents = new ArrayList<FixedBitSet>();
    for (var leaf : leaves) {
      FixedBitSet all = null;
      if (names.contains(leaf.index.name())) {
        all = new FixedBitSet(leaf.documents);
        all.set(0, leaf.documents);
      }
      documents.add(all);
    }
    return new ByLeaf(documents);
  }

  /** @return {@code of} where every filter holds */
  static Query narrowed(Query of, Iterable<Query> filters) {
    var narrowed = new BooleanQuery.Builder().add(of, Occur.MUST);
    int clauses = 0;
    for (var filter : filters) {
      narrowed.add(filter, Occur.FILTER);
      clauses++;
    }
    return clauses == 0 ? of : narrowed.build();
  }
}
