package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.BitSetProducer;
import org.bojagi.index.Fields;
import org.bojagi.language.WordRule;

/** The passages of items that match best. Numbers are the searcher's. */
final class BestPassages {
  /**
   * So much of the best score a passage in a preferred language needs, to be shown instead. A word is rarer in the larger
   * language, by which its score is up to about twice as high.
   */
  private static final float ABOUT_AS_WELL = 0.25f;

  private final IndexSearcher searcher;
  private final BitSetProducer items;

  BestPassages(IndexSearcher searcher, BitSetProducer items) {
    this.searcher = searcher;
    this.items = items;
  }

  record Passage(int document, float score) {}

  /**
   * Of each item at most {@code count}, by score, of equals the earlier first; none where none matches.
   *
   * @param inSeveralLanguages items of which the passages in one of the preferred languages are taken, the first that
   *     matches about as well
   * @param preferred BCP 47 tags, of which the primary subtags count
   */
  Map<Integer, List<Passage>> of(
      int[] documents, int count, Query passage, int[] inSeveralLanguages, List<String> preferred) throws IOException {
    var best = of(documents, count, passage);
    var open = inSeveralLanguages;
    for (var language : preferred) {
      if (open.length == 0) {
        break;
      }
      var inLanguage =
          new BooleanQuery.Builder()
              .add(passage, Occur.MUST)
              .add(new TermQuery(new Term(Fields.TEXT_LANGUAGE, WordRule.primarySubtag(language))), Occur.FILTER)
              .build();
      var found = of(open, count, inLanguage);
      found.values().removeIf(List::isEmpty);
      found
          .entrySet()
          .removeIf(
              each -> {
                var whole = best.get(each.getKey());
                return whole.isEmpty() || each.getValue().getFirst().score < ABOUT_AS_WELL * whole.getFirst().score;
              });
      best.putAll(found);
      open = Arrays.stream(open).filter(item -> !found.containsKey(item)).toArray();
    }
    return best;
  }

  private Map<Integer, List<Passage>> of(int[] documents, int count, Query passage) throws IOException {
    var weight = searcher.createWeight(searcher.rewrite(passage), ScoreMode.COMPLETE, 1);
    var leaves = searcher.getIndexReader().leaves();
    var best = new HashMap<Integer, List<Passage>>();
    LeafReaderContext leaf = null;
    DocIdSetIterator matches = null;
    Scorer scorer = null;
    // In order, so that one walk through the matches passes all.
    for (int item : Arrays.stream(documents).sorted().toArray()) {
      if (leaf == null || item >= leaf.docBase + leaf.reader().maxDoc()) {
        leaf = leaves.get(ReaderUtil.subIndex(item, leaves));
        scorer = weight.scorer(leaf);
        matches = scorer == null ? null : scorer.iterator();
      }
      var ofItem = new ArrayList<Passage>(count + 1);
      best.put(item, ofItem);
      if (scorer == null) {
        continue;
      }
      int first = firstOfBlock(items, leaf, item - leaf.docBase);
      int at = matches.docID() < first ? matches.advance(first) : matches.docID();
      for (; at < item - leaf.docBase; at = matches.nextDoc()) {
        float score = scorer.score();
        if (ofItem.size() < count || score > ofItem.getLast().score) {
          ofItem.add(new Passage(leaf.docBase + at, score));
          if (ofItem.size() > 1) {
            ofItem.sort(Comparator.comparing((Passage each) -> -each.score));
          }
          if (ofItem.size() > count) {
            ofItem.removeLast();
          }
        }
      }
    }
    return best;
  }

  static int firstOfBlock(BitSetProducer items, LeafReaderContext leaf, int item) throws IOException {
    var blocks = items.getBitSet(leaf);
    return item == 0 ? 0 : blocks.prevSetBit(item - 1) + 1;
  }
}
