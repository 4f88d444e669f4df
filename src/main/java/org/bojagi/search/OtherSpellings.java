package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bojagi.language.SpellingBridge;
import org.bojagi.language.WordRule;

/**
 * The words of a query as they may be spelled in the other half of Korea, cut the way they are looked up.
 *
 * <p>A spelling that Nori knows as a word is asked of Nori's words alone: 력사 is then not found in 폭력사건. Any
 * other is asked of pairs of syllables.
 */
final class OtherSpellings {
  private static final Pattern HANGUL_WORD = Pattern.compile("(?<![\\p{L}\\p{N}])[가-힣]{2,}");

  /**
   * One word in one other spelling.
   *
   * @param start of the word in the text that was typed, in UTF-16 units
   * @param typed the part of the word that is spelled otherwise, without particles where Nori tells them off
   * @param other the same in the other spelling
   * @param rule whose terms it is asked of: {@link WordRule#KOREAN} or {@link WordRule#ANY}
   * @param replaces whether its first term stands where the typed word's own first term stands in this rule's
   *     field
   * @param word the whole word in the other spelling
   */
  record Spelling(int start, String typed, String other, WordRule rule, boolean replaces, String word) {
    Bridge bridge() {
      return new Bridge(typed, other);
    }
  }

  private OtherSpellings() {}

  /** @param text NFC; of anything else nothing is found */
  static List<Spelling> of(String text, QueryTokens tokens) throws IOException {
    var spellings = new ArrayList<Spelling>();
    var words = HANGUL_WORD.matcher(text);
    while (words.find()) {
      var word = words.group();
      if (SpellingBridge.spellings(word).isEmpty()) {
        continue;
      }
      int known = knownSyllables(word, tokens);
      var stem = known == 0 ? word : word.substring(0, known);
      for (var other : SpellingBridge.spellings(stem)) {
        var whole = other + word.substring(stem.length());
        int otherKnown = knownSyllables(whole, tokens);
        spellings.add(
            otherKnown == 0
                ? new Spelling(words.start(), stem, other, WordRule.ANY, true, whole)
                : new Spelling(
                    words.start(),
                    word.substring(0, Math.min(otherKnown, word.length())),
                    whole.substring(0, otherKnown),
                    WordRule.KOREAN,
                    known > 0,
                    whole));
      }
    }
    return spellings;
  }

  /**
   * How many syllables the word has that Nori sees at the beginning of this text; 0 where it sees none of two
   * or more.
   */
  private static int knownSyllables(String word, QueryTokens tokens) throws IOException {
    var cut = tokens.of(WordRule.KOREAN, word);
    if (cut.isEmpty()) {
      return 0;
    }
    var first = cut.getFirst();
    boolean whole = first.start() == 0 && first.end() > 1 && first.term().equals(word.substring(0, first.end()));
    return whole ? first.end() : 0;
  }
}
