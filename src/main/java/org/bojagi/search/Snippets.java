package org.bojagi.search;

import java.util.ArrayList;
import java.util.List;

/** Cuts the most telling window out of a passage and marks what was found in it. */
final class Snippets {
  static final int WINDOW_CHARS = 160;

  /** How far an edge of the window may move to fall between words. */
  private static final int EDGE_CHARS = 24;

  private static final String CUT = "…";

  private Snippets() {}

  /**
   * @param firstFound index into the passage of the first thing marked; -1 where nothing is
   * @param bridges what is marked and spelled otherwise than was typed
   */
  record Window(Snippet snippet, int firstFound, List<Bridge> bridges) {}

  /** @param found in order of their beginning, as {@link Marker#find} gives them */
  static Window cut(String passage, List<Marker.Found> found) {
    int first = densest(found);
    int from = 0;
    int to = Math.min(passage.length(), WINDOW_CHARS);
    if (first >= 0 && passage.length() > WINDOW_CHARS) {
      int start = found.get(first).start();
      int spare = Math.max(0, WINDOW_CHARS - span(found, first));
      from = Math.clamp(start - spare / 2, 0, passage.length() - WINDOW_CHARS);
      from = forwardToWord(passage, from, start);
      to = Math.min(passage.length(), from + WINDOW_CHARS);
    }
    to = backToWord(passage, to, Math.max(from, to - EDGE_CHARS));
    var text = new StringBuilder();
    if (from > 0) {
      text.append(CUT);
    }
    int shift = text.length() - from;
    for (int i = from; i < to; i++) {
      char c = passage.charAt(i);
      text.append(c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
    if (to < passage.length()) {
      text.append(CUT);
    }
    var marks = new ArrayList<Snippet.Mark>();
    var shown = new ArrayList<Marker.Found>();
    int firstFound = -1;
    for (var each : found) {
      if (each.start() < from || each.end() > to) {
        continue;
      }
      firstFound = firstFound < 0 ? each.start() : firstFound;
      shown.add(each);
      add(marks, each.start() + shift, each.end() + shift);
    }
    return new Window(new Snippet(text.toString(), marks), firstFound, Marker.bridges(shown));
  }

  /** Marks that touch become one. */
  static void add(List<Snippet.Mark> marks, int start, int end) {
    if (!marks.isEmpty() && start <= marks.getLast().end()) {
      var before = marks.removeLast();
      start = before.start();
      end = Math.max(before.end(), end);
    }
    marks.add(new Snippet.Mark(start, end));
  }

  /**
   * The find with most different wishes in a window's length after it, then most finds; the first of equals.
   */
  private static int densest(List<Marker.Found> found) {
    var ofWish = new int[1 + found.stream().mapToInt(Marker.Found::wish).max().orElse(-1)];
    int different = 0;
    int best = -1;
    long bestWorth = 0;
    int end = 0; // behind the last find of the window, which never moves back: a word a thousand times costs no more
    for (int i = 0; i < found.size(); i++) {
      int limit = found.get(i).start() + WINDOW_CHARS;
      for (end = Math.max(end, i); end < found.size() && found.get(end).end() <= limit; end++) {
        if (ofWish[found.get(end).wish()]++ == 0) {
          different++;
        }
      }
      long worth = ((long) different << 32) + end - i;
      if (worth > bestWorth) {
        best = i;
        bestWorth = worth;
      }
      if (end > i && --ofWish[found.get(i).wish()] == 0) {
        different--;
      }
    }
    return best;
  }

  private static int span(List<Marker.Found> found, int first) {
    int start = found.get(first).start();
    int end = found.get(first).end();
    for (int k = first; k < found.size() && found.get(k).end() <= start + WINDOW_CHARS; k++) {
      end = Math.max(end, found.get(k).end());
    }
    return end - start;
  }

  private static int forwardToWord(String text, int from, int limit) {
    if (from == 0) {
      return 0;
    }
    for (int i = from; i < Math.min(limit, from + EDGE_CHARS); i++) {
      if (Character.isWhitespace(text.charAt(i - 1))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(from)) ? from - 1 : from;
  }

  private static int backToWord(String text, int to, int limit) {
    if (to == text.length()) {
      return to;
    }
    for (int i = to; i > limit; i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
  }
}
