package org.bojagi.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bojagi.language.WordRule;

/**
 * One reading of what was typed.
 *
 * @param everyWord an item must have each plain word; otherwise any will do
 * @param plainWords how many there are, two Hanzi counting as one
 */
record Attempt(QueryNode typed, boolean everyWord, int plainWords) {
  /** Long questions hold words that no answer repeats. */
  static final int EVERY_WORD_UP_TO = 3;

  /** Korean is often written without spaces: so long a word may be several. */
  private static final int LONG_WORD_CHARS = 5;

  /** A word of fewer syllables has no part that says anything of it. */
  private static final int LEAST_PARTED_CHARS = 3;

  /** What is tried in turn until something is found, the strictest reading first. */
  static List<Attempt> of(QueryNode typed) {
    var attempts = new ArrayList<Attempt>();
    int plainWords = plainWords(QueryCompiler.wanted(typed));
    if (plainWords > 0 && plainWords <= EVERY_WORD_UP_TO) {
      attempts.add(new Attempt(typed, true, plainWords));
    }
    // Parts of one short word are other words.
    boolean oneShortWord =
        plainWords == 1 && typed instanceof QueryNode.Words(var word) && word.length() < LONG_WORD_CHARS;
    if (!oneShortWord) {
      attempts.add(new Attempt(typed, false, plainWords));
    }
    if (plainWords > 0 && typed instanceof QueryNode.All all && !all.asked()) {
      asWords(all).ifPresent(words -> attempts.add(new Attempt(words, false, plainWords)));
    }
    return attempts;
  }

  /** Parts of one Korean word are other words: what was meant comes before them. */
  static boolean isMeantBeforeParts(String words, List<String> meant) {
    boolean oneWord = !words.strip().contains(" ");
    return oneWord && (!meant.isEmpty() || WordRule.Scripts.in(words).hangul());
  }

  /** What may do where nothing is found: what was meant, the likeliest first; of one longer word also its parts. */
  static List<QueryNode> similar(String typed, List<String> meant) {
    var wishes = new ArrayList<QueryNode>();
    meant.forEach(words -> wishes.add(new QueryNode.Words(words)));
    if (!typed.contains(" ") && typed.length() >= LEAST_PARTED_CHARS) {
      wishes.add(new QueryNode.Parts(typed));
    }
    return wishes;
  }

  /** A sentence with quotation marks in it is no less a sentence. What is excluded stays excluded. */
  private static Optional<QueryNode> asWords(QueryNode.All sideBySide) {
    var parts = new ArrayList<QueryNode>();
    var text = new StringBuilder();
    for (var part : sideBySide.of()) {
      switch (part) {
        case QueryNode.Words(var words) -> text.append(words).append(' ');
        case QueryNode.Phrase(var words) -> text.append(words).append(' ');
        case QueryNode.Not not -> parts.add(not);
        // Who asks for a title or a beginning that isn't there wants nothing else.
        default -> {
          return Optional.empty();
        }
      }
    }
    parts.addFirst(new QueryNode.Words(text.toString()));
    return Optional.of(new QueryNode.All(parts, false));
  }

  private static int plainWords(List<QueryNode> wanted) {
    int count = 0;
    for (var leaf : wanted) {
      if (leaf instanceof QueryNode.Words(var text)) {
        for (var word : text.strip().split("\\s+")) {
          // Chinese is written without spaces: two Hanzi are about a word.
          long hanzi = word.codePoints().filter(Character::isIdeographic).count();
          count += Math.max(1, (int) (hanzi + 1) / 2);
        }
      }
    }
    return count;
  }
}
