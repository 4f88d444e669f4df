package org.bojagi.age;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** An X25519 public key, {@code age1…} (age specification, "The X25519 recipient type"). */
public final class X25519Recipient implements Recipient {
  static final String STANZA_TYPE = "X25519";
  static final String WRAP_INFO = "age-encryption.org/v1/X25519";

  private static final Pattern OTHER_KIND = Pattern.compile("age1([a-z0-9+._-]{1,30})1[a-z0-9]+");

  private final byte[] publicKey;

  X25519Recipient(byte[] publicKey) {
    this.publicKey = publicKey;
  }

  /**
   * @throws UsageException not a recipient, or one of a kind that we don't write to; the text is never
   * repeated
   */
  public static X25519Recipient parse(String age1) throws Fault {
    byte[] publicKey = Bech32.decode("age", age1.getBytes(ISO_8859_1));
    if (publicKey != null && publicKey.length == X25519.POINT_SIZE) {
      return new X25519Recipient(publicKey);
    }
    var otherKind = OTHER_KIND.matcher(age1);
    if (otherKind.matches()) {
      var kind = otherKind.group(1).equals("pq") ? "A post-quantum" : "A plugin's";
      throw new UsageException(
          kind + " recipient (age1" + otherKind.group(1) + "…) is not supported",
          "recipient",
          "Give an X25519 recipient, which begins with age1 and has 62 characters.");
    }
    if (age1.startsWith("ssh-")) {
      throw new UsageException(
          "An SSH key is not supported as a recipient",
          "recipient",
          "Give an X25519 recipient, which begins with age1 and has 62 characters.");
    }
    if (age1.toUpperCase(Locale.ROOT).startsWith("AGE-SECRET-KEY-")) {
      throw new UsageException(
          "This is a secret identity, not a recipient",
          "recipient",
          "Keep it secret; give the recipient that belongs to it, which begins with age1.");
    }
    throw new UsageException(
        "This is no recipient",
        "recipient",
        "A recipient begins with age1 and has 62 characters; copy it again.");
  }

  /** {@code age1…}, 62 characters. */
  public String encode() {
    return new String(Bech32.encode("age", publicKey), ISO_8859_1);
  }

  @Override
  public AgeHeader.Stanza wrap(FileKey fileKey) throws Fault {
    byte[] ephemeral = FileKey.random(X25519.SCALAR_SIZE);
    byte[] share = publicKey(ephemeral);
    byte[] shared = new byte[X25519.POINT_SIZE];
    boolean usable = X25519.calculateAgreement(ephemeral, 0, publicKey, 0, shared, 0);
    Arrays.fill(ephemeral, (byte) 0);
    if (!usable) {
      throw new UsageException(
          "This recipient is a point of low order: anyone could open the file",
          "recipient",
          "Nobody's key is like this by chance; ask for the recipient again.");
    }
    byte[] wrapKey = FileKey.derive(shared, salt(share), WRAP_INFO);
    Arrays.fill(shared, (byte) 0);
    byte[] body = fileKey.wrap(wrapKey);
    Arrays.fill(wrapKey, (byte) 0);
    return new AgeHeader.Stanza(STANZA_TYPE, List.of(AgeHeader.base64(share)), body);
  }

  /**
   * X25519 of the secret and the base point. By the ladder: Bouncy Castle's own way is faster from the second
   * key on, but a command that unlocks one bundle would pay for its tables.
   */
  static byte[] publicKey(byte[] secret) {
    byte[] basePoint = new byte[X25519.POINT_SIZE];
    basePoint[0] = 9;
    byte[] publicKey = new byte[X25519.POINT_SIZE];
    X25519.scalarMult(secret, 0, basePoint, 0, publicKey, 0);
    return publicKey;
  }

  /** Ephemeral share, then this recipient. */
  byte[] salt(byte[] share) {
    byte[] salt = Arrays.copyOf(share, share.length + publicKey.length);
    System.arraycopy(publicKey, 0, salt, share.length, publicKey.length);
    return salt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof X25519Recipient that && Arrays.equals(publicKey, that.publicKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }
}
