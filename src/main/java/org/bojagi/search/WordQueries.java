package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.bojagi.language.WordRule;

/**
 * Words, phrases, prefixes and fuzzy words as Lucene queries over the fields of the rules that suit their script.
 *
 * <p>Fields of one language are summed, of several the best counts (figures: docs/search.md). Terms are counted against
 * a budget, so that no query has more clauses than Lucene takes; beyond it words are left out.
 */
final class WordQueries {
  /** Lucene takes 1,024 clauses. */
  private static final int MAX_TERMS = 800;

  private static final int FUZZY_EXPANSIONS = 40;
  private static final int MAX_FUZZY_CHARS = 40;

  /** What a prefix or a fuzzy word is worth, about that of a rare word: it doesn't say which word it found. */
  private static final float INEXACT_WEIGHT = 3;

  /** A rule and what its field weighs against the others of the same language. */
  private record Weighted(WordRule rule, float weight) {}

  /** @param single one Hanzi of a pair that is a term too: it helps to rank, and says nothing more of what was meant */
  private record Token(String term, int position, boolean single) {}

  private final Map<String, List<Token>> cut = new LinkedHashMap<>();
  private int termsLeft = MAX_TERMS;

  /** Fields that are summed, by language. */
  private static List<List<Weighted>> languages(String text) {
    var scripts = WordRule.Scripts.in(text);
    var languages = new ArrayList<List<Weighted>>();
    if (scripts.hangul()) {
      languages.add(List.of(new Weighted(WordRule.KOREAN, 1), new Weighted(WordRule.ANY, 0.4f)));
    }
    if (scripts.han()) {
      languages.add(List.of(new Weighted(WordRule.CHINESE, 1), new Weighted(WordRule.ANY, 0.5f)));
    }
    boolean eastAsian = scripts.hangul() || scripts.han();
    if (scripts.latin() || !eastAsian) {
      languages.add(List.of(new Weighted(WordRule.ENGLISH, 1)));
    }
    if (!eastAsian) {
      languages.add(List.of(new Weighted(WordRule.ANY, 1)));
    }
    return languages;
  }

  /** Any of the words, the more the better. */
  Query words(String text, Function<WordRule, String> field) throws IOException {
    return words(text, field, Occur.SHOULD);
  }

  /** Every word; of one that a rule cuts up, every part. */
  Query everyPart(String word, Function<WordRule, String> field) throws IOException {
    return words(word, field, Occur.MUST);
  }

  private Query words(String text, Function<WordRule, String> field, Occur occur) throws IOException {
    var best = new ArrayList<Query>();
    for (var language : languages(text)) {
      var sum = new ArrayList<Query>();
      for (var weighted : language) {
        var terms = new BooleanQuery.Builder();
        boolean any = false;
        for (var token : cut(weighted.rule, text)) {
          if (occur == Occur.MUST && token.single) {
            continue;
          }
          if (take(1)) {
            terms.add(new TermQuery(new Term(field.apply(weighted.rule), token.term)), occur);
            any = true;
          }
        }
        if (any) {
          sum.add(weigh(terms.build(), weighted.weight));
        }
      }
      best.add(sum(sum));
    }
    return best(best);
  }

  /** The words in this order with nothing between, as they are written. */
  Query phrase(String text, Function<WordRule, String> field) throws IOException {
    var best = new ArrayList<Query>();
    for (var rule : exactRules(text)) {
      var phrase = new PhraseQuery.Builder();
      int terms = 0;
      for (var token : cut(rule, text)) {
        if (!token.single && take(1)) {
          phrase.add(new Term(field.apply(rule), token.term), token.position);
          terms++;
        }
      }
      if (terms > 0) {
        best.add(phrase.build());
      }
    }
    return best(best);
  }

  /** Words as written stand in {@link WordRule#ANY}, and English ones without their endings. */
  private static List<WordRule> exactRules(String text) {
    var scripts = WordRule.Scripts.in(text);
    return scripts.hangul() || scripts.han() || scripts.other()
        ? List.of(WordRule.ANY)
        : List.of(WordRule.ENGLISH, WordRule.ANY);
  }

  Query prefix(String text, Function<WordRule, String> field) throws IOException {
    var scripts = WordRule.Scripts.in(text);
    var folded = WordRule.fold(text);
    if (scripts.hangul() || scripts.han()) {
      boolean oneSyllable = folded.codePointCount(0, folded.length()) == 1;
      var best = new ArrayList<Query>();
      // Two syllables and more: their pairs in a row, wherever the word goes on.
      best.add(
          oneSyllable ? prefixTerm(field.apply(WordRule.ANY), folded) : phrase(text, field));
      if (scripts.hangul()) {
        best.add(prefixTerm(field.apply(WordRule.KOREAN), folded));
      }
      return best(best);
    }
    if (folded.length() < 2 || !folded.codePoints().allMatch(Character::isLetterOrDigit)) {
      return words(text, field);
    }
    return best(
        List.of(
            prefixTerm(field.apply(WordRule.ENGLISH), folded), prefixTerm(field.apply(WordRule.ANY), folded)));
  }

  private Query prefixTerm(String field, String prefix) {
    return take(1)
        ? new BoostQuery(new PrefixQuery(new Term(field, prefix)), INEXACT_WEIGHT)
        : new MatchNoDocsQuery();
  }

  /** At most two letters changed, left out, added or swapped; one in a word of up to five. */
  Query fuzzy(String text, Function<WordRule, String> field) throws IOException {
    var folded = WordRule.fold(text);
    int length = folded.codePointCount(0, folded.length());
    boolean hangul = WordRule.Scripts.in(text).hangul();
    if (length < (hangul ? 2 : 3)
        || length > MAX_FUZZY_CHARS
        || !folded.codePoints().allMatch(Character::isLetterOrDigit)
        || !take(2 * FUZZY_EXPANSIONS)) {
      return words(text, field);
    }
    int edits = hangul || length < 6 ? 1 : 2;
    int samePrefix = hangul ? 0 : 1;
    var rules = hangul ? List.of(WordRule.KOREAN) : List.of(WordRule.ENGLISH, WordRule.ANY);
    var best = new ArrayList<Query>();
    for (var rule : rules) {
      best.add(
          new FuzzyQuery(new Term(field.apply(rule), folded), edits, samePrefix, FUZZY_EXPANSIONS, true));
    }
    best.add(words(text, field));
    return best(best);
  }

  /** What to mark in a passage, by rule: the terms of words and phrases. */
  Map<WordRule, List<String>> terms(String text) throws IOException {
    var terms = new LinkedHashMap<WordRule, List<String>>();
    for (var language : languages(text)) {
      for (var weighted : language) {
        var found = new ArrayList<String>();
        for (var token : cut(weighted.rule, text)) {
          if (!token.single) {
            found.add(token.term);
          }
        }
        terms.put(weighted.rule, found);
      }
    }
    return terms;
  }

  private boolean take(int terms) {
    if (termsLeft < terms) {
      return false;
    }
    termsLeft -= terms;
    return true;
  }

  private static Query weigh(Query query, float weight) {
    return weight == 1 ? query : new BoostQuery(query, weight);
  }

  static Query sum(List<Query> queries) {
    if (queries.isEmpty()) {
      return new MatchNoDocsQuery();
    }
    if (queries.size() == 1) {
      return queries.getFirst();
    }
    var sum = new BooleanQuery.Builder();
    queries.forEach(query -> sum.add(query, Occur.SHOULD));
    return sum.build();
  }

  private static Query best(List<Query> queries) {
    if (queries.isEmpty()) {
      return new MatchNoDocsQuery();
    }
    return queries.size() == 1 ? queries.getFirst() : new DisjunctionMaxQuery(queries, 0);
  }

  private List<Token> cut(WordRule rule, String text) throws IOException {
    var key = rule.code() + ' ' + text;
    var known = cut.get(key);
    if (known == null) {
      known = tokens(rule, text);
      cut.put(key, known);
    }
    return known;
  }

  private static List<Token> tokens(WordRule rule, String text) throws IOException {
    var tokens = new ArrayList<Token>();
    try (var stream = rule.analyzer().tokenStream("query", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      var increment = stream.addAttribute(PositionIncrementAttribute.class);
      var type = stream.addAttribute(TypeAttribute.class);
      var offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      int position = -1;
      int pairsEnd = -1;
      while (stream.incrementToken()) {
        position += increment.getPositionIncrement();
        boolean pair = type.type().equals(CJKBigramFilter.DOUBLE_TYPE);
        if (pair && increment.getPositionIncrement() == 0) {
          var first = tokens.removeLast();
          tokens.add(new Token(first.term, first.position, true));
        }
        tokens.add(new Token(term.toString(), position, !pair && offset.endOffset() <= pairsEnd));
        pairsEnd = pair ? offset.endOffset() : pairsEnd;
      }
      stream.end();
    }
    return tokens;
  }
}
