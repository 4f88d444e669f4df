package org.bojagi.verify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import org.bojagi.age.AgePayload;

/**
 * Decrypted stretches of volumes, a mebibyte each, that several files may lie in: whoever asks first reads and decrypts,
 * the others wait for that. The buffers are used again and again.
 *
 * <p>Any number of threads, each of which holds one batch at a time; there must be more batches than threads.
 */
final class Batches {
  /** Chunks of a batch. */
  static final int CHUNKS = 16;

  static final int BYTES = CHUNKS * AgePayload.CHUNK_SIZE;

  private record Key(VolumeChunks volume, int number) {}

  /** Plaintext and, of each chunk, why it has none. */
  static final class Batch {
    final byte[] plaintext = new byte[BYTES];
    final IOException[] failures = new IOException[CHUNKS];
    private Key key;
    private int holders;
    private boolean loaded;
  }

  private final int most;
  private final LinkedHashMap<Key, Batch> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final ArrayBlockingQueue<byte[]> sealed = new ArrayBlockingQueue<>(16);

  /** @param most batches that are kept, of 1 MiB each */
  Batches(int most) {
    this.most = most;
  }

  /** @return to be given back by {@link #release} */
  Batch hold(VolumeChunks volume, int number) throws IOException {
    Batch batch;
    boolean mine = false;
    synchronized (kept) {
      var key = new Key(volume, number);
      batch = kept.get(key);
      if (batch == null) {
        batch = unused();
        batch.key = key;
        batch.loaded = false;
        kept.put(key, batch);
        mine = true;
      }
      batch.holders++;
    }
    if (mine) {
      load(batch);
    } else {
      awaitLoaded(batch);
    }
    return batch;
  }

  void release(Batch batch) {
    synchronized (kept) {
      batch.holders--;
    }
  }

  private Batch unused() {
    if (kept.size() >= most) {
      for (var batches = kept.values().iterator(); batches.hasNext(); ) {
        var batch = batches.next();
        if (batch.holders == 0) {
          batches.remove();
          return batch;
        }
      }
    }
    return new Batch();
  }

  private void load(Batch batch) throws IOException {
    var buffer = sealed.poll();
    buffer = buffer == null ? new byte[CHUNKS * AgePayload.SEALED_CHUNK_SIZE] : buffer;
    Arrays.fill(batch.failures, null);
    try {
      batch.key.volume.load(batch.key.number, buffer, batch);
    } catch (IOException | RuntimeException e) {
      // Closed under us: nobody may take what an earlier batch left here for this one's.
      Arrays.fill(batch.failures, e instanceof IOException failure ? failure : new IOException(e));
      throw e;
    } finally {
      sealed.offer(buffer);
      synchronized (batch) {
        batch.loaded = true;
        batch.notifyAll();
      }
    }
  }

  private static void awaitLoaded(Batch batch) throws InterruptedIOException {
    synchronized (batch) {
      while (!batch.loaded) {
        try {
          batch.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted while checking");
        }
      }
    }
  }
}
