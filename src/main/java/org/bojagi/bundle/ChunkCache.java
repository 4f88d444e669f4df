package org.bojagi.bundle;

import java.io.IOException;
import org.bojagi.age.AgePayload;

/**
 * Decrypted chunks of volumes, kept on the heap up to a fixed number of bytes.
 *
 * <p>Any number of threads; two that miss the same chunk may both decrypt it.
 */
public final class ChunkCache {
  /** @param maxBytes a multiple of 64 KiB is kept, at least one chunk */
  public ChunkCache(long maxBytes) {
    throw new UnsupportedOperationException();
  }

  /** The chunks of one volume; made at the first call, the same at the next. Hold on to it where reading is hot. */
  public Chunks of(AgePayload volume) {
    throw new UnsupportedOperationException();
  }

  /** Bytes of all chunks that are kept now. */
  public long residentBytes() {
    throw new UnsupportedOperationException();
  }

  /** Drops a volume's chunks and forgets it; it isn't closed. */
  public void forget(AgePayload volume) {
    throw new UnsupportedOperationException();
  }

  /** One volume's chunks. */
  public static final class Chunks {
    /** A chunk's plaintext, shared: not to be changed. */
    public byte[] get(long index) throws IOException {
      throw new UnsupportedOperationException();
    }
  }
}
