package org.bojagi.age;

import java.util.List;
import java.util.Optional;
import org.bojagi.fault.Fault;

/** A secret that opens age files. Closing wipes it; afterwards it opens nothing. */
public sealed interface Identity extends AutoCloseable permits X25519Identity, ScryptIdentity {

  /**
   * The file key that one of the stanzas wraps for this identity, or empty where none does.
   *
   * @throws Fault a stanza of this identity's type breaks the specification, or asks for more work than is allowed
   */
  Optional<FileKey> unwrap(List<AgeHeader.Stanza> stanzas) throws Fault;

  @Override
  void close();
}
