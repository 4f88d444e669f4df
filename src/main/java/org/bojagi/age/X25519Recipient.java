package org.bojagi.age;

import org.bojagi.fault.Fault;

/** An X25519 public key, {@code age1…} (age specification, "The X25519 recipient type"). */
public final class X25519Recipient implements Recipient {

  public static X25519Recipient parse(String age1) throws Fault {
    throw new UnsupportedOperationException();
  }

  /** {@code age1…} */
  public String encode() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AgeHeader.Stanza wrap(FileKey fileKey) throws Fault {
    throw new UnsupportedOperationException();
  }
}
