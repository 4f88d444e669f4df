package org.bojagi.text;

import java.util.ArrayList;
import java.util.List;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;

/**
 * Joins neighbouring units of a file into passages.
 *
 * <p>A unit is a stretch that must not be cut: a paragraph, or a part of a long one. A passage is
 * the slice from its first unit's start to its last unit's end, tags between them included.
 */
final class Cutter {
  /**
   * Passages are filled up to here: large enough for several words of a query, small enough to
   * point at a place.
   */
  static final int FULL_CHARS = 1_200;

  /**
   * A unit's text is never longer, so that FULL_CHARS and one more unit stay below
   * Passage.MAX_CHARS.
   */
  static final int MAX_UNIT_CHARS = 700;

  /**
   * With more than this between two units (a picture in a data: address, say) they don't share a
   * passage.
   */
  private static final int MAX_GAP_CHARS = 4_096;

  private final TextFormat format;
  private final String source;
  private final List<Passage> passages = new ArrayList<>();
  private int start = -1;
  private int end;
  private int textChars;
  private Place place = new Place.Start();
  private boolean onlyHeadings;

  Cutter(TextFormat format, String source) {
    this.format = format;
    this.source = source;
  }

  /**
   * @param unitTextChars at least as long as the unit's text turns out when rendered
   */
  void add(int unitStart, int unitEnd, int unitTextChars, Place unitPlace) {
    boolean fits =
        start >= 0
            && textChars + 1 + unitTextChars <= Passage.MAX_CHARS
            && textChars < FULL_CHARS
            && unitStart - end <= MAX_GAP_CHARS
            && unitEnd - start <= PassageText.MAX_SLICE_CHARS;
    if (!fits) {
      close();
      start = unitStart;
      place = unitPlace;
      textChars = 0;
    }
    end = unitEnd;
    onlyHeadings = false;
    textChars += 1 + unitTextChars;
  }

  /**
   * Begins a passage with a heading; headings in a row share one, whose place is the last of them.
   */
  void addHeading(int unitStart, int unitEnd, int unitTextChars, Place unitPlace) {
    if (start >= 0 && !onlyHeadings) {
      close();
    }
    add(unitStart, unitEnd, unitTextChars, unitPlace);
    place = unitPlace;
    onlyHeadings = true;
  }

  /** Ends the passage in hand: before a heading, at the end of a page, before what is not text. */
  void close() {
    if (start >= 0) {
      var text = PassageText.of(format, source.substring(start, end));
      if (!text.isEmpty()) {
        passages.add(new Passage(place, start, end - start, text));
      }
    }
    start = -1;
  }

  int textCharsInHand() {
    return start < 0 ? 0 : textChars;
  }

  /**
   * Adds plain text in units: lines, or parts of long ones, cut where a sentence or a word ends.
   */
  void addPlain(int from, int to, Place unitPlace) {
    int at = from;
    while (at < to) {
      int lineEnd = source.indexOf('\n', at);
      int stop = lineEnd < 0 || lineEnd >= to ? to : lineEnd + 1;
      while (stop - at > MAX_UNIT_CHARS) {
        int cut = cutWithin(source, at, at + MAX_UNIT_CHARS);
        add(at, cut, cut - at, unitPlace);
        at = cut;
      }
      if (!blank(at, stop)) {
        add(at, stop, stop - at, unitPlace);
      } else if (textCharsInHand() >= FULL_CHARS / 2) {
        close(); // a blank line is where a reader would stop, too
      }
      at = stop;
    }
  }

  List<Passage> passages() {
    close();
    return passages;
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(source.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where to cut text that is too long: after a sentence, else after a word, else anywhere between
   * two characters.
   */
  static int cutWithin(String text, int from, int limit) {
    int word = -1;
    for (int i = limit; i > from + (limit - from) / 3; i--) {
      if (endsSentence(text, i)) {
        return i;
      }
      if (word < 0 && Character.isWhitespace(text.charAt(i - 1))) {
        word = i;
      }
    }
    if (word > 0) {
      return word;
    }
    return Character.isHighSurrogate(text.charAt(limit - 1)) && limit - 1 > from
        ? limit - 1
        : limit;
  }

  /**
   * Between a full stop and what follows it; Chinese and Japanese stops need no space after them.
   */
  static boolean endsSentence(String text, int at) {
    char before = text.charAt(at - 1);
    if ("。！？".indexOf(before) >= 0) {
      return true;
    }
    if (!Character.isWhitespace(before) || at < 2) {
      return false;
    }
    char stop = text.charAt(at - 2);
    return ".!?…\"”》)".indexOf(stop) >= 0 || Character.isWhitespace(stop) && before == '\n';
  }
}
