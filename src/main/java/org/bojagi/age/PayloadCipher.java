package org.bojagi.age;

import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.bojagi.fault.DamagedBundleException;

/**
 * One payload's chunks (age specification, "Payload"): ChaCha20-Poly1305 under the payload key, its nonce the
 * chunk's number in 11 bytes and whether it is the last in one.
 *
 * <p>Any number of threads, each with a Cipher from a small pool: thread locals would hold the key once a
 * virtual thread. The JDK's Cipher works on the processor's vectors with arrays only, and writes plaintext
 * after the tag held.
 */
final class PayloadCipher implements AutoCloseable {
  static final String ALGORITHM = "ChaCha20-Poly1305";

  static final int CHUNK_SIZE = AgePayload.CHUNK_SIZE;
  static final int TAG_SIZE = 16;

  /** A full chunk with its tag. */
  static final int SEALED_SIZE = CHUNK_SIZE + TAG_SIZE;

  /** Random bytes between header and first chunk. */
  static final int NONCE_SIZE = 16;

  private static final String HINT =
      "Copy the file again from where it came from; the other chunks are not affected.";

  private final byte[] key;
  private final SecretKey liveKey = new LiveKey();
  private final ArrayBlockingQueue<Cipher> idle = new ArrayBlockingQueue<>(16);
  private volatile boolean closed;

  /** Takes the 32 bytes over and wipes them when closed. */
  PayloadCipher(byte[] key) {
    this.key = key;
  }

  /**
   * Encrypts one chunk; returns {@code length + 16}. The caller never seals two plaintexts as one chunk
   * number.
   */
  int seal(
      long chunk, boolean last, byte[] plaintext, int offset, int length, byte[] sealed, int sealedOffset) {
    if (closed) {
      throw new IllegalStateException("the payload key is wiped");
    }
    try {
      var cipher = take();
      cipher.init(Cipher.ENCRYPT_MODE, liveKey, nonce(chunk, last));
      int written = cipher.doFinal(plaintext, offset, length, sealed, sealedOffset);
      idle.offer(cipher);
      return written;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 refused chunk " + chunk, e);
    }
  }

  /**
   * Decrypts one chunk; returns {@code length - 16}, or -1 where the tag doesn't hold: then nothing was
   * written.
   */
  int open(
      long chunk, boolean last, byte[] sealed, int offset, int length, byte[] plaintext, int plaintextOffset)
      throws ClosedChannelException {
    if (length < TAG_SIZE) {
      return -1;
    }
    try {
      var cipher = take();
      cipher.init(Cipher.DECRYPT_MODE, liveKey, nonce(chunk, last));
      int written = cipher.doFinal(sealed, offset, length, plaintext, plaintextOffset);
      idle.offer(cipher);
      return written;
    } catch (AEADBadTagException e) {
      if (closed) {
        // The key was wiped under us: not the file's fault.
        throw new ClosedChannelException();
      }
      return -1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 refused chunk " + chunk, e);
    }
  }

  /** {@code fileOffset} is where the chunk begins in the encrypted file. */
  static DamagedBundleException damaged(String what, String name, long chunk, long fileOffset) {
    return new DamagedBundleException(what, name + ", chunk " + chunk + ", byte " + fileOffset, HINT);
  }

  /** For tests: what is left after closing. */
  byte[] key() {
    return key;
  }

  /**
   * Wipes the key, also in idle Ciphers: each wipes its old key when it gets another. One at work is
   * collected.
   */
  @Override
  public void close() {
    closed = true;
    Arrays.fill(key, (byte) 0);
    for (var cipher = idle.poll(); cipher != null; cipher = idle.poll()) {
      try {
        cipher.init(Cipher.DECRYPT_MODE, liveKey, nonce(0, false));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("ChaCha20-Poly1305 refused to forget", e);
      }
    }
  }

  private Cipher take() throws GeneralSecurityException {
    var cipher = idle.poll();
    return cipher != null ? cipher : Cipher.getInstance(ALGORITHM);
  }

  private static IvParameterSpec nonce(long chunk, boolean last) {
    byte[] nonce = new byte[12];
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[10 - i] = (byte) (chunk >>> 8 * i);
    }
    nonce[11] = (byte) (last ? 1 : 0);
    return new IvParameterSpec(nonce);
  }

  /**
   * A SecretKeySpec would keep a copy that nobody can wipe; a Cipher wipes the copies that it gets from here.
   */
  private final class LiveKey implements SecretKey {
    @Override
    public String getAlgorithm() {
      return "ChaCha20";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return key.clone();
    }
  }
}
