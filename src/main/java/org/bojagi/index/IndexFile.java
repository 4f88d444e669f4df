package org.bojagi.index;

import java.io.IOException;
import java.io.InputStream;

/** A finished file of Lucene's, to be copied into volumes. Readable until its {@link IndexBuilder} is closed. */
public final class IndexFile {
  /** Plaintext bytes under each of {@link #blockHashes}. */
  public static final int BLOCK_BYTES = 64 * 1024; // format.md §7

  public String name() {
    throw new UnsupportedOperationException();
  }

  public long length() {
    throw new UnsupportedOperationException();
  }

  /** The file from its beginning, decrypted as it is read. */
  public InputStream open() throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * SHA-256 of each 64 KiB, 32 bytes each, one after the other: taken while a stream of {@link #open} was read.
   *
   * @throws IllegalStateException no stream was read to its end yet
   */
  public byte[] blockHashes() {
    throw new UnsupportedOperationException();
  }
}
