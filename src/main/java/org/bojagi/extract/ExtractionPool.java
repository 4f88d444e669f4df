package org.bojagi.extract;

/**
 * Child processes that read files for this one, each with a heap of its own, watched from outside.
 *
 * <p>A worker that dies or takes more than its limits is killed and replaced; the file that it was at is tried once
 * more in a fresh worker, so that it isn't blamed for what came before it, and then reported as a finding. Threads: {@code
 * extract} may be called from many; more than {@code workers} of them wait.
 */
public final class ExtractionPool implements AutoCloseable {

  /** Which way a file goes. */
  public enum Kind {
    /** HTML, Markdown, plain text, subtitles: to a worker, whole. */
    TEXT,
    /** To a worker, whole. */
    DOCUMENT,
    /** To a worker, whole. */
    PICTURE,
    /** Sound or film: its {@link MediaExcerpt} to a worker. */
    MEDIA,
    /** Nothing that we read: not to a worker. */
    OTHER
  }

  /** Bytes of a file's beginning that {@link #kindOf} looks at. */
  public static final int HEAD_BYTES = 4_096;

  public ExtractionPool(int workers, ExtractionLimits limits) {}

  /** @param head the first {@link #HEAD_BYTES} of the file, or all of a shorter one */
  public static Kind kindOf(String fileName, byte[] head) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads one file in a worker. Whatever is wrong with the file is a finding of the result.
   *
   * @throws java.io.IOException {@code source} could not be read, no worker could be started, or the pool was closed
   */
  public Extraction extract(ExtractionRequest request, SourceBytes source) throws java.io.IOException {
    throw new UnsupportedOperationException();
  }

  /** Ends the workers, also those at work. */
  @Override
  public void close() {}
}
