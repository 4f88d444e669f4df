package org.bojagi.language;

/** The two alphabetical orders of Korean lists, as keys that are compared byte by byte, unsigned. */
public enum KoreanOrder {
  SOUTHERN,
  NORTHERN;

  public static final int MAX_KEY_BYTES = 48;

  /** At most {@value #MAX_KEY_BYTES} bytes, none of them 0. */
  public byte[] key(String title) {
    throw new UnsupportedOperationException();
  }
}
