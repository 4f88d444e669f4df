package org.bojagi.age;

import java.util.List;
import java.util.Optional;
import org.bojagi.fault.Fault;

/** A passphrase that opens age files. Closing wipes the copy of the passphrase. */
public final class ScryptIdentity implements Identity {

  /**
   * @param passphrase UTF-8; copied, the caller wipes its own
   * @param maxLogN a file that asks for more than 2^(maxLogN + 10) bytes of memory is refused with a hint
   */
  public ScryptIdentity(byte[] passphrase, int maxLogN) {
    throw new UnsupportedOperationException();
  }

  /** The most that is done without being asked to: 1 GiB or a quarter of the machine's memory, at least 256 MiB. */
  public static int defaultMaxLogN() {
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
