package org.bojagi.index;

import java.util.List;
import java.util.Map;
import org.apache.lucene.store.BaseDirectory;
import org.apache.lucene.store.NoLockFactory;
import org.bojagi.bundle.ChunkCache;

/** Lucene's files where they lie in encrypted volumes, read-only: no temporary file, no memory-mapped file. */
public abstract class BundleDirectory extends BaseDirectory {
  /** @param files Lucene's file names, without {@code lucene/}, with the pieces of each in order; volumes stay open */
  protected BundleDirectory(Map<String, List<Piece>> files, ChunkCache cache) {
    super(NoLockFactory.INSTANCE);
    throw new UnsupportedOperationException();
  }
}
