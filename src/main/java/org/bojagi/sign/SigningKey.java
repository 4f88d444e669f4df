package org.bojagi.sign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bojagi.age.Scrypt;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A key that signs, in minisign's file: a comment, then base64 of 158 bytes:
 *
 * <pre>
 *   0  2  Ed          2  2  Sc, or 0 0 without a passphrase    4  2  B2
 *   6 32  salt       38  8  opslimit   46  8  memlimit (both little-endian)
 *  54  8  key id     62 64  seed and public key               126 32  BLAKE2b-256 of bytes 0-1 and 54-125
 * </pre>
 *
 * The last field may be zeros where there is no passphrase. Under one bytes 54 to 157 are XORed with scrypt's output. Closing wipes.
 */
public final class SigningKey implements AutoCloseable {
  private static final byte[] ALGORITHM = {'E', 'd'};
  private static final byte[] SCRYPT = {'S', 'c'};
  private static final byte[] CHECKSUM = {'B', '2'};
  private static final int FILE_BYTES = 158;
  private static final int SALT_AT = 6;
  private static final int SALT_BYTES = 32;
  private static final int SECRET_AT = 54;
  private static final int SECRET_BYTES = 104;
  private static final int SUM_AT = 126;
  private static final int SUM_BYTES = 32;

  /** 2 GiB, twice what minisign asks for. */
  private static final int LARGEST_LOG_N = 21;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] id;
  private final byte[] seed;
  private final byte[] publicKey = new byte[PublisherKey.KEY_BYTES];
  private final PublisherKey publisher;

  /** @param seed owned from now on, and wiped with this: no key object of a library keeps a copy */
  private SigningKey(byte[] id, byte[] seed) {
    this.id = id;
    this.seed = seed;
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    this.publisher = new PublisherKey(id, publicKey);
  }

  public static SigningKey generate() {
    var id = new byte[PublisherKey.ID_BYTES];
    var seed = new byte[PublisherKey.KEY_BYTES];
    RANDOM.nextBytes(id);
    RANDOM.nextBytes(seed);
    return new SigningKey(id, seed);
  }

  /** Asked only where the file is under a passphrase. */
  @FunctionalInterface
  public interface Passphrase {
    /** @return UTF-8; wiped by who asked */
    byte[] get() throws IOException;
  }

  /**
   * Reads a key file; takes seconds and up to 2 GiB where it is under a passphrase.
   *
   * @param file not wiped
   * @param name for the message
   * @throws UsageException it is none
   * @throws WrongKeyException the passphrase is another, or the file is damaged: that can't be told
   */
  public static SigningKey parse(byte[] file, Passphrase passphrase, String name) throws IOException {
    var bytes = new byte[0];
    try {
      bytes = MinisignLines.secret(file, FILE_BYTES);
      boolean open = bytes[2] == 0 && bytes[3] == 0;
      if (!is(bytes, 0, ALGORITHM) || !is(bytes, 4, CHECKSUM) || !open && !is(bytes, 2, SCRYPT)) {
        throw new MinisignLines.Malformed("it is for other algorithms");
      }
      if (!open) {
        mask(bytes, passphrase, logN(bytes), name);
      }
      var id = Arrays.copyOfRange(bytes, SECRET_AT, SECRET_AT + PublisherKey.ID_BYTES);
      var seed = Arrays.copyOfRange(bytes, SECRET_AT + id.length, SECRET_AT + id.length + PublisherKey.KEY_BYTES);
      var key = new SigningKey(id, seed);
      var secret = key.secret();
      // minisign leaves the sum out where there is no passphrase.
      int compared = open && isZero(bytes, SUM_AT) ? SECRET_BYTES - SUM_BYTES : SECRET_BYTES;
      boolean sound = Arrays.equals(bytes, SECRET_AT, SECRET_AT + compared, secret, 0, compared);
      Arrays.fill(secret, (byte) 0);
      if (!sound) {
        key.close();
        throw new WrongKeyException(
            open ? "This signing key is damaged" : "The passphrase doesn't open this signing key, or the key is damaged",
            name,
            open ? "Use another copy of it." : "Try the passphrase again, or another copy of the key.");
      }
      return key;
    } catch (MinisignLines.Malformed e) {
      throw new UsageException(
          "This is no signing key: " + e.getMessage(),
          name,
          "Give the file that 'bojagi key new --sign' or minisign made, not the .pub beside it.");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * What a key file holds.
   *
   * @param passphrase UTF-8, stays the caller's; null: anyone who has the file can sign
   * @return to be wiped by the caller
   */
  public byte[] toFile(byte[] passphrase) throws IOException {
    return toFile(passphrase, Math.min(20, ScryptIdentity.defaultMaxLogN()));
  }

  /**
   * As {@link #toFile(byte[])}.
   *
   * @param logN scrypt's cost: 2^(logN + 10) bytes, from 10 to 21
   */
  public byte[] toFile(byte[] passphrase, int logN) throws IOException {
    var bytes = new byte[FILE_BYTES];
    byte[] base64 = {};
    try {
      write(bytes, passphrase, logN);
      base64 = Base64.getEncoder().encode(bytes);
      var comment = MinisignLines.UNTRUSTED + "minisign " + (passphrase == null ? "" : "encrypted ") + "secret key\n";
      return PublisherKey.concat(comment.getBytes(StandardCharsets.US_ASCII), base64, new byte[] {'\n'});
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(base64, (byte) 0);
    }
  }

  private void write(byte[] bytes, byte[] passphrase, int logN) throws IOException {
    var secret = secret();
    System.arraycopy(ALGORITHM, 0, bytes, 0, 2);
    System.arraycopy(CHECKSUM, 0, bytes, 4, 2);
    System.arraycopy(secret, 0, bytes, SECRET_AT, SECRET_BYTES);
    Arrays.fill(secret, (byte) 0);
    if (passphrase != null) {
      System.arraycopy(SCRYPT, 0, bytes, 2, 2);
      var salt = new byte[SALT_BYTES];
      RANDOM.nextBytes(salt);
      System.arraycopy(salt, 0, bytes, SALT_AT, SALT_BYTES);
      limits(bytes).putLong(1L << logN + 5).putLong(1L << logN + 10);
      mask(bytes, passphrase::clone, logN, "a new signing key");
    }
  }

  /** Bytes 54 to 157 in clear; to be wiped. */
  private byte[] secret() {
    var sum = MinisignLines.blake2b(SUM_BYTES, ALGORITHM, id, seed, publicKey);
    return PublisherKey.concat(id, seed, publicKey, sum);
  }

  private static boolean isZero(byte[] bytes, int from) {
    return Arrays.equals(bytes, from, from + SUM_BYTES, new byte[SUM_BYTES], 0, SUM_BYTES);
  }

  private static void mask(byte[] bytes, Passphrase passphrase, int logN, String name) throws IOException {
    var typed = passphrase.get();
    byte[] stream = {};
    try {
      stream = Scrypt.derive(typed, Arrays.copyOfRange(bytes, SALT_AT, SALT_AT + SALT_BYTES), logN, SECRET_BYTES);
      for (int i = 0; i < SECRET_BYTES; i++) {
        bytes[SECRET_AT + i] ^= stream[i];
      }
    } catch (OutOfMemoryError e) {
      throw new UsageException(
          "The passphrase of this key takes " + (1L << logN - 10) + " MiB of memory, which this computer doesn't give",
          name,
          "Close other programs, or use a computer with more memory.",
          e);
    } finally {
      Arrays.fill(typed, (byte) 0);
      Arrays.fill(stream, (byte) 0);
    }
  }

  /** scrypt's N as libsodium makes it of its two limits; others than of r = 8 and p = 1 nobody writes. */
  private static int logN(byte[] bytes) throws MinisignLines.Malformed {
    var limits = limits(bytes);
    long operations = limits.getLong();
    long memory = limits.getLong();
    for (int logN = 10; logN <= LARGEST_LOG_N; logN++) {
      if (operations == 1L << logN + 5 && memory == 1L << logN + 10) {
        return logN;
      }
    }
    throw new MinisignLines.Malformed("its passphrase asks for work that nobody writes");
  }

  private static ByteBuffer limits(byte[] bytes) {
    return ByteBuffer.wrap(bytes, SALT_AT + SALT_BYTES, 16).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean is(byte[] bytes, int at, byte[] expected) {
    return Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
  }

  public PublisherKey publisher() {
    return publisher;
  }

  /** Signs a whole document, with the fixed comment. */
  public MinisignSignature sign(byte[] document) {
    var signature = raw(MinisignLines.blake2b(64, document));
    var comment = MinisignSignature.TRUSTED_COMMENT;
    var global = raw(PublisherKey.concat(signature, comment.getBytes(StandardCharsets.UTF_8)));
    return new MinisignSignature(id.clone(), signature, comment, global, publisher);
  }

  private byte[] raw(byte[] message) {
    var signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public void close() {
    Arrays.fill(seed, (byte) 0);
  }
}
