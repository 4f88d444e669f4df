package org.bojagi.age;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Seals what is written to it into one age file.
 *
 * <p>Chunks are encrypted in batches of 1 MiB on the executor's threads, which also write them in order, while the
 * caller goes on; memory is bounded. {@link #close} writes the last chunk. When something went wrong, call {@link
 * #abort} first: the file then has no last chunk and nobody takes it for whole. One thread at a time.
 */
public final class AgeOutputStream extends OutputStream {

  /**
   * Writes the header.
   *
   * @param out closed with this stream; written from the executor's threads, one at a time
   * @param recipients at least one; a {@link ScryptRecipient} only alone
   * @param executor null: all work is done in the caller's thread. Not closed
   */
  public AgeOutputStream(OutputStream out, List<? extends Recipient> recipients, Executor executor)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Bytes written so far: the position of the next byte in the plaintext. */
  public long plaintextSize() {
    throw new UnsupportedOperationException();
  }

  /**
   * Everything before the first chunk, for the kept copy that {@link AgePayload#openTolerant} takes: the exact header
   * and the payload's nonce of 16 bytes, without which no chunk opens either.
   */
  public byte[] header() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(int b) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Writes the last chunk and closes the stream beneath, unless writing failed or {@link #abort} was called. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Closes the stream beneath without a last chunk, so that no reader takes the file for whole. */
  public void abort() throws IOException {
    throw new UnsupportedOperationException();
  }
}
