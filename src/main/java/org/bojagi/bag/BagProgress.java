package org.bojagi.bag;

/** Is told how far reading or writing a bag has come, by any thread. */
@FunctionalInterface
public interface BagProgress {
  /**
   * @param filesTotal 0 where it isn't known
   * @param bytesTotal 0 where it isn't known
   */
  void at(long filesDone, long filesTotal, long bytesDone, long bytesTotal, String path);
}
