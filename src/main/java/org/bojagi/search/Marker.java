package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.bojagi.language.WordRule;

/** Finds the words of a query in the text of a passage, by cutting it the way it was cut for the index. */
public final class Marker {
  /**
   * @param wish which word, phrase or prefix of the query it is
   * @param end exclusive
   */
  record Found(int wish, int start, int end) {}

  /** Terms that must follow each other; {@code positions} from the first one's. */
  private record Sequence(int wish, List<Predicate<String>> terms, List<Integer> positions) {}

  private final Map<WordRule, List<Sequence>> sequences = new EnumMap<>(WordRule.class);
  private final QueryTokens queryTokens = new QueryTokens();
  private int wishes;

  Marker(List<QueryNode> wanted) throws IOException {
    for (var leaf : wanted) {
      switch (leaf) {
        case QueryNode.Words(var text) -> {
          for (var word : text.strip().split("\\s+")) {
            addWord(word);
          }
        }
        case QueryNode.Phrase(var text) -> addPhrase(text);
        case QueryNode.Prefix(var text) -> addPrefix(text);
        case QueryNode.Fuzzy(var text) -> addFuzzy(text);
        default -> {} // what is asked of the item isn't marked in its passages
      }
    }
  }

  /** Each term of a language's own rule counts; of pairs of syllables only the whole word. */
  private void addWord(String word) throws IOException {
    for (var rule : WordQueries.rules(word)) {
      var tokens = queryTokens.of(rule, word);
      if (rule == WordRule.ANY) {
        addSequence(rule, tokens);
      } else {
        tokens.forEach(token -> addSequence(rule, List.of(token)));
      }
    }
    wishes++;
  }

  private void addPhrase(String phrase) throws IOException {
    for (var rule : WordQueries.exactRules(phrase)) {
      addSequence(rule, queryTokens.of(rule, phrase));
    }
    wishes++;
  }

  private void addPrefix(String prefix) throws IOException {
    var folded = WordRule.fold(prefix);
    for (var rule : WordQueries.rules(prefix)) {
      add(rule, new Sequence(wishes, List.of(term -> term.startsWith(folded)), List.of(0)));
    }
    addSequence(WordRule.ANY, queryTokens.of(WordRule.ANY, prefix));
    wishes++;
  }

  private void addFuzzy(String word) throws IOException {
    var folded = WordRule.fold(word);
    int edits = WordQueries.edits(folded);
    if (edits > 0) {
      var near = new CharacterRunAutomaton(new LevenshteinAutomata(folded, true).toAutomaton(edits));
      for (var rule : WordQueries.rules(word)) {
        add(rule, new Sequence(wishes, List.of(near::run), List.of(0)));
      }
    }
    addWord(word);
  }

  private void addSequence(WordRule rule, List<QueryTokens.Token> tokens) {
    var terms = new ArrayList<Predicate<String>>();
    var positions = new ArrayList<Integer>();
    for (var token : tokens) {
      if (!token.single()) {
        terms.add(token.term()::equals);
        positions.add(token.position() - tokens.getFirst().position());
      }
    }
    if (!terms.isEmpty()) {
      add(rule, new Sequence(wishes, terms, positions));
    }
  }

  private void add(WordRule rule, Sequence sequence) {
    sequences.computeIfAbsent(rule, none -> new ArrayList<>()).add(sequence);
  }

  /**
   * What to mark in a text that is shown, in order, apart.
   *
   * @param language BCP 47 tag of the text, {@code und} where nothing is known
   */
  public List<Snippet.Mark> marks(String language, String text) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * In order of their beginning; they may overlap.
   *
   * @param language of the text, as it was indexed
   */
  List<Found> find(String language, String text) throws IOException {
    var rules = EnumSet.noneOf(WordRule.class);
    rules.addAll(WordRule.of(language, text));
    rules.retainAll(sequences.keySet());
    var found = new ArrayList<Found>();
    var wishesFound = new BitSet();
    for (var rule : ownRulesFirst(rules)) {
      if (rule == WordRule.ANY && wishesFound.cardinality() == wishes) {
        break;
      }
      var tokens = QueryTokens.cut(rule, text);
      for (var sequence : sequences.get(rule)) {
        if (rule != WordRule.ANY || !wishesFound.get(sequence.wish)) {
          find(sequence, tokens, found);
        }
      }
      found.forEach(each -> wishesFound.set(each.wish));
    }
    found.sort(Comparator.comparingInt(Found::start).thenComparingInt(Found::end));
    return found;
  }

  /** {@link WordRule#ANY} is asked for what a language's own rule didn't find. */
  private static List<WordRule> ownRulesFirst(Set<WordRule> rules) {
    var ordered = new ArrayList<>(rules);
    ordered.sort(Comparator.comparing(rule -> rule == WordRule.ANY));
    return ordered;
  }

  private static void find(Sequence sequence, List<QueryTokens.Token> tokens, List<Found> found) {
    for (int i = 0; i < tokens.size(); i++) {
      var first = tokens.get(i);
      int at = i;
      int next = 0;
      int end = first.end();
      while (at < tokens.size() && next < sequence.terms.size()) {
        var token = tokens.get(at);
        int position = token.position() - first.position();
        if (position > sequence.positions.get(next)) {
          break;
        }
        if (position == sequence.positions.get(next) && sequence.terms.get(next).test(token.term())) {
          end = Math.max(end, token.end());
          next++;
        } else if (next == 0) {
          break;
        }
        at++;
      }
      if (next == sequence.terms.size() && sequence.terms.getFirst().test(first.term())) {
        found.add(new Found(sequence.wish, first.start(), end));
      }
    }
  }
}
