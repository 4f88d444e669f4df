package org.bojagi.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The one hash of the format (FIPS 180-4). */
public final class Sha256 {
  /** Of one hash. */
  public static final int BYTES = 32;

  private Sha256() {}

  /** A new one, to be fed. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }

  /** Whether a list of hashes, one behind the other, has this one there. */
  public static boolean isAt(byte[] hash, byte[] hashes, int number) {
    long from = (long) BYTES * number;
    return from + BYTES <= hashes.length
        && Arrays.equals(hash, 0, BYTES, hashes, (int) from, (int) from + BYTES);
  }

  /** Of its UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
