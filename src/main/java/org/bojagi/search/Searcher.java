package org.bojagi.search;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.index.OpenIndex;

/**
 * Searches several bundles as one: scores are taken over all of them together, so that they compare. Any
 * number of threads.
 *
 * <p>Of up to {@value Attempt#EVERY_WORD_UP_TO} plain words an item must have each. Where none has, and of more
 * words, any will do and what has more comes first; so too of the parts of one long word. What is asked for
 * with AND, as a phrase alone or in a field is never replaced by less.
 */
public final class Searcher {
  /**
   * Passages are short and of like length: less weight on repetition than for whole documents. SearchQuality.
   */
  private static final float BM25_K1 = 0.8f;

  private static final float BM25_B = 0.65f;

  private final Bundles bundles;
  private final PassageSource passages;
  private final List<Edition> editions;
  private final IndexSearcher searcher;
  private final QueryClock clock = new QueryClock();
  private final DidYouMean didYouMean;
  private final BitSetProducer items = new QueryBitSetProducer(QueryCompiler.ITEMS);
  private final VersionedCompiler compiler;
  private final Map<Set<Integer>, Searcher> withoutDamaged = new ConcurrentHashMap<>();
  private Collection collection;

  /** @param indexes stay open, and must be open for as long as this is used */
  public Searcher(List<OpenIndex> indexes, PassageSource passages) throws IOException {
    this(indexes, passages, List.of());
  }

  /** @param editions of each index its bundle: what several editions have is found in the newest */
  public Searcher(List<OpenIndex> indexes, PassageSource passages, List<Edition> editions) throws IOException {
    this(new Bundles(indexes, Set.of()), passages, List.copyOf(editions));
  }

  private Searcher(Bundles bundles, PassageSource passages, List<Edition> editions) throws IOException {
    this.bundles = bundles;
    this.passages = passages;
    this.editions = editions;
    searcher = new IndexSearcher(bundles.reader());
    searcher.setSimilarity(new BM25Similarity(BM25_K1, BM25_B));
    searcher.setQueryCache(null);
    searcher.setTimeout(clock);
    compiler = new VersionedCompiler(bundles, searcher.getIndexReader(), items);
    var names = new Suggester(bundles.present().stream().map(bundles::index).toList());
    didYouMean = new DidYouMean(searcher, names, this::finds);
  }

  /** All that a query finds as it was typed, nothing that was meant instead; as chosen, in no order. Takes its time. */
  public List<Hit.Copy> all(String query, SearchOptions options) throws IOException {
    return every(options, matches -> matches.strictly(nfc(query)));
  }

  /**
   * All of which {@link #search} gives the first, in no order. Takes its time.
   *
   * @param asTyped nothing that was meant instead
   */
  public List<Hit.Copy> allShown(String query, SearchOptions options, boolean asTyped) throws IOException {
    return every(options, matches -> matches.asShown(nfc(query), asTyped));
  }

  private List<Hit.Copy> every(SearchOptions options, EveryMatch.Asked asked) throws IOException {
    try {
      var filters = Narrowing.filters(options.chosen(), collection().leaves).values();
      var languages = options.chosen(Facet.LANGUAGE);
      EveryMatch.Narrowed narrowed = of -> Narrowing.narrowed(eachOnce(of), filters);
      return asked.of(new EveryMatch(searcher, bundles, compiler, didYouMean, languages, narrowed));
    } catch (IOException e) {
      throw OpenIndex.fault(e, bundles.names());
    }
  }

  /** What is known of all that is searched; made when it is needed first, since damage can be in the way. */
  private record Collection(Ranking ranking, Copies copies, HitList hits, List<Narrowing.Leaf> leaves) {}

  private synchronized Collection collection() throws IOException {
    if (collection == null) {
      var leaves = new ArrayList<Narrowing.Leaf>();
      var bundleOfLeaf = new ArrayList<Integer>();
      for (var leaf : searcher.getLeafContexts()) {
        int bundle = bundles.of(leaf.docBase);
        bundleOfLeaf.add(bundle);
        int base = leaf.docBase - bundles.base(bundle);
        leaves.add(new Narrowing.Leaf(bundles.index(bundle), base, leaf.reader().maxDoc()));
      }
      var copies = Copies.of(searcher.getIndexReader(), bundleOfLeaf, editions);
      var hits = new HitList(bundles, new BestPassages(searcher, items), copies, passages);
      collection = new Collection(new Ranking(searcher), copies, hits, leaves);
    }
    return collection;
  }

  /**
   * @param query whatever was typed; what doesn't parse is searched as words. Without any word everything is listed,
   *     by title if nothing else is said, as long as a facet is chosen or an order
   * @throws org.bojagi.fault.DamagedBundleException a part of an index that the query needs can't be read, and there is
   *     no other index; otherwise the answer says which are left out
   */
  public Results search(String query, SearchOptions options) throws IOException {
    long started = System.nanoTime();
    try {
      return found(query, options, started);
    } catch (IOException e) {
      var leftOut = damaged(e, alone -> alone.found(query, options, started));
      return without(leftOut).search(query, options).with(leftOut);
    } finally {
      clock.stop();
    }
  }

  private Results found(String query, SearchOptions options, long started) throws IOException {
    var typed = QueryParser.parse(nfc(query));
    if (typed.isEmpty()) {
      return listed(query, options, started);
    }
    var meant = List.<String>of();
    boolean asked = false;
    for (var attempt : Attempt.of(typed.get())) {
      var suggestion = meant.stream().findFirst();
      var results = results(query, attempt, options, started, suggestion, Optional.empty());
      if (results.isPresent()) {
        return results.get();
      }
      if (clock.shouldExit()) {
        break;
      }
      if (attempt.everyWord() && attempt.typed() instanceof QueryNode.Words(var words)) {
        asked = true;
        meant = didYouMean.of(words);
        if (Attempt.isMeantBeforeParts(words, meant)) {
          break;
        }
      }
    }
    if (typed.get() instanceof QueryNode.Words(var words) && !clock.shouldExit()) {
      meant = asked ? meant : didYouMean.of(words);
      var results = similar(query, words.strip(), meant, options, started);
      if (results.isPresent()) {
        return results.get();
      }
    }
    var suggestion = meant.stream().findFirst();
    return options.chosen().isEmpty()
        ? nothing(query, started, suggestion)
        : countedOnly(query, typed.get(), options, started, suggestion);
  }

  /** Empty where nothing is found. */
  private Optional<Results> similar(
      String query, String typed, List<String> meant, SearchOptions options, long started) throws IOException {
    var wishes = Attempt.similar(typed, meant);
    var languages = options.chosen(Facet.LANGUAGE);
    var inLanguages = compiler.compileAny(wishes, languages);
    if (inLanguages.isEmpty()) {
      return Optional.empty();
    }
    var page = page(inLanguages.get().of(), options, true);
    if (page.isEmpty()) {
      return Optional.empty();
    }
    var anyLanguage = languages.isEmpty() ? inLanguages : compiler.compileAny(wishes, Set.of());
    var wanted = new Wanted(inLanguages.get(), anyLanguage.orElseThrow().of());
    var corrected = meant.stream().findFirst();
    return Optional.of(results(query, page, wanted, marker(wishes), options, started, corrected, corrected));
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
    var compiled = compiler.compile(attempt, options.chosen(Facet.LANGUAGE));
    if (compiled.isEmpty()) {
      return Optional.empty();
    }
    clock.start();
    var page = page(compiled.get().of(), options, attempt.everyWord());
    if (page.isEmpty()) {
      return Optional.empty();
    }
    var anyLanguage = options.chosen(Facet.LANGUAGE).isEmpty() ? compiled : compiler.compile(attempt, Set.of());
    var wanted = new Wanted(compiled.get(), anyLanguage.orElseThrow().of());
    var marker = marker(QueryCompiler.wanted(attempt.typed()));
    return Optional.of(results(query, page, wanted, marker, options, started, suggestion, corrected));
  }

  /** No hits as chosen; so that something else can be, what there is otherwise. */
  private Results countedOnly(
      String query, QueryNode typed, SearchOptions options, long started, Optional<String> suggestion)
      throws IOException {
    for (var attempt : Attempt.of(typed)) {
      var compiled = compiler.compile(attempt, Set.of());
      if (compiled.isPresent() && finds(compiled.get().of())) {
        var inLanguages = compiler.compile(attempt, options.chosen(Facet.LANGUAGE)).orElseThrow();
        var wanted = new Wanted(inLanguages, compiled.get().of());
        return results(
            query, List.of(), wanted, new Marker(List.of()), options, started, suggestion, Optional.empty());
      }
    }
    return nothing(query, started, suggestion);
  }

  private Results nothing(String query, long started, Optional<String> suggestion) {
    boolean exact = !clock.shouldExit();
    return new Results(
        query, 0, exact, millis(started), List.of(), Facets.NONE, suggestion, Optional.empty(), List.of());
  }

  private Results listed(String query, SearchOptions options, long started) throws IOException {
    if (options.sort() == SearchOptions.Sort.RELEVANCE && options.chosen().isEmpty()) {
      return nothing(query, started, Optional.empty());
    }
    boolean ordered = options.sort() != SearchOptions.Sort.RELEVANCE;
    var inOrder = ordered ? options : options.sorted(SearchOptions.Sort.TITLE, options.alphabet());
    var page = page(QueryCompiler.ITEMS, inOrder, true);
    var all = new Wanted(new QueryCompiler.Compiled(QueryCompiler.ITEMS, null), QueryCompiler.ITEMS);
    return results(query, page, all, new Marker(List.of()), inOrder, started, Optional.empty(), Optional.empty());
  }

  /** @param anyLanguage matches items as if no language were chosen */
  private record Wanted(QueryCompiler.Compiled compiled, Query anyLanguage) {}

  /** All hits from the first on to the last that is shown. */
  private List<ScoreDoc> page(Query of, SearchOptions options, boolean everyWord) throws IOException {
    var filters = Narrowing.filters(options.chosen(), collection().leaves).values();
    var narrowed = Narrowing.narrowed(eachOnce(of), filters);
    return collection().ranking.first(options.from() + options.limit(), narrowed, options, everyWord);
  }

  /** Without what an earlier bundle has. */
  private Query eachOnce(Query of) throws IOException {
    var folded = collection().copies.folded();
    return folded.isEmpty()
        ? of
        : new BooleanQuery.Builder().add(of, Occur.MUST).add(folded.get(), Occur.MUST_NOT).build();
  }

  private Results results(
      String query,
      List<ScoreDoc> page,
      Wanted wanted,
      Marker marker,
      SearchOptions options,
      long started,
      Optional<String> suggestion,
      Optional<String> corrected)
      throws IOException {
    var filters = Narrowing.filters(options.chosen(), collection().leaves);
    var counting = new Counting(searcher, collection().leaves);
    var counted = counting.of(eachOnce(wanted.compiled.of()), eachOnce(wanted.anyLanguage), filters, options);
    var shown = page.subList(Math.min(options.from(), page.size()), page.size());
    var hits = collection().hits.of(shown, wanted.compiled.passage(), marker, options);
    long total = Math.max(counted.total(), page.size());
    boolean exact = counted.totalIsExact() && !clock.shouldExit();
    return new Results(
        query, total, exact, millis(started), hits, counted.facets(), suggestion, corrected, List.of());
  }

  /**
   * Other items about the same, best first.
   *
   * @param document Lucene's number of the item within its own index
   * @throws org.bojagi.fault.UsageException there is no such item
   */
  public Results moreLikeThis(int bundle, int document, int limit) throws IOException {
    long started = System.nanoTime();
    var index = index(bundle);
    index.requireItem(document);
    var options = SearchOptions.first(limit).counting(Set.of());
    try {
      return like(bundle, document, options, started);
    } catch (IOException e) {
      var leftOut = damaged(e, alone -> alone.like(bundle, document, options, started));
      return without(leftOut).moreLikeThis(bundle, document, limit).with(leftOut);
    }
  }

  private Results like(int bundle, int document, SearchOptions options, long started) throws IOException {
    var index = index(bundle);
    var item = index.item(document);
    var like = new LikeThis(searcher.getIndexReader(), items, passages).of(index, item, index.describe(document, item));
    if (like.isEmpty()) {
      return nothing("", started, Optional.empty());
    }
    // Itself, or what it is a copy of, is the best hit of all.
    var best =
        searcher.search(eachOnce(like.get().of()), new TopScoreDocCollectorManager(options.limit() + 1, null, options.limit() + 1));
    var others = new ArrayList<ScoreDoc>();
    for (var each : best.scoreDocs) {
      if (each.doc != bundles.base(bundle) + document
          && Arrays.stream(collection().copies.of(each.doc)).noneMatch(copy -> copy == bundles.base(bundle) + document)
          && others.size() < options.limit()) {
        others.add(each);
      }
    }
    var hits = collection().hits.of(others, like.get().passage(), new Marker(List.of()), options);
    return new Results(
        "", hits.size(), true, millis(started), hits, Facets.NONE, Optional.empty(), Optional.empty(), List.of());
  }

  private interface Ask {
    void of(Searcher alone) throws IOException;
  }

  /** Which indexes can't be asked this, each tried alone. */
  private List<LeftOut> damaged(IOException thrown, Ask ask) throws IOException {
    var leftOut = new ArrayList<LeftOut>();
    for (int bundle : bundles.present()) {
      try {
        ask.of(new Searcher(bundles.only(bundle), passages, editions));
      } catch (IOException e) {
        if (OpenIndex.fault(e, bundles.index(bundle).name()) instanceof Fault fault) {
          leftOut.add(new LeftOut(bundle, fault));
        }
      }
    }
    if (leftOut.isEmpty() || leftOut.size() == bundles.present().size()) {
      throw OpenIndex.fault(thrown, bundles.names());
    }
    return leftOut;
  }

  private Searcher without(List<LeftOut> leftOut) throws IOException {
    var positions = Set.copyOf(leftOut.stream().map(LeftOut::bundle).toList());
    var known = withoutDamaged.get(positions);
    if (known == null) {
      known = new Searcher(bundles.without(positions), passages, editions);
      withoutDamaged.put(positions, known);
    }
    return known;
  }

  private OpenIndex index(int bundle) throws UsageException {
    if (bundle < 0 || bundle >= bundles.size()) {
      throw new UsageException(
          "There is no bundle of this number", String.valueOf(bundle), "Look for it again, from the first page on.");
    }
    return bundles.index(bundle);
  }

  /** Whether some item has each of these words. */
  private boolean finds(String words) throws IOException {
    var compiled = compiler.compile(new Attempt(new QueryNode.Words(words), true, 1), Set.of());
    return compiled.isPresent() && finds(compiled.get().of());
  }

  private boolean finds(Query query) throws IOException {
    return searcher.search(query, new TopScoreDocCollectorManager(1, null, 1)).scoreDocs.length > 0;
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
    var index = index(bundle);
    index.requireItem(document);
    var typed = QueryParser.parse(nfc(query));
    try {
      var compiled =
          typed.isEmpty()
              ? Optional.<QueryCompiler.Compiled>empty()
              : compiler.compile(Attempt.of(typed.get()).getFirst(), Set.of());
      if (compiled.isEmpty() || compiled.get().passage() == null) {
        return List.of();
      }
      var marker = marker(QueryCompiler.wanted(typed.get()));
      var found = passages(bundle, document, compiled.get().passage());
      return new HitTexts(passages, marker).inOrder(index, index.item(document), found, limit);
    } catch (IOException e) {
      throw OpenIndex.fault(e, index.name());
    }
  }

  /** Lucene's numbers, within their index, of an item's passages that match, in order. */
  private int[] passages(int bundle, int document, Query passage) throws IOException {
    int bundleBase = bundles.base(bundle);
    var leaves = searcher.getIndexReader().leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(bundleBase + document, leaves));
    var scorer = searcher.createWeight(searcher.rewrite(passage), ScoreMode.COMPLETE_NO_SCORES, 1).scorer(leaf);
    var found = IntStream.builder();
    if (scorer != null) {
      int item = bundleBase + document - leaf.docBase;
      var matches = scorer.iterator();
      for (int at = matches.advance(BestPassages.firstOfBlock(items, leaf, item)); at < item; at = matches.nextDoc()) {
        found.add(leaf.docBase + at - bundleBase);
      }
    }
    return found.build().toArray();
  }

  /**
   * Finds the words of a query in any text that is shown. Knows nothing of the bundles; any number of
   * threads.
   */
  public static Marker marker(String query) throws IOException {
    var typed = QueryParser.parse(nfc(query));
    return new Marker(typed.isEmpty() ? List.of() : QueryCompiler.wanted(typed.get()));
  }

  private Marker marker(List<QueryNode> wanted) throws IOException {
    var ofIndexes = new WordPairs(searcher.getIndexReader());
    var pairs = new ArrayList<WordPairs.Pair>();
    for (var leaf : wanted) {
      if (leaf instanceof QueryNode.Words(var text)) {
        pairs.addAll(ofIndexes.of(text));
      }
    }
    return new Marker(wanted, pairs);
  }
}
