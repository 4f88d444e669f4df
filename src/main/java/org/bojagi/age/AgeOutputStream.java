package org.bojagi.age;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Seals what is written to it into one age file.
 *
 * <p>Chunks are encrypted in batches of 1 MiB on the executor's threads. Whichever thread finishes the batch
 * that is next in the file also writes it, so that the caller reads and hashes meanwhile. Buffers are bounded
 * (2 batches a processor, 16 at most), used again, and wiped at the end. A caller that has to wait for a
 * buffer does a waiting batch itself, so an executor that is busy, or whose threads write such streams
 * themselves, can't block it.
 *
 * <p>{@link #close} writes the last chunk. When something went wrong before, call {@link #abort} first: the
 * file then has no last chunk and nobody takes it for whole. One thread at a time.
 */
public final class AgeOutputStream extends OutputStream {
  private static final int BATCH_CHUNKS = 16;

  private static final class Batch {
    final byte[] plaintext = new byte[BATCH_CHUNKS * PayloadCipher.CHUNK_SIZE];
    final byte[] sealed = new byte[BATCH_CHUNKS * PayloadCipher.SEALED_SIZE];
    int length;
    int sealedLength;
    long firstChunk;
    boolean last;
    FutureTask<Void> encryption;
    boolean encrypted;
  }

  /** What is decided before the first chunk: the header with the nonce, and the cipher of both. */
  record Start(byte[] header, PayloadCipher cipher) {
    static Start of(AgeHeader header, FileKey fileKey, byte[] nonce) {
      byte[] withNonce = Arrays.copyOf(header.bytes(), header.size() + nonce.length);
      System.arraycopy(nonce, 0, withNonce, header.size(), nonce.length);
      return new Start(withNonce, fileKey.payloadCipher(nonce));
    }
  }

  private final OutputStream out;
  private final byte[] header;
  private final PayloadCipher cipher;
  private final Executor executor;
  private final int mostBatches;

  private Batch filling = new Batch();
  private long nextChunk;
  private long plaintextSize;
  private boolean closed;

  // Shared with the executor's threads, under the lock.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Batch> all = new ArrayList<>(List.of(filling));
  private final ArrayDeque<Batch> free = new ArrayDeque<>();
  private final ArrayDeque<Batch> inOrder = new ArrayDeque<>();
  private boolean writing;
  private IOException failure;
  private boolean failureThrown;

  /**
   * Writes the header.
   *
   * @param out closed with this stream; written by the executor's threads too, one at a time
   * @param recipients at least one; a {@link ScryptRecipient} only alone
   * @param executor null: all work is done in the caller's thread. Not closed
   */
  public AgeOutputStream(OutputStream out, List<? extends Recipient> recipients, Executor executor)
      throws IOException {
    this(out, fresh(recipients), executor);
  }

  /** For tests, to write the same file again: outside them key and nonce are always fresh. */
  AgeOutputStream(OutputStream out, Start start, Executor executor) throws IOException {
    this.out = out;
    header = start.header;
    cipher = start.cipher;
    this.executor = executor == null ? Runnable::run : executor;
    mostBatches = executor == null ? 1 : Math.min(16, 2 * Runtime.getRuntime().availableProcessors());
    out.write(header);
  }

  private static Start fresh(List<? extends Recipient> recipients) throws IOException {
    if (recipients.isEmpty()
        || recipients.size() > 1 && recipients.stream().anyMatch(ScryptRecipient.class::isInstance)) {
      throw new IllegalArgumentException("no recipient, or a passphrase beside another recipient");
    }
    try (var fileKey = FileKey.generate()) {
      var stanzas = new ArrayList<AgeHeader.Stanza>();
      for (var recipient : recipients) {
        stanzas.add(recipient.wrap(fileKey));
      }
      return Start.of(AgeHeader.of(stanzas, fileKey), fileKey, FileKey.random(PayloadCipher.NONCE_SIZE));
    }
  }

  /** Bytes written so far: the position of the next byte in the plaintext. */
  public long plaintextSize() {
    return plaintextSize;
  }

  /**
   * Everything before the first chunk, for the kept copy that {@link AgePayload#openTolerant} takes: the
   * exact header and the payload's nonce of 16 bytes, without which no chunk opens either. A copy.
   */
  public byte[] header() {
    return header.clone();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** @throws IOException what the stream beneath threw, perhaps while an earlier write was carried out */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (closed) {
      throw new IOException("the age file is closed");
    }
    int from = offset;
    int left = length;
    while (left > 0) {
      // A full batch is kept back until another byte comes: it may hold the last chunk.
      if (filling.length == filling.plaintext.length) {
        submit(false);
        filling = freeBatch();
      }
      int now = Math.min(left, filling.plaintext.length - filling.length);
      System.arraycopy(bytes, from, filling.plaintext, filling.length, now);
      filling.length += now;
      plaintextSize += now;
      from += now;
      left -= now;
    }
  }

  /** Writes the last chunk and closes the stream beneath; no last chunk where writing failed before. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out;
        cipher) {
      try {
        submit(true);
      } finally {
        finish();
      }
    } finally {
      all.forEach(batch -> Arrays.fill(batch.plaintext, (byte) 0));
    }
  }

  /** Closes the stream beneath without a last chunk, so that no reader takes the file for whole. */
  public void abort() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out;
        cipher) {
      fail(new IOException("the age file is abandoned"));
      failureThrown = true;
      finish();
    } finally {
      all.forEach(batch -> Arrays.fill(batch.plaintext, (byte) 0));
    }
  }

  private void submit(boolean last) throws IOException {
    throwFailure();
    var batch = filling;
    batch.firstChunk = nextChunk;
    batch.last = last;
    batch.encrypted = false;
    batch.encryption = new FutureTask<>(() -> encrypt(batch), null);
    nextChunk += BATCH_CHUNKS;
    lock.lock();
    inOrder.add(batch);
    lock.unlock();
    try {
      executor.execute(batch.encryption);
    } catch (RuntimeException | Error e) {
      // Refused, or no thread to be had: the batch is in line already, so it must be encrypted here.
      batch.encryption.run();
    }
  }

  private void encrypt(Batch batch) {
    try {
      int sealedLength = 0;
      int offset = 0;
      long chunk = batch.firstChunk;
      do {
        int length = Math.min(batch.length - offset, PayloadCipher.CHUNK_SIZE);
        boolean last = batch.last && offset + length == batch.length;
        sealedLength +=
            cipher.seal(chunk++, last, batch.plaintext, offset, length, batch.sealed, sealedLength);
        offset += length;
      } while (offset < batch.length);
      batch.sealedLength = sealedLength;
    } catch (RuntimeException | Error e) {
      fail(new IOException("encrypting failed", e));
    }
    writeWhatIsNext(batch);
  }

  /** Writes batches in order as far as they are encrypted, unless another thread is at it and goes on. */
  private void writeWhatIsNext(Batch encrypted) {
    lock.lock();
    try {
      encrypted.encrypted = true;
      if (writing) {
        return;
      }
      writing = true;
      while (!inOrder.isEmpty() && inOrder.peek().encrypted) {
        var batch = inOrder.peek();
        if (failure == null) {
          lock.unlock();
          IOException thrown = null;
          try {
            out.write(batch.sealed, 0, batch.sealedLength);
          } catch (IOException e) {
            thrown = e;
          } catch (RuntimeException | Error e) {
            thrown = new IOException("writing failed", e);
          } finally {
            lock.lock();
          }
          failure = failure == null ? thrown : failure;
        }
        inOrder.remove();
        batch.length = 0;
        free.add(batch);
        changed.signalAll();
      }
      writing = false;
    } finally {
      lock.unlock();
    }
  }

  private Batch freeBatch() throws IOException {
    lock.lock();
    try {
      if (free.isEmpty() && all.size() < mostBatches) {
        var batch = new Batch();
        all.add(batch);
        return batch;
      }
      for (var waiting : List.copyOf(inOrder)) {
        if (free.isEmpty()) {
          runUnlocked(waiting);
        }
      }
      while (free.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      return free.remove();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every batch is written or, after a failure, dropped. */
  private void finish() throws IOException {
    lock.lock();
    try {
      List.copyOf(inOrder).forEach(this::runUnlocked);
      while (!inOrder.isEmpty() || writing) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    throwFailure();
  }

  /** Encrypts a batch that no thread has begun yet; does nothing otherwise. */
  private void runUnlocked(Batch batch) {
    var encryption = batch.encryption;
    lock.unlock();
    try {
      encryption.run();
    } finally {
      lock.lock();
    }
  }

  private void fail(IOException e) {
    lock.lock();
    failure = failure == null ? e : failure;
    lock.unlock();
  }

  /** Throws a failure once: try-with-resources can't bear the same exception from a write and from close. */
  private void throwFailure() throws IOException {
    lock.lock();
    try {
      if (failure != null && !failureThrown) {
        failureThrown = true;
        throw failure;
      }
      if (failure != null && !closed) {
        throw new IOException("writing failed before", failure);
      }
    } finally {
      lock.unlock();
    }
  }
}
