package org.bojagi.language;

import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharFilter;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;

/**
 * Folds a text before it is cut, then changes letters in it, each into one as long, so that offsets stay right.
 *
 * <p>The text is held in memory: it is a passage, a title or a query. Of ASCII folding leaves all but capital letters as
 * they are, and there is no letter to change, so ICU isn't asked.
 */
final class FoldingCharFilter extends CharFilter {
  private final Normalizer2 folding;
  private final UnaryOperator<String> change;

  /** Of offsets in what is folded; null where they are the text's own. */
  private ICUNormalizer2CharFilter offsets;

  private String changed;
  private int at;

  /**
   * @param folding of ASCII alters nothing but capital letters
   * @param change gives back as many UTF-16 units as it gets, and ASCII as it is
   */
  FoldingCharFilter(Reader text, Normalizer2 folding, UnaryOperator<String> change) {
    super(text);
    this.folding = folding;
    this.change = change;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (changed == null) {
      changed = changed(input.readAllAsString());
    }
    int count = Math.min(length, changed.length() - at);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    changed.getChars(at, at + count, buffer, offset);
    at += count;
    return count;
  }

  private String changed(String text) throws IOException {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    offsets = new ICUNormalizer2CharFilter(new StringReader(text), folding);
    return change.apply(offsets.readAllAsString());
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected int correct(int offset) {
    return offsets == null ? offset : offsets.correctOffset(offset);
  }
}
