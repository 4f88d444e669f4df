package org.bojagi.age;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Bytes that are needed more than once, or before it is known that they are whole, and are too large for memory: held as
 * an age file to an identity that exists only here. Owns the file, which goes when this is closed.
 */
public final class SealedSpool implements AutoCloseable {
  private final Path file;
  private final X25519Identity identity = X25519Identity.generate();
  private final long sizeBytes;
  private AgePayload payload;

  /** Writes what is to be spooled; leaves the stream open. */
  @FunctionalInterface
  public interface Filling {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Reads {@code source} to its end, but not beyond {@code maxBytes}; leaves it open.
   *
   * @param executor as for the other
   */
  public SealedSpool(Path folder, InputStream source, long maxBytes, Executor executor) throws IOException {
    this(
        folder,
        executor,
        out -> {
          long left = maxBytes;
          var buffer = new byte[1 << 16];
          for (int n = source.read(buffer); n > 0 && left > 0; n = source.read(buffer)) {
            out.write(buffer, 0, (int) Math.min(n, left));
            left -= n;
          }
        });
  }

  /**
   * @param folder where the file is made, which may lie on the target's medium
   * @param executor encrypts; null: the caller does
   */
  public SealedSpool(Path folder, Executor executor, Filling filling) throws IOException {
    file = Files.createTempFile(folder, ".bojagi-", ".part");
    try {
      var out =
          new AgeOutputStream(Files.newOutputStream(file), List.of(identity.recipient()), executor);
      try (out) {
        filling.write(out);
        sizeBytes = out.plaintextSize();
      }
      payload = AgePayload.open(FileChannel.open(file, StandardOpenOption.READ), List.of(identity), "spool");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  public long sizeBytes() {
    return sizeBytes;
  }

  public InputStream open() {
    return payload.stream(0, sizeBytes, null);
  }

  /** {@code length} bytes from {@code offset}. */
  public InputStream open(long offset, long length) {
    return payload.stream(offset, length, null);
  }

  @Override
  public void close() throws IOException {
    if (payload != null) {
      payload.close();
    }
    identity.close();
    Files.deleteIfExists(file);
  }
}
