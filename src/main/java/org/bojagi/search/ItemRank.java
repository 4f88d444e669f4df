package org.bojagi.search;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FilterWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.ToParentBlockJoinQuery;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;

/**
 * Items by the sum of two scores: that of their best passage, and that of what is said of them.
 *
 * <p>The same as a {@link BooleanQuery} of a {@link ToParentBlockJoinQuery} and the other, which walks
 * through the documents one by one and asks each term anew. This takes each of the two in bulk, a term at a
 * time, and adds them up: of 300,000 items a question of eight words takes a third of the time (QueryBench).
 */
final class ItemRank extends Query {
  private final Query passage;
  private final Query item;
  private final BitSetProducer items;
  private final Query plain;

  /**
   * @param passage over passages
   * @param item over items
   */
  ItemRank(Query passage, Query item, BitSetProducer items) {
    this.passage = flat(passage);
    this.item = flat(item);
    this.items = items;
    this.plain =
        new BooleanQuery.Builder()
            .add(bestOf(this.passage, items), Occur.SHOULD)
            .add(this.item, Occur.SHOULD)
            .build();
  }

  /** Items by their best passage. */
  static Query bestOf(Query passage, BitSetProducer items) {
    return new ToParentBlockJoinQuery(passage, items, org.apache.lucene.search.join.ScoreMode.Max);
  }

  /**
   * Sums of weighted sums as one sum of weighted terms: Lucene leaves out what can't be among the best only
   * in a sum that has no sums in it.
   */
  static Query flat(Query query) {
    var terms = new BooleanQuery.Builder();
    add(terms, query, 1);
    var sum = terms.build();
    return sum.clauses().size() == 1 ? query : sum;
  }

  private static void add(BooleanQuery.Builder terms, Query query, float weight) {
    switch (query) {
      case BoostQuery weighted -> add(terms, weighted.getQuery(), weight * weighted.getBoost());
      case BooleanQuery sum when isSum(sum) -> sum.clauses().forEach(each -> add(terms, each.query(), weight));
      default -> terms.add(WordQueries.weigh(query, weight), Occur.SHOULD);
    }
  }

  private static boolean isSum(BooleanQuery query) {
    return query.getMinimumNumberShouldMatch() == 0
        && query.clauses().stream().allMatch(each -> each.occur() == Occur.SHOULD);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
    var all = searcher.rewrite(plain).createWeight(searcher, mode, boost);
    if (mode != ScoreMode.TOP_SCORES) {
      return all;
    }
    var ofPassages = searcher.rewrite(passage).createWeight(searcher, ScoreMode.COMPLETE, boost);
    var ofItems = searcher.rewrite(item).createWeight(searcher, ScoreMode.COMPLETE, boost);
    return new FilterWeight(this, all) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        var either = in.scorerSupplier(leaf);
        var passages = ofPassages.scorerSupplier(leaf);
        var said = ofItems.scorerSupplier(leaf);
        var parents = items.getBitSet(leaf);
        // Of one alone Lucene leaves out what can't be among the best.
        return passages == null || said == null || parents == null
            ? either
            : new InBulk(either, passages, said, parents);
      }
    };
  }

  private static final class InBulk extends ScorerSupplier {
    private final ScorerSupplier either;
    private final ScorerSupplier passages;
    private final ScorerSupplier said;
    private final BitSet parents;

    InBulk(ScorerSupplier either, ScorerSupplier passages, ScorerSupplier said, BitSet parents) {
      this.either = either;
      this.passages = passages;
      this.said = said;
      this.parents = parents;
    }

    @Override
    public Scorer get(long leadCost) throws IOException {
      return either.get(leadCost);
    }

    @Override
    public long cost() {
      return either.cost();
    }

    @Override
    public void setTopLevelScoringClause() throws IOException {
      either.setTopLevelScoringClause();
      passages.setTopLevelScoringClause();
      said.setTopLevelScoringClause();
    }

    @Override
    public BulkScorer bulkScorer() throws IOException {
      var sums = new Sums(parents, passages.bulkScorer(), said.bulkScorer());
      return new BulkScorer() {
        @Override
        public int score(LeafCollector collector, Bits live, int min, int max) throws IOException {
          return sums.score(collector, live, min, max);
        }

        @Override
        public long cost() {
          return either.cost();
        }
      };
    }
  }

  /**
   * One segment's items, in order. Asked for a window of documents at a time, since whoever watches the clock looks at
   * it between windows; an item whose passages begin in one window may lie in a later one.
   */
  private static final class Sums extends Scorable {
    private final BitSet parents;
    private final BulkScorer passages;
    private final BulkScorer said;
    private int nextPassage;
    private int nextSaid;
    private LeafCollector collector;
    private Bits live;

    /** Of what is said of items in this window: document and score, in order. */
    private int[] documents = {};

    private float[] scores = {};
    private int count;
    private int next;

    /** The one whose passages are being met; -1 between two. */
    private int item = -1;

    private float best;
    private float sum;

    Sums(BitSet parents, BulkScorer passages, BulkScorer said) {
      this.parents = parents;
      this.passages = passages;
      this.said = said;
    }

    int score(LeafCollector into, Bits liveItems, int min, int max) throws IOException {
      collector = into;
      live = liveItems;
      collector.setScorer(this);
      count = 0;
      next = 0;
      if (nextSaid < max) {
        nextSaid = said.score(new Said(), null, min, max);
      }
      if (nextPassage < max) {
        // Whether a document is live is asked of items.
        nextPassage = passages.score(new Passages(), null, min, max);
      }
      if (item < max) {
        collectItem();
      }
      collectUpTo(max);
      return item < 0 ? Math.min(nextPassage, nextSaid) : max;
    }

    private final class Said implements LeafCollector {
      private Scorable scorer;

      @Override
      public void setScorer(Scorable ofItems) {
        scorer = ofItems;
      }

      @Override
      public void collect(int document) throws IOException {
        documents = ArrayUtil.grow(documents, count + 1);
        scores = scores.length < documents.length ? ArrayUtil.growExact(scores, documents.length) : scores;
        documents[count] = document;
        scores[count] = scorer.score();
        count++;
      }
    }

    private final class Passages implements LeafCollector {
      private Scorable scorer;

      @Override
      public void setScorer(Scorable ofPassages) {
        scorer = ofPassages;
      }

      @Override
      public void collect(int passage) throws IOException {
        float score = scorer.score();
        if (passage < item) {
          best = Math.max(best, score);
          return;
        }
        collectItem();
        item = parents.nextSetBit(passage);
        best = score;
      }
    }

    /** The item whose passages were collected last, after those before it that have none. */
    private void collectItem() throws IOException {
      if (item < 0) {
        return;
      }
      collectUpTo(item);
      boolean inBoth = next < count && documents[next] == item;
      collect(item, inBoth ? (float) ((double) best + scores[next++]) : best);
      item = -1;
    }

    private void collectUpTo(int end) throws IOException {
      for (; next < count && documents[next] < end; next++) {
        collect(documents[next], scores[next]);
      }
    }

    private void collect(int document, float score) throws IOException {
      if (live == null || live.get(document)) {
        sum = score;
        collector.collect(document);
      }
    }

    @Override
    public float score() {
      return sum;
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    plain.visit(visitor);
  }

  @Override
  public String toString(String field) {
    return plain.toString(field);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemRank rank && plain.equals(rank.plain) && items == rank.items;
  }

  @Override
  public int hashCode() {
    return Objects.hash(ItemRank.class, plain);
  }
}
