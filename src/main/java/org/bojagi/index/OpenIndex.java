package org.bojagi.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.store.Directory;

/** One bundle's index, open for reading. Any number of threads. */
public final class OpenIndex implements Closeable {

  /**
   * @param directory closed with this, also when opening fails
   * @param name of the bundle, for error messages
   * @throws org.bojagi.fault.NewerFormatException written by a newer Lucene or a newer analysis
   * @throws org.bojagi.fault.DamagedBundleException no index is in it, or it isn't whole
   */
  public static OpenIndex open(Directory directory, String name) throws IOException {
    throw new UnsupportedOperationException();
  }

  public String name() {
    throw new UnsupportedOperationException();
  }

  /** {@link org.bojagi.language.Analysis#VERSION} of whoever wrote it; lower than ours: still searched. */
  public int analysisVersion() {
    throw new UnsupportedOperationException();
  }

  /** As text, {@code 10.5.0}. */
  public String luceneVersion() {
    throw new UnsupportedOperationException();
  }

  public int itemCount() {
    throw new UnsupportedOperationException();
  }

  public Optional<StoredItem> byId(String id) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** @param path of any file of the item, NFC */
  public Optional<StoredItem> byPath(String path) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
