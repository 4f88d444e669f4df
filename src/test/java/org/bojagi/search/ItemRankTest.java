package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FilterWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.Bits;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class ItemRankTest {
  private static final BitSetProducer ITEMS = new QueryBitSetProducer(new TermQuery(new Term("kind", "item")));

  /** Lucene looks at the clock between windows of documents; of windows of any size the sums are the same. */
  @Test
  void whateverWindowsItIsAskedInItsSumsAreThoseOfThePlainQuery() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("ItemRankTest: -Dseed=" + seed);
    var random = new Random(seed);
    for (int trial = 0; trial < Trials.of(400); trial++) {
      try (var directory = new ByteBuffersDirectory()) {
        write(directory, random);
        try (var reader = DirectoryReader.open(directory)) {
          var searcher = new IndexSearcher(reader);
          searcher.setQueryCache(null);
          var passage = anyOf("text", random);
          var item = anyOf("title", random);
          var plain =
              new BooleanQuery.Builder()
                  .add(ItemRank.bestOf(passage, ITEMS), Occur.SHOULD)
                  .add(item, Occur.SHOULD)
                  .build();
          var expected = ranked(searcher, plain);
          assertEquals(expected, ranked(searcher, new ItemRank(passage, item, ITEMS)));
          var windows = new boolean[1];
          var inWindows = new InWindows(new ItemRank(passage, item, ITEMS), random, windows);
          assertEquals(expected, ranked(searcher, inWindows));
          searcher.setTimeout(() -> false);
          assertEquals(expected, ranked(searcher, new ItemRank(passage, item, ITEMS)));
          assertTrue(windows[0] || expected.isEmpty());
        }
      }
    }
  }

  private static void write(ByteBuffersDirectory directory, Random random) throws IOException {
    var writer = new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()));
    try (writer) {
      int items = 1 + random.nextInt(300);
      for (int i = 0; i < items; i++) {
        var block = new ArrayList<Document>();
        for (int passages = random.nextInt(5); passages > 0; passages--) {
          var document = new Document();
          document.add(new TextField("text", words(random, 12), Store.NO));
          block.add(document);
        }
        var item = new Document();
        item.add(new StringField("kind", "item", Store.NO));
        item.add(new TextField("title", words(random, 3), Store.NO));
        block.add(item);
        writer.addDocuments(block);
      }
      writer.forceMerge(1);
    }
  }

  private static String words(Random random, int most) {
    var words = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      words.append((char) ('a' + (int) (26 * Math.pow(random.nextDouble(), 2)))).append(' ');
    }
    return words.toString();
  }

  private static Query anyOf(String field, Random random) {
    var query = new BooleanQuery.Builder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      query.add(new TermQuery(new Term(field, "" + (char) ('a' + random.nextInt(26)))), Occur.SHOULD);
    }
    return query.build();
  }

  private static String ranked(IndexSearcher searcher, Query query) throws IOException {
    var found = searcher.search(query, new TopScoreDocCollectorManager(50, null, Integer.MAX_VALUE));
    var text = new StringBuilder();
    for (var hit : found.scoreDocs) {
      text.append(hit.doc).append(String.format(java.util.Locale.ROOT, " %.4f%n", hit.score));
    }
    return text.toString();
  }

  /** Scores another query in windows of random sizes. */
  private static final class InWindows extends Query {
    private final Query query;
    private final Random random;
    private final boolean[] used;

    InWindows(Query query, Random random, boolean[] used) {
      this.query = query;
      this.random = random;
      this.used = used;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
      var weight = query.createWeight(searcher, ScoreMode.TOP_SCORES, boost);
      return new FilterWeight(this, weight) {
        @Override
        public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
          var supplier = in.scorerSupplier(leaf);
          return supplier == null ? null : windows(supplier, leaf.reader().maxDoc());
        }
      };
    }

    private ScorerSupplier windows(
        ScorerSupplier supplier, int maxDoc) {
      return new ScorerSupplier() {
        @Override
        public Scorer get(long leadCost) throws IOException {
          return supplier.get(leadCost);
        }

        @Override
        public long cost() {
          return supplier.cost();
        }

        @Override
        public BulkScorer bulkScorer() throws IOException {
          var scorer = supplier.bulkScorer();
          return new BulkScorer() {
            @Override
            public int score(
                LeafCollector collector,
                Bits live,
                int min,
                int max)
                throws IOException {
              int at = min;
              while (at < Math.min(max, maxDoc)) {
                int end = Math.min(Math.min(max, maxDoc), at + 1 + random.nextInt(40));
                used[0] = true;
                at = Math.max(end, scorer.score(collector, live, at, end));
              }
              return at >= maxDoc ? DocIdSetIterator.NO_MORE_DOCS : at;
            }

            @Override
            public long cost() {
              return scorer.cost();
            }
          };
        }
      };
    }

    @Override
    public void visit(QueryVisitor visitor) {
      query.visit(visitor);
    }

    @Override
    public String toString(String field) {
      return query.toString(field);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
