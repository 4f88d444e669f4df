package org.bojagi.seal;

/** Told what packing is at. Called from the sealing thread, once a file. */
@FunctionalInterface
public interface PackProgress {
  /**
   * @param path of the file that is sealed next, relative to the corpus; empty for the index at the end
   * @param bytesTotal of all files of the corpus that go in
   */
  void at(String path, int itemsDone, int itemsTotal, long bytesDone, long bytesTotal);
}
