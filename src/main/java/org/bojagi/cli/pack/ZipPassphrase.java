package org.bojagi.cli.pack;

import java.io.IOException;
import java.util.Arrays;
import org.bojagi.bundle.Passphrase;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.UsageException;

/**
 * The password of a ZIP: of a file, or asked for twice.
 *
 * <p>ASCII only, since programs differ in which bytes other letters become. A guess at a ZIP costs 1,000 rounds of
 * SHA-1, some hundred thousand times less than one at a bundle, so more guesses are asked of it (docs/decisions/0028).
 */
final class ZipPassphrase {
  /** 60 bits: six words of ours have 66. */
  static final double LEAST_GUESSES = 1e18;

  private ZipPassphrase() {}

  /**
   * @param file null: asked for on the terminal
   * @return wiped by whoever takes it
   * @throws UsageException it would be guessed, isn't ASCII, or nobody can be asked
   */
  static char[] ask(String file, boolean weakAllowed) throws IOException {
    var typed = file == null ? typed() : UnlockOptions.passphrase(file);
    try {
      var where = file == null ? "what was typed" : file.equals("-") ? "standard input" : file;
      requireAscii(typed, where);
      double guesses = PassphraseStrength.guesses(typed);
      if (guesses < LEAST_GUESSES && !weakAllowed) {
        throw new UsageException(
            "This passphrase would fall to a finder with time: about 10^"
                + (int) Math.floor(Math.log10(guesses))
                + " guesses, and a ZIP needs 10^18, since a guess at it costs little",
            where,
            "bojagi key words --words english makes six words by chance, 10^19 guesses; --weak-passphrase takes this one nevertheless.");
      }
      var chars = new char[typed.length];
      for (int i = 0; i < typed.length; i++) {
        chars[i] = (char) typed[i];
      }
      return chars;
    } finally {
      Arrays.fill(typed, (byte) 0);
    }
  }

  private static void requireAscii(byte[] typed, String where) throws UsageException {
    for (byte b : typed) {
      if (b < 0x20 || b == 0x7f) {
        throw new UsageException(
            "The password of a ZIP may have letters and signs of ASCII only: programs differ about all others",
            where,
            "bojagi key words --words english makes six English words.");
      }
    }
  }

  private static byte[] typed() throws IOException {
    var console = Terminal.console().orElseThrow(
        () -> new UsageException(
            "There is no passphrase for the ZIP, and no terminal to ask for one", "--zip", "Give --new-passphrase-file FILE."));
    char[] first = null;
    char[] second = null;
    try {
      first = console.readPassword("%s ", Texts.text("export.prompt"));
      second = console.readPassword("%s ", Texts.text("export.prompt-again"));
      if (first == null || second == null || !Arrays.equals(first, second)) {
        throw new UsageException("Twice was not the same", "what was typed", "Run it again.");
      }
      return Passphrase.of(first, "what was typed");
    } finally {
      wipe(first);
      wipe(second);
    }
  }

  private static void wipe(char[] typed) {
    if (typed != null) {
      Arrays.fill(typed, '\0');
    }
  }
}
