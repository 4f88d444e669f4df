package org.bojagi.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.concurrent.atomic.LongAdder;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Shelf;
import org.bojagi.bundle.Shelves;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.StorageException;

/**
 * The chunks of one volume, and which of them are known to be sound or damaged by now.
 *
 * <p>Positions are plaintext bytes. Any number of threads.
 */
final class VolumeChunks {
  final String id;
  final String fileName;
  final AgePayload payload;
  private final ChunkCache.Chunks chunks;
  private final Shelves shelves;
  private final LongAdder checkedBytes;
  private final BitSet sound = new BitSet();
  private final BitSet damaged = new BitSet();
  private final BitSet inFiles = new BitSet();

  /** @param checkedBytes counts the plaintext of each chunk when something is first known of it */
  VolumeChunks(
      String id, String fileName, AgePayload payload, ChunkCache cache, Shelves shelves, LongAdder checkedBytes) {
    this.shelves = shelves;
    this.id = id;
    this.fileName = fileName;
    this.payload = payload;
    this.chunks = cache.of(payload);
    this.checkedBytes = checkedBytes;
  }

  int count() {
    return Math.toIntExact(payload.chunkCount());
  }

  /** Takes a chunk's bytes. */
  @FunctionalInterface
  interface Consumer {
    void accept(byte[] chunk, int offset, int length) throws IOException;
  }

  /**
   * A stretch of a file's bytes, chunk by chunk.
   *
   * @throws DamagedBundleException the tag of a chunk doesn't hold, or the stretch lies outside of the volume
   * @throws StorageException the medium failed at a chunk
   */
  void read(long position, long length, Consumer consumer) throws IOException {
    if (position < 0 || length < 0 || position > payload.plaintextSize() - length) {
      throw new DamagedBundleException(
          "A file is said to lie outside of its volume", fileName, "Use another copy of the bundle.");
    }
    long end = position + length;
    for (long at = position; at < end; ) {
      int index = (int) (at / AgePayload.CHUNK_SIZE);
      int skip = (int) (at % AgePayload.CHUNK_SIZE);
      int now = (int) Math.min(end - at, AgePayload.CHUNK_SIZE - skip);
      consumer.accept(ofFile(index), skip, now);
      at += now;
    }
  }

  /**
   * The shelf that an extent of this volume is on.
   *
   * @throws DamagedBundleException as {@link #read}, or there is no shelf
   */
  Shelf shelf(Extent extent) throws IOException {
    return shelves.get(
        extent,
        (position, length) -> {
          var bytes = ByteBuffer.allocate(length);
          read(position, length, bytes::put);
          return bytes.array();
        });
  }

  private byte[] ofFile(int index) throws IOException {
    synchronized (this) {
      inFiles.set(index);
    }
    try {
      var chunk = chunks.get(index);
      mark(index, true);
      return chunk;
    } catch (DamagedBundleException | StorageException e) {
      mark(index, false);
      throw e;
    }
  }

  /** Looks at a chunk that nothing else looked at. */
  void check(int index, byte[] buffer) throws IOException {
    if (isKnown(index)) {
      return;
    }
    try {
      payload.chunk(index, buffer);
      mark(index, true);
    } catch (DamagedBundleException | StorageException e) {
      mark(index, false);
    }
  }

  /** Somebody else has read this stretch to its end, so its chunks are sound. */
  void markRead(long position, long length) {
    for (long at = position / AgePayload.CHUNK_SIZE; at * AgePayload.CHUNK_SIZE < position + length; at++) {
      mark((int) at, true);
    }
  }

  private synchronized void mark(int index, boolean holds) {
    if (!sound.get(index) && !damaged.get(index)) {
      checkedBytes.add(
          Math.min(AgePayload.CHUNK_SIZE, payload.plaintextSize() - (long) index * AgePayload.CHUNK_SIZE));
    }
    (holds ? sound : damaged).set(index);
  }

  private synchronized boolean isKnown(int index) {
    return sound.get(index) || damaged.get(index);
  }

  /** A copy. */
  synchronized BitSet damaged() {
    return (BitSet) damaged.clone();
  }

  /** Whether a file was looked for in any of the chunks from {@code first} to before {@code end}. */
  synchronized boolean holdsFile(int first, int end) {
    int next = inFiles.nextSetBit(first);
    return next >= 0 && next < end;
  }
}
