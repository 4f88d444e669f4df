package org.bojagi.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Shelf;
import org.bojagi.bundle.Shelves;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.StorageException;

/**
 * The chunks of one volume, and which of them are known to be sound or damaged by now. One that failed is not asked of
 * the medium again.
 *
 * <p>Positions are plaintext bytes. Any number of threads.
 */
final class VolumeChunks {
  private static final int MOST_FAILED_SHELVES = 10_000;

  final String id;
  final String fileName;
  final AgePayload payload;
  private final Batches batches;
  private final Lock medium;
  private final Shelves shelves;
  private final LongAdder checkedBytes;
  private final Map<Extent, IOException> failedShelves = new HashMap<>();
  private final BitSet sound = new BitSet();
  private final BitSet damaged = new BitSet();
  private final BitSet inFiles = new BitSet();
  private final BitSet damagedEnds = new BitSet();
  private volatile boolean endMissing;

  /**
   * @param medium held while something is read, so that a medium sees one reader that goes forward
   * @param checkedBytes counts the plaintext of each chunk when something is first known of it
   */
  VolumeChunks(
      String id,
      String fileName,
      AgePayload payload,
      Batches batches,
      Lock medium,
      Shelves shelves,
      LongAdder checkedBytes) {
    this.id = id;
    this.fileName = fileName;
    this.payload = payload;
    this.batches = batches;
    this.medium = medium;
    this.shelves = shelves;
    this.checkedBytes = checkedBytes;
  }

  int count() {
    return Math.toIntExact(payload.chunkCount());
  }

  /** Takes a chunk's bytes, which are another's as soon as it returns. */
  @FunctionalInterface
  interface Consumer {
    void accept(byte[] bytes, int offset, int length) throws IOException;
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
      int number = Math.toIntExact(at / Batches.BYTES);
      long batchEnd = Math.min(end, (number + 1L) * Batches.BYTES);
      var batch = batches.hold(this, number);
      try {
        for (; at < batchEnd; ) {
          int index = (int) (at / AgePayload.CHUNK_SIZE);
          int skip = (int) (at % AgePayload.CHUNK_SIZE);
          int now = (int) Math.min(batchEnd - at, AgePayload.CHUNK_SIZE - skip);
          markInFile(index);
          var failure = batch.failures[index % Batches.CHUNKS];
          if (failure != null) {
            throw failure;
          }
          consumer.accept(batch.plaintext, (int) (at % Batches.BYTES), now);
          at += now;
        }
      } finally {
        batches.release(batch);
      }
    }
  }

  /**
   * The shelf that an extent of this volume is on.
   *
   * @throws DamagedBundleException as {@link #read}, or there is no shelf
   */
  Shelf shelf(Extent extent) throws IOException {
    var whole = extent.onShelf(0, 0);
    synchronized (failedShelves) {
      var failure = failedShelves.get(whole);
      if (failure != null) {
        throw failure;
      }
    }
    try {
      return shelves.get(
          extent,
          (position, length) -> {
            var bytes = ByteBuffer.allocate(length);
            read(position, length, bytes::put);
            return bytes.array();
          });
    } catch (DamagedBundleException | StorageException e) {
      synchronized (failedShelves) {
        if (failedShelves.size() < MOST_FAILED_SHELVES) {
          failedShelves.put(whole, e);
        }
      }
      throw e;
    }
  }

  /**
   * The first or the last chunk, before anything else is read.
   *
   * @return null where it doesn't hold: then it is known as one of the ends
   */
  byte[] end(int index) throws IOException {
    medium.lock();
    try {
      var chunk = payload.chunk(index);
      mark(index, true);
      return chunk;
    } catch (DamagedBundleException | StorageException e) {
      mark(index, false);
      synchronized (this) {
        damagedEnds.set(index);
      }
      return null;
    } finally {
      medium.unlock();
    }
  }

  /** Its own list of entries can't be hoped for. */
  void endIsMissing() {
    endMissing = true;
  }

  /** Whether its end is known to be missing or damaged. */
  synchronized boolean hasNoEnd() {
    return endMissing || damagedEnds.get(count() - 1);
  }

  /** Whether this chunk's damage was told as that of an end. */
  synchronized boolean isDamagedEnd(int index) {
    return damagedEnds.get(index);
  }

  /** A catalogue lies there, which somebody else reads. */
  synchronized void expectFile(long position, long length) {
    int last = (int) Math.min(count() - 1, (position + length) / AgePayload.CHUNK_SIZE);
    for (int index = (int) (position / AgePayload.CHUNK_SIZE); index <= last; index++) {
      inFiles.set(index);
    }
  }

  /** Looks at those of a batch's chunks that nothing else looked at. */
  void check(int number) throws IOException {
    int first = number * Batches.CHUNKS;
    int end = Math.min(count(), first + Batches.CHUNKS);
    synchronized (this) {
      int unknown = first;
      while (unknown < end && (sound.get(unknown) || damaged.get(unknown))) {
        unknown++;
      }
      if (unknown == end) {
        return;
      }
    }
    batches.release(batches.hold(this, number));
  }

  /** Fills a batch: in one read, or where the medium failed in it, chunk by chunk without those that failed before. */
  void load(int number, byte[] sealed, Batches.Batch batch) throws IOException {
    int first = number * Batches.CHUNKS;
    int count = Math.min(count() - first, Batches.CHUNKS);
    int available = knownDamaged(first, count) ? -1 : readSealed(first, count, sealed);
    for (int i = 0; i < count; i++) {
      int offset = i * AgePayload.CHUNK_SIZE;
      try {
        if (available >= 0) {
          payload.openSealed(first + i, first, sealed, available, batch.plaintext, offset);
        } else if (knownDamaged(first + i, 1)) {
          batch.failures[i] =
              new DamagedBundleException(
                  "A chunk is damaged", fileName + ", chunk " + (first + i), "Use another copy of the bundle.");
          continue;
        } else {
          int read = readSealed(first + i, 1, sealed);
          if (read < 0) {
            batch.failures[i] =
                new StorageException(
                    "The medium failed while reading",
                    fileName + ", chunk " + (first + i),
                    "Use another copy of the bundle.");
            mark(first + i, false);
            continue;
          }
          payload.openSealed(first + i, first + i, sealed, read, batch.plaintext, offset);
        }
        mark(first + i, true);
      } catch (DamagedBundleException e) {
        batch.failures[i] = e;
        mark(first + i, false);
      }
    }
  }

  /** -1 where the medium failed. */
  private int readSealed(int first, int count, byte[] sealed) throws IOException {
    medium.lock();
    try {
      return payload.readSealed(first, count, sealed);
    } catch (StorageException e) {
      return -1;
    } finally {
      medium.unlock();
    }
  }

  /** Somebody else has read this stretch to its end, so its chunks are sound. */
  void markRead(long position, long length) {
    for (long at = position / AgePayload.CHUNK_SIZE; at * AgePayload.CHUNK_SIZE < position + length; at++) {
      mark((int) at, true);
    }
  }

  private synchronized void markInFile(int index) {
    inFiles.set(index);
  }

  private synchronized void mark(int index, boolean holds) {
    if (!sound.get(index) && !damaged.get(index)) {
      checkedBytes.add(
          Math.min(AgePayload.CHUNK_SIZE, payload.plaintextSize() - (long) index * AgePayload.CHUNK_SIZE));
    }
    (holds ? sound : damaged).set(index);
  }

  private synchronized boolean knownDamaged(int first, int count) {
    int next = damaged.nextSetBit(first);
    return next >= 0 && next < first + count;
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
