package org.bojagi.index;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bojagi.age.AgePayload;

/**
 * A finished file of Lucene's, to be copied into volumes. Readable until its {@link IndexBuilder} is closed.
 */
public final class IndexFile {
  /** Plaintext bytes under each of {@link #blockHashes}. */
  public static final int BLOCK_BYTES = 64 * 1024; // format.md §7

  private static final int HASH_BYTES = 32;

  private final SealedScratchDirectory scratch;
  private final String name;
  private final long length;
  private byte[] blockHashes;

  IndexFile(SealedScratchDirectory scratch, String name, long length) {
    this.scratch = scratch;
    this.name = name;
    this.length = length;
  }

  public String name() {
    return name;
  }

  public long length() {
    return length;
  }

  /** The file from its beginning, decrypted as it is read. */
  public InputStream open() throws IOException {
    return new Hashed();
  }

  /**
   * SHA-256 of each 64 KiB, 32 bytes each, one after the other: taken while a stream of {@link #open} was
   * read.
   *
   * @throws IllegalStateException no stream was read to its end yet
   */
  public byte[] blockHashes() {
    if (blockHashes == null) {
      throw new IllegalStateException(name + " was not read yet");
    }
    return blockHashes.clone();
  }

  /** Chunks of the scratch file and blocks of the hashes are the same 64 KiB. */
  private final class Hashed extends InputStream {
    private final AgePayload payload = scratch.openPayload(name);
    private final MessageDigest digest = sha256();
    private final byte[] hashes = new byte[Math.toIntExact(Math.ceilDiv(length, BLOCK_BYTES) * HASH_BYTES)];
    private final byte[] block = new byte[BLOCK_BYTES];
    private int next;
    private int filled;
    private int blocksRead;

    Hashed() throws IOException {}

    @Override
    public int read() throws IOException {
      return next < filled || fill() ? block[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (next == filled && !fill()) {
        return -1;
      }
      int here = Math.min(count, filled - next);
      System.arraycopy(block, next, bytes, offset, here);
      next += here;
      return here;
    }

    private boolean fill() throws IOException {
      if ((long) blocksRead * BLOCK_BYTES >= length) {
        blockHashes = hashes;
        return false;
      }
      filled = payload.chunk(blocksRead, block);
      next = 0;
      digest.update(block, 0, filled);
      try {
        digest.digest(hashes, blocksRead * HASH_BYTES, HASH_BYTES);
      } catch (DigestException e) {
        throw new IllegalStateException("the array has room for each hash", e);
      }
      blocksRead++;
      return true;
    }

    @Override
    public void close() throws IOException {
      payload.close();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
