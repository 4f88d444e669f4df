package org.bojagi.reindex;

/** Takes how far re-indexing is; called often, by one thread. */
@FunctionalInterface
public interface ReindexProgress {
  /**
   * @param volume of the content, from 1, whose catalogue is being read
   * @param volumes of the content
   * @param items so far
   */
  void at(int volume, int volumes, long items);
}
