package org.bojagi.age;

import java.util.List;
import java.util.Optional;
import org.bojagi.fault.Fault;

/** An X25519 secret of 32 bytes, {@code AGE-SECRET-KEY-1…} (age specification, "The X25519 recipient type"). */
public final class X25519Identity implements Identity {

  public static X25519Identity generate() {
    throw new UnsupportedOperationException();
  }

  /** @param asciiLine {@code AGE-SECRET-KEY-1…} without an end of line; the caller wipes it */
  public static X25519Identity parse(byte[] asciiLine) throws Fault {
    throw new UnsupportedOperationException();
  }

  /**
   * The identities of an age identity file: one a line, with comments (#) and empty lines between.
   *
   * @param identityFile the caller wipes it
   */
  public static List<X25519Identity> parseFile(byte[] identityFile) throws Fault {
    throw new UnsupportedOperationException();
  }

  public X25519Recipient recipient() {
    throw new UnsupportedOperationException();
  }

  /** {@code AGE-SECRET-KEY-1…} in ASCII without an end of line; the caller wipes it. */
  public byte[] encode() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<FileKey> unwrap(List<AgeHeader.Stanza> stanzas) throws Fault {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
