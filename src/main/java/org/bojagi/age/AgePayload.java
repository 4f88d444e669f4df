package org.bojagi.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Plaintext of one age file, readable from any position.
 *
 * <p>Positions and sizes are plaintext bytes; on disk each full chunk has 65 552 bytes (65 536 + 16 of tag). A byte is
 * returned only after the tag of its chunk held. Many threads may read at once. A {@code FileChannel} is closed for
 * all of them when one is interrupted while it reads: don't interrupt readers.
 */
public final class AgePayload implements AutoCloseable {
  /** Plaintext bytes of every chunk but the last. */
  public static final int CHUNK_SIZE = 64 * 1024;

  /** Strict, see {@link #open(SeekableByteChannel, List, String)}. */
  public static AgePayload open(SeekableByteChannel channel, List<? extends Identity> identities) throws IOException {
    return open(channel, identities, "age file");
  }

  /**
   * Strict: decrypts the last chunk first, so that a cut file is refused before one byte is served.
   *
   * @param channel an age file from position 0; closed with this, also when opening fails
   * @param name of the file, for error messages
   */
  public static AgePayload open(SeekableByteChannel channel, List<? extends Identity> identities, String name)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Tolerant, see {@link #openTolerant(SeekableByteChannel, byte[], List, long, String)}; header from the file. */
  public static AgePayload openTolerant(
      SeekableByteChannel channel, List<? extends Identity> identities, long expectedFileLength, String name)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Tolerant: serves what holds without looking at the last chunk. Where the file is shorter than expected, chunks past
   * the cut throw {@code DamagedBundleException}.
   *
   * @param keptHeader a copy of {@link AgeOutputStream#header}, since the file's own may be damaged
   * @param expectedFileLength the file's true length in bytes, known from elsewhere
   */
  public static AgePayload openTolerant(
      SeekableByteChannel channel,
      byte[] keptHeader,
      List<? extends Identity> identities,
      long expectedFileLength,
      String name)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Bytes that a payload (nonce and chunks, without the header) takes for so much plaintext. */
  public static long ciphertextSize(long plaintextSize) {
    throw new UnsupportedOperationException();
  }

  /** The plaintext of a payload of so many bytes (nonce and chunks, without the header); -1: no payload has it. */
  public static long plaintextSizeOf(long payloadBytes) {
    throw new UnsupportedOperationException();
  }

  /** The most plaintext whose payload (nonce and chunks, without the header) fits into so many bytes; -1: none. */
  public static long largestPlaintextWithin(long payloadBytes) {
    throw new UnsupportedOperationException();
  }

  public long plaintextSize() {
    throw new UnsupportedOperationException();
  }

  public long chunkCount() {
    throw new UnsupportedOperationException();
  }

  /** A chunk's plaintext in a new array of its true length. */
  public byte[] chunk(long index) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** A chunk's plaintext to the beginning of {@code destination}; returns its length, at most 65 536. */
  public int chunk(long index, byte[] destination) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Fills as much of {@code destination} as there is plaintext; -1 at its end. Decrypts every chunk that it touches and
   * keeps none: callers that read small pieces keep chunks themselves.
   */
  public int readAt(long plaintextOffset, byte[] destination, int offset, int length) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** A range in order, decrypted ahead by the executor (null: in the caller's thread). Closing it leaves this open. */
  public InputStream stream(long plaintextOffset, long length, Executor executor) {
    throw new UnsupportedOperationException();
  }

  /** Chunks decrypted since opening. */
  public long chunksDecrypted() {
    throw new UnsupportedOperationException();
  }

  /** Wipes the key and closes the channel. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
