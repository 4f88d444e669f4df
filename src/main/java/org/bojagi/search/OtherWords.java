package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.bojagi.language.WordRule;

/** What {@link WordPairs} finds as Lucene queries, beside what was typed. */
final class OtherWords {
  /** What another word counts where something else is as likely to be meant. SearchQuality. */
  private static final float DOUBTFUL_WEIGHT = 0.3f;

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final WordPairs pairs;
  private final QueryTokens tokens;
  private final KnownTerms known;
  private final float bridgeWeight;
  private final IntPredicate take;

  /** @param take whether so many more terms may be asked for */
  OtherWords(WordPairs pairs, QueryTokens tokens, KnownTerms known, float bridgeWeight, IntPredicate take) {
    this.pairs = pairs;
    this.tokens = tokens;
    this.known = known;
    this.bridgeWeight = bridgeWeight;
    this.take = take;
  }

  /** A part of a text that has other words in the other half of Korea: what was typed and these, whichever is better. */
  final class InText {
    private final WordRule rule;
    private final String field;
    private final Map<Integer, List<Query>> typed = new LinkedHashMap<>();
    private final Map<Integer, List<Query>> others = new LinkedHashMap<>();
    private final List<WordPairs.Pair> ofText;

    private InText(String text, WordRule rule, String field) throws IOException {
      this.rule = rule;
      this.field = field;
      ofText = pairs.of(text);
      for (var pair : ofText) {
        for (var query : inARow(rule, field, pair.other())) {
          float weight = pair.doubtful() ? DOUBTFUL_WEIGHT : bridgeWeight;
          others.computeIfAbsent(pair.start(), none -> new ArrayList<>()).add(WordQueries.weigh(query, weight));
        }
      }
    }

    boolean takes(QueryTokens.Token token, Query query) {
      for (var pair : ofText) {
        if (pair.covers(token) && others.containsKey(pair.start())) {
          typed.computeIfAbsent(pair.start(), none -> new ArrayList<>()).add(query);
          return true;
        }
      }
      return false;
    }

    List<Query> queries() {
      var queries = new ArrayList<Query>();
      others.forEach(
          (start, other) -> {
            var either = new ArrayList<Query>();
            WordQueries.sum(typed.getOrDefault(start, List.of())).ifPresent(either::add);
            either.addAll(other);
            queries.add(either(either));
          });
      return queries;
    }

    /** Of single words, as if each were as frequent as the most frequent of them. */
    private Query either(List<Query> queries) {
      var either = new SynonymQuery.Builder(field);
      for (var query : queries) {
        float weight = 1;
        var of = query;
        if (of instanceof BoostQuery weighted) {
          weight = weighted.getBoost();
          of = weighted.getQuery();
        }
        switch (of) {
          case TermQuery one -> either.addTerm(one.getTerm(), weight);
          case SynonymQuery one when one.getTerms().size() == 1 -> either.addTerm(one.getTerms().getFirst(), weight);
          default -> {
            return WordQueries.best(queries).orElseThrow();
          }
        }
      }
      return either.build();
    }
  }

  /** @param field of the rule */
  InText in(String text, WordRule rule, String field) throws IOException {
    return new InText(text, rule, field);
  }

  /**
   * Another word, of whatever parts, as a rule cuts it; also without its spaces. Pairs of syllables are asked only where
   * they are more than one, or no text has what Nori sees there.
   */
  private List<Query> inARow(WordRule rule, String field, String other) throws IOException {
    var queries = new ArrayList<Query>();
    if (rule != WordRule.KOREAN && rule != WordRule.ANY) {
      return queries;
    }
    for (var form : other.contains(" ") ? List.of(other, other.replace(" ", "")) : List.of(other)) {
      var words = tokens.of(WordRule.KOREAN, form);
      boolean asWords = words.stream().anyMatch(word -> word.length() > 1) && areWritten(WordRule.KOREAN, words);
      var parts = rule == WordRule.KOREAN ? words : tokens.of(rule, form);
      boolean asked = rule == WordRule.KOREAN ? asWords : (!asWords || parts.size() > 1) && areWritten(rule, parts);
      if (asked && take.test(parts.size())) {
        var query =
            parts.size() == 1 ? new TermQuery(new Term(field, parts.getFirst().term())) : WordQueries.inARow(field, rule, parts);
        if (!queries.contains(query)) {
          queries.add(query);
        }
      }
    }
    return queries;
  }

  private boolean areWritten(WordRule rule, List<QueryTokens.Token> parts) throws IOException {
    for (var part : parts) {
      if (!known.has(rule, part.term())) {
        return false;
      }
    }
    return !parts.isEmpty();
  }

  /** Empty where there is none. What stands in the other half of Korea for a word, or for several together. */
  Optional<Query> of(String text, Function<WordRule, String> field) throws IOException {
    var either = new ArrayList<Query>();
    for (var pair : pairs.of(text)) {
      boolean whole = pair.start() == 0 && text.indexOf(' ', pair.end()) < 0;
      for (var rule : whole && !pair.doubtful() ? List.of(WordRule.KOREAN, WordRule.ANY) : List.<WordRule>of()) {
        var name = field.apply(rule);
        if (name != null) {
          inARow(rule, name, pair.other()).forEach(query -> either.add(WordQueries.weigh(query, bridgeWeight)));
        }
      }
    }
    return WordQueries.sum(either);
  }

  /** The words of a text, with those together that together have another word. */
  List<String> together(String text) throws IOException {
    var words = new ArrayList<String>();
    var found = pairs.of(text);
    var spaces = SPACES.matcher(text);
    int start = 0;
    while (spaces.find()) {
      int space = spaces.start();
      if (found.stream().noneMatch(pair -> pair.start() < space && space < pair.end())) {
        words.add(text.substring(start, space));
        start = spaces.end();
      }
    }
    words.add(text.substring(start));
    return words;
  }
}
