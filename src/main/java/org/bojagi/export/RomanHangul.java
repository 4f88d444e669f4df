package org.bojagi.export;

/**
 * Syllables of Hangul letter by letter in Latin ones (Revised Romanization of Korean, 2000, without its changes of
 * sound between syllables): to know a file by, not to pronounce.
 */
final class RomanHangul {
  private static final String[] INITIALS =
      "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ", -1);
  private static final String[] VOWELS =
      "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
  private static final String[] FINALS =
      " k k ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p t".split(" ", -1);

  private RomanHangul() {}

  /** @param syllable U+AC00 to U+D7A3 (Unicode §3.12) */
  static String of(char syllable) {
    int index = syllable - 0xAC00;
    return INITIALS[index / 588] + VOWELS[index % 588 / 28] + FINALS[index % 28];
  }
}
