package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.IndexSearcher;
import org.bojagi.language.Hangul;
import org.bojagi.language.HangulKeyboard;
import org.bojagi.language.WordRule;

/**
 * What may have been meant by words that no item has all of: the keyboard in the other language, a space too many or too
 * few, letters. A word that is found somewhere stays as it is. What is answered finds something.
 */
final class DidYouMean {
  /** A query of more words is a sentence, in which much may be missing that isn't misspelled. */
  private static final int MAX_WORDS = 6;

  /** Nothing is spelled in longer words, and each try takes longer the longer they are. */
  private static final int MAX_CHARS = 64;

  /** So many likely words are tried for a misspelled one. */
  private static final int TRIED = 4;

  private static final int MAX_DIVIDED_CHARS = 16;

  /** What a word is cut into has two syllables or more on both sides. */
  private static final int LEAST_PART = 2;

  /** Whether some item has each of these words. */
  interface Finds {
    boolean all(String words) throws IOException;
  }

  private final Finds finds;
  private final Suggester names;
  private final NearestWord nearest;
  private final WrittenRuns runs;

  DidYouMean(IndexSearcher searcher, Suggester names, Finds finds) {
    this.finds = finds;
    this.names = names;
    nearest = new NearestWord(searcher);
    runs = new WrittenRuns(searcher);
  }

  /**
   * The likeliest first; several only of one word. Of first consonants alone the names that begin so.
   *
   * @param words as typed, NFC
   */
  List<String> of(String words) throws IOException {
    if (words.length() > MAX_CHARS) {
      return List.of();
    }
    if (words.strip().length() > 1 && words.strip().chars().allMatch(Hangul::isConsonant)) {
      return names.initials(words.strip(), TRIED).stream().map(Suggestion::text).toList();
    }
    for (var other : HangulKeyboard.other(words)) {
      if (finds.all(other)) {
        return List.of(other);
      }
    }
    var typed = Arrays.asList(words.strip().split("\\s+"));
    if (typed.size() > MAX_WORDS) {
      return List.of();
    }
    var together = together(typed);
    var meant = together.isPresent() ? together.stream().toList() : respelled(typed);
    return typed.size() == 1 ? meant : meant.subList(0, Math.min(1, meant.size()));
  }

  /** Two words that are written as one. */
  private Optional<String> together(List<String> typed) throws IOException {
    for (int i = 0; i + 1 < typed.size(); i++) {
      var one = typed.get(i) + typed.get(i + 1);
      if (isHangulOrHan(one) && runs.count(WordRule.fold(one)) > 0) {
        var words = new ArrayList<>(typed);
        words.set(i, one);
        words.remove(i + 1);
        var meant = String.join(" ", words);
        if (finds.all(meant)) {
          return Optional.of(meant);
        }
      }
    }
    return Optional.empty();
  }

  private List<String> respelled(List<String> typed) throws IOException {
    var meant = List.of("");
    for (var word : typed) {
      var choices = finds.all(word) ? List.of(word) : choices(word);
      var longer = new ArrayList<String>();
      for (var before : meant) {
        for (var choice : choices) {
          longer.add(before.isEmpty() ? choice : before + " " + choice);
        }
      }
      meant = longer.subList(0, Math.min(TRIED, longer.size()));
    }
    var found = new ArrayList<String>();
    for (var each : meant) {
      if (!each.equals(String.join(" ", typed)) && finds.all(each)) {
        found.add(each);
      }
    }
    return found;
  }

  private List<String> choices(String word) throws IOException {
    var near = nearest.to(word);
    return near.isEmpty() ? apart(word).stream().toList() : near.subList(0, Math.min(TRIED, near.size()));
  }

  /** One word that is written as two. */
  private Optional<String> apart(String word) throws IOException {
    if (!isHangulOrHan(word) || word.length() > MAX_DIVIDED_CHARS) {
      return Optional.empty();
    }
    for (int at = word.length() - LEAST_PART; at >= LEAST_PART; at--) {
      var parts = word.substring(0, at) + " " + word.substring(at);
      if (finds.all(parts)) {
        return Optional.of(parts);
      }
    }
    return Optional.empty();
  }

  private static boolean isHangulOrHan(String word) {
    var scripts = WordRule.Scripts.in(word);
    return (scripts.hangul() || scripts.han()) && !scripts.latin() && !scripts.other();
  }
}
