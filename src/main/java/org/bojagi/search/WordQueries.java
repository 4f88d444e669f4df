package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.bojagi.language.HanjaReadings;
import org.bojagi.language.Hangul;
import org.bojagi.language.WordRule;

/**
 * Words, phrases, prefixes and fuzzy words as Lucene queries over the fields of the rules that suit their
 * script.
 *
 * <p>Fields of one language are summed, of several the best counts. A field is given as what names it for a
 * rule, null where that rule has none. Terms are counted against a budget, so that no query has more clauses
 * than Lucene takes. Empty where nothing is left to ask for: no word in the text, or the budget is used up.
 */
final class WordQueries {
  private static final Pattern HANGUL_WORD = Pattern.compile("[가-힣]+");

  /** Those that no noun ends in. */
  private static final Pattern PARTICLE =
      Pattern.compile("(?<=..)(?:에서는?|으로|에게|까지|부터|들[은이을]|[은는을를의에])$");

  /** Lucene takes 1,024 clauses. */
  private static final int MAX_TERMS = 900;

  private static final int FUZZY_EXPANSIONS = 40;
  private static final int MAX_FUZZY_CHARS = 40;

  /**
   * What a prefix or a fuzzy word is worth, about that of a rare word: it doesn't say which word it found.
   */
  private static final float INEXACT_WEIGHT = 3;

  /** A rule and what its field weighs against the others of the same language. */
  private record Weighted(WordRule rule, float weight) {}

  private final QueryTokens tokens;
  private final KnownTerms known;
  private final OtherWords otherWords;
  private final float bridgeWeight;
  private int termsLeft = MAX_TERMS;

  /**
   * @param version {@link org.bojagi.language.Analysis#VERSION} of the indexes that are asked
   * @param pairs other words of the other half of Korea
   * @param bridgeWeight what a word counts that is spelled as in the other half of Korea, 0 to 1
   */
  WordQueries(int version, KnownTerms known, WordPairs pairs, float bridgeWeight) {
    this.tokens = new QueryTokens(version);
    this.known = known;
    this.bridgeWeight = bridgeWeight;
    otherWords = new OtherWords(pairs, tokens, known, bridgeWeight, this::take);
  }

  /** Fields that are summed, by language. The weights are those that ranked best in SearchQuality. */
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

  /** Words as written stand in {@link WordRule#ANY}, and English ones without their endings. */
  static List<WordRule> exactRules(String text) {
    var scripts = WordRule.Scripts.in(text);
    return scripts.hangul() || scripts.han() || scripts.other()
        ? List.of(WordRule.ANY)
        : List.of(WordRule.ENGLISH, WordRule.ANY);
  }

  /** The rules that words of this text are looked up by, each once. */
  static List<WordRule> rules(String text) {
    return languages(text).stream().flatMap(List::stream).map(Weighted::rule).distinct().toList();
  }

  interface Wish {
    Optional<Query> query(String text) throws IOException;
  }

  /** As typed, or where that is in hanja, as these are read. */
  Optional<Query> asRead(String text, Wish wish) throws IOException {
    var either = new ArrayList<Query>();
    wish.query(text).ifPresent(either::add);
    var read = HanjaReadings.ofQuery(text);
    if (read.isPresent()) {
      wish.query(read.get()).ifPresent(query -> either.add(weigh(query, bridgeWeight)));
    }
    return best(either);
  }

  /** Any of the words, the more the better. */
  Optional<Query> words(String text, Function<WordRule, String> field) throws IOException {
    var spellings = OtherSpellings.of(text, tokens, known);
    var best = new ArrayList<Query>();
    for (var language : languages(text)) {
      var sum = new ArrayList<Query>();
      for (var weighted : language) {
        var name = field.apply(weighted.rule);
        if (name == null) {
          continue;
        }
        var terms = new BooleanQuery.Builder();
        var paired = otherWords.in(text, weighted.rule, name);
        for (var token : tokens.of(weighted.rule, text)) {
          if (!isReplaced(token, weighted.rule, spellings) && take(1)) {
            var term = term(name, token, weighted.rule, spellings);
            if (!paired.takes(token, term)) {
              terms.add(term, Occur.SHOULD);
            }
          }
        }
        paired.queries().forEach(query -> terms.add(query, Occur.SHOULD));
        if (weighted.rule == WordRule.KOREAN) {
          for (var spelling : spellings) {
            if (spelling.rule() == WordRule.KOREAN && !spelling.replaces() && take(1)) {
              terms.add(weigh(new TermQuery(new Term(name, spelling.other())), weight(spelling)), Occur.SHOULD);
            }
          }
        }
        var query = terms.build();
        if (!query.clauses().isEmpty()) {
          sum.add(weigh(query, weighted.weight));
        }
      }
      sum(sum).ifPresent(best::add);
    }
    return best(best);
  }

  /** A misspelled word's single syllables say nothing where its other spelling is a word. */
  private static boolean isReplaced(
      QueryTokens.Token token, WordRule rule, List<OtherSpellings.Spelling> spellings) {
    for (var spelling : spellings) {
      if (rule == WordRule.KOREAN
          && spelling.instead()
          && token.start() >= spelling.start()
          && token.end() <= spelling.end()) {
        return true;
      }
    }
    return false;
  }

  private float weight(OtherSpellings.Spelling spelling) {
    return spelling.instead() ? 1 : bridgeWeight;
  }

  /** The term, or what stands there in another spelling and then counts as if it were as frequent. */
  private Query term(
      String field, QueryTokens.Token token, WordRule rule, List<OtherSpellings.Spelling> spellings)
      throws IOException {
    var others = new LinkedHashMap<String, Float>();
    for (var spelling : spellings) {
      if (rule == WordRule.KOREAN) {
        if (spelling.rule() == rule && spelling.replaces() && spelling.start() == token.start()) {
          others.merge(spelling.other(), weight(spelling), Math::max);
        }
      } else if (rule == WordRule.ANY) {
        for (var pair : tokens.of(WordRule.ANY, spelling.word())) {
          if (spelling.wordStart() + pair.start() == token.start() && pair.length() == token.length()) {
            others.merge(pair.term(), weight(spelling), Math::max);
          }
        }
      }
    }
    others.remove(token.term());
    var either = new SynonymQuery.Builder(field).addTerm(new Term(field, token.term()));
    others.forEach(
        (other, weight) -> {
          if (take(1)) {
            either.addTerm(new Term(field, other), weight);
          }
        });
    return either.build();
  }

  /** What stands in the other half of Korea for a word, or for several together. */
  Optional<Query> otherWord(String text, Function<WordRule, String> field) throws IOException {
    return otherWords.of(text, field);
  }

  /** The words of a text, with those together that together have another word. */
  List<String> wordsTogether(String text) throws IOException {
    return otherWords.together(text);
  }

  /** Of a Korean word any part of two syllables or more; empty for other words. */
  Optional<Query> parts(String word, Function<WordRule, String> field) throws IOException {
    var terms = new BooleanQuery.Builder();
    for (var rule : List.of(WordRule.KOREAN, WordRule.ANY)) {
      var name = field.apply(rule);
      for (var token : name == null ? List.<QueryTokens.Token>of() : tokens.of(rule, word)) {
        if (token.length() > 1 && Hangul.isSyllable(token.term().charAt(0)) && take(1)) {
          terms.add(new TermQuery(new Term(name, token.term())), Occur.SHOULD);
        }
      }
    }
    var query = terms.build();
    return query.clauses().isEmpty() ? Optional.empty() : Optional.of(query);
  }

  /** Every word; of one that a rule cuts up, every part. Of a word that has another spelling, either. */
  Optional<Query> everyPart(String text, Function<WordRule, String> field) throws IOException {
    var either = new ArrayList<Query>();
    everyPartAsSpelled(text, field).ifPresent(either::add);
    for (var spelling : OtherSpellings.of(text, tokens, known)) {
      var name = field.apply(spelling.rule());
      if (name != null) {
        var terms = tokens.of(spelling.rule(), spelling.word());
        if (take(terms.size())) {
          var parts = terms.size() == 1 ? new TermQuery(new Term(name, terms.getFirst().term())) : inARow(name, spelling.rule(), terms);
          either.add(weigh(parts, weight(spelling)));
        }
      }
    }
    otherWord(text, field).ifPresent(either::add);
    return sum(either);
  }

  private Optional<Query> everyPartAsSpelled(String text, Function<WordRule, String> field) throws IOException {
    boolean hangul = HANGUL_WORD.matcher(text).matches();
    int cutChars = hangul ? cutChars(text) : text.length();
    // A particle that Nori doesn't tell off is none of the word's pairs.
    var written = hangul && (cutChars == 0 || cutChars == text.length()) ? PARTICLE.matcher(text).replaceFirst("") : text;
    var best = new ArrayList<Query>();
    for (var language : languages(text)) {
      var sum = new ArrayList<Query>();
      for (var weighted : language) {
        var name = field.apply(weighted.rule);
        if (name == null || cutChars == 0 && weighted.rule == WordRule.KOREAN) {
          continue; // where Nori sees no word, pairs of syllables say it better
        }
        var parts = tokens.of(weighted.rule, weighted.rule == WordRule.ANY ? written : text);
        var terms = parts.stream().filter(token -> !token.single() && take(1)).toList();
        if (hangul && terms.size() > 1) {
          sum.add(weigh(inARow(name, weighted.rule, terms), weighted.weight));
        } else if (!terms.isEmpty()) {
          var all = new BooleanQuery.Builder();
          terms.forEach(token -> all.add(new TermQuery(new Term(name, token.term())), Occur.MUST));
          sum.add(weigh(all.build(), weighted.weight));
        }
      }
      sum(sum).ifPresent(best::add);
    }
    return best(best);
  }

  /**
   * How much of it Nori sees as words from its first syllable on; 0 where that is nothing or single syllables alone: 살구
   * is taken for 살 and an ending, and every page has a 살. What this costs: 강은 no longer stands for 강.
   */
  private int cutChars(String word) throws IOException {
    int end = 0;
    boolean hasWord = word.length() == 1;
    for (var token : tokens.of(WordRule.KOREAN, word)) {
      if (token.start() != end) {
        return 0;
      }
      end = token.end();
      hasWord |= token.term().length() > 1;
    }
    return hasWord ? end : 0;
  }

  /**
   * The parts of one Korean word where they stand as in a word: 살 and 구 anywhere in a page are no 살구. Between Nori's
   * parts one more may stand, since the same word is cut otherwise with an ending.
   */
  static Query inARow(String field, WordRule rule, List<QueryTokens.Token> parts) {
    var word = new PhraseQuery.Builder().setSlop(rule == WordRule.KOREAN ? 1 : 0);
    for (var part : parts) {
      word.add(new Term(field, part.term()), part.position());
    }
    return word.build();
  }

  /** The words in this order with nothing between, as they are written. */
  Optional<Query> phrase(String text, Function<WordRule, String> field) throws IOException {
    var best = new ArrayList<Query>();
    for (var rule : exactRules(text)) {
      var name = field.apply(rule);
      var phrase = new PhraseQuery.Builder();
      for (var token : name == null ? List.<QueryTokens.Token>of() : tokens.of(rule, text)) {
        if (!token.single() && take(1)) {
          phrase.add(new Term(name, token.term()), token.position());
        }
      }
      var query = phrase.build();
      if (query.getTerms().length > 0) {
        best.add(query);
      }
    }
    return best(best);
  }

  /** Words that begin so. */
  Optional<Query> prefix(String text, Function<WordRule, String> field) throws IOException {
    var scripts = WordRule.Scripts.in(text);
    var folded = WordRule.fold(text);
    int length = folded.codePointCount(0, folded.length());
    var best = new ArrayList<Query>();
    if (scripts.hangul() || scripts.han()) {
      if (length == 1) {
        addPrefix(best, field.apply(WordRule.ANY), folded);
      } else {
        // The pairs of its syllables in a row, however the word goes on.
        phrase(text, field).ifPresent(best::add);
      }
      if (scripts.hangul()) {
        addPrefix(best, field.apply(WordRule.KOREAN), folded);
      }
      return best(best);
    }
    if (length < 2 || !folded.codePoints().allMatch(Character::isLetterOrDigit)) {
      return words(text, field);
    }
    addPrefix(best, field.apply(WordRule.ENGLISH), folded);
    addPrefix(best, field.apply(WordRule.ANY), folded);
    return best(best);
  }

  private void addPrefix(List<Query> queries, String field, String prefix) {
    if (field != null && take(1)) {
      queries.add(new BoostQuery(new PrefixQuery(new Term(field, prefix)), INEXACT_WEIGHT));
    }
  }

  /**
   * Letters that a fuzzy word may have changed, left out, added or swapped; 0 where it is too short or too
   * long.
   */
  static int edits(String folded) {
    int length = folded.codePointCount(0, folded.length());
    boolean hangul = WordRule.Scripts.in(folded).hangul();
    if (length < (hangul ? 2 : 3)
        || length > MAX_FUZZY_CHARS
        || !folded.codePoints().allMatch(Character::isLetterOrDigit)) {
      return 0;
    }
    return hangul || length < 6 ? 1 : 2;
  }

  /** The word, or one that is spelled about so. The first letter counts, except in Hangul. */
  Optional<Query> fuzzy(String text, Function<WordRule, String> field) throws IOException {
    var folded = WordRule.fold(text);
    int edits = edits(folded);
    boolean hangul = WordRule.Scripts.in(text).hangul();
    var best = new ArrayList<Query>();
    words(text, field).ifPresent(best::add);
    for (var rule : hangul ? List.of(WordRule.KOREAN) : List.of(WordRule.ENGLISH, WordRule.ANY)) {
      var name = field.apply(rule);
      if (edits > 0 && name != null && take(FUZZY_EXPANSIONS)) {
        var term = new Term(name, folded);
        best.add(new FuzzyQuery(term, edits, hangul ? 0 : 1, FUZZY_EXPANSIONS, true));
      }
    }
    return best(best);
  }

  private boolean take(int terms) {
    if (termsLeft < terms) {
      return false;
    }
    termsLeft -= terms;
    return true;
  }

  static Query weigh(Query query, float weight) {
    return weight == 1 ? query : new BoostQuery(query, weight);
  }

  static Optional<Query> sum(List<Query> queries) {
    if (queries.size() < 2) {
      return queries.stream().findFirst();
    }
    var sum = new BooleanQuery.Builder();
    queries.forEach(query -> sum.add(query, Occur.SHOULD));
    return Optional.of(sum.build());
  }

  static Optional<Query> best(List<Query> queries) {
    return queries.size() < 2
        ? queries.stream().findFirst()
        : Optional.of(new DisjunctionMaxQuery(queries, 0));
  }
}
