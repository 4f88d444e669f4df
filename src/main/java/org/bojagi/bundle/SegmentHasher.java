package org.bojagi.bundle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.bojagi.catalog.Sha256;

/**
 * SHA-256 of each segment of a file as it passes once (format.md §6 and §7.1).
 *
 * <p>Segments are independent, so that they are hashed on all cores; the buffers handed in belong to the hasher until
 * {@link #add} gives another one back.
 */
final class SegmentHasher {
  private static final int IN_FLIGHT = 8;

  private final int segmentBytes;
  private final Executor executor;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();

  private record Pending(byte[] buffer, CompletableFuture<byte[]> hash) {}

  /** @param executor null: hash in the caller's thread */
  SegmentHasher(int segmentBytes, Executor executor) {
    this.segmentBytes = segmentBytes;
    this.executor = executor == null ? Runnable::run : executor;
  }

  /** A buffer of one segment for the caller to fill. */
  byte[] buffer() {
    if (pending.size() == IN_FLIGHT) {
      spare.add(settleOldest());
    }
    return spare.isEmpty() ? new byte[segmentBytes] : spare.poll();
  }

  /** Hashes the first {@code length} bytes; only the last segment of a file may be shorter than the buffer. */
  void add(byte[] buffer, int length) {
    pending.add(
        new Pending(
            buffer,
            CompletableFuture.supplyAsync(
                () -> {
                  var digest = Sha256.digest();
                  digest.update(buffer, 0, length);
                  return digest.digest();
                },
                executor)));
  }

  /** Hashes of all segments, one after the other. The hasher is empty afterwards and can take the next file. */
  byte[] finish() {
    while (!pending.isEmpty()) {
      spare.add(settleOldest());
    }
    var all = hashes.toByteArray();
    hashes.reset();
    return all;
  }

  private byte[] settleOldest() {
    var oldest = pending.poll();
    hashes.writeBytes(oldest.hash.join());
    return oldest.buffer;
  }
}
