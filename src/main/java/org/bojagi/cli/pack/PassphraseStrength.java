package org.bojagi.cli.pack;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import org.bojagi.bundle.Passphrase;
import org.bojagi.bundle.WordList;
import org.bojagi.fault.UsageException;
import org.bojagi.language.Hangul;
import org.bojagi.language.HangulKeyboard;

/**
 * How many guesses a passphrase holds out, judged from below: what is said of a phrase must hold for somebody
 * who knows how people choose. The least of three counts is taken:
 *
 * <ul>
 *   <li>words of our lists alone: 11 bits each, 3 for one that came before. Chosen by chance, six have 66; nobody can
 *       tell whether they were. Then the other two are not asked.
 *   <li>zxcvbn's guesses for the first 100 characters without spaces: passwords that leaked, English, names,
 *       dates, rows of keys. It knows no Korean, and counts a factor of ten for each letter that it doesn't know.
 *   <li>syllables of Korean: four bits each and at most ten a word, since words and sentences that somebody thought of
 *       repeat each other; half a bit for a syllable that came before or follows in 가나다.
 * </ul>
 *
 * <p>The last two also for what the same keys give with the keyboard in the other language. A verse or a
 * slogan that everybody knows passes where it is long enough: only chance helps against that.
 *
 * <p>The phrase stands in arrays that are wiped, and in strings of {@link HangulKeyboard}, {@link WordList}
 * and the library, which end with the process.
 */
final class PassphraseStrength {
  /** 46.5 bits; a guess costs 256 MiB and a second or two. */
  static final double LEAST_GUESSES = 1e14;

  /** zxcvbn's time grows with the square; a beginning is never stronger than the whole. */
  private static final int MOST_CHARACTERS = 100;

  private static final double BITS_OF_WORD = 11;
  private static final double BITS_OF_REPEATED_WORD = 3;
  private static final double BITS_OF_SYLLABLE = 4;
  private static final double BITS_OF_FORESEEN_SYLLABLE = 0.5;
  private static final double MOST_BITS_OF_KOREAN_WORD = 10;
  private static final double BITS_OF_OTHER_CHARACTER = Math.log(10) / Math.log(2);
  private static final String ALPHABET = "가나다라마바사아자차카타파하";

  private PassphraseStrength() {}

  /**
   * @param typed UTF-8, not changed
   * @throws UsageException it would fall to fewer than 10^14 guesses
   */
  static void require(byte[] typed, String where) throws UsageException {
    double guesses = guesses(typed);
    if (guesses < LEAST_GUESSES) {
      throw new UsageException(
          "This passphrase would fall to a finder with time: about 10^"
              + (int) Math.floor(Math.log10(guesses))
              + " guesses, and fewer than 10^14 are not enough",
          where,
          "bojagi key words makes six words by chance, 10^19 guesses; --weak-passphrase takes this one nevertheless.");
    }
  }

  /** @param typed UTF-8, not changed */
  static double guesses(byte[] typed) {
    var written = Passphrase.forWriting(typed);
    var chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(written));
    try {
      var ownWords = ofOwnWords(chars);
      return ownWords > 0 ? ownWords : ofPhrase(chars);
    } finally {
      Arrays.fill(written, (byte) 0);
      Arrays.fill(chars.array(), '\0');
    }
  }

  /** 0 where there is anything but words of one list. */
  private static double ofOwnWords(CharBuffer phrase) {
    var words = WordList.words(phrase.toString());
    if (words.isEmpty()) {
      return 0;
    }
    long different = words.get().stream().distinct().count();
    return Math.pow(2, different * BITS_OF_WORD + (words.get().size() - different) * BITS_OF_REPEATED_WORD);
  }

  private static double ofPhrase(CharBuffer phrase) {
    var beginning = phrase.slice(0, Math.min(phrase.length(), MOST_CHARACTERS));
    var patterns = new Zxcvbn();
    double guesses = ofBeginning(beginning, patterns);
    for (var other : HangulKeyboard.other(beginning.toString())) {
      guesses = Math.min(guesses, ofBeginning(Normalizer.normalize(other, Normalizer.Form.NFC), patterns));
    }
    return guesses;
  }

  /** Spaces between words that are guessed add nothing, and the library counts ten for each. */
  private static double ofBeginning(CharSequence phrase, Zxcvbn patterns) {
    var letters = new StringBuilder(phrase.length());
    phrase.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(letters::appendCodePoint);
    var strength = patterns.measure(letters);
    try {
      return Math.min(strength.getGuesses(), ofSyllables(phrase));
    } finally {
      strength.wipe(); // and with it the letters
    }
  }

  private static double ofSyllables(CharSequence phrase) {
    double bits = 0;
    double ofWord = 0;
    var seen = new HashSet<Character>();
    char before = ' ';
    for (int i = 0; i < phrase.length(); i++) {
      char c = phrase.charAt(i);
      if (Hangul.isSyllable(c)) {
        boolean foreseen = !seen.add(c) || followsInAlphabet(before, c);
        ofWord += foreseen ? BITS_OF_FORESEEN_SYLLABLE : BITS_OF_SYLLABLE;
      } else {
        bits += Math.min(ofWord, MOST_BITS_OF_KOREAN_WORD);
        ofWord = 0;
        bits += Character.isWhitespace(c) ? 0 : BITS_OF_OTHER_CHARACTER;
      }
      before = c;
    }
    // A phrase without spaces is no one word: its length counts.
    return Math.pow(2, bits + (bits == 0 ? ofWord : Math.min(ofWord, MOST_BITS_OF_KOREAN_WORD)));
  }

  private static boolean followsInAlphabet(char before, char c) {
    int place = ALPHABET.indexOf(c);
    return place > 0 && ALPHABET.charAt(place - 1) == before;
  }
}
