package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.PassageWhere;
import org.bojagi.index.StoredItem;
import org.bojagi.text.Charsets;
import org.bojagi.text.PassageText;

/**
 * Searches several bundles as one: scores are taken over all of them together, so that they compare. Any
 * number of threads.
 *
 * <p>Of up to {@value #EVERY_WORD_UP_TO} plain words an item must have each. Where none has, and of more
 * words, any will do and what has more comes first; so too of the parts of one long word. What is asked for
 * with AND, as a phrase alone or in a field is never replaced by less.
 */
public final class Searcher {
  /** Long questions hold words that no answer repeats. */
  static final int EVERY_WORD_UP_TO = 3;

  /** Korean is often written without spaces: so long a word may be several. */
  private static final int LONG_WORD_CHARS = 5;

  /** Items are counted so far; beyond it, passages that can't be among the best are skipped. */
  private static final int COUNT_UP_TO = 1_000;

  /**
   * Passages are short and of like length: less weight on repetition than for whole documents. SearchQuality.
   */
  private static final float BM25_K1 = 0.8f;

  private static final float BM25_B = 0.65f;

  private final List<OpenIndex> indexes;
  private final PassageSource passages;
  private final IndexSearcher searcher;
  private final BitSetProducer items = new QueryBitSetProducer(QueryCompiler.ITEMS);

  /** @param indexes stay open, and must be open for as long as this is used */
  public Searcher(List<OpenIndex> indexes, PassageSource passages) throws IOException {
    this.indexes = List.copyOf(indexes);
    this.passages = passages;
    var readers = indexes.stream().map(OpenIndex::reader).toArray(IndexReader[]::new);
    searcher = new IndexSearcher(new MultiReader(readers, false));
    searcher.setSimilarity(new BM25Similarity(BM25_K1, BM25_B));
    searcher.setQueryCache(null);
  }

  /**
   * @param query whatever was typed; what doesn't parse is searched as words
   * @throws org.bojagi.fault.DamagedBundleException a part of an index that the query needs can't be read
   */
  public Results search(String query, SearchOptions options) throws IOException {
    long started = System.nanoTime();
    var typed = QueryParser.parse(query);
    if (typed.isEmpty()) {
      return results(query, 0, true, started, List.of());
    }
    try {
      for (var attempt : attempts(typed.get())) {
        var compiled = new QueryCompiler(items, options, attempt.everyWord).compile(attempt.typed);
        if (compiled.isEmpty()) {
          continue;
        }
        var top = top(compiled.get().of(), options.limit());
        if (top.scoreDocs.length > 0) {
          boolean exact = top.totalHits.relation() == TotalHits.Relation.EQUAL_TO;
          var marker = new Marker(QueryCompiler.wanted(attempt.typed));
          return results(
              query, top.totalHits.value(), exact, started, hits(top, compiled.get().passage(), marker));
        }
      }
      return results(query, 0, true, started, List.of());
    } catch (IOException e) {
      throw OpenIndex.fault(e, names());
    }
  }

  /**
   * The passages of one item in which words of a query stand, in the order of its text.
   *
   * @param document Lucene's number of the item within its own index
   * @throws org.bojagi.fault.UsageException there is no such item
   */
  public List<PassageMatch> inside(int bundle, int document, String query, int limit) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Finds the words of a query in any text that is shown. Knows nothing of the bundles; any number of threads. */
  public static Marker marker(String query) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** What is tried in turn until something is found, the strictest reading first. */
  private static List<Attempt> attempts(QueryNode typed) {
    var attempts = new ArrayList<Attempt>();
    int plainWords = plainWords(QueryCompiler.wanted(typed));
    if (plainWords > 0 && plainWords <= EVERY_WORD_UP_TO) {
      attempts.add(new Attempt(typed, true));
    }
    // Parts of one short word are other words.
    boolean oneShortWord =
        plainWords == 1 && typed instanceof QueryNode.Words(var word) && word.length() < LONG_WORD_CHARS;
    if (!oneShortWord) {
      attempts.add(new Attempt(typed, false));
    }
    if (plainWords > 0 && typed instanceof QueryNode.All all && !all.asked()) {
      asWords(all).ifPresent(words -> attempts.add(new Attempt(words, false)));
    }
    return attempts;
  }

  /** A sentence with quotation marks in it is no less a sentence. What is excluded stays excluded. */
  private static Optional<QueryNode> asWords(QueryNode.All sideBySide) {
    var parts = new ArrayList<QueryNode>();
    var text = new StringBuilder();
    for (var part : sideBySide.of()) {
      switch (part) {
        case QueryNode.Words(var words) -> text.append(words).append(' ');
        case QueryNode.Phrase(var words) -> text.append(words).append(' ');
        case QueryNode.Not not -> parts.add(not);
        // Who asks for a title or a beginning that isn't there wants nothing else.
        default -> {
          return Optional.empty();
        }
      }
    }
    parts.addFirst(new QueryNode.Words(text.toString()));
    return Optional.of(new QueryNode.All(parts, false));
  }

  private record Attempt(QueryNode typed, boolean everyWord) {}

  private static Results results(String query, long total, boolean exact, long started, List<Hit> hits) {
    return new Results(query, total, exact, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started), hits, Facets.NONE, Optional.empty());
  }

  private static int plainWords(List<QueryNode> wanted) {
    int count = 0;
    for (var leaf : wanted) {
      if (leaf instanceof QueryNode.Words(var text)) {
        for (var word : text.strip().split("\\s+")) {
          // Chinese is written without spaces: two Hanzi are about a word.
          long hanzi = word.codePoints().filter(Character::isIdeographic).count();
          count += Math.max(1, (int) (hanzi + 1) / 2);
        }
      }
    }
    return count;
  }

  private TopDocs top(Query query, int limit) throws IOException {
    return searcher.search(query, new TopScoreDocCollectorManager(limit, null, Math.max(limit, COUNT_UP_TO)));
  }

  private List<Hit> hits(TopDocs top, Query passage, Marker marker) throws IOException {
    Weight weight =
        passage == null
            ? null
            : searcher.createWeight(searcher.rewrite(passage), ScoreMode.COMPLETE, 1);
    var hits = new ArrayList<Hit>();
    for (var scored : top.scoreDocs) {
      var leaves = searcher.getIndexReader().leaves();
      var leaf = leaves.get(ReaderUtil.subIndex(scored.doc, leaves));
      int bestPassage = weight == null ? -1 : bestPassage(weight, leaf, scored.doc - leaf.docBase);
      int bundle = bundleOf(scored.doc);
      int bundleBase = docBase(bundle);
      var index = indexes.get(bundle);
      var item = index.item(scored.doc - bundleBase);
      int rank = hits.size() + 1;
      if (bestPassage < 0) {
        hits.add(
            new Hit(rank, bundle, 0, item, item.language(), scored.score, Snippet.EMPTY, new Place.Start(), -1, List.of()));
      } else {
        var where = index.where(leaf.docBase + bestPassage - bundleBase);
        hits.add(hit(rank, bundle, item, where, scored.score, marker));
      }
    }
    return hits;
  }

  /** The passage of an item's block with the highest score; -1 where only the item's own words match. */
  private int bestPassage(Weight weight, LeafReaderContext leaf, int item) throws IOException {
    var scorer = weight.scorer(leaf);
    if (scorer == null) {
      return -1;
    }
    var blocks = items.getBitSet(leaf);
    int first = item == 0 ? 0 : blocks.prevSetBit(item - 1) + 1;
    int best = -1;
    float bestScore = -1;
    var matches = scorer.iterator();
    for (int passage = matches.advance(first); passage < item; passage = matches.nextDoc()) {
      float score = scorer.score();
      if (score > bestScore) {
        best = passage;
        bestScore = score;
      }
    }
    return best;
  }

  private Hit hit(int rank, int bundle, StoredItem item, PassageWhere where, float score, Marker marker)
      throws IOException {
    if (where.text() >= item.texts().size()) {
      return new Hit(rank, bundle, 0, item, item.language(), score, Snippet.EMPTY, where.place(), -1, List.of());
    }
    var text = item.texts().get(where.text());
    var snippet = Snippet.EMPTY;
    var at = where.place();
    var slice = slice(indexes.get(bundle), item, text, where);
    if (!slice.isEmpty()) {
      var passage = PassageText.of(text.format(), slice);
      var window = Snippets.cut(passage, marker.find(text.language(), passage));
      snippet = window.snippet();
      if (text.format() == TextFormat.WEBVTT && window.firstFound() >= 0) {
        double second = PassageText.secondAt(slice, window.firstFound());
        at = second < 0 ? at : new Place.Second(second);
      }
    }
    return new Hit(rank, bundle, 0, item, text.language(), score, snippet, at, text.fileOrdinal(), List.of());
  }

  /**
   * Empty where it can't be read: the rest of a hit is true without its snippet, and {@code verify} names
   * damage.
   */
  private String slice(OpenIndex index, StoredItem item, StoredItem.Text text, PassageWhere where) {
    try (var bytes = passages.open(index, item, text.fileOrdinal());
        var decoded = Charsets.reader(bytes, Charsets.named(text.charset()))) {
      return PassageText.slice(decoded, where.charOffset(), where.charLength());
    } catch (IOException unreadable) {
      return "";
    }
  }

  private int bundleOf(int document) {
    int bundle = 0;
    for (int end = indexes.getFirst().reader().maxDoc();
        document >= end;
        end += indexes.get(++bundle).reader().maxDoc()) {}
    return bundle;
  }

  private int docBase(int bundle) {
    int base = 0;
    for (int i = 0; i < bundle; i++) {
      base += indexes.get(i).reader().maxDoc();
    }
    return base;
  }

  private String names() {
    return String.join(", ", indexes.stream().map(OpenIndex::name).toList());
  }
}
