package org.bojagi.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Where the files of an export go. One thread. */
interface ExportTarget extends AutoCloseable {
  /** Writes a file's bytes; leaves the stream open. */
  @FunctionalInterface
  interface Filling {
    void write(OutputStream out) throws IOException;
  }

  /** Makes the file at a path that doesn't exist. */
  @FunctionalInterface
  interface Making {
    void make(Path file) throws IOException;
  }

  /** The size of a file that an interrupted run left whole. */
  OptionalLong kept(String path) throws IOException;

  /**
   * Writes one file; where that fails nothing of it is left, if {@link #takesBack}.
   *
   * @return its size in bytes
   */
  long write(String path, long expectedBytes, Filling filling) throws IOException;

  /** The largest file that can lie there: 4 GiB less one byte on FAT32. */
  long mostFileBytes();

  /** Whether a file may be made in place by another program, which leaves it in clear. */
  boolean takesBack();

  /**
   * A file that another program makes; only where {@link #takesBack}.
   *
   * @return its size in bytes
   */
  long make(String path, Making making) throws IOException;

  /** A run that goes on after an interruption writes this file anew, and says again what there is to say of it. */
  void keepNot(String path) throws IOException;

  /** Removes a file again; only where {@link #takesBack}. */
  void remove(String path) throws IOException;

  /** Ends it well: without, what was begun is left to be gone on with, or removed. */
  void finish() throws IOException;

  @Override
  void close() throws IOException;
}
