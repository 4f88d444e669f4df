package org.bojagi.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Executor;

/** Plaintext of one age file in order, for pipes. A byte is returned only after the tag of its chunk held. */
public final class AgeInputStream extends InputStream {

  public AgeInputStream(InputStream in, List<? extends Identity> identities) throws IOException {
    this(in, identities, null, "age file");
  }

  /**
   * Reads the header and the nonce.
   *
   * @param in closed with this stream
   * @param executor decrypts ahead in batches of 1 MiB; null: a chunk at a time in the caller's thread. Not closed
   * @param name of the file, for error messages
   */
  public AgeInputStream(InputStream in, List<? extends Identity> identities, Executor executor, String name)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    throw new UnsupportedOperationException();
  }
}
