package org.bojagi.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Words that are passed on by voice: 2,048 in Korean, 2,048 in English, no two of a list alike to the ear and none the
 * beginning of another, so that spaces between them don't matter. Six different ones make 66 bits.
 */
public enum WordList {
  KOREAN("words.ko.txt"),
  ENGLISH("words.en.txt");

  /** Of a passphrase that we offer. */
  public static final int WORDS = 6;

  /** Eight letters at most, three bytes each in Korean. */
  private static final int MAX_WORD_BYTES = 24;

  /** Also those that keyboards of Korean and Chinese type. */
  static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String resource;
  private List<String> sorted;

  WordList(String resource) {
    this.resource = resource;
  }

  /** Six different words of the list, each by chance, separated by spaces. */
  public String offer() {
    var words = offerBytes();
    var offered = new String(words, StandardCharsets.UTF_8);
    Arrays.fill(words, (byte) 0);
    return offered;
  }

  /** The same in UTF-8, for who wipes what it was given; the spelling that slots are written for. */
  public byte[] offerBytes() {
    var joined = new byte[WORDS * (MAX_WORD_BYTES + 1)];
    int length = 0;
    var chosen = chosen();
    for (int i = 0; i < WORDS; i++) {
      if (i > 0) {
        joined[length++] = ' ';
      }
      var word = sorted().get(chosen[i]).getBytes(StandardCharsets.UTF_8);
      chosen[i] = 0;
      System.arraycopy(word, 0, joined, length, word.length);
      length += word.length;
      Arrays.fill(word, (byte) 0);
    }
    var words = Arrays.copyOf(joined, length);
    Arrays.fill(joined, (byte) 0);
    return words;
  }

  /** A word that came before would look like a slip of the pen, and hold out as little as one. */
  private int[] chosen() {
    var chosen = new int[WORDS];
    for (int i = 0; i < WORDS; i++) {
      do {
        chosen[i] = RANDOM.nextInt(sorted().size());
      } while (isRepeated(chosen, i));
    }
    return chosen;
  }

  private static boolean isRepeated(int[] chosen, int last) {
    for (int i = 0; i < last; i++) {
      if (chosen[i] == chosen[last]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Bits as words, 11 each, from the highest of the first byte on: a fingerprint to be compared by ear. Bits that are left
   * over don't count.
   */
  public String spell(byte[] bits) {
    var words = new ArrayList<String>();
    for (int word = 0; word < bits.length * 8 / 11; word++) {
      int index = 0;
      for (int bit = word * 11; bit < word * 11 + 11; bit++) {
        index = index << 1 | bits[bit / 8] >> 7 - bit % 8 & 1;
      }
      words.add(sorted().get(index));
    }
    return String.join(" ", words);
  }

  /** The words of one list that make up this text, whatever its spaces and case; empty when there is anything else. */
  public static Optional<List<String>> words(String nfc) {
    var letters = SPACES.matcher(nfc.toLowerCase(Locale.ROOT)).replaceAll("");
    for (var list : values()) {
      var words = new ArrayList<String>();
      int position = 0;
      while (position < letters.length()) {
        var word = list.wordAt(letters, position);
        if (word.isEmpty()) {
          break;
        }
        words.add(word.get());
        position += word.get().length();
      }
      if (position == letters.length() && !words.isEmpty()) {
        return Optional.of(words);
      }
    }
    return Optional.empty();
  }

  /** No word begins another, so at most one of the list stands at a position. */
  private Optional<String> wordAt(String letters, int position) {
    int longest = Math.min(letters.length() - position, 8);
    for (int length = 1; length <= longest; length++) {
      var candidate = letters.substring(position, position + length);
      if (java.util.Collections.binarySearch(sorted(), candidate) >= 0) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private synchronized List<String> sorted() {
    if (sorted == null) {
      try (var in = WordList.class.getResourceAsStream(resource)) {
        var words = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        Arrays.sort(words);
        sorted = List.of(words);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sorted;
  }
}
