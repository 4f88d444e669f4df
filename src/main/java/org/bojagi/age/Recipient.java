package org.bojagi.age;

import org.bojagi.fault.Fault;

/** Whoever an age file is written to. */
public sealed interface Recipient permits X25519Recipient, ScryptRecipient {

  /** A stanza that wraps the file key for this recipient, each time with a fresh ephemeral secret or salt. */
  AgeHeader.Stanza wrap(FileKey fileKey) throws Fault;
}
