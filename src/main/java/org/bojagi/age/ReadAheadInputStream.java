package org.bojagi.age;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Plaintext in order, of which an executor decrypts the next batches ahead.
 *
 * <p>Buffers are bounded (2 batches a processor, 16 at most), used again, and wiped when closed. A batch that
 * no thread has begun when its turn comes is decrypted by the caller, so a busy executor can't block it. What
 * comes before a damaged chunk is returned before its exception is thrown.
 */
abstract class ReadAheadInputStream extends InputStream {
  private static final int BATCH_CHUNKS = 16;

  /** Some chunks in a row. */
  static final class Batch {
    /** For those who read ciphertext in order; null until one of them sets it. */
    byte[] sealed;

    final byte[] plaintext;

    /** The plaintext that may be returned: from position to length. */
    int position;

    int length;

    /** What to throw after that, or null. */
    IOException failure;

    private Batch(int chunks) {
      plaintext = new byte[chunks * PayloadCipher.CHUNK_SIZE];
    }
  }

  /** Chunks of every batch but the last. */
  final int batchChunks;

  private final Executor executor;
  private final int mostAhead;
  private final ArrayDeque<FutureTask<Batch>> ahead = new ArrayDeque<>();
  private Batch current;
  private Batch spare;
  private IOException failure;
  private boolean allAsked;
  private boolean closed;

  ReadAheadInputStream(Executor executorOrNull) {
    executor = executorOrNull == null ? Runnable::run : executorOrNull;
    batchChunks = executorOrNull == null ? 1 : BATCH_CHUNKS;
    mostAhead = executorOrNull == null ? 1 : Math.min(16, 2 * Runtime.getRuntime().availableProcessors());
  }

  /**
   * Called in the caller's thread; the work that it returns is called in any.
   *
   * @param batch as an earlier one left it
   * @return fills position, length and failure of the batch and returns it; null at the end
   */
  abstract Callable<Batch> next(Batch batch) throws IOException;

  @Override
  public final int read() throws IOException {
    return advance() ? current.plaintext[current.position++] & 0xff : -1;
  }

  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int now = Math.min(length, current.length - current.position);
    System.arraycopy(current.plaintext, current.position, bytes, offset, now);
    current.position += now;
    return now;
  }

  /** Hands whole batches on, without copying them. */
  @Override
  public final long transferTo(OutputStream out) throws IOException {
    long transferred = 0;
    while (advance()) {
      int now = current.length - current.position;
      out.write(current.plaintext, current.position, now);
      current.position += now;
      transferred += now;
    }
    return transferred;
  }

  /** Makes sure that there is a byte at the current position; false at the end. */
  private boolean advance() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    while (current == null || current.position == current.length) {
      failure = failure == null && current != null ? current.failure : failure;
      if (failure != null) {
        throw failure;
      }
      spare = current == null ? spare : current;
      current = null;
      askAhead();
      if (ahead.isEmpty()) {
        return false;
      }
      try {
        current = take(ahead.remove());
      } catch (IOException e) {
        failure = e;
      }
    }
    return true;
  }

  private void askAhead() {
    while (!allAsked && ahead.size() < mostAhead) {
      var batch = spare == null ? new Batch(batchChunks) : spare;
      spare = null;
      Callable<Batch> work;
      try {
        work = next(batch);
        allAsked = work == null;
      } catch (IOException e) {
        allAsked = true;
        batch.position = 0;
        batch.length = 0;
        batch.failure = e;
        work = () -> batch;
      }
      if (work != null) {
        var task = new FutureTask<>(work);
        ahead.add(task);
        try {
          executor.execute(task);
        } catch (RuntimeException | Error e) {
          // Refused, or no thread to be had.
          task.run();
        }
      }
    }
  }

  private static Batch take(FutureTask<Batch> task) throws IOException {
    task.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          var cause = e.getCause();
          throw cause instanceof IOException failed ? failed : new IOException("decrypting failed", cause);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for the batches at work and wipes all plaintext. */
  @Override
  public void close() throws IOException {
    closed = true;
    for (var task : ahead) {
      try {
        Arrays.fill(take(task).plaintext, (byte) 0);
      } catch (IOException e) {
        // Nobody reads on: a failure in what was only read ahead is nobody's.
      }
    }
    ahead.clear();
    if (current != null) {
      Arrays.fill(current.plaintext, (byte) 0);
    }
    if (spare != null) {
      Arrays.fill(spare.plaintext, (byte) 0);
    }
  }
}
