package org.bojagi.search;

import java.io.IOException;
import java.util.List;
import org.bojagi.index.OpenIndex;

/** Searches several bundles as one: scores are taken over all of them together. Any number of threads. */
public final class Searcher {

  /** @param indexes stay open, and open for as long as this is used */
  public Searcher(List<OpenIndex> indexes, PassageSource passages) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * @param query whatever was typed; what doesn't parse is searched as words
   * @throws org.bojagi.fault.DamagedBundleException a part of an index that the query needs can't be read
   */
  public Results search(String query, SearchOptions options) throws IOException {
    throw new UnsupportedOperationException();
  }
}
