package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file's bytes, readable more than once: a worker that died is given them again. */
public record SourceBytes(long sizeBytes, Opener opener) {

  /** Each call gives a new stream of {@code sizeBytes} bytes, which the caller closes. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  public static SourceBytes of(byte[] bytes) {
    return new SourceBytes(bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  public InputStream open() throws IOException {
    return opener.open();
  }
}
