package org.bojagi.language;

import java.io.IOException;
import java.io.Reader;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharFilter;

/**
 * Changes letters of a text before it is cut, each into one as long, so that offsets stay right.
 *
 * <p>The text is held in memory: it is a passage, a title or a query.
 */
final class SameLengthFilter extends CharFilter {
  private final UnaryOperator<String> change;
  private String changed;
  private int at;

  /** @param change gives back as many UTF-16 units as it gets */
  SameLengthFilter(Reader text, UnaryOperator<String> change) {
    super(text);
    this.change = change;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (changed == null) {
      changed = change.apply(input.readAllAsString());
    }
    int count = Math.min(length, changed.length() - at);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    changed.getChars(at, at + count, buffer, offset);
    at += count;
    return count;
  }

  @Override
  protected int correct(int offset) {
    return offset;
  }
}
