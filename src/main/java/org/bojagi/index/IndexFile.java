package org.bojagi.index;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A finished file of Lucene's, to be copied into volumes. Readable until its {@link IndexBuilder} is closed. */
public final class IndexFile {
  private final SealedScratchDirectory scratch;
  private final String name;
  private final long length;

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
    var payload = scratch.openPayload(name);
    return new FilterInputStream(payload.stream(0, length, null)) {
      @Override
      public void close() throws IOException {
        super.close();
        payload.close();
      }
    };
  }
}
