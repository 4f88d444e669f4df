package org.bojagi.search;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bojagi.language.SpellingFold;
import org.bojagi.language.WordRule;

/**
 * A Korean word of a query, found in a text where a word begins that North and South may spell so: with other first
 * sounds, tense consonants, sai-siot, vowels, and with spaces between its parts.
 *
 * @param wish which of the query's
 * @param leastChars so much of it must be there: without particles where Nori tells them off, else all but two syllables
 */
record SpelledAlike(int wish, String word, String folded, int leastChars) {
  private static final Pattern HANGUL_WORD = Pattern.compile("[가-힣]{2,20}");
  private static final int LONGEST_PARTICLE = 2;

  /** Inside of a longer word it is looked for from so many syllables on. */
  private static final int LONG = 3;

  static Optional<SpelledAlike> of(int wish, String word, QueryTokens tokens) throws IOException {
    if (!HANGUL_WORD.matcher(word).matches()) {
      return Optional.empty();
    }
    int known = 0;
    for (var token : tokens.of(WordRule.KOREAN, word)) {
      known = Math.max(known, token.end());
    }
    int least = known >= 2 ? known : Math.max(2, word.length() - LONGEST_PARTICLE);
    return Optional.of(new SpelledAlike(wish, word, SpellingFold.fold(word), least));
  }

  /** @param foldedText {@link SpellingFold#fold} of the text */
  void find(String text, String foldedText, List<Marker.Found> found) {
    for (int at = foldedText.indexOf(folded.charAt(0)); at >= 0; at = foldedText.indexOf(folded.charAt(0), at + 1)) {
      if (leastChars >= LONG || at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
        findAt(at, text, foldedText, found);
      }
    }
  }

  private void findAt(int start, String text, String foldedText, List<Marker.Found> found) {
    int same = 0;
    int end = start;
    while (same < leastChars && end < text.length()) {
      if (foldedText.charAt(end) == folded.charAt(same)) {
        same++;
      } else if (text.charAt(end) != ' ' || text.charAt(end - 1) == ' ') {
        return;
      }
      end++;
    }
    if (same == leastChars) {
      var typed = word.substring(0, same);
      var written = text.substring(start, end);
      boolean asTyped = written.replace(" ", "").equals(typed);
      found.add(new Marker.Found(wish, start, end, asTyped ? null : new Bridge(typed, written)));
    }
  }
}
