package org.bojagi.age;

import org.bojagi.fault.Fault;

/** A passphrase to write for. It must be the only recipient of its file. Closing wipes the copy of the passphrase. */
public final class ScryptRecipient implements Recipient, AutoCloseable {
  /** 256 MiB of memory, two seconds of an ordinary laptop. */
  public static final int DEFAULT_LOG_N = 18;

  /**
   * @param passphrase UTF-8, not empty; copied, the caller wipes its own
   * @param logN base-two logarithm of scrypt's work factor, 1 to 30: 2^(logN + 10) bytes of memory
   */
  public ScryptRecipient(byte[] passphrase, int logN) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AgeHeader.Stanza wrap(FileKey fileKey) throws Fault {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
