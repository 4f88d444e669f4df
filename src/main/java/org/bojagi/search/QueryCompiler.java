package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
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
 * <p>An item's score is that of its best passage for all that is wanted together, plus that of its title and
 * what is said of it. What must be there, and what must not, is asked of the whole item.
 */
final class QueryCompiler {
  static final Query ITEMS = new TermQuery(new Term(Fields.KIND, Fields.ITEM));

  private static final float TITLE_WEIGHT = 1.5f;
  private static final float ABOUT_WEIGHT = 0.5f;
  private static final Function<WordRule, String> TEXT = Fields::text;
  private static final Function<WordRule, String> TITLE = Fields::title;
  private static final Function<WordRule, String> ABOUT = Fields::about;

  private final BitSetProducer items;
  private final Set<String> languages;
  private final boolean everyWord;
  private final WordQueries words;

  /**
   * @param of matches items
   * @param passage the same wishes over passages, scored, to find an item's best one; null where none is
   *     about text
   */
  record Compiled(Query of, Query passage) {
    Compiled or(Compiled other) {
      return or(other, 1);
    }

    /** Either; what matches this one counts so many times as much. */
    Compiled or(Compiled other, float weight) {
      boolean passages = passage != null && other.passage != null;
      return new Compiled(
          best(WordQueries.weigh(of, weight), other.of),
          passages ? best(WordQueries.weigh(passage, weight), other.passage) : passage == null ? other.passage : passage);
    }

    private static Query best(Query one, Query other) {
      return new DisjunctionMaxQuery(List.of(one, other), 0);
    }
  }

  /**
   * @param languages that texts must be in, empty: all. That an item has such a text isn't asked
   * @param everyWord each plain word must be in an item; otherwise any, and what has more comes first
   * @param words ours alone: it counts what it is asked for
   */
  QueryCompiler(BitSetProducer items, Set<String> languages, boolean everyWord, WordQueries words) {
    this.words = words;
    this.items = items;
    this.languages = languages;
    this.everyWord = everyWord;
  }

  /** Empty where nothing is left to ask for. */
  Optional<Compiled> compile(QueryNode typed) throws IOException {
    var inPassage = new ArrayList<Query>();
    var ofItem = new ArrayList<Query>();
    for (var leaf : wanted(typed)) {
      if (leaf instanceof QueryNode.InField in) {
        inField(in).ifPresent(ofItem::add);
      } else {
        leaf(leaf, TEXT).ifPresent(inPassage::add);
        leaf(leaf, TITLE).ifPresent(query -> ofItem.add(WordQueries.weigh(query, TITLE_WEIGHT)));
        leaf(leaf, ABOUT).ifPresent(query -> ofItem.add(WordQueries.weigh(query, ABOUT_WEIGHT)));
      }
    }
    var passage = WordQueries.sum(inPassage).map(ItemRank::flat).map(this::inLanguages);
    var ranked = ranked(passage, WordQueries.sum(ofItem));
    var required = decidedByRank(typed) ? Optional.<Query>empty() : matches(typed);
    if (ranked.isEmpty() && required.isEmpty()) {
      return Optional.empty();
    }
    var query = new BooleanQuery.Builder();
    required.ifPresent(must -> query.add(must, Occur.FILTER));
    var rankOccurs = required.isEmpty() ? Occur.MUST : Occur.SHOULD;
    ranked.ifPresent(rank -> query.add(rank, rankOccurs));
    return Optional.of(new Compiled(query.build(), passage.orElse(null)));
  }

  private Optional<Query> ranked(Optional<Query> passage, Optional<Query> item) {
    return passage.isPresent() && item.isPresent()
        ? Optional.of(new ItemRank(passage.get(), item.get(), items))
        : passage.map(query -> ItemRank.bestOf(query, items)).or(() -> item);
  }

  /** All leaves that are not excluded, in order. */
  static List<QueryNode> wanted(QueryNode node) {
    return switch (node) {
      case QueryNode.All(var of, var asked) -> of.stream().flatMap(each -> wanted(each).stream()).toList();
      case QueryNode.AnyOf(var of) -> of.stream().flatMap(each -> wanted(each).stream()).toList();
      case QueryNode.Not not -> List.of();
      default -> List.of(node);
    };
  }

  /** Whatever has a score matches: asking again which items match would cost time and change nothing. */
  private boolean decidedByRank(QueryNode typed) {
    return switch (typed) {
      case QueryNode.Words words -> !everyWord;
      case QueryNode.AnyOf(var of) -> of.stream().allMatch(this::decidedByRank);
      case QueryNode.All all -> false;
      case QueryNode.Not not -> false;
      default -> true;
    };
  }

  /** Items that are as asked, by whichever passage or part of their description. Unscored. */
  private Optional<Query> matches(QueryNode node) throws IOException {
    return switch (node) {
      case QueryNode.Words(var text) -> {
        var each = new ArrayList<Query>();
        for (var together : words.wordsTogether(text.strip())) {
          everyWord(together).ifPresent(each::add);
        }
        yield everyWord ? all(each, List.of()) : WordQueries.sum(each);
      }
      case QueryNode.All(var of, var asked) -> {
        var wanted = new ArrayList<Query>();
        var unwanted = new ArrayList<Query>();
        for (var each : of) {
          if (each instanceof QueryNode.Not(var not)) {
            matches(not).ifPresent(unwanted::add);
          } else {
            matches(each).ifPresent(wanted::add);
          }
        }
        yield all(wanted, unwanted);
      }
      case QueryNode.AnyOf(var of) -> {
        var any = new ArrayList<Query>();
        for (var each : of) {
          matches(each).ifPresent(any::add);
        }
        yield WordQueries.sum(any);
      }
      case QueryNode.Not(var not) -> all(List.of(), matches(not).stream().toList());
      case QueryNode.InField inField -> inField(inField);
      default -> anywhere(field -> leaf(node, field));
    };
  }

  /** @param together one word, or several for which there is one other */
  private Optional<Query> everyWord(String together) throws IOException {
    var each = new ArrayList<Query>();
    for (var word : together.split("\\s+")) {
      anywhere(field -> words.asRead(word, read -> words.everyPart(read, field))).ifPresent(each::add);
    }
    if (each.size() < 2) {
      return each.stream().findFirst();
    }
    var either = new ArrayList<Query>();
    all(each, List.of()).ifPresent(either::add);
    anywhere(field -> words.otherWord(together, field)).ifPresent(either::add);
    return WordQueries.sum(either);
  }

  private static Optional<Query> all(List<Query> wanted, List<Query> unwanted) {
    if (wanted.isEmpty() && unwanted.isEmpty()) {
      return Optional.empty();
    }
    var all = new BooleanQuery.Builder();
    wanted.forEach(query -> all.add(query, Occur.FILTER));
    unwanted.forEach(query -> all.add(query, Occur.MUST_NOT));
    if (wanted.isEmpty()) {
      all.add(ITEMS, Occur.FILTER);
    }
    return Optional.of(all.build());
  }

  private interface InFields {
    Optional<Query> query(Function<WordRule, String> field) throws IOException;
  }

  private Optional<Query> anywhere(InFields wish) throws IOException {
    var either = new ArrayList<Query>();
    wish.query(TEXT)
        .map(this::inLanguages)
        .ifPresent(query -> either.add(new ToParentBlockJoinQuery(query, items, ScoreMode.None)));
    wish.query(TITLE).ifPresent(either::add);
    wish.query(ABOUT).ifPresent(either::add);
    return WordQueries.sum(either);
  }

  private Optional<Query> leaf(QueryNode leaf, Function<WordRule, String> field) throws IOException {
    return switch (leaf) {
      case QueryNode.Words(var text) -> words.asRead(text, read -> words.words(read, field));
      case QueryNode.Parts(var word) -> words.parts(word, field);
      case QueryNode.Phrase(var text) -> words.asRead(text, read -> words.phrase(read, field));
      case QueryNode.Prefix(var text) -> words.asRead(text, read -> words.prefix(read, field));
      case QueryNode.Fuzzy(var text) -> words.fuzzy(text, field);
      default -> throw new IllegalStateException("not a leaf: " + leaf.getClass().getSimpleName());
    };
  }

  private Optional<Query> inField(QueryNode.InField in) throws IOException {
    return switch (in.field()) {
      case TITLE -> words(in.of(), TITLE);
      case CREATOR -> words(in.of(), rule -> rule == WordRule.ANY ? Fields.CREATOR : null);
      case SUBJECT -> words(in.of(), rule -> rule == WordRule.ANY ? Fields.SUBJECT : null);
      case SERIES -> words(in.of(), rule -> rule == WordRule.ANY ? Fields.SERIES : null);
      case TYPE -> Optional.of(whole(Fields.TYPE, in.of()));
      case LANGUAGE -> Optional.of(whole(Fields.LANGUAGE, in.of()));
      case PATH -> Optional.of(whole(Fields.UNDER, in.of()));
    };
  }

  private Optional<Query> words(QueryNode of, Function<WordRule, String> field) throws IOException {
    return of instanceof QueryNode.Words(var text)
        ? words.asRead(text, read -> words.everyPart(read, field))
        : leaf(of, field);
  }

  /** A value that is indexed whole. A folder's name may be given with the slash at its end. */
  private static Query whole(String field, QueryNode of) {
    var text =
        switch (of) {
          case QueryNode.Words(var words) -> words;
          case QueryNode.Phrase(var phrase) -> phrase;
          case QueryNode.Fuzzy(var word) -> word;
          case QueryNode.Prefix(var beginning) -> beginning;
          default -> throw new IllegalStateException("not a value: " + of.getClass().getSimpleName());
        };
    var folded = WordRule.fold(text);
    if (of instanceof QueryNode.Prefix) {
      return new PrefixQuery(new Term(field, folded));
    }
    var value = folded.endsWith("/") ? folded.substring(0, folded.length() - 1) : folded;
    return new TermQuery(new Term(field, value));
  }

  private Query inLanguages(Query passages) {
    if (languages.isEmpty()) {
      return passages;
    }
    return new BooleanQuery.Builder()
        .add(passages, Occur.MUST)
        .add(anyTerm(Fields.TEXT_LANGUAGE, languages), Occur.FILTER)
        .build();
  }

  private static Query anyTerm(String field, Iterable<String> values) {
    var any = new BooleanQuery.Builder();
    for (var value : values) {
      any.add(new TermQuery(new Term(field, value.toLowerCase(Locale.ROOT))), Occur.SHOULD);
    }
    return new ConstantScoreQuery(any.build());
  }
}
