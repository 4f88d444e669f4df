package org.bojagi.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.X25519Identity;
import org.bojagi.sign.Trust;

/**
 * The keys that a person gave: those to try on slots, and those that signatures must be by. Owns the former: closing
 * wipes them.
 *
 * @param identities of archives and other recipients
 * @param passphrases UTF-8 as typed; see {@link Passphrase#readings}
 * @param maxLogN work that a passphrase slot may ask for; a hostile slot asks for more
 * @param trust whose bundles are opened
 */
public record KeyRing(List<X25519Identity> identities, List<byte[]> passphrases, int maxLogN, Trust trust)
    implements AutoCloseable {

  /** Of whoever signed, and unsigned. */
  public KeyRing(List<X25519Identity> identities, List<byte[]> passphrases, int maxLogN) {
    this(identities, passphrases, maxLogN, Trust.NONE);
  }

  /** The same keys, which whoever closes one of the two wipes. */
  public KeyRing trusting(Trust trusted) {
    return new KeyRing(identities, passphrases, maxLogN, trusted);
  }

  public static KeyRing of(X25519Identity identity) {
    return new KeyRing(new ArrayList<>(List.of(identity)), List.of(), ScryptIdentity.defaultMaxLogN());
  }

  /** @param passphrases owned from now on; more may be added */
  public static KeyRing of(byte[]... passphrases) {
    return new KeyRing(List.of(), new ArrayList<>(List.of(passphrases)), ScryptIdentity.defaultMaxLogN());
  }

  @Override
  public void close() {
    identities.forEach(X25519Identity::close);
    passphrases.forEach(passphrase -> Arrays.fill(passphrase, (byte) 0));
  }
}
