package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one {@code .bojagiignore}, read as gitignore(5) reads them: {@code *}, {@code ?},
 * {@code [a-z]}, {@code **}, {@code !}, a {@code /} at the beginning or in the middle binds to the
 * folder, one at the end means folders only.
 *
 * <p>Matching takes at most (length of pattern) x (length of path) steps: no pattern makes it slow.
 */
final class IgnoreRules {
  private record Rule(List<String> segments, boolean bringsBack, boolean foldersOnly) {}

  private final String folder;
  private final List<Rule> rules = new ArrayList<>();

  /**
   * @param folder that the file lies in; its rules hold for everything below
   */
  IgnoreRules(String folder, String text) {
    this.folder = folder;
    for (var line : Names.nfc(text).split("\\R")) {
      var pattern = line.endsWith("\\ ") ? line : line.stripTrailing();
      if (pattern.isEmpty() || pattern.startsWith("#")) {
        continue;
      }
      boolean bringsBack = pattern.startsWith("!");
      pattern = bringsBack ? pattern.substring(1) : pattern;
      boolean foldersOnly = pattern.endsWith("/");
      pattern = foldersOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
      boolean bound = pattern.contains("/");
      pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
      var segments = List.of((bound ? pattern : "**/" + pattern).split("/"));
      rules.add(new Rule(segments, bringsBack, foldersOnly));
    }
  }

  /** What the last rule that names it says of it; {@code otherwise} where none does. */
  boolean ignores(String path, boolean isFolder, boolean otherwise) {
    var relative =
        List.of((folder.isEmpty() ? path : path.substring(folder.length() + 1)).split("/"));
    boolean ignored = otherwise;
    for (var rule : rules) {
      if ((isFolder || !rule.foldersOnly) && matches(rule.segments, relative)) {
        ignored = !rule.bringsBack;
      }
    }
    return ignored;
  }

  private static boolean matches(List<String> pattern, List<String> path) {
    int p = 0;
    int s = 0;
    int star = -1;
    int resume = 0;
    while (s < path.size()) {
      if (p < pattern.size() && pattern.get(p).equals("**")) {
        star = p++;
        resume = s;
      } else if (p < pattern.size() && matches(pattern.get(p), path.get(s))) {
        p++;
        s++;
      } else if (star >= 0) {
        p = star + 1;
        s = ++resume;
      } else {
        return false;
      }
    }
    // "a/**" names what is in a, not a itself.
    return p == pattern.size();
  }

  private static boolean matches(String pattern, String name) {
    int p = 0;
    int s = 0;
    int star = -1;
    int resume = 0;
    while (s < name.length()) {
      int length = p < pattern.length() ? matchOne(pattern, p, name.charAt(s)) : 0;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = s;
      } else if (length > 0) {
        p += length;
        s++;
      } else if (star >= 0) {
        p = star + 1;
        s = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** How much of the pattern, from p on, matched this one character; 0 where it didn't. */
  private static int matchOne(String pattern, int p, char c) {
    switch (pattern.charAt(p)) {
      case '?':
        return 1;
      case '\\':
        return p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? 2 : 0;
      case '[':
        int end = pattern.indexOf(']', p + 2);
        return end < 0
            ? (c == '[' ? 1 : 0)
            : inClass(pattern.substring(p + 1, end), c) ? end + 1 - p : 0;
      default:
        return pattern.charAt(p) == c ? 1 : 0;
    }
  }

  private static boolean inClass(String members, char c) {
    boolean negated = members.startsWith("!") || members.startsWith("^");
    boolean found = false;
    for (int i = negated ? 1 : 0; i < members.length(); i++) {
      if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
        found |= c >= members.charAt(i) && c <= members.charAt(i + 2);
        i += 2;
      } else {
        found |= members.charAt(i) == c;
      }
    }
    return found != negated;
  }
}
