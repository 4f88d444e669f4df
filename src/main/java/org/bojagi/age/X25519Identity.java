package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * An X25519 secret of 32 bytes, {@code AGE-SECRET-KEY-1…} (age specification, "The X25519 recipient type").
 */
public final class X25519Identity implements Identity {
  private static final String PREFIX = "AGE-SECRET-KEY-";
  private static final byte[] POST_QUANTUM = "AGE-SECRET-KEY-PQ-".getBytes(US_ASCII);
  private static final byte[] PLUGIN = "AGE-PLUGIN-".getBytes(US_ASCII);

  private final byte[] secret;
  private final X25519Recipient recipient;
  private boolean closed;

  private X25519Identity(byte[] secret) {
    this.secret = secret;
    recipient = new X25519Recipient(X25519Recipient.publicKey(secret));
  }

  public static X25519Identity generate() {
    return new X25519Identity(FileKey.random(X25519.SCALAR_SIZE));
  }

  /** Another of the same secret, to be closed apart. Not from one that is closed. */
  public X25519Identity copy() {
    requireOpen();
    return new X25519Identity(secret.clone());
  }

  /**
   * @param asciiLine {@code AGE-SECRET-KEY-1…} without an end of line; the caller wipes it
   * @throws UsageException not an identity, or one of a kind that we don't read; the text is never repeated
   */
  public static X25519Identity parse(byte[] asciiLine) throws Fault {
    return parse(asciiLine, "identity");
  }

  /**
   * The identities of an age identity file: one a line, with comments (#) and empty lines between.
   *
   * @param identityFile the caller wipes it
   * @throws UsageException a line is no identity (it is named by its number), or there is none at all
   */
  public static List<X25519Identity> parseFile(byte[] identityFile) throws Fault {
    var identities = new ArrayList<X25519Identity>();
    boolean complete = false;
    try {
      int lineNumber = 1;
      for (int start = 0; start < identityFile.length; lineNumber++) {
        int end = start;
        while (end < identityFile.length && identityFile[end] != '\n') {
          end++;
        }
        int textEnd = end > start && identityFile[end - 1] == '\r' ? end - 1 : end;
        if (textEnd > start && identityFile[start] != '#') {
          byte[] line = Arrays.copyOfRange(identityFile, start, textEnd);
          try {
            identities.add(parse(line, "identity file, line " + lineNumber));
          } finally {
            Arrays.fill(line, (byte) 0);
          }
        }
        start = end + 1;
      }
      if (identities.isEmpty()) {
        throw new UsageException(
            "There is no identity in this file",
            "identity file",
            "An identity begins with AGE-SECRET-KEY-1.");
      }
      complete = true;
      return List.copyOf(identities);
    } finally {
      if (!complete) {
        identities.forEach(X25519Identity::close);
      }
    }
  }

  private static X25519Identity parse(byte[] asciiLine, String where) throws UsageException {
    byte[] secret = Bech32.decode(PREFIX, asciiLine);
    if (secret != null && secret.length == X25519.SCALAR_SIZE) {
      return new X25519Identity(secret);
    }
    if (secret != null) {
      Arrays.fill(secret, (byte) 0);
    }
    if (startsWith(asciiLine, POST_QUANTUM)) {
      throw new UsageException(
          "A post-quantum identity (AGE-SECRET-KEY-PQ-1…) is not supported",
          where,
          "Give an X25519 identity, which begins with AGE-SECRET-KEY-1.");
    }
    if (startsWith(asciiLine, PLUGIN)) {
      throw new UsageException(
          "A plugin's identity (AGE-PLUGIN-…) is not supported",
          where,
          "Give an X25519 identity, which begins with AGE-SECRET-KEY-1.");
    }
    throw new UsageException(
        "This is no identity",
        where,
        "An identity begins with AGE-SECRET-KEY-1 and has 74 characters; copy it again.");
  }

  public X25519Recipient recipient() {
    return recipient;
  }

  /** {@code AGE-SECRET-KEY-1…} in ASCII without an end of line, 74 bytes; the caller wipes it. */
  public byte[] encode() {
    requireOpen();
    byte[] ascii = Bech32.encode("age-secret-key-", secret);
    for (int i = 0; i < ascii.length; i++) {
      if (ascii[i] >= 'a' && ascii[i] <= 'z') {
        ascii[i] -= 32;
      }
    }
    return ascii;
  }

  @Override
  public Optional<FileKey> unwrap(AgeHeader header) throws Fault {
    requireOpen();
    for (var stanza : header.stanzas()) {
      if (stanza.type().equals(X25519Recipient.STANZA_TYPE)) {
        var key = unwrap(stanza, header);
        if (key.isPresent()) {
          return key;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<FileKey> unwrap(AgeHeader.Stanza stanza, AgeHeader header) throws Fault {
    byte[] share = stanza.arguments().size() == 1 ? AgeHeader.canonical(stanza.arguments().getFirst()) : null;
    if (share == null || share.length != X25519.POINT_SIZE || stanza.body().length != FileKey.WRAPPED_SIZE) {
      throw header.damaged("An X25519 stanza is not one share of 32 bytes and a body of 32");
    }
    byte[] shared = new byte[X25519.POINT_SIZE];
    if (!X25519.calculateAgreement(secret, 0, share, 0, shared, 0)) {
      throw header.damaged("The share of an X25519 stanza is a point of low order");
    }
    byte[] wrapKey = FileKey.derive(shared, recipient.salt(share), X25519Recipient.WRAP_INFO);
    Arrays.fill(shared, (byte) 0);
    var key = FileKey.unwrap(wrapKey, stanza.body());
    Arrays.fill(wrapKey, (byte) 0);
    return key;
  }

  /** For tests: what is left after closing. */
  byte[] secret() {
    return secret;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(secret, (byte) 0);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the identity is wiped");
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
