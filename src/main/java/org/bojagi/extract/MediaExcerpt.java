package org.bojagi.extract;

import java.io.OutputStream;

/**
 * What of a sound or film is enough to know it, kept while the whole of it streams past once.
 *
 * <p>Of MP4 and QuickTime (ISO 14496-12) all top-level boxes but those that hold samples; of others, and of one whose
 * boxes make no sense, the first 4 MiB and the last 1 MiB. Never more than 32 MiB of memory.
 */
public final class MediaExcerpt extends OutputStream {
  @Override
  public void write(int b) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  /** To be given to {@link ExtractionPool#extract} in place of the file, after its last byte was written here. */
  public SourceBytes excerpt() {
    throw new UnsupportedOperationException();
  }
}
