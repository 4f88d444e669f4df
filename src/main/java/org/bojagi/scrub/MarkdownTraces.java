package org.bojagi.scrub;

import java.io.IOException;

/**
 * Comments in a Markdown text (CommonMark 0.31): of HTML, outside of code, and definitions that
 * nobody refers to.
 */
final class MarkdownTraces {
  private static final int MAX_LABEL = 1_000;

  private final MarkupEdits edits;
  private final EmbeddedPictures pictures;
  private final CodeUnits units;

  /** Of the fence that code stands in; 0 outside. */
  private int fenceLength;

  private int fenceUnit;

  MarkdownTraces(MarkupEdits edits, EmbeddedPictures pictures) {
    this.edits = edits;
    this.pictures = pictures;
    this.units = edits.units();
  }

  void find() throws IOException {
    long line = 0;
    boolean afterBlank = true;
    while (line < units.count()) {
      long end = endOfLine(line);
      long text = line;
      int indent = 0;
      while (text < end && (units.at(text) == ' ' || units.at(text) == '\t')) {
        indent += units.at(text) == '\t' ? 4 : 1;
        text++;
      }
      boolean isCode = fence(text, end, indent) || fenceLength > 0 || indent >= 4 && afterBlank;
      if (!isCode) {
        definition(text, end);
        end = inline(text, end);
      }
      afterBlank = text >= endOfLine(text) || isCode && fenceLength == 0;
      line = next(end);
    }
    pictures.find(0, units.count());
  }

  /** Whether a fence begins or ends on this line. */
  private boolean fence(long text, long end, int indent) throws IOException {
    int unit = units.at(text);
    if (indent > 3 || unit != '`' && unit != '~') {
      return false;
    }
    long behind = text;
    while (behind < end && units.at(behind) == unit) {
      behind++;
    }
    int length = (int) Math.min(behind - text, 1_000);
    if (length < 3) {
      return false;
    }
    if (fenceLength == 0) {
      if (unit == '`' && units.indexOf("`", behind, end) >= 0) {
        return false;
      }
      fenceLength = length;
      fenceUnit = unit;
      return true;
    }
    while (behind < end && CodeUnits.isSpace(units.at(behind))) {
      behind++;
    }
    if (unit == fenceUnit && length >= fenceLength && behind >= end) {
      fenceLength = 0;
      return true;
    }
    return false;
  }

  /**
   * Comments of one line, and of those that they reach into. @return the end of the last line that
   * was looked at
   */
  private long inline(long from, long lineEnd) throws IOException {
    long end = lineEnd;
    for (long i = from; i < end; i++) {
      int unit = units.at(i);
      if (unit == '\\') {
        i++;
      } else if (unit == '`') {
        i = behindCode(i, end) - 1;
      } else if (unit == '<' && units.startsWith("<!--", i)) {
        long close = units.indexOf("-->", i + 4, units.count());
        if (close < 0) {
          edits.left(Sensitive.Kind.COMMENT, "Markdown comment without an end");
          return units.count();
        }
        HtmlTraces.comment(edits, i, close + 3, false);
        i = close + 2;
        end = endOfLine(i);
      }
    }
    return end;
  }

  /** A span ends with as many backticks as it began with, else it is none. */
  private long behindCode(long at, long end) throws IOException {
    long open = at;
    while (open < end && units.at(open) == '`') {
      open++;
    }
    for (long i = open; i < end; ) {
      long run = i;
      while (run < end && units.at(run) == '`') {
        run++;
      }
      if (run - i == open - at) {
        return run;
      }
      i = Math.max(run, i + 1);
    }
    return open;
  }

  /**
   * {@code [//]: # (a comment)} and {@code [comment]: <> (a comment)}, whatever the label: what stands behind an
   * address that leads nowhere is never shown.
   */
  private void definition(long text, long end) throws IOException {
    if (units.at(text) != '[') {
      return;
    }
    long label = units.indexOf("]: ", text, Math.min(end, text + MAX_LABEL));
    if (label < 0) {
      return;
    }
    long address = label + 3;
    long title = address;
    while (title < end && !CodeUnits.isSpace(units.at(title))) {
      title++;
    }
    boolean isNowhere = units.startsWith("#", address) && title - address == 1 || units.startsWith("<>", address);
    if (title < end && isNowhere) {
      edits.replace(title, end, "", Sensitive.Kind.COMMENT, "Markdown comment");
    }
  }

  private long endOfLine(long from) throws IOException {
    long end = from;
    while (end < units.count() && units.at(end) != '\n' && units.at(end) != '\r') {
      end++;
    }
    return end;
  }

  private long next(long end) throws IOException {
    return end + (units.at(end) == '\r' && units.at(end + 1) == '\n' ? 2 : 1);
  }
}
