package org.bojagi.bundle;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.bojagi.age.AgePayload;

/** SHA-256 of each chunk of a volume's plaintext on its way into encryption (format.md §5). */
final class ChunkHashes extends FilterOutputStream {
  private final SegmentHasher hasher;
  private byte[] buffer;
  private int length;

  ChunkHashes(OutputStream out, Executor executor) {
    super(out);
    this.hasher = new SegmentHasher(AgePayload.CHUNK_SIZE, executor);
    this.buffer = hasher.buffer();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    out.write(bytes, offset, count);
    for (int done = 0; done < count; ) {
      int here = Math.min(count - done, buffer.length - length);
      System.arraycopy(bytes, offset + done, buffer, length, here);
      length += here;
      done += here;
      if (length == buffer.length) {
        hashChunk();
      }
    }
  }

  private void hashChunk() {
    hasher.add(buffer, length);
    buffer = hasher.buffer();
    length = 0;
  }

  /** All of them, once the volume has ended. */
  byte[] finish() {
    if (length > 0) {
      hashChunk();
    }
    return hasher.finish();
  }
}
