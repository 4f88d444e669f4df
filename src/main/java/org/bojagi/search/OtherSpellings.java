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
 * <p>A spelling that Nori knows as a word is asked of Nori's words: 력사 is then not found in 폭력사건. One that it
 * doesn't know is asked of pairs of syllables, where nothing else is likelier to be meant: a word that Nori knows
 * is not taken for another with a tense consonant, or 시가 would be found in 3시까지.
 */
final class OtherSpellings {
  private static final Pattern HANGUL_WORD = Pattern.compile("(?<![\\p{L}\\p{N}])[가-힣]{2,}");

  /**
   * One word in one other spelling, syllable for syllable.
   *
   * @param start in the text that was typed, in UTF-16 units
   * @param typed the part of the word that is spelled otherwise, without particles where Nori tells them off
   * @param other the same in the other spelling
   * @param rule whose terms it is asked of: {@link WordRule#KOREAN} or {@link WordRule#ANY}
   * @param replaces whether the typed part is itself one term of this rule
   * @param instead whether Nori sees nothing but single syllables in the typed part, but a word in the other
   * @param wordStart of the whole word in the text that was typed
   * @param word the whole word in the other spelling
   */
  record Spelling(
      int start,
      String typed,
      String other,
      WordRule rule,
      boolean replaces,
      boolean instead,
      int wordStart,
      String word) {
    Bridge bridge() {
      return new Bridge(typed, other);
    }

    int end() {
      return start + typed.length();
    }
  }

  /** Whether an index has a term; spellings that nothing is spelled like cost nothing. */
  interface Known {
    boolean has(WordRule rule, String term) throws IOException;
  }

  /** No word is longer; a text without spaces is. */
  static final int MAX_SYLLABLES = 20;

  private OtherSpellings() {}

  /** @param text NFC; of anything else nothing is found */
  static List<Spelling> of(String text, QueryTokens tokens, Known known) throws IOException {
    var spellings = new ArrayList<Spelling>();
    var words = HANGUL_WORD.matcher(text);
    while (words.find()) {
      if (words.end() - words.start() > MAX_SYLLABLES) {
        continue;
      }
      for (var other : SpellingBridge.spellings(words.group()).entrySet()) {
        add(spellings, words.start(), words.group(), other.getKey(), other.getValue(), tokens, known);
      }
    }
    return spellings;
  }

  private static void add(
      List<Spelling> spellings,
      int start,
      String typed,
      String other,
      SpellingBridge bridge,
      QueryTokens tokens,
      Known known)
      throws IOException {
    int change = 0;
    while (typed.charAt(change) == other.charAt(change)) {
      change++;
    }
    if (!isWrittenAround(change, typed, other, tokens, known)) {
      return;
    }
    var typedWord = wordAt(change, typed, tokens);
    var otherWord = wordAt(change, other, tokens);
    if (otherWord != null && known.has(WordRule.KOREAN, otherWord.term())) {
      boolean replaces =
          typedWord != null && typedWord.start() == otherWord.start() && typedWord.end() == otherWord.end();
      spellings.add(
          new Spelling(
              start + otherWord.start(),
              typed.substring(otherWord.start(), otherWord.end()),
              otherWord.term(),
              WordRule.KOREAN,
              replaces,
              typedWord == null,
              start,
              other));
    } else if (typedWord == null || bridge != SpellingBridge.TENSE_CONSONANT) {
      int end = Math.max(change + 1, typedWord == null ? typed.length() : cutEnd(typed, tokens));
      var part = typed.substring(0, end);
      var otherPart = other.substring(0, end);
      if (end > 1 && hasPairs(part, otherPart, tokens, known)) {
        spellings.add(new Spelling(start, part, otherPart, WordRule.ANY, false, false, start, otherPart));
      }
    }
  }

  /** Where the last word ends that Nori sees: what follows are particles. */
  private static int cutEnd(String word, QueryTokens tokens) throws IOException {
    return tokens.of(WordRule.KOREAN, word).stream().mapToInt(QueryTokens.Token::end).max().orElse(word.length());
  }

  /** Whether the index has one of the pairs that the changed syllable is in: a cheap question before Nori is asked. */
  private static boolean isWrittenAround(
      int change, String typed, String other, QueryTokens tokens, Known known) throws IOException {
    var typedPairs = tokens.of(WordRule.ANY, typed);
    boolean any = false;
    boolean same = true;
    for (var pair : tokens.of(WordRule.ANY, other)) {
      if (pair.start() <= change + 1 && pair.end() > change && !typedPairs.contains(pair)) {
        same = false;
        any |= known.has(WordRule.ANY, pair.term());
      }
    }
    return any || same;
  }

  /** Whether each pair of syllables of the other spelling that the typed one hasn't is somewhere in the index. */
  private static boolean hasPairs(String typed, String other, QueryTokens tokens, Known known) throws IOException {
    var typedPairs = tokens.of(WordRule.ANY, typed);
    for (var pair : tokens.of(WordRule.ANY, other)) {
      if (!typedPairs.contains(pair) && !known.has(WordRule.ANY, pair.term())) {
        return false;
      }
    }
    return true;
  }

  /** The word of two syllables or more that Nori sees there as it is written; null where it sees none. */
  private static QueryTokens.Token wordAt(int index, String word, QueryTokens tokens) throws IOException {
    for (var token : tokens.of(WordRule.KOREAN, word)) {
      if (token.start() <= index
          && index < token.end()
          && token.end() > token.start() + 1
          && token.term().equals(word.substring(token.start(), token.end()))) {
        return token;
      }
    }
    return null;
  }
}
