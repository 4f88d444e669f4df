package org.bojagi.age;

import java.util.Optional;
import org.bojagi.fault.Fault;

/** A secret that opens age files. Closing wipes it; a closed one throws {@link IllegalStateException}. */
public sealed interface Identity extends AutoCloseable permits X25519Identity, ScryptIdentity {

  /**
   * The file key that one of the header's stanzas wraps for this identity, or empty where none does.
   *
   * @throws Fault a stanza of this identity's type breaks the specification, or asks for more work than is
   *     allowed
   */
  Optional<FileKey> unwrap(AgeHeader header) throws Fault;

  @Override
  void close();
}
