package org.bojagi.corpus;

import java.util.Collection;
import java.util.TreeSet;

/** Did you mean: the nearest of a few words (optimal string alignment distance). */
final class Spelling {
  private Spelling() {}

  /**
   * @return empty where none is within two changes, or one for a word of up to four letters
   */
  static String nearest(String written, Collection<String> words) {
    if (written.length() > 40) {
      return "";
    }
    var nearest = "";
    int least = written.length() > 4 ? 3 : 2;
    for (var word : new TreeSet<>(words)) {
      int distance = distance(written, word);
      if (distance < least && distance < word.length()) {
        least = distance;
        nearest = word;
      }
    }
    return nearest;
  }

  private static int distance(String a, String b) {
    var cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
