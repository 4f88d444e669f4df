package org.bojagi.show;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that say nothing of what they lead to, that nobody can guess, and that end with the process.
 *
 * <p>A {@link Target} as 8 bytes, encrypted and authenticated as in SIV (Rogaway, Shrimpton: Deterministic
 * Authenticated-Encryption, 2006) with HMAC-SHA256 for both parts: 16 bytes of tag, then 8 of ciphertext, 32 characters
 * of base64url. The same target has the same address as long as the process lives, which lets a browser know a picture
 * again. Any number of threads.
 */
public final class Addresses {
  public static final int LENGTH = 32;

  private static final int TAG_BYTES = 16;
  private static final int TARGET_BYTES = 8;
  private static final Target.Use[] USES = Target.Use.values();

  private final SecretKeySpec tagKey;
  private final SecretKeySpec maskKey;

  public Addresses() {
    tagKey = randomKey();
    maskKey = randomKey();
  }

  private static SecretKeySpec randomKey() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    try {
      return new SecretKeySpec(bytes, "HmacSHA256");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  public String of(Target target) {
    var plain =
        ByteBuffer.allocate(TARGET_BYTES)
            .put((byte) target.use().ordinal())
            .put((byte) target.bundle())
            .putShort((short) target.file())
            .putInt(target.document())
            .array();
    var address = Arrays.copyOf(hmac(tagKey, plain, TARGET_BYTES), TAG_BYTES + TARGET_BYTES);
    System.arraycopy(masked(plain, address), 0, address, TAG_BYTES, TARGET_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(address);
  }

  /** Empty for whatever this process has not made. */
  public Optional<Target> target(String address) {
    if (address.length() != LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(address);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    var plain = masked(Arrays.copyOfRange(bytes, TAG_BYTES, TAG_BYTES + TARGET_BYTES), bytes);
    var tag = hmac(tagKey, plain, TARGET_BYTES);
    if (!MessageDigest.isEqual(Arrays.copyOf(tag, TAG_BYTES), Arrays.copyOf(bytes, TAG_BYTES))) {
      return Optional.empty();
    }
    var target = ByteBuffer.wrap(plain);
    var use = USES[target.get()];
    int bundle = target.get() & 0xFF;
    int file = target.getShort() & 0xFFFF;
    return Optional.of(new Target(use, bundle, target.getInt(), file));
  }

  /** Encrypts and decrypts: the mask depends on the tag, with which {@code tagged} begins. */
  private byte[] masked(byte[] text, byte[] tagged) {
    var mask = hmac(maskKey, tagged, TAG_BYTES);
    var masked = new byte[TARGET_BYTES];
    for (int i = 0; i < TARGET_BYTES; i++) {
      masked[i] = (byte) (text[i] ^ mask[i]);
    }
    return masked;
  }

  private static byte[] hmac(SecretKeySpec key, byte[] bytes, int length) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(bytes, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
