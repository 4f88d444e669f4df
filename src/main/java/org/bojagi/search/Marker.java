package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.bojagi.language.Analysis;
import org.bojagi.language.Hangul;
import org.bojagi.language.HanjaReadings;
import org.bojagi.language.SpellingFold;
import org.bojagi.language.WordRule;

/**
 * Finds the words of a query in a text, by cutting it the way it was cut for the index. Any number of
 * threads.
 *
 * <p>Texts are a passage or a paragraph long: the words of a text are held in memory while it is looked
 * through.
 */
public final class Marker {
  /**
   * @param wish which word, phrase or prefix of the query it is
   * @param end exclusive
   * @param bridge null where it is spelled as it was typed
   */
  record Found(int wish, int start, int end, Bridge bridge) {
    Found(int wish, int start, int end) {
      this(wish, start, end, null);
    }
  }

  /**
   * Terms that must follow each other.
   *
   * @param positions from the first one's
   * @param written the terms as they are; empty where they are not known: then the whole text is looked
   *     through
   * @param bridge null where it is spelled as it was typed
   */
  private record Sequence(
      int wish, List<Predicate<String>> terms, List<Integer> positions, List<String> written, Bridge bridge) {

    static Sequence of(int wish, List<String> terms, List<Integer> positions, Bridge bridge) {
      var same = new ArrayList<Predicate<String>>();
      terms.forEach(term -> same.add(term::equals));
      return new Sequence(wish, same, positions, terms, bridge);
    }

    static Sequence like(int wish, Predicate<String> term) {
      return new Sequence(wish, List.of(term), List.of(0), List.of(), null);
    }

    static Sequence beginning(int wish, String folded) {
      // A beginning in Hangul is looked for where a word that begins so may be.
      var written = WordRule.Scripts.in(folded).hangul() ? List.of(folded) : List.<String>of();
      return new Sequence(wish, List.of(term -> term.startsWith(folded)), List.of(0), written, null);
    }
  }

  private final Map<WordRule, List<Sequence>> sequences = new EnumMap<>(WordRule.class);
  private final List<SpelledAlike> spelledAlike = new ArrayList<>();
  private final QueryTokens queryTokens = new QueryTokens(Analysis.VERSION);
  private final List<WordPairs.Pair> pairs;
  private int wishes;

  Marker(List<QueryNode> wanted) throws IOException {
    this(wanted, List.of());
  }

  /** @param pairs words of the other half of Korea that are marked, too */
  Marker(List<QueryNode> wanted, List<WordPairs.Pair> pairs) throws IOException {
    this.pairs = pairs;
    for (var leaf : wanted) {
      switch (leaf) {
        case QueryNode.Words(var text) -> {
          for (var word : text.strip().split("\\s+")) {
            addWord(word);
          }
        }
        case QueryNode.Parts(var word) -> addParts(word);
        case QueryNode.Phrase(var text) -> addPhrase(text);
        case QueryNode.Prefix(var text) -> addPrefix(text);
        case QueryNode.Fuzzy(var text) -> addFuzzy(text);
        default -> {} // what is asked of the item isn't marked in its passages
      }
    }
  }

  /**
   * Each term of a language's own rule counts; single syllables of a longer Korean word only together with
   * the rest of it, since 강 of 두만강 is in many words. Of pairs of syllables only the whole word counts.
   */
  private void addWord(String word) throws IOException {
    for (var rule : WordQueries.rules(word)) {
      var tokens = queryTokens.of(rule, word);
      if (rule == WordRule.ANY || rule == WordRule.KOREAN && tokens.size() > 1) {
        addSequence(rule, tokens);
      }
      if (rule != WordRule.ANY) {
        for (var token : tokens) {
          if (rule != WordRule.KOREAN || token.term().length() > 1 || word.length() == 1) {
            addSequence(rule, List.of(token));
          }
        }
      }
    }
    SpelledAlike.of(wishes, word, queryTokens).ifPresent(spelledAlike::add);
    var read = HanjaReadings.ofQuery(word);
    if (read.isPresent()) {
      addSequence(WordRule.KOREAN, queryTokens.of(WordRule.KOREAN, read.get()), new Bridge(word, read.get()));
    }
    addOtherWords(word);
    wishes++;
  }

  private void addOtherWords(String word) throws IOException {
    for (var pair : pairs) {
      if (word.startsWith(pair.typed()) || List.of(pair.typed().split(" ")).contains(word)) {
        for (var rule : List.of(WordRule.KOREAN, WordRule.ANY)) {
          addSequence(rule, queryTokens.of(rule, pair.other()), pair.bridge());
        }
      }
    }
  }

  private void addParts(String word) throws IOException {
    for (var token : queryTokens.of(WordRule.KOREAN, word)) {
      if (token.length() > 1) {
        addSequence(WordRule.KOREAN, List.of(token));
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
      add(rule, Sequence.beginning(wishes, folded));
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
        add(rule, Sequence.like(wishes, near::run));
      }
    }
    addWord(word);
  }

  private void addSequence(WordRule rule, List<QueryTokens.Token> tokens) {
    addSequence(rule, tokens, null);
  }

  private void addSequence(WordRule rule, List<QueryTokens.Token> tokens, Bridge bridge) {
    var terms = new ArrayList<String>();
    var positions = new ArrayList<Integer>();
    for (var token : tokens) {
      if (!token.single()) {
        terms.add(token.term());
        positions.add(token.position() - tokens.getFirst().position());
      }
    }
    if (!terms.isEmpty()) {
      add(rule, Sequence.of(wishes, terms, positions, bridge));
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
    var marks = new ArrayList<Snippet.Mark>();
    for (var each : find(language, text)) {
      Snippets.add(marks, each.start(), each.end());
    }
    return marks;
  }

  /** Where a query asks for nothing that stands in texts, nothing is ever marked. */
  public boolean isEmpty() {
    return sequences.isEmpty();
  }

  /** What of these was found in another spelling, each once. */
  static List<Bridge> bridges(List<Found> found) {
    return found.stream().map(Found::bridge).filter(Objects::nonNull).distinct().toList();
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
    var folded = spelledAlike.isEmpty() ? "" : SpellingFold.fold(text);
    for (var word : spelledAlike) {
      word.find(text, folded, found);
    }
    var lightlyFolded = rules.contains(WordRule.ANY) ? SpellingFold.lightly(text) : "";
    for (var rule : ownRulesFirst(rules)) {
      var wanted = new ArrayList<>(sequences.get(rule));
      if (rule == WordRule.ANY) {
        wanted.removeIf(sequence -> wishesFound.get(sequence.wish) || !mayBeIn(lightlyFolded, sequence));
      }
      if (wanted.isEmpty()) {
        continue;
      }
      var tokens = tokens(rule, text, wanted);
      int before = found.size();
      wanted.forEach(sequence -> find(sequence, tokens, found));
      if (rule == WordRule.KOREAN) {
        found.subList(before, found.size()).replaceAll(each -> withHanja(each, text));
      }
      found.stream().filter(each -> each.bridge == null).forEach(each -> wishesFound.set(each.wish));
    }
    found.sort(Comparator.comparingInt(Found::start).thenComparingInt(Found::end));
    return found;
  }

  /** What a text has in hanja was found as it is read, unless it was typed in hanja. */
  private static Found withHanja(Found found, String text) {
    var shown = text.substring(found.start, found.end);
    var read = HanjaReadings.hangul(shown);
    if (read.equals(shown)) {
      return found;
    }
    boolean typedSo = found.bridge != null && !HanjaReadings.hangul(found.bridge.typed()).equals(found.bridge.typed());
    return new Found(found.wish, found.start, found.end, typedSo ? null : new Bridge(read, shown));
  }

  /** Pairs of syllables stand in a text as they do in the index; other terms may be folded. */
  private static boolean mayBeIn(String lightlyFolded, Sequence sequence) {
    for (var term : sequence.written) {
      if (Hangul.isSyllable(term.charAt(0)) && !lightlyFolded.contains(term)) {
        return false;
      }
    }
    return true;
  }

  /** The text's terms, at least those at the places where one of the sequences may be. */
  private static List<QueryTokens.Token> tokens(WordRule rule, String text, List<Sequence> wanted)
      throws IOException {
    boolean anywhere = wanted.stream().anyMatch(sequence -> sequence.written.isEmpty());
    if (anywhere || rule == WordRule.ENGLISH || rule == WordRule.CHINESE) {
      return QueryTokens.cut(rule, text);
    }
    int chars = 1;
    for (var sequence : wanted) {
      if (sequence.written.size() > 1) {
        // Twice as many, for the spaces that may be between.
        chars = Math.max(chars, 2 * sequence.written.stream().mapToInt(String::length).sum());
      }
    }
    var tokens = new ArrayList<QueryTokens.Token>();
    int position = 0;
    var firstTerms = wanted.stream().map(sequence -> sequence.written.getFirst()).distinct().toList();
    for (var window : LikelyPlaces.of(text, firstTerms, chars)) {
      for (var token : QueryTokens.cut(rule, text.substring(window.start(), window.end()))) {
        int start = window.start() + token.start();
        if (start >= window.from() && start < window.to()) {
          int end = window.start() + token.end();
          tokens.add(
              new QueryTokens.Token(token.term(), position + token.position(), start, end, token.single()));
        }
      }
      position += text.length(); // so that nothing follows anything of another window
    }
    return tokens;
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
        found.add(new Found(sequence.wish, first.start(), end, sequence.bridge));
      }
    }
  }
}
