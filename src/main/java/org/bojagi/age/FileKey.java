package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The 16 bytes that an age header wraps and that everything of one file is derived from (age specification,
 * "File key"). It encrypts one plaintext, once. Closing wipes it; what the JDK's and Bouncy Castle's classes
 * copied of it while they worked is out of reach and left to the garbage collector.
 */
public final class FileKey implements AutoCloseable {
  static final int SIZE = 16;

  /**
   * A wrapped file key: 16 bytes and a tag of 16. Checked before decrypting, against partitioning oracles.
   */
  static final int WRAPPED_SIZE = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;

  /** Takes the array over and wipes it when closed. */
  FileKey(byte[] key) {
    if (key.length != SIZE) {
      throw new IllegalArgumentException("a file key has 16 bytes, not " + key.length);
    }
    this.key = key;
  }

  static FileKey generate() {
    return new FileKey(random(SIZE));
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** The body of a stanza: this key under a key that is used this one time, hence the nonce of zeros. */
  byte[] wrap(byte[] wrapKey) {
    try {
      return wrapCipher(Cipher.ENCRYPT_MODE, wrapKey).doFinal(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 refused to wrap a file key", e);
    }
  }

  /** Empty where the tag doesn't hold: another key, or a changed body. */
  static Optional<FileKey> unwrap(byte[] wrapKey, byte[] body) {
    if (body.length != WRAPPED_SIZE) {
      throw new IllegalArgumentException("the caller refuses a body of " + body.length + " bytes");
    }
    try {
      return Optional.of(new FileKey(wrapCipher(Cipher.DECRYPT_MODE, wrapKey).doFinal(body)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 refused to unwrap a file key", e);
    }
  }

  /** HMAC-SHA-256 of the first {@code length} bytes of a header, under the key for headers. */
  byte[] headerMac(byte[] header, int length) {
    byte[] macKey = derive(key, null, "header");
    var hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(macKey));
    hmac.update(header, 0, length);
    byte[] mac = new byte[hmac.getMacSize()];
    hmac.doFinal(mac, 0);
    Arrays.fill(macKey, (byte) 0);
    return mac;
  }

  PayloadCipher payloadCipher(byte[] nonce) {
    return new PayloadCipher(derive(key, nonce, "payload"));
  }

  /** HKDF-SHA-256 (RFC 5869) to 32 bytes; the caller wipes them. */
  static byte[] derive(byte[] inputKey, byte[] saltOrNull, String info) {
    var hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(inputKey, saltOrNull, info.getBytes(US_ASCII)));
    byte[] derived = new byte[32];
    hkdf.generateBytes(derived, 0, derived.length);
    return derived;
  }

  /** For tests: what is left after closing. */
  byte[] bytes() {
    return key;
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }

  private static Cipher wrapCipher(int mode, byte[] wrapKey) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(PayloadCipher.ALGORITHM);
    cipher.init(mode, new SecretKeySpec(wrapKey, "ChaCha20"), new IvParameterSpec(new byte[12]));
    return cipher;
  }
}
