package org.bojagi.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bojagi.catalog.Cue;

/**
 * SubStation Alpha and its successor ASS (v4.00+): the words of their dialogue lines, without
 * drawings and styles.
 */
final class AdvancedSubStation {
  private static final int MAX_LINE_CHARS = 8_192;

  private AdvancedSubStation() {}

  static Map<String, List<Cue>> read(String source, String language) {
    var cues = new ArrayList<Cue>();
    var seen = new HashSet<Cue>(); // typesetters repeat a line for its shadow
    int startField = 1;
    int endField = 2;
    int textField = 9;
    boolean events = false;
    for (var line : (Iterable<String>) source.lines()::iterator) {
      if (line.length() > MAX_LINE_CHARS || cues.size() >= CueBlock.MAX_CUES) {
        continue;
      }
      if (line.startsWith("[")) {
        events = line.strip().equalsIgnoreCase("[Events]");
      } else if (events && line.regionMatches(true, 0, "Format:", 0, 7)) {
        var fields =
            Arrays.stream(line.substring(7).split(","))
                .map(f -> f.strip().toLowerCase(Locale.ROOT))
                .toList();
        startField = fields.indexOf("start");
        endField = fields.indexOf("end");
        textField = fields.indexOf("text");
      } else if (line.regionMatches(true, 0, "Dialogue:", 0, 9) && textField > 0) {
        var cue = cue(line.substring(9).split(",", textField + 1), startField, endField, textField);
        if (cue != null && seen.add(cue)) {
          cues.add(cue);
        }
      }
    }
    return Map.of(language, cues);
  }

  private static Cue cue(String[] fields, int startField, int endField, int textField) {
    if (fields.length <= textField
        || startField < 0
        || endField < 0
        || startField >= textField
        || endField >= textField) {
      return null;
    }
    long start = CueTimes.millis(fields[startField].strip());
    long end = CueTimes.millis(fields[endField].strip());
    var text = plain(fields[textField]);
    return start < 0 || end < 0 || text.isEmpty()
        ? null
        : new Cue(start, Math.max(start, end), text);
  }

  /** {@code {\…}} are orders to the renderer, {@code \p1} begins a drawing, {@code \N} a line. */
  private static String plain(String marked) {
    var text = new StringBuilder(marked.length());
    int at = 0;
    int lastClose = marked.lastIndexOf('}');
    boolean drawing = false;
    while (at < marked.length()) {
      char c = marked.charAt(at);
      int close = c == '{' && at < lastClose ? marked.indexOf('}', at) : -1;
      if (close > 0) {
        var orders = marked.substring(at, close);
        int p = orders.lastIndexOf("\\p");
        if (p >= 0 && p + 2 < orders.length() && Character.isDigit(orders.charAt(p + 2))) {
          drawing = orders.charAt(p + 2) != '0';
        }
        at = close + 1;
      } else if (c == '\\'
          && at + 1 < marked.length()
          && "Nnh".indexOf(marked.charAt(at + 1)) >= 0) {
        text.append(marked.charAt(at + 1) == 'h' ? ' ' : '\n');
        at += 2;
      } else {
        text.append(drawing ? "" : String.valueOf(c));
        at++;
      }
    }
    return CueMarkup.plain(text.toString());
  }
}
