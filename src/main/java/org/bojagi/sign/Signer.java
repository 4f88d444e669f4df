package org.bojagi.sign;

import java.util.Optional;

/**
 * Who signed a document, as far as that is known.
 *
 * @param key of a signature that held; null where there is none, or none that can be checked
 * @param pinned the same key as a person knows it; null where nobody named it
 */
public record Signer(State state, PublisherKey key, Trust.Pinned pinned) {
  public static final Signer NONE = new Signer(State.UNSIGNED, null, null);

  /** What the signature is worth. */
  public enum State {
    UNSIGNED,
    /** There is a signature by a key that it doesn't name and nobody gave. */
    UNKNOWN_KEY,
    SIGNED,
    /** Changed after it was signed, or no signature at all. */
    WRONG
  }

  /**
   * Checks a document.
   *
   * @param signature a file's bytes; null: there is none
   */
  public static Signer of(byte[] document, byte[] signature, Trust trust) {
    if (signature == null) {
      return NONE;
    }
    var parsed = MinisignSignature.parse(signature);
    if (parsed.isEmpty()) {
      return new Signer(State.WRONG, null, null);
    }
    for (var pinned : trust.keys()) {
      if (parsed.get().holds(document, pinned.key())) {
        return new Signer(State.SIGNED, pinned.key(), trust.find(pinned.key()).orElse(pinned));
      }
    }
    var named = parsed.get().named();
    if (named.isEmpty()) {
      // By its id it is of a key that is known, and that key says that it isn't.
      boolean claimed = trust.keys().stream().anyMatch(pinned -> parsed.get().isBy(pinned.key()));
      return new Signer(claimed ? State.WRONG : State.UNKNOWN_KEY, null, null);
    }
    boolean holds = parsed.get().holds(document, named.get());
    return holds ? new Signer(State.SIGNED, named.get(), null) : new Signer(State.WRONG, null, null);
  }

  public boolean isSigned() {
    return state == State.SIGNED;
  }

  /** Whether a person named the key, beyond what lies on the medium. */
  public boolean isGiven() {
    return isSigned() && pinned != null && pinned.origin() == Trust.Origin.GIVEN;
  }

  /** Whether both documents are the same person's. */
  public boolean isSameAs(Signer other) {
    return isSigned() && other.isSigned() && key.equals(other.key);
  }

  public Optional<Trust.Pinned> knownAs() {
    return Optional.ofNullable(pinned);
  }
}
