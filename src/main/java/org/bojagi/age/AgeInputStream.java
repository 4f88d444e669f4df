package org.bojagi.age;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;

/**
 * Plaintext of one age file in order, for pipes.
 *
 * <p>A byte is returned only after the tag of its chunk held. That the file was not cut is known only when
 * the end is reached without an exception: nothing that was read before counts as whole. One thread at a
 * time.
 */
public final class AgeInputStream extends ReadAheadInputStream {
  private final InputStream in;
  private final String name;
  private final PayloadCipher cipher;
  private final long firstChunkOffset;
  private long nextChunk;
  private int lookahead;

  /** As the other one, in the caller's thread alone. */
  public AgeInputStream(InputStream in, List<? extends Identity> identities) throws IOException {
    this(in, identities, null, "age file");
  }

  /**
   * Reads the header and the nonce.
   *
   * @param in closed with this stream, but not where this constructor throws
   * @param executor decrypts ahead in batches of 1 MiB; null: a chunk at a time in the caller's thread. Not
   *     closed
   * @param name of the file, for error messages
   * @throws Fault as {@link AgeHeader#read(InputStream, String)} and {@link AgeHeader#unwrap}
   */
  public AgeInputStream(InputStream in, List<? extends Identity> identities, Executor executor, String name)
      throws IOException {
    super(executor);
    this.in = new BufferedInputStream(in);
    this.name = name;
    var header = AgeHeader.read(this.in, name);
    try (var fileKey = header.unwrap(identities)) {
      byte[] nonce = this.in.readNBytes(PayloadCipher.NONCE_SIZE);
      if (nonce.length < PayloadCipher.NONCE_SIZE) {
        throw new DamagedBundleException(
            "The file is cut before its first chunk",
            name + ", byte " + (header.size() + nonce.length),
            "Copy the file again from where it came from.");
      }
      cipher = fileKey.payloadCipher(nonce);
    }
    firstChunkOffset = header.size() + PayloadCipher.NONCE_SIZE;
    lookahead = this.in.read();
  }

  @Override
  Callable<Batch> next(Batch batch) throws IOException {
    if (lookahead < 0 && nextChunk > 0) {
      return null;
    }
    long firstChunk = nextChunk;
    nextChunk += batchChunks;
    if (lookahead < 0) {
      return () -> decrypt(batch, firstChunk, 0, true);
    }
    if (batch.sealed == null) {
      batch.sealed = new byte[batchChunks * PayloadCipher.SEALED_SIZE];
    }
    // Whether a chunk is the last shows in whether a byte comes after it.
    batch.sealed[0] = (byte) lookahead;
    int read = 1 + in.readNBytes(batch.sealed, 1, batch.sealed.length - 1);
    lookahead = read < batch.sealed.length ? -1 : in.read();
    boolean atEnd = lookahead < 0;
    return () -> decrypt(batch, firstChunk, read, atEnd);
  }

  private Batch decrypt(Batch batch, long firstChunk, int sealedLength, boolean atEnd) throws IOException {
    batch.position = 0;
    batch.length = 0;
    batch.failure = null;
    int offset = 0;
    long chunk = firstChunk;
    do {
      int length = Math.min(sealedLength - offset, PayloadCipher.SEALED_SIZE);
      boolean last = atEnd && offset + length == sealedLength;
      int plaintext = cipher.open(chunk, last, batch.sealed, offset, length, batch.plaintext, batch.length);
      if (plaintext < 0 || plaintext == 0 && chunk > 0) {
        batch.failure = explain(batch, chunk, last, offset, length, plaintext);
        return batch;
      }
      batch.length += plaintext;
      offset += length;
      chunk++;
    } while (offset < sealedLength);
    return batch;
  }

  /** Says what is wrong with a chunk. One that is whole, but not where it should be, is still returned. */
  private IOException explain(Batch batch, long chunk, boolean last, int offset, int length, int plaintext)
      throws IOException {
    long fileOffset = firstChunkOffset + chunk * PayloadCipher.SEALED_SIZE;
    if (plaintext == 0) {
      return PayloadCipher.damaged("The last chunk is empty, which it may not be", name, chunk, fileOffset);
    }
    if (length == PayloadCipher.SEALED_SIZE
        && cipher.open(chunk, !last, batch.sealed, offset, length, batch.plaintext, batch.length) >= 0) {
      batch.length += PayloadCipher.CHUNK_SIZE;
      return last
          ? PayloadCipher.damaged("The file is cut after a chunk", name, chunk + 1, fileOffset + length)
          : PayloadCipher.damaged("Something follows the last chunk", name, chunk + 1, fileOffset + length);
    }
    return last
        ? PayloadCipher.damaged("The file is cut, or its last chunk is damaged", name, chunk, fileOffset)
        : PayloadCipher.damaged("A chunk is damaged", name, chunk, fileOffset);
  }

  @Override
  public void close() throws IOException {
    try (in;
        cipher) {
      super.close();
    }
  }
}
