package org.bojagi.age;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.StorageException;

/**
 * Plaintext of one age file, readable from any position (age specification, "Payload").
 *
 * <p>Positions and sizes are plaintext bytes; on disk each full chunk has 65 552 bytes (65 536 + 16 of tag),
 * and a payload begins with a nonce of 16. A byte is returned only after the tag of its chunk held. Many
 * threads may read at once. Closing wipes the key and closes the channel; who reads meanwhile gets a {@link
 * ClosedChannelException}.
 *
 * <p>A {@code FileChannel} closes itself, for all threads, when one is interrupted while it reads: readers
 * are not to be interrupted. A closed one shows as {@code ClosedChannelException}, never as damage.
 */
public final class AgePayload implements AutoCloseable {
  /** Plaintext bytes of every chunk but the last. */
  public static final int CHUNK_SIZE = 64 * 1024;

  /** The same with its tag, as on the medium. */
  public static final int SEALED_CHUNK_SIZE = PayloadCipher.SEALED_SIZE;

  private final SeekableByteChannel channel;
  private final String name;
  private final PayloadCipher cipher;
  private final long firstChunkOffset;
  private final long plaintextSize;
  private final boolean strict;
  private final ArrayBlockingQueue<byte[]> sealedBuffers = new ArrayBlockingQueue<>(16);
  private final LongAdder decrypted = new LongAdder();

  private AgePayload(
      SeekableByteChannel channel,
      String name,
      PayloadCipher cipher,
      long firstChunkOffset,
      long plaintextSize,
      boolean strict) {
    this.channel = channel;
    this.name = name;
    this.cipher = cipher;
    this.firstChunkOffset = firstChunkOffset;
    this.plaintextSize = plaintextSize;
    this.strict = strict;
  }

  /** Strict, as {@link #open(SeekableByteChannel, List, String)}. */
  public static AgePayload open(SeekableByteChannel channel, List<? extends Identity> identities)
      throws IOException {
    return open(channel, identities, "age file");
  }

  /**
   * Strict: decrypts the last chunk first, so that a cut file is refused before one byte is served.
   *
   * @param channel an age file from position 0; closed with this, but not where opening fails
   * @param name of the file, for error messages
   * @throws Fault as {@link AgeHeader#read(InputStream, String)} and {@link AgeHeader#unwrap}
   * @throws DamagedBundleException the last chunk is damaged, or it isn't the last
   */
  public static AgePayload open(SeekableByteChannel channel, List<? extends Identity> identities, String name)
      throws IOException {
    var header = AgeHeader.read(channel, name);
    byte[] nonce = nonce(channel, header);
    long payloadBytes = channel.size() - header.size();
    long plaintextSize = plaintextSizeOf(payloadBytes);
    if (plaintextSize < 0) {
      throw new DamagedBundleException(
          "The file is cut: no payload has " + payloadBytes + " bytes",
          name + ", byte " + channel.size(),
          "Copy the file again from where it came from.");
    }
    var payload = open(channel, header, nonce, identities, plaintextSize, true);
    try {
      payload.chunk(payload.chunkCount() - 1);
      return payload;
    } catch (IOException e) {
      payload.cipher.close();
      throw e;
    }
  }

  /**
   * Tolerant, as {@link #openTolerant(SeekableByteChannel, byte[], List, long, String)}, with the file's own
   * header.
   */
  public static AgePayload openTolerant(
      SeekableByteChannel channel, List<? extends Identity> identities, long expectedFileLength, String name)
      throws IOException {
    var header = AgeHeader.read(channel, name);
    byte[] nonce = nonce(channel, header);
    return open(channel, header, nonce, identities, tolerantSize(header, expectedFileLength), false);
  }

  /**
   * Tolerant: serves what holds without looking at the last chunk, so that nothing here says whether the file
   * was cut. Chunks past a cut throw {@link DamagedBundleException}.
   *
   * @param channel closed with this, but not where opening fails
   * @param keptHeader a copy of {@link AgeOutputStream#header}, since the file's own may be damaged
   * @param expectedFileLength the file's true length in bytes, known from elsewhere; without such knowledge
   *     the channel's size, of which a rest that can be no chunk is left out
   */
  public static AgePayload openTolerant(
      SeekableByteChannel channel,
      byte[] keptHeader,
      List<? extends Identity> identities,
      long expectedFileLength,
      String name)
      throws IOException {
    var kept = new ByteArrayInputStream(keptHeader);
    var header = AgeHeader.read(kept, name);
    byte[] nonce = kept.readAllBytes();
    if (nonce.length != PayloadCipher.NONCE_SIZE) {
      throw header.damaged("The kept copy of the header has no nonce of 16 bytes");
    }
    return open(channel, header, nonce, identities, tolerantSize(header, expectedFileLength), false);
  }

  private static AgePayload open(
      SeekableByteChannel channel,
      AgeHeader header,
      byte[] nonce,
      List<? extends Identity> identities,
      long plaintextSize,
      boolean strict)
      throws Fault {
    try (var fileKey = header.unwrap(identities)) {
      long firstChunkOffset = header.size() + PayloadCipher.NONCE_SIZE;
      var cipher = fileKey.payloadCipher(nonce);
      return new AgePayload(channel, header.name(), cipher, firstChunkOffset, plaintextSize, strict);
    }
  }

  private static byte[] nonce(SeekableByteChannel channel, AgeHeader header) throws IOException {
    byte[] nonce = new byte[PayloadCipher.NONCE_SIZE];
    if (readFully(channel, header.size(), nonce, nonce.length) < nonce.length) {
      throw new DamagedBundleException(
          "The file is cut before its first chunk",
          header.name() + ", byte " + channel.size(),
          "Copy the file again from where it came from.");
    }
    return nonce;
  }

  private static long tolerantSize(AgeHeader header, long fileLength) throws DamagedBundleException {
    long plaintextSize = largestPlaintextWithin(fileLength - header.size());
    if (plaintextSize < 0) {
      throw header.damaged("The file is cut before the end of its first chunk");
    }
    return plaintextSize;
  }

  /** Bytes that a payload (nonce and chunks, without the header) takes for so much plaintext. */
  public static long ciphertextSize(long plaintextSize) {
    if (plaintextSize < 0) {
      throw new IllegalArgumentException("a size of " + plaintextSize);
    }
    long tags = Math.max(1, Math.ceilDiv(plaintextSize, (long) CHUNK_SIZE)) * PayloadCipher.TAG_SIZE;
    return Math.addExact(plaintextSize, tags + PayloadCipher.NONCE_SIZE);
  }

  /**
   * The plaintext of a payload of so many bytes (nonce and chunks, without the header); -1: no payload has
   * it.
   */
  public static long plaintextSizeOf(long payloadBytes) {
    long largest = largestPlaintextWithin(payloadBytes);
    return largest >= 0 && ciphertextSize(largest) == payloadBytes ? largest : -1;
  }

  /**
   * The most plaintext whose payload (nonce and chunks, without the header) fits into so many bytes; -1:
   * none.
   */
  public static long largestPlaintextWithin(long payloadBytes) {
    long chunkBytes = payloadBytes - PayloadCipher.NONCE_SIZE;
    if (chunkBytes < PayloadCipher.TAG_SIZE) {
      return -1;
    }
    long last = Math.max(0, chunkBytes % PayloadCipher.SEALED_SIZE - PayloadCipher.TAG_SIZE);
    return chunkBytes / PayloadCipher.SEALED_SIZE * CHUNK_SIZE + last;
  }

  public long plaintextSize() {
    return plaintextSize;
  }

  /** At least 1: an empty plaintext has one empty chunk. */
  public long chunkCount() {
    return Math.max(1, Math.ceilDiv(plaintextSize, (long) CHUNK_SIZE));
  }

  /**
   * A chunk's plaintext in a new array of its true length.
   *
   * @throws DamagedBundleException its tag doesn't hold or it is cut off; names chunk and file offset
   * @throws StorageException the medium failed; names the same
   */
  public byte[] chunk(long index) throws IOException {
    byte[] plaintext = new byte[chunkLength(index)];
    decrypt(index, plaintext, 0);
    return plaintext;
  }

  /** As {@link #chunk(long)}, to the beginning of {@code destination}; returns the length, at most 65 536. */
  public int chunk(long index, byte[] destination) throws IOException {
    Objects.checkFromIndexSize(0, chunkLength(index), destination.length);
    return decrypt(index, destination, 0);
  }

  /**
   * Fills as much of {@code destination} as there is plaintext; -1 at its end. Decrypts every chunk that it
   * touches and keeps none: callers that read small pieces keep chunks themselves.
   *
   * @throws IOException as {@link #chunk(long)}; what was filled by then is sound, how much is not said
   */
  public int readAt(long plaintextOffset, byte[] destination, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, destination.length);
    if (plaintextOffset < 0) {
      throw new IndexOutOfBoundsException("offset " + plaintextOffset);
    }
    if (plaintextOffset >= plaintextSize) {
      return length == 0 ? 0 : -1;
    }
    int total = (int) Math.min(length, plaintextSize - plaintextOffset);
    int done = 0;
    while (done < total) {
      long index = (plaintextOffset + done) / CHUNK_SIZE;
      int skip = (int) ((plaintextOffset + done) % CHUNK_SIZE);
      int now = Math.min(total - done, chunkLength(index) - skip);
      if (now == chunkLength(index)) {
        decrypt(index, destination, offset + done);
      } else {
        System.arraycopy(chunk(index), skip, destination, offset + done, now);
      }
      done += now;
    }
    return total;
  }

  /**
   * A range in order. For long ranges: the executor reads and decrypts ahead in batches of 1 MiB, 2 a
   * processor. For short ones: null, a chunk at a time in the caller's thread. Closing the stream leaves this
   * open; close it first.
   */
  public InputStream stream(long plaintextOffset, long length, Executor executor) {
    Objects.checkFromIndexSize(plaintextOffset, length, plaintextSize);
    return new ReadAheadInputStream(executor) {
      private final long end = plaintextOffset + length;
      private long next = plaintextOffset;

      @Override
      Callable<Batch> next(Batch batch) {
        if (next >= end) {
          return null;
        }
        long from = next;
        long to = Math.min(end, (from / CHUNK_SIZE + batchChunks) * CHUNK_SIZE);
        next = to;
        return () -> {
          batch.failure = null;
          batch.position = (int) (from % CHUNK_SIZE);
          batch.length = batch.position;
          long batchStart = from - batch.position;
          try {
            for (long at = batchStart; at < to; at += CHUNK_SIZE) {
              decrypt(at / CHUNK_SIZE, batch.plaintext, (int) (at - batchStart));
              batch.length = (int) (Math.min(to, at + CHUNK_SIZE) - batchStart);
            }
          } catch (IOException e) {
            batch.failure = e;
          }
          return batch;
        };
      }
    };
  }

  /** Chunks decrypted since opening. */
  public long chunksDecrypted() {
    return decrypted.sum();
  }

  /** Wipes the key and closes the channel. */
  @Override
  public void close() throws IOException {
    cipher.close();
    channel.close();
  }

  /** For tests: what is left after closing. */
  byte[] key() {
    return cipher.key();
  }

  private int chunkLength(long index) {
    Objects.checkIndex(index, chunkCount());
    return (int) Math.min(CHUNK_SIZE, plaintextSize - index * CHUNK_SIZE);
  }

  /**
   * Some chunks in a row as they lie on the medium, in one read; nothing of them is decrypted yet.
   *
   * @param sealed of {@code SEALED_CHUNK_SIZE} bytes a chunk at least
   * @return how many bytes are there: fewer than these chunks have where the file is cut
   * @throws StorageException the medium failed somewhere in them
   */
  public int readSealed(long first, int count, byte[] sealed) throws IOException {
    int length = (count - 1) * SEALED_CHUNK_SIZE + chunkLength(first + count - 1) + PayloadCipher.TAG_SIZE;
    Objects.checkFromIndexSize(0, length, sealed.length);
    try {
      return readFully(channel, fileOffset(first), sealed, length);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw mediumFailed(first, e);
    }
  }

  /**
   * Decrypts one of the chunks that {@link #readSealed} read.
   *
   * @param first as it was given there
   * @param available what it returned
   * @return the chunk's length, at most 65 536
   * @throws DamagedBundleException as {@link #chunk(long)}
   */
  public int openSealed(long index, long first, byte[] sealed, int available, byte[] plaintext, int offset)
      throws IOException {
    int sealedOffset = Math.toIntExact((index - first) * SEALED_CHUNK_SIZE);
    return open(index, sealed, sealedOffset, Math.max(0, available - sealedOffset), plaintext, offset);
  }

  private int decrypt(long index, byte[] plaintext, int offset) throws IOException {
    byte[] sealed = sealedBuffers.poll();
    sealed = sealed == null ? new byte[SEALED_CHUNK_SIZE] : sealed;
    try {
      int read = readFully(channel, fileOffset(index), sealed, chunkLength(index) + PayloadCipher.TAG_SIZE);
      return open(index, sealed, 0, read, plaintext, offset);
    } catch (Fault | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw mediumFailed(index, e);
    } finally {
      sealedBuffers.offer(sealed);
    }
  }

  private int open(long index, byte[] sealed, int sealedOffset, int available, byte[] plaintext, int offset)
      throws IOException {
    int length = chunkLength(index);
    int sealedLength = length + PayloadCipher.TAG_SIZE;
    long fileOffset = fileOffset(index);
    boolean last = index == chunkCount() - 1;
    if (available < sealedLength) {
      throw PayloadCipher.damaged("The file is cut before the end of this chunk", name, index, fileOffset);
    }
    boolean holds = cipher.open(index, last, sealed, sealedOffset, sealedLength, plaintext, offset) >= 0;
    if (!holds && last && length == CHUNK_SIZE) {
      boolean cut = cipher.open(index, false, sealed, sealedOffset, sealedLength, plaintext, offset) >= 0;
      if (cut && strict) {
        throw PayloadCipher.damaged(
            "The file is cut after a chunk", name, index + 1, fileOffset + sealedLength);
      }
      holds = cut;
    }
    if (!holds) {
      var what = strict && last ? "The file is cut, or its last chunk is damaged" : "A chunk is damaged";
      throw PayloadCipher.damaged(what, name, index, fileOffset);
    }
    decrypted.increment();
    return length;
  }

  private long fileOffset(long index) {
    return firstChunkOffset + index * SEALED_CHUNK_SIZE;
  }

  private StorageException mediumFailed(long index, IOException refusal) {
    return new StorageException(
        "The medium failed while reading",
        name + ", chunk " + index + ", byte " + fileOffset(index),
        "Check that it is still plugged in; try another reader or port.",
        refusal);
  }

  /** Reads until {@code length} bytes are there or the file ends; returns how many are. */
  private static int readFully(SeekableByteChannel channel, long position, byte[] bytes, int length)
      throws IOException {
    var buffer = ByteBuffer.wrap(bytes, 0, length);
    if (channel instanceof FileChannel file) {
      while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) >= 0) {
        // Positional reads don't disturb one another.
      }
    } else {
      synchronized (channel) {
        channel.position(position);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
          // A channel may return a byte at a time.
        }
      }
    }
    return buffer.position();
  }
}
