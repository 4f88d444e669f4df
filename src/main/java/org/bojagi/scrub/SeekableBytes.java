package org.bojagi.scrub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that is read at any position: on a disk, in memory, or decrypted from a spool. */
public record SeekableBytes(long sizeBytes, Reader reader) {

  /** Opens a stretch. */
  @FunctionalInterface
  public interface Opening {
    InputStream open(long offset, long length) throws IOException;
  }

  /** Of what is opened anew for each reading. */
  public static SeekableBytes of(long sizeBytes, Opening opening) {
    return new SeekableBytes(
        sizeBytes,
        (offset, buffer, at, length) -> {
          int wanted = (int) Math.clamp(sizeBytes - offset, 0L, (long) length);
          if (wanted == 0) {
            return 0;
          }
          try (var in = opening.open(offset, wanted)) {
            return in.readNBytes(buffer, at, wanted);
          }
        });
  }

  /** Fills {@code buffer} from {@code offset} on, with fewer bytes only at the end of the file. */
  @FunctionalInterface
  public interface Reader {
    int read(long offset, byte[] buffer, int at, int length) throws IOException;
  }

  public static SeekableBytes of(byte[] bytes) {
    return new SeekableBytes(
        bytes.length,
        (offset, buffer, at, length) -> {
          int n = Math.clamp(bytes.length - offset, 0, length);
          if (n > 0) {
            System.arraycopy(bytes, (int) offset, buffer, at, n);
          }
          return n;
        });
  }

  /** @param channel stays the caller's */
  public static SeekableBytes of(FileChannel channel) throws IOException {
    return new SeekableBytes(
        channel.size(),
        (offset, buffer, at, length) -> {
          var into = ByteBuffer.wrap(buffer, at, length);
          while (into.hasRemaining()) {
            int n = channel.read(into, offset + length - into.remaining());
            if (n < 0) {
              break;
            }
          }
          return length - into.remaining();
        });
  }
}
