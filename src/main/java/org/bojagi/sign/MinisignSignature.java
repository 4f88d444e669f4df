package org.bojagi.sign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A detached signature as {@code minisign} writes it: Ed25519 over BLAKE2b-512 of a document ({@code ED}), and a second
 * one over the first and the trusted comment.
 *
 * <p>Ours have the signer's public key in the untrusted comment, so that a bundle says whose it claims to be; that
 * proves nothing but who signed. Signatures that {@code minisign} made have none there and hold with a key that is given.
 */
public final class MinisignSignature {
  /** The same for all: no time, no name of a file or a computer. */
  static final String TRUSTED_COMMENT = "bojagi";

  private static final String KEY_IN_COMMENT = "signed with ";
  private static final byte[] ALGORITHM = {'E', 'D'};
  private static final int SIGNATURE_BYTES = 64;

  private final byte[] id;
  private final byte[] signature;
  private final String trustedComment;
  private final byte[] global;
  private final PublisherKey named;

  MinisignSignature(
      byte[] id, byte[] signature, String trustedComment, byte[] global, PublisherKey named) {
    this.id = id;
    this.signature = signature;
    this.trustedComment = trustedComment;
    this.global = global;
    this.named = named;
  }

  /** Empty where the bytes are no signature of the kind that is written today. Never more than 12 KiB are looked at. */
  public static Optional<MinisignSignature> parse(byte[] file) {
    try {
      var lines = MinisignLines.of(file, 4);
      var comment = MinisignLines.comment(lines.get(0), MinisignLines.UNTRUSTED);
      var bytes = MinisignLines.decode(lines.get(1), ALGORITHM.length + PublisherKey.ID_BYTES + SIGNATURE_BYTES);
      if (!Arrays.equals(ALGORITHM, Arrays.copyOf(bytes, ALGORITHM.length))) {
        return Optional.empty();
      }
      int signatureAt = ALGORITHM.length + PublisherKey.ID_BYTES;
      return Optional.of(
          new MinisignSignature(
              Arrays.copyOfRange(bytes, ALGORITHM.length, signatureAt),
              Arrays.copyOfRange(bytes, signatureAt, bytes.length),
              MinisignLines.comment(lines.get(2), MinisignLines.TRUSTED),
              MinisignLines.decode(lines.get(3), SIGNATURE_BYTES),
              comment.startsWith(KEY_IN_COMMENT) ? PublisherKey.decode(comment.substring(KEY_IN_COMMENT.length())) : null));
    } catch (MinisignLines.Malformed e) {
      return Optional.empty();
    }
  }

  /** What {@code minisign -V -x} reads. */
  public byte[] toFile() {
    var base64 = Base64.getEncoder();
    return (MinisignLines.UNTRUSTED
            + (named == null ? "signature" : KEY_IN_COMMENT + named.encode())
            + "\n"
            + base64.encodeToString(PublisherKey.concat(ALGORITHM, id, signature))
            + "\n"
            + MinisignLines.TRUSTED
            + trustedComment
            + "\n"
            + base64.encodeToString(global)
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The key that the signature itself says it was made with; whether it was, {@link #holds} tells. */
  public Optional<PublisherKey> named() {
    return Optional.ofNullable(named);
  }

  /** Whether it names this key by its id, which anybody can write. */
  boolean isBy(PublisherKey key) {
    return Arrays.equals(id, key.id());
  }

  /** Whether this key, and no other, made it of this document. As minisign does, the key's id is asked for too. */
  public boolean holds(byte[] document, PublisherKey key) {
    return isBy(key)
        && key.holds(MinisignLines.blake2b(64, document), signature)
        && key.holds(PublisherKey.concat(signature, trustedComment.getBytes(StandardCharsets.UTF_8)), global);
  }
}
