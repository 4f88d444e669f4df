package org.bojagi.index;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.bojagi.language.Hangul;
import org.bojagi.language.WordRule;

/**
 * A name as the keys by which it is suggested while it is typed, and back (format.md §8.4).
 *
 * <p>A key is what is typed, folded by {@link WordRule#fold}, without spaces and signs: of Hangul its letters one a byte,
 * 0x5E to 0x7E, so that every unfinished syllable is a prefix; Latin in capitals, digits; everything else in UTF-8.
 */
public final class NameKeys {
  /** Longer names are suggested by their beginning, up to a space where there is one. */
  public static final int MAX_NAME_CHARS = 120;

  /** Words of a name that a search for it may begin with. */
  public static final int MAX_WORDS = 6;

  public static final int MAX_KEY_BYTES = 160;

  /** Ends a key within a term. */
  public static final byte END = 0x1F;

  private static final int FIRST_HANGUL = 0x5E;

  /** As typed: without those that take two keys. The first is rare: the bytes of the others pack into six bits. */
  private static final String LETTERS = "ㅒㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";

  private static final int SPACE_AFTER = 0x20;
  private static final int MAX_SPACE_AFTER = 0x3E - SPACE_AFTER;

  private NameKeys() {}

  /** One key for the whole. */
  public static byte[] letters(String text) {
    return joined(words(text), 0, MAX_KEY_BYTES);
  }

  /** From the beginning of each of the first words, each up to the end. */
  public static List<byte[]> letterStarts(String name) {
    return starts(words(name));
  }

  /** The same of first consonants: a syllable is its initial, anything else is as it is. */
  public static List<byte[]> initialStarts(String name) {
    return starts(words(Hangul.initials(WordRule.fold(name))));
  }

  private static List<byte[]> starts(List<byte[]> words) {
    var starts = new ArrayList<byte[]>();
    for (int first = 0; first < Math.min(words.size(), MAX_WORDS); first++) {
      starts.add(joined(words, first, MAX_KEY_BYTES));
    }
    return starts;
  }

  private static byte[] joined(List<byte[]> words, int first, int maxBytes) {
    var key = new ByteArrayOutputStream();
    for (int i = first; i < words.size() && key.size() < maxBytes; i++) {
      key.writeBytes(words.get(i));
    }
    return first(key.toByteArray(), maxBytes);
  }

  /** The beginning of a key. */
  public static byte[] first(byte[] key, int maxBytes) {
    return key.length <= maxBytes ? key : Arrays.copyOf(key, maxBytes);
  }

  private static List<byte[]> words(String text) {
    var letters = Hangul.letters(WordRule.fold(text));
    var words = new ArrayList<byte[]>();
    var word = new ByteArrayOutputStream();
    for (int i = 0; i < letters.length(); ) {
      int c = letters.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetterOrDigit(c)) {
        word.writeBytes(bytes(c));
      } else if (word.size() > 0 && !isMark(c)) {
        words.add(word.toByteArray());
        word.reset();
      }
    }
    if (word.size() > 0) {
      words.add(word.toByteArray());
    }
    return words;
  }

  /** What stands over or after a letter and parts no word. */
  private static boolean isMark(int c) {
    return c == '\'' || c == '’' || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static byte[] bytes(int c) {
    int letter = c < 0x10000 ? LETTERS.indexOf(c) : -1;
    if (letter >= 0) {
      return new byte[] {(byte) (FIRST_HANGUL + letter)};
    }
    if (c < 0x80) {
      return new byte[] {(byte) Character.toUpperCase(c)};
    }
    return Character.toString(c).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether it is first consonants alone, two or more. */
  public static boolean isInitials(byte[] key) {
    for (byte b : key) {
      int letter = b - FIRST_HANGUL;
      if (letter < 0 || letter >= LETTERS.length() || !Hangul.isConsonant(LETTERS.charAt(letter))) {
        return false;
      }
    }
    return key.length > 1;
  }

  /** A name that isn't too long. */
  public static String cut(String name) {
    if (name.length() <= MAX_NAME_CHARS) {
      return name;
    }
    int space = name.lastIndexOf(' ', MAX_NAME_CHARS);
    int end = space > MAX_NAME_CHARS / 2 ? space : MAX_NAME_CHARS;
    return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end);
  }

  /**
   * A whole name, found by its key: the key, {@link #END}, then how many characters lie between its spaces, where key and
   * spaces give the name; else {@link #END} again and the name.
   */
  public static BytesRef term(String name) {
    var key = letters(name);
    var spaces = spaces(name);
    var term = new ByteArrayOutputStream();
    term.writeBytes(key);
    term.write(END);
    if (spaces != null && name.equals(spelled(key, 0, key.length, spaces, 0, spaces.length))) {
      term.writeBytes(spaces);
    } else {
      term.write(END);
      term.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    }
    return new BytesRef(term.toByteArray());
  }

  /** A name found by something else than its own key. */
  static BytesRef term(byte[] key, String name) {
    var utf8 = name.getBytes(StandardCharsets.UTF_8);
    var term = Arrays.copyOf(key, key.length + 2 + utf8.length);
    term[key.length] = END;
    term[key.length + 1] = END;
    System.arraycopy(utf8, 0, term, key.length + 2, utf8.length);
    return new BytesRef(term);
  }

  /** The name of a term; nonsense where the term is none of ours, never an error. */
  public static String name(BytesRef term) {
    int start = term.offset;
    int last = term.offset + term.length;
    int end = start;
    while (end < last && term.bytes[end] != END) {
      end++;
    }
    if (end + 1 < last && term.bytes[end + 1] == END) {
      return new String(term.bytes, end + 2, last - end - 2, StandardCharsets.UTF_8);
    }
    return spelled(term.bytes, start, end - start, term.bytes, end + 1, Math.max(0, last - end - 1));
  }

  private static byte[] spaces(String name) {
    var spaces = new ByteArrayOutputStream();
    int since = 0;
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != ' ') {
        since++;
      } else if (since > MAX_SPACE_AFTER) {
        return null;
      } else {
        spaces.write(SPACE_AFTER + since);
        since = 0;
      }
    }
    return spaces.toByteArray();
  }

  private static String spelled(byte[] key, int start, int length, byte[] spaces, int from, int count) {
    var letters = new StringBuilder();
    var utf8 = new String(key, start, length, StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length(); i++) {
      char c = utf8.charAt(i);
      int letter = c - FIRST_HANGUL;
      letters.append(letter >= 0 && letter < LETTERS.length() ? LETTERS.charAt(letter) : Character.toLowerCase(c));
    }
    var composed = Hangul.composed(letters);
    var name = new StringBuilder(composed.length() + count);
    int position = 0;
    for (int i = from; i < from + count; i++) {
      int end = Math.clamp(position + spaces[i] - SPACE_AFTER, position, composed.length());
      name.append(composed, position, end).append(' ');
      position = end;
    }
    return name.append(composed, position, composed.length()).toString();
  }
}
