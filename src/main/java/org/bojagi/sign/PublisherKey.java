package org.bojagi.sign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bojagi.fault.UsageException;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The public half of a {@link SigningKey}: what readers pin. Its file is minisign's ({@code .pub}): a comment, then
 * base64 of {@code Ed}, 8 bytes of key id and 32 of Ed25519 key.
 */
public final class PublisherKey {
  static final int ID_BYTES = 8;
  static final int KEY_BYTES = 32;
  private static final int MAX_FILE_BYTES = 4 << 10;
  private static final byte[] ALGORITHM = {'E', 'd'};

  /** Eight words of 11 bits: who would make another key of the same words tries 2^88. */
  public static final int FINGERPRINT_BYTES = 11;

  private final byte[] id;
  private final byte[] key;

  /**
   * @param id 8 bytes that mean nothing, by which signature and key find one another
   * @param key 32 bytes
   */
  PublisherKey(byte[] id, byte[] key) {
    this.id = id.clone();
    this.key = key.clone();
  }

  /**
   * Reads a key file.
   *
   * @param name for the message
   * @throws UsageException it is none
   */
  public static PublisherKey parse(byte[] file, String name) throws UsageException {
    try {
      var lines = MinisignLines.of(file, 2);
      MinisignLines.comment(lines.getFirst(), MinisignLines.UNTRUSTED);
      return decode(lines.get(1));
    } catch (MinisignLines.Malformed e) {
      throw new UsageException(
          "This is no public key of a publisher: " + e.getMessage(),
          name,
          "Give the .pub file that 'bojagi key new --sign' or minisign made.");
    }
  }

  /**
   * Reads a key file, and never more than {@value #MAX_FILE_BYTES} bytes of it.
   *
   * @throws UsageException as {@link #parse}
   */
  public static PublisherKey read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return parse(in.readNBytes(MAX_FILE_BYTES), file.toString());
    }
  }

  /** @param base64 the second line of a key file */
  static PublisherKey decode(String base64) throws MinisignLines.Malformed {
    var bytes = MinisignLines.decode(base64, ALGORITHM.length + ID_BYTES + KEY_BYTES);
    if (!Arrays.equals(ALGORITHM, Arrays.copyOf(bytes, ALGORITHM.length))) {
      throw new MinisignLines.Malformed("it is for another algorithm");
    }
    var key = Arrays.copyOfRange(bytes, ALGORITHM.length + ID_BYTES, bytes.length);
    try {
      new Ed25519PublicKeyParameters(key);
    } catch (IllegalArgumentException e) {
      throw new MinisignLines.Malformed("it is no point of the curve");
    }
    return new PublisherKey(Arrays.copyOfRange(bytes, ALGORITHM.length, ALGORITHM.length + ID_BYTES), key);
  }

  /** As {@code minisign -P} takes it. */
  public String encode() {
    return Base64.getEncoder().encodeToString(concat(ALGORITHM, id, key));
  }

  /** What a key file holds. */
  public byte[] toFile() {
    return (MinisignLines.UNTRUSTED + "minisign public key " + idText() + "\n" + encode() + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The key id as minisign writes it. */
  public String idText() {
    return HexFormat.of().withUpperCase().toHexDigits(ByteBuffer.wrap(id).order(ByteOrder.LITTLE_ENDIAN).getLong());
  }

  byte[] id() {
    return id.clone();
  }

  /**
   * 88 bits of BLAKE2b over the key, to be spelled as eight words. The key id doesn't count: whoever has the key chooses
   * it freely.
   */
  public byte[] fingerprint() {
    return Arrays.copyOf(MinisignLines.blake2b(32, "bojagi publisher".getBytes(StandardCharsets.US_ASCII), key), FINGERPRINT_BYTES);
  }

  boolean holds(byte[] message, byte[] signature) {
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(key));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  static byte[] concat(byte[]... parts) {
    var buffer = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (var part : parts) {
      buffer.put(part);
    }
    return buffer.array();
  }

  /** Whether it is the same key, whatever its id. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PublisherKey that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }
}
