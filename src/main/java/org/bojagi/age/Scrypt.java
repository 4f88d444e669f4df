package org.bojagi.age;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * scrypt (RFC 7914) with r = 8 and p = 1, as age and minisign use it.
 *
 * <p>Its large table lies outside of Java's heap: it is wiped and given back to the system the moment it is done, so that
 * a heap of 64 MB derives a key that takes 256 (docs/decisions/0015). PBKDF2 is Bouncy Castle's.
 */
public final class Scrypt {
  /** Of one block of the table: 128 r. */
  private static final int BLOCK_BYTES = 1024;

  private static final int BLOCK_INTS = BLOCK_BYTES / 4;
  private static final int SALSA_INTS = 16;
  private static final ValueLayout.OfInt LITTLE_ENDIAN = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Scrypt() {}

  /** 32 bytes, as {@link #derive(byte[], byte[], int, int)} makes them. */
  static byte[] derive(byte[] passphrase, byte[] salt, int logN) {
    return derive(passphrase, salt, logN, 32);
  }

  /**
   * @param logN 1 to 30: takes 2^(logN + 10) bytes
   * @param bytes of the key
   * @return to be wiped by the caller
   * @throws OutOfMemoryError the system has not that much
   */
  public static byte[] derive(byte[] passphrase, byte[] salt, int logN, int bytes) {
    byte[] block = pbkdf2(passphrase, salt, BLOCK_BYTES);
    var words = new int[BLOCK_INTS];
    MemorySegment.copy(MemorySegment.ofArray(block), LITTLE_ENDIAN, 0, words, 0, BLOCK_INTS);
    mix(words, 1 << logN);
    MemorySegment.copy(words, 0, MemorySegment.ofArray(block), LITTLE_ENDIAN, 0, BLOCK_INTS);
    try {
      return pbkdf2(passphrase, block, bytes);
    } finally {
      Arrays.fill(words, 0);
      Arrays.fill(block, (byte) 0);
    }
  }

  private static byte[] pbkdf2(byte[] passphrase, byte[] salt, int bytes) {
    var generator = new PKCS5S2ParametersGenerator(SHA256Digest.newInstance());
    generator.init(passphrase, salt, 1);
    return ((KeyParameter) generator.generateDerivedMacParameters(bytes * 8)).getKey();
  }

  /** RFC 7914 §5: fills a table of {@code n} blocks, then reads it in an order that only the data says. */
  private static void mix(int[] words, int n) {
    var next = new int[BLOCK_INTS];
    var salsa = new int[SALSA_INTS];
    try (var arena = Arena.ofConfined()) {
      var table = arena.allocate((long) n * BLOCK_BYTES, 64);
      try {
        for (int i = 0; i < n; i++) {
          MemorySegment.copy(words, 0, table, ValueLayout.JAVA_INT, (long) i * BLOCK_BYTES, BLOCK_INTS);
          mixBlock(words, next, salsa);
        }
        for (int i = 0; i < n; i++) {
          int picked = words[BLOCK_INTS - SALSA_INTS] & n - 1;
          MemorySegment.copy(table, ValueLayout.JAVA_INT, (long) picked * BLOCK_BYTES, next, 0, BLOCK_INTS);
          for (int k = 0; k < BLOCK_INTS; k++) {
            words[k] ^= next[k];
          }
          mixBlock(words, next, salsa);
        }
      } finally {
        table.fill((byte) 0);
        Arrays.fill(next, 0);
        Arrays.fill(salsa, 0);
      }
    }
  }

  /** RFC 7914 §4: {@code words} in place; {@code next} and {@code salsa} are room to work in. */
  private static void mixBlock(int[] words, int[] next, int[] salsa) {
    System.arraycopy(words, BLOCK_INTS - SALSA_INTS, salsa, 0, SALSA_INTS);
    for (int at = 0; at < BLOCK_INTS; at += SALSA_INTS) {
      for (int k = 0; k < SALSA_INTS; k++) {
        salsa[k] ^= words[at + k];
      }
      salsa8(salsa);
      // Even blocks first, then the odd ones.
      int to = at / 2 / SALSA_INTS * SALSA_INTS + (at / SALSA_INTS & 1) * (BLOCK_INTS / 2);
      System.arraycopy(salsa, 0, next, to, SALSA_INTS);
    }
    System.arraycopy(next, 0, words, 0, BLOCK_INTS);
  }

  /** RFC 7914 §3: Salsa20 with 8 rounds, in place. */
  private static void salsa8(int[] block) {
    int x0 = block[0], x1 = block[1], x2 = block[2], x3 = block[3];
    int x4 = block[4], x5 = block[5], x6 = block[6], x7 = block[7];
    int x8 = block[8], x9 = block[9], x10 = block[10], x11 = block[11];
    int x12 = block[12], x13 = block[13], x14 = block[14], x15 = block[15];
    for (int round = 0; round < 8; round += 2) {
      x4 ^= Integer.rotateLeft(x0 + x12, 7);
      x8 ^= Integer.rotateLeft(x4 + x0, 9);
      x12 ^= Integer.rotateLeft(x8 + x4, 13);
      x0 ^= Integer.rotateLeft(x12 + x8, 18);
      x9 ^= Integer.rotateLeft(x5 + x1, 7);
      x13 ^= Integer.rotateLeft(x9 + x5, 9);
      x1 ^= Integer.rotateLeft(x13 + x9, 13);
      x5 ^= Integer.rotateLeft(x1 + x13, 18);
      x14 ^= Integer.rotateLeft(x10 + x6, 7);
      x2 ^= Integer.rotateLeft(x14 + x10, 9);
      x6 ^= Integer.rotateLeft(x2 + x14, 13);
      x10 ^= Integer.rotateLeft(x6 + x2, 18);
      x3 ^= Integer.rotateLeft(x15 + x11, 7);
      x7 ^= Integer.rotateLeft(x3 + x15, 9);
      x11 ^= Integer.rotateLeft(x7 + x3, 13);
      x15 ^= Integer.rotateLeft(x11 + x7, 18);
      x1 ^= Integer.rotateLeft(x0 + x3, 7);
      x2 ^= Integer.rotateLeft(x1 + x0, 9);
      x3 ^= Integer.rotateLeft(x2 + x1, 13);
      x0 ^= Integer.rotateLeft(x3 + x2, 18);
      x6 ^= Integer.rotateLeft(x5 + x4, 7);
      x7 ^= Integer.rotateLeft(x6 + x5, 9);
      x4 ^= Integer.rotateLeft(x7 + x6, 13);
      x5 ^= Integer.rotateLeft(x4 + x7, 18);
      x11 ^= Integer.rotateLeft(x10 + x9, 7);
      x8 ^= Integer.rotateLeft(x11 + x10, 9);
      x9 ^= Integer.rotateLeft(x8 + x11, 13);
      x10 ^= Integer.rotateLeft(x9 + x8, 18);
      x12 ^= Integer.rotateLeft(x15 + x14, 7);
      x13 ^= Integer.rotateLeft(x12 + x15, 9);
      x14 ^= Integer.rotateLeft(x13 + x12, 13);
      x15 ^= Integer.rotateLeft(x14 + x13, 18);
    }
    block[0] += x0;
    block[1] += x1;
    block[2] += x2;
    block[3] += x3;
    block[4] += x4;
    block[5] += x5;
    block[6] += x6;
    block[7] += x7;
    block[8] += x8;
    block[9] += x9;
    block[10] += x10;
    block[11] += x11;
    block[12] += x12;
    block[13] += x13;
    block[14] += x14;
    block[15] += x15;
  }
}
