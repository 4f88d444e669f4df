package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.bojagi.index.Fields;
import org.bojagi.language.KoreanOrder;
import org.bojagi.language.WordRule;

/**
 * The order of hits: by score, date or title.
 *
 * <p>Scores of different languages don't compare: each language's fields have their own number of texts, from which it
 * follows how rare a word is. So each language is ranked for itself, its scores are taken as shares of its best, and the
 * lists are merged. What a language has only a bad match for (less than half of the best score) is not lifted: a long
 * question in Korean finds one of its words in English texts, too.
 */
final class Ranking {
  /** Languages that are ranked for themselves; all others are one. */
  private static final int MAX_LANGUAGES = 6;

  /** The best of each language is among so many. */
  static final int EACH_LANGUAGE_AMONG = 10;

  private static final float COMPARABLE = 0.5f;

  /** What is in none of the languages that the reader prefers, where some are. */
  private static final float NOT_PREFERRED = 0.75f;

  private static final float LESS_PREFERRED = 0.9f;

  private final IndexSearcher searcher;

  /** Primary subtags and the tags that items have as their own; the most frequent first. */
  private final Map<String, List<BytesRef>> languages;

  Ranking(IndexSearcher searcher) throws IOException {
    this.searcher = searcher;
    var tags = new TreeMap<String, List<BytesRef>>();
    for (var leaf : searcher.getLeafContexts()) {
      var values = DocValues.getSorted(leaf.reader(), Fields.LANGUAGE);
      for (int ord = 0; ord < values.getValueCount(); ord++) {
        var tag = BytesRef.deepCopyOf(values.lookupOrd(ord));
        var same = tags.computeIfAbsent(WordRule.primarySubtag(tag.utf8ToString()), primary -> new ArrayList<>());
        if (!same.contains(tag)) {
          same.add(tag);
        }
      }
    }
    var frequency = new TreeMap<String, Integer>();
    for (var primary : tags.keySet()) {
      frequency.put(primary, searcher.getIndexReader().docFreq(new Term(Fields.LANGUAGE, primary)));
    }
    languages = new LinkedHashMap<>();
    tags.keySet().stream()
        .sorted(Comparator.comparing((String primary) -> -frequency.get(primary)))
        .forEach(primary -> languages.put(primary, tags.get(primary)));
  }

  /**
   * The first {@code count} in order.
   *
   * @param everyWord what matches has all that was asked for, so that no language's best is a bad match
   */
  List<ScoreDoc> first(int count, Query of, SearchOptions options, boolean everyWord) throws IOException {
    if (options.sort() != SearchOptions.Sort.RELEVANCE) {
      var sort = sort(options.sort(), options.alphabet());
      return unscored(searcher.search(of, new TopFieldCollectorManager(sort, count, null, count)).scoreDocs);
    }
    return languages.size() < 2 ? best(count, of) : mixed(count, of, options.preferredLanguages(), everyWord);
  }

  private List<ScoreDoc> best(int count, Query of) throws IOException {
    return Arrays.asList(searcher.search(of, new TopScoreDocCollectorManager(count, null, count)).scoreDocs);
  }

  private static List<ScoreDoc> unscored(ScoreDoc[] sorted) {
    return Arrays.stream(sorted).map(each -> new ScoreDoc(each.doc, 0)).toList();
  }

  private static Sort sort(SearchOptions.Sort by, KoreanOrder alphabet) {
    var title = new SortField(Fields.titleOrder(alphabet), SortField.Type.STRING, false, SortField.STRING_LAST);
    return switch (by) {
      case NEWEST ->
          new Sort(new SortField(Fields.DATE_ORDER, SortField.Type.STRING, false, SortField.STRING_LAST), title);
      case OLDEST -> new Sort(new SortField(Fields.DAY, SortField.Type.LONG, false, Long.MAX_VALUE), title);
      default -> new Sort(title);
    };
  }

  /** Items of one language. */
  private record Group(float weight, boolean preferred, List<ScoreDoc> best) {
    float bestScore() {
      return best.isEmpty() ? 0 : best.getFirst().score;
    }
  }

  private record Placed(ScoreDoc item, float share) {}

  private List<ScoreDoc> mixed(int count, Query of, List<String> preferred, boolean everyWord) throws IOException {
    int each = Math.max(count, EACH_LANGUAGE_AMONG);
    var groups = groups(each, of, preferred);
    float overall = 0;
    for (var group : groups) {
      overall = Math.max(overall, group.bestScore());
    }
    var placed = new ArrayList<Placed>();
    var bests = new ArrayList<Placed>();
    for (var group : groups) {
      float best = group.bestScore();
      boolean comparable = everyWord || best >= overall * COMPARABLE;
      float whole = group.preferred && comparable ? best : Math.max(best, overall * COMPARABLE);
      for (var item : group.best) {
        placed.add(new Placed(item, item.score / whole * group.weight));
        if (item == group.best.getFirst() && comparable) {
          bests.add(placed.getLast());
        }
      }
    }
    var order =
        Comparator.comparing((Placed item) -> -item.share)
            .thenComparing(item -> -item.item.score)
            .thenComparing(item -> item.item.doc);
    placed.sort(order);
    bests.sort(order);
    for (var best : bests) {
      int at = placed.indexOf(best);
      if (at >= EACH_LANGUAGE_AMONG) {
        int last = EACH_LANGUAGE_AMONG - 1;
        while (bests.contains(placed.get(last))) {
          last--;
        }
        placed.remove(at);
        placed.add(EACH_LANGUAGE_AMONG - 1, placed.remove(last));
        placed.add(EACH_LANGUAGE_AMONG - 1, best);
      }
    }
    return placed.stream().limit(count).map(Placed::item).toList();
  }

  private List<Group> groups(int count, Query of, List<String> preferred) throws IOException {
    var own = new ArrayList<String>();
    preferred.stream().map(WordRule::primarySubtag).filter(languages::containsKey).distinct().forEach(own::add);
    int preferredCount = own.size();
    languages.keySet().stream().filter(each -> !own.contains(each)).forEach(own::add);
    var groups = new ArrayList<Group>();
    for (int i = 0; i < own.size() && i < MAX_LANGUAGES; i++) {
      boolean rest = i == MAX_LANGUAGES - 1 && own.size() > MAX_LANGUAGES;
      var primaries = rest ? own.subList(i, own.size()) : List.of(own.get(i));
      float weight = i < preferredCount ? (float) Math.pow(LESS_PREFERRED, i) : preferredCount == 0 ? 1 : NOT_PREFERRED;
      weight = i < preferredCount ? Math.max(weight, NOT_PREFERRED) : weight;
      groups.add(new Group(weight, i < preferredCount, best(count, inLanguages(of, primaries))));
    }
    return groups;
  }

  /** The terms are of items with any text in that language, the doc values of those whose own it is. */
  private Query inLanguages(Query of, List<String> primaries) {
    var tags = new ArrayList<BytesRef>();
    var any = new BooleanQuery.Builder();
    for (var primary : primaries) {
      tags.addAll(languages.get(primary));
      any.add(new TermQuery(new Term(Fields.LANGUAGE, primary)), Occur.SHOULD);
    }
    return new BooleanQuery.Builder()
        .add(of, Occur.MUST)
        .add(any.build(), Occur.FILTER)
        .add(SortedDocValuesField.newSlowSetQuery(Fields.LANGUAGE, tags), Occur.FILTER)
        .build();
  }
}
