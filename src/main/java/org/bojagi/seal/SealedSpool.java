package org.bojagi.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executor;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.scrub.SeekableBytes;

/**
 * A file that is needed twice and is too large for memory, held on the target's medium as an age file to an identity
 * that exists only here.
 */
final class SealedSpool implements AutoCloseable {
  private final Path file;
  private final X25519Identity identity = X25519Identity.generate();
  private final long sizeBytes;
  private AgePayload payload;

  /** Writes what is to be spooled; leaves the stream open. */
  @FunctionalInterface
  interface Filling {
    void write(OutputStream out) throws IOException;
  }

  /** Reads {@code source} to its end, but not beyond {@code maxBytes}. */
  SealedSpool(Path scratch, InputStream source, long maxBytes, Executor executor) throws IOException {
    this(
        scratch,
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

  SealedSpool(Path scratch, Executor executor, Filling filling) throws IOException {
    file = Files.createTempFile(scratch, "", "");
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

  long sizeBytes() {
    return sizeBytes;
  }

  InputStream open() {
    return payload.stream(0, sizeBytes, null);
  }

  /** {@code length} bytes from {@code offset}. */
  InputStream open(long offset, long length) {
    return payload.stream(offset, length, null);
  }

  /** To be read at any position, as long as this is open. */
  SeekableBytes seekable() {
    return new SeekableBytes(
        sizeBytes,
        (offset, buffer, at, length) -> {
          int wanted = (int) Math.clamp(sizeBytes - offset, 0L, (long) length);
          if (wanted == 0) {
            return 0;
          }
          try (var in = open(offset, wanted)) {
            return in.readNBytes(buffer, at, wanted);
          }
        });
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
