package org.bojagi.bundle;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bojagi.age.AgePayload;

/**
 * Decrypted chunks of volumes, kept on the heap up to a fixed number; which one goes is found by CLOCK (Corbató 1968).
 *
 * <p>A hit is one read of an array, without a lock and without a hash. Any number of threads; two that miss the same
 * chunk may both decrypt it. A chunk that was handed out stays readable for whoever holds it.
 */
public final class ChunkCache {
  private final Map<AgePayload, Chunks> volumes = new IdentityHashMap<>();

  /** The ring: slot i keeps chunk {@code indexes[i]} of {@code owners[i]}, or nothing where the owner is null. */
  private final Chunks[] owners;

  private final int[] indexes;
  private int hand;
  private long residentBytes;

  /** @param maxBytes rounded down to whole chunks of 64 KiB, at least one */
  public ChunkCache(long maxBytes) {
    owners = new Chunks[Math.toIntExact(Math.max(1, maxBytes / AgePayload.CHUNK_SIZE))];
    indexes = new int[owners.length];
  }

  /** The chunks of one volume; made at the first call, the same at the next. Hold on to it where reading is hot. */
  public synchronized Chunks of(AgePayload volume) {
    return volumes.computeIfAbsent(volume, Chunks::new);
  }

  /** Bytes of all chunks that are kept now. */
  public synchronized long residentBytes() {
    return residentBytes;
  }

  /** Drops a volume's chunks; it isn't closed. Reading on through its {@link Chunks} works but keeps nothing. */
  public synchronized void forget(AgePayload volume) {
    var chunks = volumes.remove(volume);
    if (chunks == null) {
      return;
    }
    chunks.forgotten = true;
    for (int slot = 0; slot < owners.length; slot++) {
      if (owners[slot] == chunks) {
        empty(slot);
      }
    }
  }

  private synchronized byte[] keep(Chunks owner, int index, byte[] chunk) {
    var meanwhile = owner.resident.get(index);
    if (meanwhile != null) {
      return meanwhile;
    }
    if (owner.forgotten) {
      return chunk;
    }
    while (owners[hand] != null && owners[hand].touched[indexes[hand]]) {
      owners[hand].touched[indexes[hand]] = false;
      hand = (hand + 1) % owners.length;
    }
    if (owners[hand] != null) {
      empty(hand);
    }
    owners[hand] = owner;
    indexes[hand] = index;
    owner.resident.set(index, chunk);
    residentBytes += chunk.length;
    hand = (hand + 1) % owners.length;
    return chunk;
  }

  private void empty(int slot) {
    var owner = owners[slot];
    residentBytes -= owner.resident.getAndSet(indexes[slot], null).length;
    owner.touched[indexes[slot]] = false;
    owners[slot] = null;
  }

  /** One volume's chunks. */
  public final class Chunks {
    private final AgePayload volume;
    private final AtomicReferenceArray<byte[]> resident;

    /** Used since the hand last came by. Written without a lock: a lost write costs one decryption at most. */
    private final boolean[] touched;

    private boolean forgotten;

    private Chunks(AgePayload volume) {
      this.volume = volume;
      int count = Math.toIntExact(volume.chunkCount());
      resident = new AtomicReferenceArray<>(count);
      touched = new boolean[count];
    }

    /**
     * A chunk's plaintext, shared: not to be changed.
     *
     * @param index from 0, below {@link AgePayload#chunkCount}
     */
    public byte[] get(int index) throws IOException {
      var chunk = resident.get(index);
      if (chunk == null) {
        return keep(this, index, volume.chunk(index));
      }
      if (!touched[index]) {
        touched[index] = true;
      }
      return chunk;
    }
  }
}
