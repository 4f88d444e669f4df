package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.ScoreMode;
import org.apache.lucene.search.join.ToParentBlockJoinQuery;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Place;
import org.bojagi.index.Fields;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.PassageWhere;
import org.bojagi.index.StoredItem;
import org.bojagi.language.WordRule;
import org.bojagi.text.PassageText;

/**
 * What an item is about, as a query for others: the words of its title, subjects, series and description and of the
 * beginning of its text that are frequent in it and rare elsewhere (Luhn; Salton's tf-idf).
 */
final class LikeThis {
  /** Of its text so much is read: three pages. */
  private static final int TEXT_CHARS = 4_000;

  private static final int TERMS = 40;

  /** How often a word counts that stands in the title, a subject or the series. */
  private static final int NAMED = 3;

  private static final float TITLE_WEIGHT = 1;
  private static final float ABOUT_WEIGHT = 0.5f;

  private final IndexReader reader;
  private final BitSetProducer items;
  private final PassageSource source;

  LikeThis(IndexReader reader, BitSetProducer items, PassageSource source) {
    this.reader = reader;
    this.items = items;
    this.source = source;
  }

  private record Weighted(String term, double weight, double telling) {}

  /** Matches the item itself, too. Empty where it has no word that another item could have. */
  Optional<QueryCompiler.Compiled> of(OpenIndex index, StoredItem item, Item said) throws IOException {
    var about = new StringBuilder();
    var named = new StringBuilder();
    said.description().title().values().forEach(title -> named.append(title).append('\n'));
    said.description().subject().forEach(subject -> named.append(subject).append('\n'));
    named.append(said.series() == null ? "" : said.series().title());
    about.append(said.description().description()).append('\n').append(beginning(index, item));
    var rule = rule(item.language(), named.toString() + about);
    var frequencies = new HashMap<String, Integer>();
    count(rule, about.toString(), 1, frequencies);
    count(rule, named.toString(), NAMED, frequencies);
    var terms = telling(Fields.text(rule), frequencies);
    if (terms.isEmpty()) {
      return Optional.empty();
    }
    var inPassage = any(Fields.text(rule), terms, 1);
    var any = new BooleanQuery.Builder();
    any.add(new ToParentBlockJoinQuery(inPassage, items, ScoreMode.Max), Occur.SHOULD);
    any.add(any(Fields.title(rule), terms, TITLE_WEIGHT), Occur.SHOULD);
    any.add(any(Fields.about(rule), terms, ABOUT_WEIGHT), Occur.SHOULD);
    return Optional.of(new QueryCompiler.Compiled(any.build(), inPassage));
  }

  private String beginning(OpenIndex index, StoredItem item) {
    if (item.texts().isEmpty()) {
      return "";
    }
    try (var slices = new TextSlices(index, item, source)) {
      var slice = slices.next(new PassageWhere(0, 0, TEXT_CHARS, new Place.Start()));
      return PassageText.of(item.texts().getFirst().format(), slice);
    }
  }

  /** The language's own; one is enough, since its words are all there. */
  private static WordRule rule(String language, String text) {
    var rules = WordRule.of(language, text);
    for (var rule : List.of(WordRule.KOREAN, WordRule.CHINESE, WordRule.ENGLISH)) {
      if (rules.contains(rule)) {
        return rule;
      }
    }
    return WordRule.ANY;
  }

  private static void count(WordRule rule, String text, int times, Map<String, Integer> frequencies)
      throws IOException {
    for (var token : QueryTokens.cut(rule, text)) {
      // One syllable, one Hanzi, one letter says too little.
      if (token.term().codePointCount(0, token.term().length()) > 1) {
        frequencies.merge(token.term(), times, Integer::sum);
      }
    }
  }

  private List<Weighted> telling(String field, Map<String, Integer> frequencies) throws IOException {
    double documents = reader.getDocCount(field);
    var weighted = new ArrayList<Weighted>();
    for (var each : frequencies.entrySet()) {
      int inDocuments = reader.docFreq(new Term(field, each.getKey()));
      if (inDocuments > 0) {
        double weight = Math.sqrt(each.getValue());
        weighted.add(new Weighted(each.getKey(), weight, weight * Math.log(1 + documents / inDocuments)));
      }
    }
    weighted.sort(Comparator.comparing((Weighted each) -> -each.telling).thenComparing(Weighted::term));
    return weighted.subList(0, Math.min(TERMS, weighted.size()));
  }

  private static BooleanQuery any(String field, List<Weighted> terms, float weight) {
    var any = new BooleanQuery.Builder();
    for (var each : terms) {
      var term = new TermQuery(new Term(field, each.term));
      any.add(new BoostQuery(term, weight * (float) each.weight), Occur.SHOULD);
    }
    return any.build();
  }
}
