package org.bojagi.sign;

import java.util.List;
import java.util.Optional;

/**
 * Whose bundles a person wants to see: keys, each with where it came from, and the oldest edition.
 *
 * @param keys none: whoever signed, and unsigned too
 * @param atLeast editions below are refused; 0: none is
 */
public record Trust(List<Pinned> keys, int atLeast) {
  public static final Trust NONE = new Trust(List.of(), 0);

  /** How a key came to be known here, from which follows what it proves. */
  public enum Origin {
    /** The person named it: what another signed is refused. */
    GIVEN,
    /** It lies beside the bundle on the same medium: it proves that both came together, and no more. */
    SAME_MEDIUM
  }

  /** @param where the file that it was read from */
  public record Pinned(PublisherKey key, Origin origin, String where) {}

  public Trust {
    keys = List.copyOf(keys);
  }

  /** Whether what none of the given keys signed is refused. */
  public boolean isRequired() {
    return keys.stream().anyMatch(pinned -> pinned.origin() == Origin.GIVEN);
  }

  /** A given one before one of the medium. */
  public Optional<Pinned> find(PublisherKey key) {
    return keys.stream().filter(pinned -> pinned.key().equals(key)).min((a, b) -> a.origin().compareTo(b.origin()));
  }
}
