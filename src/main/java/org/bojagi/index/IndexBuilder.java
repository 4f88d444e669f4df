package org.bojagi.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Builds one Lucene index of any size in bounded memory; while it grows it lies in a scratch folder, encrypted to an
 * identity that exists only in this process's memory.
 */
public final class IndexBuilder implements AutoCloseable {

  /**
   * @param scratchFolder a new folder is made in it and deleted by {@link #close}; needs about three times the index
   * @param ramBytes how much of the index is held in memory before it is written, 16 to 64 MiB
   * @param executor cuts text into words; not closed, and never waited on while it is full of our own work
   */
  public IndexBuilder(Path scratchFolder, long ramBytes, ExecutorService executor) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds an item; returns before it is indexed, waits while too much is under way. Any thread.
   *
   * @throws IOException this or an earlier item couldn't be written; the builder is of no further use
   */
  public void add(IndexedItem item) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Waits for all that was added, merges, closes the index. The files in the order in which they are best packed. */
  public List<IndexFile> finish() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Deletes the scratch folder, finished or not. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
