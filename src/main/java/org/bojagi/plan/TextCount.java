package org.bojagi.plan;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * How many letters of which script texts have and how many different words they make of them: what an index's size
 * depends on. Words are counted by their hashes in a fixed number of bits (linear counting; Whang, Vander-Zanden and
 * Taylor 1990), so that memory doesn't grow with the texts.
 */
final class TextCount {
  enum Script {
    HANGUL,
    HAN,
    OTHER
  }

  private static final int BITS = 1 << 22;
  private static final int MAX_REPLACED_OF = 50;

  private final long[] letters = new long[Script.values().length];
  private final BitSet[] words = {new BitSet(BITS), new BitSet(BITS), new BitSet(BITS)};

  /**
   * @param text the beginning of a file, decoded
   * @param markup whether what stands between angle brackets is no text
   * @return letters of each script in this text
   */
  long[] add(String text, boolean markup) {
    var found = new long[letters.length];
    int word = 0;
    char before = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (markup && c == '<') {
        i = endOfTag(text, i);
        c = ' ';
      }
      var script = scriptOf(c);
      if (script == null || script != Script.OTHER) {
        endWord(word);
        word = 0;
      }
      if (script == Script.OTHER) {
        word = 31 * word + Character.toLowerCase(c) + 1;
      } else if (script != null && scriptOf(before) == script) {
        words[script.ordinal()].set(slot(before << 16 | c)); // both are indexed by pairs of characters as well
      }
      if (script != null) {
        found[script.ordinal()]++;
      }
      before = c;
    }
    endWord(word);
    for (int i = 0; i < found.length; i++) {
      letters[i] += found[i];
    }
    return found;
  }

  private void endWord(int hash) {
    if (hash != 0) {
      words[Script.OTHER.ordinal()].set(slot(hash));
    }
  }

  private static int slot(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35; // MurmurHash3's finalizer
    return (mixed ^ mixed >>> 16) & BITS - 1;
  }

  long letters(Script script) {
    return letters[script.ordinal()];
  }

  long words(Script script) {
    double empty = 1 - words[script.ordinal()].cardinality() / (double) BITS;
    return Math.round(-BITS * Math.log(Math.max(empty, 1.0 / BITS)));
  }

  /** Behind a tag; behind the whole element of a script or style, which is no text. */
  private static int endOfTag(String text, int begin) {
    for (var name : new String[] {"script", "style"}) {
      if (text.regionMatches(true, begin + 1, name, 0, name.length())) {
        int end = text.indexOf("</" + name, begin);
        begin = end < 0 ? text.length() - 1 : end;
      }
    }
    int end = text.indexOf('>', begin);
    return end < 0 ? text.length() - 1 : end;
  }

  private static Script scriptOf(char c) {
    if (c >= 0xAC00 && c <= 0xD7A3) {
      return Script.HANGUL;
    }
    if (c >= 0x3400 && c <= 0x9FFF) {
      return Script.HAN;
    }
    return Character.isLetterOrDigit(c) ? Script.OTHER : null;
  }

  /** In the declared charset, else UTF-8, else what Korean or Chinese texts of other times are in. */
  static String decode(byte[] bytes, int length, String charset, String language) {
    if (!charset.isEmpty() && Charset.isSupported(charset)) {
      return new String(bytes, 0, length, Charset.forName(charset));
    }
    var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    long replaced = text.chars().filter(c -> c == '\uFFFD').count();
    if (replaced * MAX_REPLACED_OF < text.length() || text.isEmpty()) {
      return text;
    }
    return new String(bytes, 0, length, Charset.forName(language.startsWith("zh") ? "GB18030" : "MS949"));
  }
}
