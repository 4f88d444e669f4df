package org.bojagi.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;

/**
 * What a program makes, held encrypted until it is known to be whole: an age file to an identity that exists only here.
 */
final class FilmSpool implements AutoCloseable {
  private final Path file;
  private final X25519Identity identity = X25519Identity.generate();
  private final long sizeBytes;
  private AgePayload payload;

  /** Reads the source to its end and closes it. */
  FilmSpool(Path folder, InputStream source) throws IOException {
    file = Files.createTempFile(folder, ".bojagi-", ".part");
    try (source) {
      var out = new AgeOutputStream(Files.newOutputStream(file), List.of(identity.recipient()), null);
      try (out) {
        source.transferTo(out);
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

  @Override
  public void close() throws IOException {
    if (payload != null) {
      payload.close();
    }
    identity.close();
    Files.deleteIfExists(file);
  }
}
