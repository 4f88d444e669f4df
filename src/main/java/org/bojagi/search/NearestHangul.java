package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.language.Hangul;
import org.bojagi.language.SpellingFold;
import org.bojagi.language.TypingErrors;
import org.bojagi.language.WordRule;

/**
 * What of Hangul is written in the indexes and spelled most like a word that isn't.
 *
 * <p>All that one error makes of the word is looked up by its pairs of syllables, and what has them all as a whole. Of
 * words of three syllables or more, if that finds nothing, what differs by a letter in each of two syllables.
 */
final class NearestHangul {
  private static final int MAX_SYLLABLES = 16;

  /** So many are looked up as a whole. */
  private static final int LOOK_UP = 40;

  /** So many ways through a word are followed at once. */
  private static final int WAYS = 200;

  /** Of this length on a word may have two errors. */
  private static final int LONG = 3;

  private final WrittenRuns runs;

  NearestHangul(WrittenRuns runs) {
    this.runs = runs;
  }

  private record Candidate(String word, int cost) {}

  /** @param likelihood the greater the likelier */
  private record Weighed(String word, double likelihood) {}

  /**
   * The likeliest first.
   *
   * @param word folded, of syllables and letters of Hangul
   */
  List<String> to(String word) throws IOException {
    if (word.length() < 2 || word.length() > MAX_SYLLABLES) {
      return List.of();
    }
    var once = TypingErrors.corrected(word);
    once.keySet().removeIf(each -> each.length() < 2);
    var found = written(once);
    if (found.isEmpty() && word.length() >= LONG && word.chars().allMatch(Hangul::isSyllable)) {
      found = twice(word);
    }
    return likeliest(found);
  }

  private List<Candidate> written(Map<String, Integer> costs) throws IOException {
    var pairs = new HashSet<String>();
    for (var each : costs.keySet()) {
      pairs.addAll(pairs(each));
      pairs.addAll(pairs(folded(each)));
    }
    var written = runs.pairs(pairs).keySet();
    var found = new ArrayList<Candidate>();
    costs.forEach(
        (each, cost) -> {
          if (written.containsAll(pairs(folded(each))) || written.containsAll(pairs(each))) {
            found.add(new Candidate(each, cost));
          }
        });
    return found;
  }

  /** As indexes of the second version have it; those of the first have what is written. */
  private static String folded(String word) {
    var folded = word.toCharArray();
    SpellingFold.lightly(folded, folded.length);
    return new String(folded);
  }

  private static Set<String> pairs(String word) {
    var pairs = new HashSet<String>();
    for (int i = 0; i + 2 <= word.length(); i++) {
      pairs.add(word.substring(i, i + 2));
    }
    return pairs;
  }

  /** Syllable by syllable, the cheapest ways first. */
  private List<Candidate> twice(String word) throws IOException {
    var near = new ArrayList<Map<Character, Integer>>();
    word.chars().forEach(c -> near.add(TypingErrors.near((char) c)));
    var pairs = new HashSet<String>();
    for (int i = 0; i + 1 < near.size(); i++) {
      for (char first : near.get(i).keySet()) {
        for (char second : near.get(i + 1).keySet()) {
          pairs.add("" + first + second);
          pairs.add(folded("" + first + second));
        }
      }
    }
    var written = runs.pairs(pairs).keySet();
    var ways = new ArrayList<Candidate>();
    near.getFirst().forEach((first, cost) -> ways.add(new Candidate(String.valueOf(first), cost)));
    for (var next : near.subList(1, near.size())) {
      var longer = new ArrayList<Candidate>();
      for (var way : ways) {
        char last = way.word.charAt(way.word.length() - 1);
        next.forEach(
            (syllable, cost) -> {
              var pair = "" + last + syllable;
              boolean cheap = way.cost + cost <= 2 * TypingErrors.LETTER;
              if (cheap && (written.contains(folded(pair)) || written.contains(pair))) {
                longer.add(new Candidate(way.word + syllable, way.cost + cost));
              }
            });
      }
      longer.sort(Comparator.comparingInt(Candidate::cost));
      ways.clear();
      ways.addAll(longer.subList(0, Math.min(WAYS, longer.size())));
    }
    ways.removeIf(way -> way.word.equals(word));
    return ways;
  }

  private List<String> likeliest(Collection<Candidate> candidates) throws IOException {
    var sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingInt(Candidate::cost).thenComparing(Candidate::word));
    var weighed = new ArrayList<Weighed>();
    for (var each : sorted.subList(0, Math.min(LOOK_UP, sorted.size()))) {
      int count = runs.count(each.word);
      if (count > 0) {
        weighed.add(new Weighed(each.word, likelihood(each, count)));
      }
    }
    weighed.sort(Comparator.comparingDouble(Weighed::likelihood).reversed());
    return weighed.stream().map(Weighed::word).toList();
  }

  private static double likelihood(Candidate candidate, int count) throws IOException {
    // What the index has folded was rarely written as an error that folds to the same: 옷세훈 for 오세훈.
    double known = isWord(candidate.word) ? 1.5 : folded(candidate.word).equals(candidate.word) ? 0 : -2.5;
    return Math.log(count) - 0.75 * candidate.cost + known;
  }

  /** Whether Nori sees words in it, and not syllables. */
  private static boolean isWord(String text) throws IOException {
    int end = 0;
    for (var token : QueryTokens.cut(WordRule.KOREAN, text)) {
      if (token.end() - token.start() < 2) {
        return false;
      }
      end = token.end();
    }
    return end == text.length();
  }
}
