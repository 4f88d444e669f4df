package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopScoreDocCollectorManager;

/**
 * All items that match, by number alone: for who wants each and shows none.
 *
 * @param languages of which one was chosen; none: any will do
 * @param narrowed to what else was chosen, each item once
 */
record EveryMatch(
    IndexSearcher searcher,
    Bundles bundles,
    VersionedCompiler compiler,
    DidYouMean didYouMean,
    Set<String> languages,
    Narrowed narrowed) {

  interface Narrowed {
    Query of(Query items) throws IOException;
  }

  interface Asked {
    List<Hit.Copy> of(EveryMatch matches) throws IOException;
  }

  /** By the strictest reading of what was typed. */
  List<Hit.Copy> strictly(String query) throws IOException {
    var typed = QueryParser.parse(query);
    return typed.isEmpty()
        ? of(QueryCompiler.ITEMS)
        : of(compiler.compile(Attempt.of(typed.get()).getFirst(), languages));
  }

  /** What {@link Searcher#search} comes to, one reading after the other. */
  List<Hit.Copy> asShown(String query, boolean asTyped) throws IOException {
    var typed = QueryParser.parse(query);
    if (typed.isEmpty()) {
      return of(QueryCompiler.ITEMS);
    }
    for (var attempt : Attempt.of(typed.get())) {
      var found = of(compiler.compile(attempt, languages));
      if (!found.isEmpty()) {
        return found;
      }
      if (attempt.everyWord()
          && attempt.typed() instanceof QueryNode.Words(var words)
          && Attempt.isMeantBeforeParts(words, didYouMean.of(words))) {
        break;
      }
    }
    if (typed.get() instanceof QueryNode.Words(var words)) {
      var meant = didYouMean.of(words);
      boolean isOther = asTyped && !meant.isEmpty();
      return isOther ? List.of() : of(compiler.compileAny(Attempt.similar(words.strip(), meant), languages));
    }
    return List.of();
  }

  private List<Hit.Copy> of(Optional<QueryCompiler.Compiled> compiled) throws IOException {
    return compiled.isEmpty() ? List.of() : of(compiled.get().of());
  }

  private List<Hit.Copy> of(Query items) throws IOException {
    var all = narrowed.of(items);
    int count = Math.max(1, searcher.count(all));
    var found = new ArrayList<Hit.Copy>(count);
    for (var each : searcher.search(all, new TopScoreDocCollectorManager(count, null, count)).scoreDocs) {
      int bundle = bundles.of(each.doc);
      found.add(new Hit.Copy(bundle, each.doc - bundles.base(bundle)));
    }
    return found;
  }
}
