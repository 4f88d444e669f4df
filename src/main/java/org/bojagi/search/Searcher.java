package org.bojagi.search;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.UsageException;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.PassageWhere;
import org.bojagi.index.StoredItem;
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

  /** So short a query is answered in either spelling alike. */
  private static final int FEW_WORDS = 2;

  /** What a word in another spelling counts in a longer query. SearchQuality. */
  private static final float BRIDGE_WEIGHT = 0.5f;

  /**
   * Passages are short and of like length: less weight on repetition than for whole documents. SearchQuality.
   */
  private static final float BM25_K1 = 0.8f;

  private static final float BM25_B = 0.65f;

  private final List<OpenIndex> indexes;
  private final PassageSource passages;
  private final int[] analysisVersions;
  private final IndexSearcher searcher;
  private final QueryClock clock = new QueryClock();
  private final DidYouMean didYouMean;
  private final BitSetProducer items = new QueryBitSetProducer(QueryCompiler.ITEMS);

  /** @param indexes stay open, and must be open for as long as this is used */
  public Searcher(List<OpenIndex> indexes, PassageSource passages) throws IOException {
    this.indexes = List.copyOf(indexes);
    this.passages = passages;
    analysisVersions = indexes.stream().mapToInt(OpenIndex::analysisVersion).distinct().sorted().toArray();
    var readers = indexes.stream().map(OpenIndex::reader).toArray(IndexReader[]::new);
    searcher = new IndexSearcher(new MultiReader(readers, false));
    searcher.setSimilarity(new BM25Similarity(BM25_K1, BM25_B));
    searcher.setQueryCache(null);
    searcher.setTimeout(clock);
    didYouMean = new DidYouMean(searcher, this::finds);
  }

  /**
   * @param query whatever was typed; what doesn't parse is searched as words
   * @throws org.bojagi.fault.DamagedBundleException a part of an index that the query needs can't be read
   */
  public Results search(String query, SearchOptions options) throws IOException {
    long started = System.nanoTime();
    var typed = QueryParser.parse(nfc(query));
    if (typed.isEmpty()) {
      return nothing(query, started, Optional.empty());
    }
    try {
      var meant = Optional.<String>empty();
      boolean asked = false;
      for (var attempt : attempts(typed.get())) {
        var results = results(query, attempt, options, started, meant, Optional.empty());
        if (results.isPresent()) {
          return results.get();
        }
        if (clock.shouldExit()) {
          break;
        }
        if (attempt.everyWord && attempt.typed instanceof QueryNode.Words(var words)) {
          asked = true;
          meant = didYouMean.of(words);
          // Parts of one word are other words; so it is what was meant.
          if (meant.isPresent() && !words.strip().contains(" ")) {
            break;
          }
        }
      }
      if (!asked && !clock.shouldExit() && typed.get() instanceof QueryNode.Words(var words)) {
        meant = didYouMean.of(words);
      }
      if (meant.isPresent()) {
        for (var attempt : attempts(new QueryNode.Words(meant.get()))) {
          var results = results(query, attempt, options, started, meant, meant);
          if (results.isPresent()) {
            return results.get();
          }
        }
      }
      return nothing(query, started, meant);
    } catch (IOException e) {
      throw OpenIndex.fault(e, names());
    } finally {
      clock.stop();
    }
  }

  /** Empty where nothing is found. */
  private Optional<Results> results(
      String query,
      Attempt attempt,
      SearchOptions options,
      long started,
      Optional<String> suggestion,
      Optional<String> corrected)
      throws IOException {
    var compiled = compile(attempt, options);
    if (compiled.isEmpty()) {
      return Optional.empty();
    }
    clock.start();
    int wanted = options.from() + options.limit();
    var top = searcher.search(compiled.get().of(), new TopScoreDocCollectorManager(wanted, null, wanted));
    if (top.scoreDocs.length == 0) {
      return Optional.empty();
    }
    var facets = FacetCount.of(searcher, compiled.get().ofAnyType(), options.chosen(Facet.TYPE));
    boolean exact = facets.facets().exact() && !clock.shouldExit();
    var marker = new Marker(QueryCompiler.wanted(attempt.typed));
    var hits = hits(top, options.from(), compiled.get().passage(), marker);
    long total = Math.max(facets.total(), top.scoreDocs.length);
    return Optional.of(
        new Results(
            query, total, exact, millis(started), hits, facets.facets(), suggestion, corrected, List.of()));
  }

  private Results nothing(String query, long started, Optional<String> suggestion) {
    boolean exact = !clock.shouldExit();
    return new Results(
        query, 0, exact, millis(started), List.of(), Facets.NONE, suggestion, Optional.empty(), List.of());
  }

  /** Where bundles were indexed by several versions of the analysis, the query is asked in each one's words. */
  private Optional<QueryCompiler.Compiled> compile(Attempt attempt, SearchOptions options) throws IOException {
    float bridgeWeight = attempt.plainWords <= FEW_WORDS ? 1 : BRIDGE_WEIGHT;
    var known = new KnownTerms(searcher.getIndexReader());
    var compiled = new ArrayList<QueryCompiler.Compiled>();
    for (int version : analysisVersions) {
      var words = new WordQueries(version, known, bridgeWeight);
      new QueryCompiler(items, options, attempt.everyWord, words).compile(attempt.typed).ifPresent(compiled::add);
    }
    return compiled.stream().reduce(QueryCompiler.Compiled::or);
  }

  /** Whether some item has each of these words. */
  private boolean finds(String words) throws IOException {
    var compiled = compile(new Attempt(new QueryNode.Words(words), true, 1), SearchOptions.first(1));
    return compiled.isPresent()
        && searcher.search(compiled.get().of(), new TopScoreDocCollectorManager(1, null, 1)).scoreDocs.length > 0;
  }

  private static long millis(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  /** Letters as one character each, as texts are folded: typed on some systems, Hangul comes in its parts. */
  private static String nfc(String query) {
    return Normalizer.normalize(query, Normalizer.Form.NFC);
  }

  /**
   * The passages of one item in which words of a query stand, in the order of its text.
   *
   * @param document Lucene's number of the item within its own index
   * @throws org.bojagi.fault.UsageException there is no such item
   */
  public List<PassageMatch> inside(int bundle, int document, String query, int limit) throws IOException {
    if (bundle < 0 || bundle >= indexes.size()) {
      throw new UsageException(
          "There is no bundle of this number", String.valueOf(bundle), "Look for it again, from the first page on.");
    }
    var index = indexes.get(bundle);
    index.requireItem(document);
    var typed = QueryParser.parse(nfc(query));
    try {
      var compiled =
          typed.isEmpty()
              ? Optional.<QueryCompiler.Compiled>empty()
              : compile(attempts(typed.get()).getFirst(), SearchOptions.first(1));
      if (compiled.isEmpty() || compiled.get().passage() == null) {
        return List.of();
      }
      var marker = new Marker(QueryCompiler.wanted(typed.get()));
      return inside(index, document, passages(bundle, document, compiled.get().passage()), marker, limit);
    } catch (IOException e) {
      throw OpenIndex.fault(e, index.name());
    }
  }

  /** Lucene's numbers, within their index, of an item's passages that match, in order. */
  private int[] passages(int bundle, int document, Query passage) throws IOException {
    int bundleBase = docBase(bundle);
    var leaves = searcher.getIndexReader().leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(bundleBase + document, leaves));
    var scorer = searcher.createWeight(searcher.rewrite(passage), ScoreMode.COMPLETE_NO_SCORES, 1).scorer(leaf);
    var found = IntStream.builder();
    if (scorer != null) {
      int item = bundleBase + document - leaf.docBase;
      var matches = scorer.iterator();
      for (int at = matches.advance(firstOfBlock(leaf, item)); at < item; at = matches.nextDoc()) {
        found.add(leaf.docBase + at - bundleBase);
      }
    }
    return found.build().toArray();
  }

  private List<PassageMatch> inside(OpenIndex index, int document, int[] passages, Marker marker, int limit)
      throws IOException {
    var matches = new ArrayList<PassageMatch>();
    var item = index.item(document);
    try (var slices = new TextSlices(index, item, this.passages)) {
      for (int i = 0; i < passages.length && matches.size() < limit; i++) {
        var where = index.where(passages[i]);
        if (where.text() < item.texts().size()) {
          var text = item.texts().get(where.text());
          var shown = Shown.of(text, where.place(), slices.next(where), marker);
          // Pairs of syllables match in words that are none of the query's.
          if (!shown.snippet.marks().isEmpty()) {
            matches.add(shown.match(text, where));
          }
        }
      }
    }
    return matches;
  }

  /**
   * Finds the words of a query in any text that is shown. Knows nothing of the bundles; any number of
   * threads.
   */
  public static Marker marker(String query) throws IOException {
    var typed = QueryParser.parse(nfc(query));
    return new Marker(typed.isEmpty() ? List.of() : QueryCompiler.wanted(typed.get()));
  }

  /** What is tried in turn until something is found, the strictest reading first. */
  private static List<Attempt> attempts(QueryNode typed) {
    var attempts = new ArrayList<Attempt>();
    int plainWords = plainWords(QueryCompiler.wanted(typed));
    if (plainWords > 0 && plainWords <= EVERY_WORD_UP_TO) {
      attempts.add(new Attempt(typed, true, plainWords));
    }
    // Parts of one short word are other words.
    boolean oneShortWord =
        plainWords == 1 && typed instanceof QueryNode.Words(var word) && word.length() < LONG_WORD_CHARS;
    if (!oneShortWord) {
      attempts.add(new Attempt(typed, false, plainWords));
    }
    if (plainWords > 0 && typed instanceof QueryNode.All all && !all.asked()) {
      asWords(all).ifPresent(words -> attempts.add(new Attempt(words, false, plainWords)));
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

  private record Attempt(QueryNode typed, boolean everyWord, int plainWords) {}

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

  private List<Hit> hits(TopDocs top, int from, Query passage, Marker marker) throws IOException {
    var shown = Arrays.copyOfRange(top.scoreDocs, Math.min(from, top.scoreDocs.length), top.scoreDocs.length);
    var bestPassages = passage == null ? Map.<Integer, Integer>of() : bestPassages(shown, passage);
    var hits = new ArrayList<Hit>();
    for (var scored : shown) {
      int rank = from + hits.size() + 1;
      int bestPassage = bestPassages.getOrDefault(scored.doc, -1);
      int bundle = bundleOf(scored.doc);
      int bundleBase = docBase(bundle);
      var index = indexes.get(bundle);
      int document = scored.doc - bundleBase;
      var item = index.item(document);
      if (bestPassage < 0) {
        var bridges = Marker.bridges(marker.find(item.language(), item.title()));
        hits.add(new Hit(rank, bundle, document, item, scored.score, List.of(), bridges, List.of()));
      } else {
        var where = index.where(bestPassage - bundleBase);
        hits.add(hit(new Scored(rank, bundle, document, item, scored.score), where, marker));
      }
    }
    return hits;
  }

  private record Scored(int rank, int bundle, int document, StoredItem item, float score) {}

  /**
   * Of each item the passage of its block with the highest score, if one matches; numbers are the searcher's.
   */
  private Map<Integer, Integer> bestPassages(ScoreDoc[] items, Query passage) throws IOException {
    var weight = searcher.createWeight(searcher.rewrite(passage), ScoreMode.COMPLETE, 1);
    var leaves = searcher.getIndexReader().leaves();
    var best = new HashMap<Integer, Integer>();
    LeafReaderContext leaf = null;
    DocIdSetIterator matches = null;
    Scorer scorer = null;
    // In order, so that one walk through the matches passes all.
    for (int item : Arrays.stream(items).mapToInt(each -> each.doc).sorted().toArray()) {
      if (leaf == null || item >= leaf.docBase + leaf.reader().maxDoc()) {
        leaf = leaves.get(ReaderUtil.subIndex(item, leaves));
        scorer = weight.scorer(leaf);
        matches = scorer == null ? null : scorer.iterator();
      }
      if (scorer == null) {
        continue;
      }
      int first = firstOfBlock(leaf, item - leaf.docBase);
      float bestScore = -1;
      int at = matches.docID() < first ? matches.advance(first) : matches.docID();
      for (; at < item - leaf.docBase; at = matches.nextDoc()) {
        float score = scorer.score();
        if (score > bestScore) {
          best.put(item, leaf.docBase + at);
          bestScore = score;
        }
      }
    }
    return best;
  }

  private int firstOfBlock(LeafReaderContext leaf, int item) throws IOException {
    var blocks = items.getBitSet(leaf);
    return item == 0 ? 0 : blocks.prevSetBit(item - 1) + 1;
  }

  private Hit hit(Scored scored, PassageWhere where, Marker marker) throws IOException {
    var item = scored.item;
    var passages = List.<PassageMatch>of();
    if (where.text() < item.texts().size()) {
      var text = item.texts().get(where.text());
      try (var slices = new TextSlices(indexes.get(scored.bundle), item, this.passages)) {
        passages = List.of(Shown.of(text, where.place(), slices.next(where), marker).match(text, where));
      }
    }
    var bridges = passages.isEmpty() ? List.<Bridge>of() : passages.getFirst().bridges();
    if (passages.isEmpty() || bridges.isEmpty() && passages.getFirst().snippet().marks().isEmpty()) {
      bridges = Marker.bridges(marker.find(item.language(), item.title()));
    }
    return new Hit(scored.rank, scored.bundle, scored.document, item, scored.score, passages, bridges, List.of());
  }

  /** What a page shows of a passage. */
  private record Shown(Snippet snippet, Place at, List<Bridge> bridges) {

    /** @param slice of the file; empty where it can't be read */
    static Shown of(StoredItem.Text text, Place place, String slice, Marker marker) throws IOException {
      if (slice.isEmpty()) {
        return new Shown(Snippet.EMPTY, place, List.of());
      }
      var passage = PassageText.of(text.format(), slice);
      var window = Snippets.cut(passage, marker.find(text.language(), passage));
      var at = place;
      if (text.format() == TextFormat.WEBVTT && window.firstFound() >= 0) {
        double second = PassageText.secondAt(slice, window.firstFound());
        at = second < 0 ? at : new Place.Second(second);
      }
      return new Shown(window.snippet(), at, window.bridges());
    }

    PassageMatch match(StoredItem.Text text, PassageWhere where) {
      return new PassageMatch(
          text.fileOrdinal(), text.language(), at, snippet, bridges, where.charOffset(), where.charLength());
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
