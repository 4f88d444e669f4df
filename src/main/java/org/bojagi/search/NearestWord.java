package org.bojagi.search;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.bojagi.index.Fields;
import org.bojagi.language.Hangul;
import org.bojagi.language.WordRule;

/**
 * The words of the indexes that are spelled most like one that they don't have: of Hangul by its letters, of Hanzi by
 * characters, of anything else by Lucene's automata, Damerau's and Levenshtein's distance.
 */
final class NearestWord {
  /** What may stand at the end of a noun, where it is written nowhere with that; longer ones first. */
  private static final Pattern PARTICLE =
      Pattern.compile("(?<=..)(?:에서는?|으로|에게|까지|부터|이나|들[은이을]|[은는이가을를에의로와과도만])$");

  private static final int LOOK_AT_MOST = 5_000;

  private final IndexReader reader;
  private final NearestHangul hangul;
  private final NearestHanzi hanzi;

  NearestWord(IndexSearcher searcher) {
    reader = searcher.getIndexReader();
    var runs = new WrittenRuns(searcher);
    hangul = new NearestHangul(runs);
    hanzi = new NearestHanzi(runs);
  }

  /**
   * The likeliest first.
   *
   * @param word as typed; of two scripts, or with digits or signs in it, it has none
   */
  List<String> to(String word) throws IOException {
    if (word.chars().allMatch(c -> Hangul.isSyllable(c) || Hangul.isLetter(c))) {
      var near = hangul.to(word);
      var particle = PARTICLE.matcher(word);
      if (!near.isEmpty() || !particle.find()) {
        return near;
      }
      var ending = particle.group();
      // With the particle where that is searched as a word, else without.
      return hangul.to(word.substring(0, particle.start())).stream()
          .flatMap(stem -> Stream.of(stem + ending, stem))
          .toList();
    }
    if (word.chars().allMatch(Character::isIdeographic)) {
      return hanzi.to(word);
    }
    return likeLetters(WordRule.fold(word));
  }

  private List<String> likeLetters(String folded) throws IOException {
    int edits = WordQueries.edits(folded);
    var scripts = WordRule.Scripts.in(folded);
    if (edits == 0 || scripts.hangul() || scripts.han()) {
      return List.of();
    }
    var frequencies = near(folded, edits, 1);
    return (frequencies.isEmpty() ? near(folded, 1, 0) : frequencies)
        .entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Integer> each) -> distance(folded, each.getKey()))
                    .thenComparingInt(each -> -each.getValue())
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
  }

  private Map<String, Integer> near(String folded, int edits, int prefix) throws IOException {
    var frequencies = new HashMap<String, Integer>();
    for (var rule : List.of(WordRule.ENGLISH, WordRule.ANY)) {
      for (var field : List.of(Fields.text(rule), Fields.title(rule), Fields.about(rule))) {
        for (var leaf : reader.leaves()) {
          var terms = leaf.reader().terms(field);
          if (terms != null) {
            var near = new FuzzyTermsEnum(terms, new Term(field, folded), edits, prefix, true);
            int seen = 0;
            for (BytesRef each = near.next(); each != null && seen < LOOK_AT_MOST; each = near.next()) {
              frequencies.merge(each.utf8ToString(), near.docFreq(), Integer::sum);
              seen++;
            }
          }
        }
      }
    }
    frequencies.remove(folded);
    return frequencies;
  }

  /** Damerau's and Levenshtein's, each part of a word in one exchange at most. */
  static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int k = 0; k <= b.length(); k++) {
        if (i == 0 || k == 0) {
          rows[i][k] = i + k;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(k - 1);
        int least = Math.min(rows[i - 1][k - 1] + (same ? 0 : 1), 1 + Math.min(rows[i - 1][k], rows[i][k - 1]));
        boolean swapped =
            i > 1 && k > 1 && a.charAt(i - 1) == b.charAt(k - 2) && a.charAt(i - 2) == b.charAt(k - 1);
        rows[i][k] = swapped ? Math.min(least, rows[i - 2][k - 2] + 1) : least;
      }
    }
    return rows[a.length()][b.length()];
  }
}
