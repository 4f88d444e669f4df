package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.join.BitSetProducer;

/**
 * Compiles a query for several bundles together: where they were indexed by several versions of the analysis, it is
 * asked in each one's words. Of its own, because it needs only the terms of the indexes and knows nothing of hits.
 */
final class VersionedCompiler {
  /** What the likelier word counts against the next one. */
  private static final float LIKELIER = 4;

  /** So short a query is answered in either spelling alike. */
  private static final int FEW_WORDS = 2;

  /** What a word in another spelling counts in a longer query. SearchQuality. */
  private static final float BRIDGE_WEIGHT = 0.8f;

  private final int[] analysisVersions;
  private final IndexReader reader;
  private final BitSetProducer items;

  /** @param reader of all of the bundles; stays the caller's */
  VersionedCompiler(Bundles bundles, IndexReader reader, BitSetProducer items) {
    this.analysisVersions =
        bundles.present().stream()
            .mapToInt(bundle -> Math.max(1, bundles.index(bundle).analysisVersion()))
            .distinct()
            .sorted()
            .toArray();
    this.reader = reader;
    this.items = items;
  }

  /**
   * Empty where nothing can match.
   *
   * @param languages of the items wanted; none: all
   */
  Optional<QueryCompiler.Compiled> compile(Attempt attempt, Set<String> languages) throws IOException {
    float bridgeWeight = attempt.plainWords() <= FEW_WORDS ? 1 : BRIDGE_WEIGHT;
    var known = new KnownTerms(reader);
    var pairs = new WordPairs(reader);
    var compiled = new ArrayList<QueryCompiler.Compiled>();
    for (int version : analysisVersions) {
      var words = new WordQueries(version, known, pairs, bridgeWeight);
      new QueryCompiler(items, languages, attempt.everyWord(), words).compile(attempt.typed()).ifPresent(compiled::add);
    }
    return compiled.stream().reduce(QueryCompiler.Compiled::or);
  }

  /** Any of these wishes, the likelier first. */
  Optional<QueryCompiler.Compiled> compileAny(List<QueryNode> wishes, Set<String> languages) throws IOException {
    var compiled = Optional.<QueryCompiler.Compiled>empty();
    for (var wish : wishes.reversed()) {
      var one = compile(new Attempt(wish, true, 1), languages);
      var others = compiled;
      compiled = others.isEmpty() ? one : one.map(each -> each.or(others.get(), LIKELIER)).or(() -> others);
    }
    return compiled;
  }
}
