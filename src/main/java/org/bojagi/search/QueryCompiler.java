package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.ScoreMode;
import org.apache.lucene.search.join.ToParentBlockJoinQuery;
import org.bojagi.index.Fields;
import org.bojagi.language.WordRule;

/**
 * A query over items from what was typed.
 *
 * <p>An item's score is that of its best passage for all that is wanted together, plus that of its title and what is
 * said of it. What must be there, and what must not, is asked of the whole item.
 */
final class QueryCompiler {
  static final Query ITEMS = new TermQuery(new Term(Fields.KIND, Fields.ITEM));

  private static final float TITLE_WEIGHT = 1;
  private static final float ABOUT_WEIGHT = 0.5f;
  private static final Function<WordRule, String> TEXT = Fields::text;
  private static final Function<WordRule, String> ABOUT = Fields::about;

  private final BitSetProducer items;
  private final SearchOptions options;
  private final boolean allWords;
  private final WordQueries words = new WordQueries();

  /**
   * @param of matches items
   * @param passage the same wishes over passages, scored, to find an item's best one; null where none is about text
   */
  record Compiled(Query of, Query passage) {}

  /** @param allWords of plain words each must be in an item; otherwise any, and what has more comes first */
  QueryCompiler(BitSetProducer items, SearchOptions options, boolean allWords) {
    this.items = items;
    this.options = options;
    this.allWords = allWords;
  }

  Compiled compile(QueryNode typed) throws IOException {
    var wanted = new ArrayList<QueryNode>();
    collectWanted(typed, wanted);
    var inPassage = new ArrayList<Query>();
    var ofItem = new ArrayList<Query>();
    for (var leaf : wanted) {
      if (leaf instanceof QueryNode.InField in) {
        ofItem.add(inField(in));
      } else {
        inPassage.add(leaf(leaf, TEXT));
        ofItem.add(weigh(leaf(leaf, Fields::title), TITLE_WEIGHT));
        ofItem.add(weigh(leaf(leaf, ABOUT), ABOUT_WEIGHT));
      }
    }
    var passage = inPassage.isEmpty() ? null : inLanguages(WordQueries.sum(inPassage));
    var ranked = new ArrayList<Query>(ofItem);
    if (passage != null) {
      ranked.addFirst(new ToParentBlockJoinQuery(passage, items, ScoreMode.Max));
    }
    var query = new BooleanQuery.Builder();
    var required = required(typed);
    if (required != null) {
      query.add(required, Occur.FILTER);
    }
    if (!ranked.isEmpty()) {
      query.add(WordQueries.sum(ranked), required == null ? Occur.MUST : Occur.SHOULD);
    }
    if (!options.types().isEmpty()) {
      query.add(anyTerm(Fields.TYPE, options.types()), Occur.FILTER);
    }
    if (!options.languages().isEmpty()) {
      query.add(anyTerm(Fields.LANGUAGE, options.languages()), Occur.FILTER);
    }
    return new Compiled(query.build(), passage);
  }

  /** All leaves that are not excluded, in order. */
  static void collectWanted(QueryNode node, List<QueryNode> wanted) {
    switch (node) {
      case QueryNode.All(var of) -> of.forEach(each -> collectWanted(each, wanted));
      case QueryNode.AnyOf(var of) -> of.forEach(each -> collectWanted(each, wanted));
      case QueryNode.Not not -> {}
      default -> wanted.add(node);
    }
  }

  /** What an item must be, unscored; null where ranking alone decides. */
  private Query required(QueryNode typed) throws IOException {
    return switch (typed) {
      case QueryNode.Words(var text) when !allWords || text.strip().split("\\s+").length == 1 -> null;
      case QueryNode.Phrase phrase -> null;
      case QueryNode.Prefix prefix -> null;
      case QueryNode.Fuzzy fuzzy -> null;
      case QueryNode.InField inField -> null;
      case QueryNode.AnyOf anyOf when !allWords && anyOf.of().stream().allMatch(QueryCompiler::isLeaf) -> null;
      default -> matches(typed);
    };
  }

  private static boolean isLeaf(QueryNode node) {
    return !(node instanceof QueryNode.All || node instanceof QueryNode.AnyOf || node instanceof QueryNode.Not);
  }

  /** Items that are as asked, by whichever passage or part of their description. */
  private Query matches(QueryNode node) throws IOException {
    return switch (node) {
      case QueryNode.All(var of) -> {
        var all = new BooleanQuery.Builder();
        boolean anyWanted = false;
        for (var each : of) {
          if (each instanceof QueryNode.Not(var unwanted)) {
            all.add(matches(unwanted), Occur.MUST_NOT);
          } else {
            all.add(matches(each), Occur.FILTER);
            anyWanted = true;
          }
        }
        if (!anyWanted) {
          all.add(ITEMS, Occur.FILTER);
        }
        yield all.build();
      }
      case QueryNode.AnyOf(var of) -> {
        var any = new ArrayList<Query>();
        for (var each : of) {
          any.add(matches(each));
        }
        yield WordQueries.sum(any);
      }
      case QueryNode.Not(var unwanted) ->
          new BooleanQuery.Builder().add(ITEMS, Occur.FILTER).add(matches(unwanted), Occur.MUST_NOT).build();
      case QueryNode.InField inField -> inField(inField);
      case QueryNode.Words(var text) -> {
        var each = new BooleanQuery.Builder();
        for (var word : text.strip().split("\\s+")) {
          each.add(anywhere(words.everyPart(word, TEXT), words.everyPart(word, ABOUT)), needed());
        }
        yield each.build();
      }
      default -> anywhere(leaf(node, TEXT), leaf(node, ABOUT));
    };
  }

  private Occur needed() {
    return allWords ? Occur.FILTER : Occur.SHOULD;
  }

  private Query anywhere(Query inPassage, Query ofItem) {
    return WordQueries.sum(
        List.of(new ToParentBlockJoinQuery(inLanguages(inPassage), items, ScoreMode.None), ofItem));
  }

  private Query leaf(QueryNode leaf, Function<WordRule, String> field) throws IOException {
    return switch (leaf) {
      case QueryNode.Words(var text) -> words.words(text, field);
      case QueryNode.Phrase(var text) -> words.phrase(text, field);
      case QueryNode.Prefix(var text) -> words.prefix(text, field);
      case QueryNode.Fuzzy(var text) -> words.fuzzy(text, field);
      default -> throw new IllegalStateException("not a leaf: " + leaf.getClass().getSimpleName());
    };
  }

  private Query inField(QueryNode.InField in) throws IOException {
    return switch (in.field()) {
      case TITLE -> leafOrAllWords(in.of(), Fields::title);
      case CREATOR -> leafOrAllWords(in.of(), rule -> Fields.CREATOR);
      case SUBJECT -> leafOrAllWords(in.of(), rule -> Fields.SUBJECT);
      case SERIES -> leafOrAllWords(in.of(), rule -> Fields.SERIES);
      case TYPE -> whole(Fields.TYPE, in.of());
      case LANGUAGE -> whole(Fields.LANGUAGE, in.of());
      case PATH -> whole(Fields.UNDER, in.of());
    };
  }

  private Query leafOrAllWords(QueryNode of, Function<WordRule, String> field) throws IOException {
    return of instanceof QueryNode.Words(var text) ? words.everyPart(text, field) : leaf(of, field);
  }

  /** A value that is indexed whole. A folder's name may be given with the slash at its end. */
  private static Query whole(String field, QueryNode of) {
    return switch (of) {
      case QueryNode.Words(var text) -> new TermQuery(new Term(field, value(text)));
      case QueryNode.Phrase(var text) -> new TermQuery(new Term(field, value(text)));
      case QueryNode.Fuzzy(var text) -> new TermQuery(new Term(field, value(text)));
      case QueryNode.Prefix(var text) -> new PrefixQuery(new Term(field, WordRule.fold(text)));
      default -> new MatchNoDocsQuery();
    };
  }

  private static String value(String text) {
    var folded = WordRule.fold(text);
    return folded.endsWith("/") ? folded.substring(0, folded.length() - 1) : folded;
  }

  private Query inLanguages(Query passages) {
    if (options.languages().isEmpty()) {
      return passages;
    }
    return new BooleanQuery.Builder()
        .add(passages, Occur.MUST)
        .add(anyTerm(Fields.TEXT_LANGUAGE, options.languages()), Occur.FILTER)
        .build();
  }

  private static Query anyTerm(String field, Iterable<String> values) {
    var any = new BooleanQuery.Builder();
    for (var value : values) {
      any.add(new TermQuery(new Term(field, value.toLowerCase(Locale.ROOT))), Occur.SHOULD);
    }
    return new ConstantScoreQuery(any.build());
  }

  private static Query weigh(Query query, float weight) {
    return weight == 1 ? query : new BoostQuery(query, weight);
  }
}
