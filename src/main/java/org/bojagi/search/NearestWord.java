package org.bojagi.search;

import java.io.IOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.bojagi.index.Fields;
import org.bojagi.language.WordRule;

/**
 * The word of the indexes that is spelled most like one that they don't have.
 *
 * <p>Lucene's automata find what differs by a syllable or a letter or two; of syllables, those count that
 * differ by a letter or two, as what is mistyped does. Of equally near words the more frequent one is taken.
 */
final class NearestWord {
  private static final int LOOK_AT_MOST = 2_000;

  private NearestWord() {}

  /** @param word as typed, of letters only; anything else has none */
  static Optional<String> to(String word, IndexReader reader) throws IOException {
    var folded = WordRule.fold(word);
    int edits = WordQueries.edits(folded);
    if (edits == 0) {
      return Optional.empty();
    }
    boolean hangul = WordRule.Scripts.in(folded).hangul();
    var frequencies = new HashMap<String, Integer>();
    for (var rule : hangul ? List.of(WordRule.KOREAN) : List.of(WordRule.ENGLISH, WordRule.ANY)) {
      addNear(new Term(Fields.text(rule), folded), edits, hangul ? 0 : 1, reader, frequencies);
    }
    int mostLetters = !hangul || folded.length() > 2 ? 2 : 1;
    String nearest = null;
    int nearestDistance = mostLetters + 1;
    for (var each : frequencies.entrySet()) {
      int distance = distance(letters(folded), letters(each.getKey()));
      boolean nearer = distance < nearestDistance;
      if (nearer || distance == nearestDistance && nearest != null && isBetter(each, nearest, frequencies)) {
        nearest = each.getKey();
        nearestDistance = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static boolean isBetter(
      Map.Entry<String, Integer> each, String nearest, Map<String, Integer> frequencies) {
    int difference = each.getValue() - frequencies.get(nearest);
    return difference > 0 || difference == 0 && each.getKey().compareTo(nearest) < 0;
  }

  private static void addNear(
      Term term, int edits, int prefix, IndexReader reader, Map<String, Integer> frequencies) throws IOException {
    for (var leaf : reader.leaves()) {
      var terms = leaf.reader().terms(term.field());
      if (terms != null) {
        var near = new FuzzyTermsEnum(terms, term, edits, prefix, true);
        int seen = 0;
        for (BytesRef each = near.next(); each != null && seen < LOOK_AT_MOST; each = near.next()) {
          frequencies.merge(each.utf8ToString(), near.docFreq(), Integer::sum);
          seen++;
        }
      }
    }
    frequencies.remove(term.text());
  }

  private static String letters(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFD);
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int k = 0; k <= b.length(); k++) {
      row[k] = k;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int k = 1; k <= b.length(); k++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1);
        diagonal = row[k];
        row[k] = Math.min(replaced, 1 + Math.min(row[k], row[k - 1]));
      }
    }
    return row[b.length()];
  }
}
