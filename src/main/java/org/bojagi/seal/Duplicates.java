package org.bojagi.seal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.bojagi.bundle.BundleWriter.Sealed;

/** Content that was sealed already, so that a second file with it gets the place of the first. */
final class Duplicates {

  /** Opens a file's packed bytes. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  /** A file that has the content, and its place. */
  record Twin(String path, Sealed sealed) {}

  /**
   * The file sealed first with just these bytes. Reads them only where one of the same size was sealed.
   *
   * @param sizeBytes of what {@code content} gives; another number of bytes is no duplicate
   */
  Optional<Twin> find(long sizeBytes, Opening content) throws IOException {
    return Optional.empty();
  }

  void add(String path, Sealed sealed) {}
}
