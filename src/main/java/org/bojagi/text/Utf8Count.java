package org.bojagi.text;

/**
 * How much of some bytes is UTF-8: its sequences of more than one byte, and what breaks its rules
 * (RFC 3629).
 */
record Utf8Count(int sequences, int broken) {

  boolean isAscii() {
    return sequences == 0 && broken == 0;
  }

  /** So many sequences without one that is broken don't come about by chance. */
  boolean isCertain() {
    return broken == 0 && sequences >= 8;
  }

  /** Text of other charsets breaks the rules at nearly every character. */
  boolean isLikely() {
    return broken * 20L <= sequences;
  }

  static Utf8Count of(byte[] bytes) {
    int sequences = 0;
    int broken = 0;
    int i = 0;
    while (i < bytes.length) {
      int first = bytes[i] & 0xff;
      if (first < 0x80) {
        i++;
        continue;
      }
      int length =
          first >= 0xc2 && first <= 0xdf
              ? 2
              : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
      int good = 1;
      while (good < length && i + good < bytes.length && (bytes[i + good] & 0xc0) == 0x80) {
        good++;
      }
      if (length > 0 && good == length) {
        sequences++;
      } else if (length == 0 || i + good < bytes.length) { // else cut at the end
        broken++;
      }
      i += good;
    }
    return new Utf8Count(sequences, broken);
  }
}
