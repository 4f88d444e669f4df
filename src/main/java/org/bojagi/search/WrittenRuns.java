package org.bojagi.search;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.bojagi.index.Fields;
import org.bojagi.language.Analysis;
import org.bojagi.language.WordRule;

/** Which runs of syllables or Hanzi are written somewhere, by the pairs of {@link WordRule#ANY}. */
final class WrittenRuns {
  private static final List<String> FIELDS =
      List.of(Fields.text(WordRule.ANY), Fields.title(WordRule.ANY), Fields.about(WordRule.ANY));

  /** More than so many places are as good as so many. */
  private static final int COUNT_UP_TO = 1_000;

  /** Those of one UTF-16 unit. */
  private static final Automaton HAN = Automata.makeCharRange(0x3400, 0x9fff);

  private final IndexSearcher searcher;

  WrittenRuns(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** Of these pairs those that are written, with in how many passages, titles and descriptions about. */
  Map<String, Integer> pairs(Collection<String> pairs) throws IOException {
    var written = new HashMap<String, Integer>();
    if (pairs.isEmpty()) {
      return written;
    }
    // One walk in order through the terms, however many pairs there are.
    var union = Automata.makeBinaryStringUnion(pairs.stream().map(BytesRef::new).sorted().toList());
    var any = new CompiledAutomaton(union, false, true, true);
    for (var leaf : searcher.getIndexReader().leaves()) {
      for (var field : FIELDS) {
        var terms = leaf.reader().terms(field);
        if (terms != null) {
          var found = any.getTermsEnum(terms);
          for (var term = found.next(); term != null; term = found.next()) {
            written.merge(term.utf8ToString(), found.docFreq(), Integer::sum);
          }
        }
      }
    }
    return written;
  }

  /** The Han characters that are written right after this one. */
  Set<Character> after(char c) throws IOException {
    return ofPairs(Operations.concatenate(List.of(Automata.makeChar(c), HAN)), 1);
  }

  /** The Han characters that are written right before this one. */
  Set<Character> before(char c) throws IOException {
    return ofPairs(Operations.concatenate(List.of(HAN, Automata.makeChar(c))), 0);
  }

  private Set<Character> ofPairs(Automaton pairs, int which) throws IOException {
    var found = new HashSet<Character>();
    var any = new CompiledAutomaton(pairs, false, true, false);
    for (var leaf : searcher.getIndexReader().leaves()) {
      for (var field : FIELDS) {
        var terms = leaf.reader().terms(field);
        if (terms != null) {
          var pair = any.getTermsEnum(terms);
          for (var term = pair.next(); term != null; term = pair.next()) {
            found.add(term.utf8ToString().charAt(which));
          }
        }
      }
    }
    return found;
  }

  /** In how many passages, titles and descriptions a run is written, at most about {@value #COUNT_UP_TO}. */
  int count(String run) throws IOException {
    var anywhere = new BooleanQuery.Builder();
    for (int version = 1; version <= Analysis.VERSION; version++) {
      var tokens = new QueryTokens(version).of(WordRule.ANY, run);
      for (var field : FIELDS) {
        var phrase = new PhraseQuery.Builder();
        for (var token : tokens) {
          if (!token.single()) {
            phrase.add(new Term(field, token.term()), token.position());
          }
        }
        anywhere.add(phrase.build(), Occur.SHOULD);
      }
    }
    var top =
        searcher.search(
            new ConstantScoreQuery(anywhere.build()), new TopScoreDocCollectorManager(1, null, COUNT_UP_TO));
    return (int) top.totalHits.value();
  }
}
