package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bojagi.language.HanFolding;

/**
 * What of Hanzi is written in the indexes and differs from a word that isn't by one character, or by two that changed
 * places. Of two characters one says too little of what was meant.
 */
final class NearestHanzi {
  private static final int MAX_CHARS = 12;
  private static final int LOOK_UP = 40;
  private static final int ONE_REPLACED_FROM = 3;

  private final WrittenRuns runs;

  NearestHanzi(WrittenRuns runs) {
    this.runs = runs;
  }

  /**
   * The most frequent first.
   *
   * @param word of Han characters of one UTF-16 unit
   */
  List<String> to(String word) throws IOException {
    var folded = HanFolding.fold(word);
    int length = word.length();
    if (length < 2 || length > MAX_CHARS) {
      return List.of();
    }
    var meant = new HashMap<String, List<String>>();
    for (int i = 0; i + 1 < length; i++) {
      meant.put(swapped(word, i), pairs(swapped(folded, i)));
    }
    for (int i = 0; i < length && length >= ONE_REPLACED_FROM; i++) {
      var beside = i == 0 ? runs.before(folded.charAt(1)) : runs.after(folded.charAt(i - 1));
      for (char c : beside) {
        meant.put(replaced(word, i, c), pairs(replaced(folded, i, c)));
      }
    }
    meant.remove(word);
    var all = new HashSet<String>();
    meant.values().forEach(all::addAll);
    var written = runs.pairs(all);
    meant.values().removeIf(pairs -> !written.keySet().containsAll(pairs));
    // The rarest of its pairs says how frequent a word can be.
    var likeliest = new ArrayList<>(meant.entrySet());
    likeliest.sort(Comparator.comparingInt(each -> -rarest(each.getValue(), written)));
    var counts = new HashMap<String, Integer>();
    for (var each : likeliest.subList(0, Math.min(LOOK_UP, likeliest.size()))) {
      int count = runs.count(each.getKey());
      if (count > 0) {
        counts.put(each.getKey(), count);
      }
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int rarest(List<String> pairs, Map<String, Integer> written) {
    return pairs.stream().mapToInt(written::get).min().orElse(0);
  }

  private static String swapped(String word, int at) {
    return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
  }

  private static String replaced(String word, int at, char c) {
    return word.substring(0, at) + c + word.substring(at + 1);
  }

  private static List<String> pairs(String word) {
    var pairs = new ArrayList<String>();
    for (int i = 0; i + 2 <= word.length(); i++) {
      pairs.add(word.substring(i, i + 2));
    }
    return pairs;
  }
}
