package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.bojagi.index.Fields;
import org.bojagi.index.WordPairList;
import org.bojagi.language.Analysis;
import org.bojagi.language.WordPair;
import org.bojagi.language.WordRule;

/**
 * Words of a query that have another word in the other half of Korea, by the list that the indexes hold. With particles
 * and endings, and written apart. For one query, one thread.
 */
final class WordPairs {
  /**
   * A part of a text, and another word for it.
   *
   * @param start in UTF-16 units
   * @param end exclusive; a particle may follow
   * @param typed what stands there
   * @param other may be of several words
   * @param doubtful the Northern word is an everyday word of the South, too, and written often: something else is as
   *     likely to be meant
   */
  record Pair(int start, int end, String typed, String other, boolean doubtful) {
    Bridge bridge() {
      return new Bridge(typed, other);
    }

    boolean covers(QueryTokens.Token token) {
      return token.start() >= start && token.start() < end;
    }
  }

  static final int MAX_OTHERS = 6;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final int MAX_WORDS = 3;
  private static final int MAX_CHARS = 24;
  private static final int MIN_CHARS = 2;
  private static final int MAX_ENDING_CHARS = 5;
  private static final int MAX_LOOK_UPS = 500;

  /** Written in so many passages, a word that Nori's Southern dictionary has is meant as there. SearchQuality. */
  private static final int OFTEN = 20;

  private static final Pattern PARTICLES =
      Pattern.compile(
          "(?:들|님)?(?:이나|이며|이란|이라는|이라고|이다|인|이었다|입니다|께서|에서|에게|한테|으로서|으로써|로서|로써|으로|로|처럼|보다|까지"
              + "|부터|마다|조차|이|가|을|를|은|는|의|에|와|과|도|만|나|란|라는|라고)?(?:는|도|만|의|부터|까지)?");

  /** Of verbs and adjectives, where the stem stays as it is. */
  private static final Pattern ENDINGS =
      Pattern.compile("(?:고|며|면|게|지|는|니|어|아|여|었|았|였|기|던|던가|도록|거나|네|습니다|었다|았다|였다|는다|어서|아서|으며|으면|은|을)");

  private static final Pattern DOING = Pattern.compile("(?:하|한|할|함|합|해|했)[가-힣]{0,4}");

  private final IndexReader reader;
  private final QueryTokens tokens = new QueryTokens(Analysis.VERSION);
  private final Map<String, List<Pair>> known = new HashMap<>();
  private List<WordPairList> lists;
  private int lookUpsLeft = MAX_LOOK_UPS;

  WordPairs(IndexReader reader) {
    this.reader = reader;
  }

  /** In order, of parts of the text that don't overlap; of one part at most {@value #MAX_OTHERS}. */
  List<Pair> of(String text) throws IOException {
    if (!WordRule.Scripts.in(text).hangul()) {
      return List.of(); // so the list isn't even read: each of its words has Hangul
    }
    if (lists == null) {
      var found = new ArrayList<WordPairList>();
      for (var leaf : reader.leaves()) {
        WordPairList.of(leaf.reader()).ifPresent(found::add);
      }
      lists = found;
    }
    var pairs = known.get(text);
    if (pairs == null) {
      pairs = find(text);
      known.put(text, pairs);
    }
    return pairs;
  }

  private List<Pair> find(String text) throws IOException {
    var words = WORD.matcher(text).results().toList();
    var parts = new ArrayList<List<Pair>>();
    for (int first = 0; first < words.size(); first++) {
      int start = words.get(first).start();
      for (int last = first; last < words.size() && last < first + MAX_WORDS; last++) {
        int end = words.get(last).end();
        if (end - start > MAX_CHARS || last > first && words.get(last).start() > words.get(last - 1).end() + 1) {
          break;
        }
        var part = longest(text, start, words.get(last).start(), end);
        if (!part.isEmpty()) {
          parts.add(part);
        }
      }
    }
    parts.sort(Comparator.comparingInt((List<Pair> part) -> part.getFirst().start - part.getFirst().end));
    var apart = new ArrayList<Pair>();
    for (var part : parts) {
      var one = part.getFirst();
      if (apart.stream().noneMatch(other -> one.start < other.end && other.start < one.end)) {
        apart.addAll(part);
      }
    }
    apart.sort(Comparator.comparingInt(Pair::start));
    return apart;
  }

  /** Of what the words begin with, the longest that has another word and after which nothing but an ending comes. */
  private List<Pair> longest(String text, int start, int lastStart, int end) throws IOException {
    int least = Math.max(Math.max(start + MIN_CHARS, lastStart + 1), end - MAX_ENDING_CHARS);
    for (int to = end; to >= least; to--) {
      var typed = text.substring(start, to);
      var ending = text.substring(to, end);
      var key = WordPair.key(typed);
      var others = new LinkedHashMap<String, Boolean>();
      if (PARTICLES.matcher(ending).matches()) {
        lookUp(key, "", others);
      }
      if (others.isEmpty() && ENDINGS.matcher(ending).lookingAt()) {
        lookUp(key + "다", "", others);
      }
      if (others.isEmpty() && DOING.matcher(ending).matches()) {
        lookUp(key + "하다", "하다", others);
      }
      if (!others.isEmpty()) {
        var pairs = new ArrayList<Pair>();
        for (var other : others.entrySet()) {
          pairs.add(new Pair(start, to, typed, other.getKey(), other.getValue()));
        }
        return pairs;
      }
    }
    return List.of();
  }

  /** @param without what both end with and isn't looked for */
  private void lookUp(String key, String without, Map<String, Boolean> others) throws IOException {
    if (key.length() < MIN_CHARS || --lookUpsLeft < 0) {
      return;
    }
    for (var other : others(list -> list.southernOf(key))) {
      put(other, without, isOftenSouthern(key), others);
    }
    for (var other : others(list -> list.northernOf(key))) {
      put(other, without, isOftenSouthern(other), others);
    }
    others.keySet().removeIf(other -> WordPair.key(other + without).equals(key));
  }

  private static void put(String other, String without, boolean doubtful, Map<String, Boolean> others) {
    boolean stemOnly = !without.isEmpty() && other.endsWith(without) && other.length() > without.length() + 1;
    if (others.size() < MAX_OTHERS) {
      others.putIfAbsent(stemOnly ? other.substring(0, other.length() - without.length()) : other, doubtful);
    }
  }

  private List<String> others(Function<WordPairList, List<String>> of) {
    return lists.stream().flatMap(list -> of.apply(list).stream()).distinct().limit(MAX_OTHERS).toList();
  }

  private boolean isOftenSouthern(String northernForm) throws IOException {
    var words = tokens.of(WordRule.KOREAN, northernForm);
    return words.size() == 1
        && words.getFirst().term().equals(northernForm)
        && reader.docFreq(new Term(Fields.text(WordRule.KOREAN), northernForm)) > OFTEN;
  }
}
