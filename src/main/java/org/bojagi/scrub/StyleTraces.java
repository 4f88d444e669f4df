package org.bojagi.scrub;

import java.io.IOException;

/** Comments of style sheets (CSS Syntax Module 3, §4.3): each becomes an empty one; and pictures inside. */
final class StyleTraces {
  private StyleTraces() {}

  static void find(MarkupEdits edits, EmbeddedPictures pictures, long start, long end) throws IOException {
    var units = edits.units();
    long from = start;
    for (long i = start; i < end; i++) {
      int unit = units.at(i);
      if (unit == '"' || unit == '\'') {
        i = behindString(units, i, end);
      } else if (unit == '(' && units.startsWith("url", i - 3)) {
        int first = units.at(i + 1);
        i = first == '"' || first == '\'' ? i : units.next(')', i, end);
      } else if (unit == '/' && units.at(i + 1) == '*' && i + 1 < end) {
        pictures.find(from, i);
        long close = units.indexOf("*/", i + 2, end);
        long behind = close < 0 ? end : close + 2;
        if (close < 0 || close > i + 2) {
          edits.replace(i, behind, "/**/", Sensitive.Kind.COMMENT, "CSS comment");
        }
        from = behind;
        i = behind - 1;
      }
    }
    pictures.find(from, end);
  }

  private static long behindString(CodeUnits units, long start, long end) throws IOException {
    int quote = units.at(start);
    for (long i = start + 1; i < end; i++) {
      int unit = units.at(i);
      if (unit == '\\') {
        i++;
      } else if (unit == quote || unit == '\n') {
        return i;
      }
    }
    return end;
  }
}
