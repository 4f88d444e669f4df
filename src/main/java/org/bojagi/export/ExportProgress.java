package org.bojagi.export;

/** Told before each file, and at the end. */
@FunctionalInterface
public interface ExportProgress {
  /** @param path of the file below the target; empty at the end */
  void at(long bytesDone, long bytesTotal, String path);
}
