package org.bojagi.bundle;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bojagi.age.AgePayload;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.WrongSignatureException;

/**
 * Decrypted chunks of volumes, kept on the heap up to a fixed number.
 *
 * <p>A new chunk is kept a while in a queue. When it leaves the queue it stays only if it was used more often
 * than a chunk that is kept for long (Einziger, Friedman, Manes: TinyLFU, 2017; the uses of every chunk are
 * counted, so no sketch is needed). Reading a long list once therefore pushes out nothing that queries need
 * again: on 700 mixed queries whose chunks take 1.15 times the cache it decrypts less than half of what CLOCK
 * does.
 *
 * <p>A hit takes no lock and no hash. Any number of threads; two that miss the same chunk may both decrypt
 * it. A chunk that was handed out stays readable for whoever holds it.
 */
public final class ChunkCache {
  private static final int QUEUE_CHUNKS = 32;
  private static final int MAX_USES = 7;

  /**
   * How many kept chunks are looked at to find one that is used less than the one that asks for its place.
   */
  private static final int COMPARED = 8;

  /** All counts are halved after so many misses for each slot: what was used long ago counts less. */
  private static final int MISSES_PER_SLOT = 5;

  private final Map<AgePayload, Chunks> volumes = new IdentityHashMap<>();

  /**
   * Slot i keeps chunk {@code indexes[i]} of {@code owners[i]}, or nothing: first the queue's slots, then the
   * rest.
   */
  private final Chunks[] owners;

  private final int[] indexes;
  private final int queueSlots;
  private int queueHand;
  private int keptHand;
  private int missesSinceHalving;
  private long residentBytes;

  /** @param maxBytes rounded down to whole chunks of 64 KiB, at least one */
  public ChunkCache(long maxBytes) {
    owners = new Chunks[Math.toIntExact(Math.max(1, maxBytes / AgePayload.CHUNK_SIZE))];
    indexes = new int[owners.length];
    queueSlots = Math.clamp(owners.length / 2, 1, QUEUE_CHUNKS);
    keptHand = queueSlots;
  }

  /**
   * The chunks of one volume; made at the first call, the same at the next. Hold on to it where reading is
   * hot.
   */
  public synchronized Chunks of(AgePayload volume) {
    return volumes.computeIfAbsent(volume, Chunks::new);
  }

  /** Bytes of all chunks that are kept now. */
  public synchronized long residentBytes() {
    return residentBytes;
  }

  /**
   * Drops a volume's chunks; it isn't closed. Reading on through its {@link Chunks} works but keeps nothing.
   */
  public synchronized void forget(AgePayload volume) {
    var chunks = volumes.remove(volume);
    if (chunks == null) {
      return;
    }
    chunks.forgotten = true;
    for (int slot = 0; slot < owners.length; slot++) {
      if (owners[slot] == chunks) {
        drop(slot);
      }
    }
  }

  /** Gives all memory back; what is read again is kept again. */
  public synchronized void clear() {
    for (int slot = 0; slot < owners.length; slot++) {
      if (owners[slot] != null) {
        drop(slot);
      }
    }
  }

  /** @return the chunk, or the equal one that another thread was faster with */
  private synchronized byte[] keep(Chunks owner, int index, byte[] chunk) {
    var meanwhile = owner.resident.get(index);
    if (meanwhile != null || owner.forgotten) {
      return meanwhile != null ? meanwhile : chunk;
    }
    owner.count(index);
    halveNowAndThen();
    leaveQueue(queueHand);
    owners[queueHand] = owner;
    indexes[queueHand] = index;
    owner.queued[index] = true;
    owner.resident.set(index, chunk);
    residentBytes += chunk.length;
    queueHand = (queueHand + 1) % queueSlots;
    return chunk;
  }

  private void leaveQueue(int slot) {
    var owner = owners[slot];
    if (owner == null) {
      return;
    }
    int index = indexes[slot];
    int place = placeFor(owner.uses[index]);
    if (place < 0) {
      drop(slot);
      return;
    }
    if (owners[place] != null) {
      drop(place);
    }
    owners[place] = owner;
    indexes[place] = index;
    owner.queued[index] = false;
    owners[slot] = null;
  }

  /** A slot outside of the queue for a chunk of so many uses; -1 where those compared are about as good. */
  private int placeFor(int uses) {
    int least = -1;
    int leastUses = uses - 1;
    for (int i = 0; i < COMPARED && queueSlots < owners.length; i++) {
      int slot = keptHand;
      keptHand = slot + 1 == owners.length ? queueSlots : slot + 1;
      if (owners[slot] == null) {
        return slot;
      }
      int used = owners[slot].uses[indexes[slot]];
      if (used < leastUses) {
        least = slot;
        leastUses = used;
      }
    }
    return least;
  }

  private void halveNowAndThen() {
    if (++missesSinceHalving < MISSES_PER_SLOT * owners.length) {
      return;
    }
    missesSinceHalving = 0;
    for (var chunks : volumes.values()) {
      for (int i = 0; i < chunks.uses.length; i++) {
        chunks.uses[i] >>= 1;
      }
    }
  }

  private void drop(int slot) {
    var owner = owners[slot];
    int index = indexes[slot];
    residentBytes -= owner.resident.getAndSet(index, null).length;
    owner.queued[index] = false;
    owners[slot] = null;
  }

  /** One volume's chunks. */
  public final class Chunks {
    private final AgePayload volume;
    private final AtomicReferenceArray<byte[]> resident;

    /** Counted without a lock: one that is lost costs a decryption at most. */
    private final byte[] uses;

    /** While a chunk is queued its uses don't count: they are mostly those of one and the same query. */
    private final boolean[] queued;

    private boolean forgotten;

    /** null: what the tag holds of is taken. */
    private volatile byte[] hashes;

    private Chunks(AgePayload volume) {
      this.volume = volume;
      int count = Math.toIntExact(volume.chunkCount());
      resident = new AtomicReferenceArray<>(count);
      uses = new byte[count];
      queued = new boolean[count];
    }

    /**
     * From now on a chunk must be the one that the root names, also for whoever has the volume's key.
     *
     * @param sha256s 32 bytes for each chunk
     * @throws DamagedBundleException they are fewer or more
     */
    public void expect(byte[] sha256s, String where) throws DamagedBundleException {
      if (sha256s.length != 32L * volume.chunkCount()) {
        throw new DamagedBundleException(
            "The root has not the hashes of the index that it names", where, "Use another copy of the bundle.");
      }
      hashes = sha256s;
    }

    private byte[] decrypted(int index) throws IOException {
      var chunk = volume.chunk(index);
      var expected = hashes;
      if (expected != null && !Sha256.isAt(Sha256.of(chunk), expected, index)) {
        throw new WrongSignatureException(
            "A part of the index is not the one that was signed", "chunk " + index, "Use another copy of the bundle.");
      }
      return chunk;
    }

    /**
     * A chunk's plaintext, shared: not to be changed.
     *
     * @param index from 0, below {@link AgePayload#chunkCount}
     */
    public byte[] get(int index) throws IOException {
      var chunk = resident.get(index);
      if (chunk == null) {
        return keep(this, index, decrypted(index));
      }
      if (!queued[index]) {
        count(index);
      }
      return chunk;
    }

    private void count(int index) {
      byte now = uses[index];
      if (now < MAX_USES) {
        uses[index] = (byte) (now + 1);
      }
    }
  }
}
