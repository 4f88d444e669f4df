package org.bojagi.text;

import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;

/** In which charset a text was written, and reading it so. Decoding never fails: what is no text becomes U+FFFD. */
public final class Charsets {
  private Charsets() {}

  /**
   * @param headOrAll the file or its first 64 KiB or more; a character cut at the end does no harm
   * @param declared what the team's metadata says, which wins; empty where it says nothing
   * @return one that {@link Charset#forName} finds by its name, never {@code UTF-16} without an order of bytes
   */
  public static Charset detect(byte[] headOrAll, String declared) {
    throw new UnsupportedOperationException();
  }

  /** Characters of the whole file; a byte order mark stays as U+FEFF, so that offsets agree with {@link #reader}. */
  public static String decode(byte[] bytes, Charset charset) {
    throw new UnsupportedOperationException();
  }

  /** The same characters as {@link #decode}, read as they are asked for. */
  public static Reader reader(InputStream in, Charset charset) {
    throw new UnsupportedOperationException();
  }

  /** By the name that a catalogue keeps; UTF-8 where it is empty or unknown. */
  public static Charset named(String name) {
    throw new UnsupportedOperationException();
  }
}
