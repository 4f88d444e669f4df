package org.bojagi.age;

import java.io.InputStream;

/** ASCII armor, for keys and small files (age specification, "ASCII armor"; strict PEM of RFC 7468). */
public final class Armor {

  private Armor() {}

  /** Whether these first bytes of a file, after white space, begin an armored age file. */
  public static boolean isArmored(byte[] firstBytes) {
    throw new UnsupportedOperationException();
  }

  /** The age file in an armored one, in order and strictly. Closing it closes {@code in}. */
  public static InputStream decode(InputStream in, String name) {
    throw new UnsupportedOperationException();
  }

  /** ASCII with lines of 64 and a line feed at the end. */
  public static byte[] encode(byte[] ageFile) {
    throw new UnsupportedOperationException();
  }
}
