package org.bojagi.cli.pack;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import org.bojagi.seal.PackProgress.Moment;
import org.bojagi.seal.PackProgress.Stage;

/**
 * How long packing still takes at the pace of the last half minute. Says nothing in the first seconds, nothing
 * in the first minute before an item is done, and nothing where it doesn't know how much there is.
 *
 * <p>Work is counted in bytes, and each item as half a megabyte more: that is what reading and indexing a
 * small one costs.
 */
final class TimeLeft {
  private static final long BYTES_AN_ITEM = 512 << 10;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long FIRST_NANOS = 5 * SECOND_NANOS;
  private static final long FIRST_ITEM_NANOS = 60 * SECOND_NANOS;
  private static final long WINDOW_NANOS = 30 * SECOND_NANOS;

  private record Sample(long nanos, long work) {}

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private long began;
  private boolean hasBegun;

  static long workDone(Moment moment) {
    return moment.bytesDone() + BYTES_AN_ITEM * moment.itemsDone();
  }

  static long workTotal(Moment moment) {
    return moment.bytesTotal() + BYTES_AN_ITEM * moment.itemsTotal();
  }

  /**
   * @param nanos of a clock that never goes back
   * @return seconds; empty where nothing can be said
   */
  OptionalLong at(Moment moment, long nanos) {
    long done = workDone(moment);
    if (!hasBegun) {
      began = nanos;
      hasBegun = true;
    }
    if (samples.isEmpty() || nanos - samples.getLast().nanos >= SECOND_NANOS) {
      samples.add(new Sample(nanos, done));
    }
    while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
      samples.removeFirst();
    }
    // How long the index takes is told by nothing that was counted.
    boolean counted = moment.stage() != Stage.INDEXING && moment.stage() != Stage.FINISHING;
    long total = counted ? workTotal(moment) : 0;
    var oldest = samples.getFirst();
    long patience = moment.itemsDone() == 0 ? FIRST_ITEM_NANOS : FIRST_NANOS;
    if (total <= 0 || nanos - began < patience || nanos - oldest.nanos < SECOND_NANOS || done <= oldest.work) {
      return OptionalLong.empty();
    }
    double workANano = (double) (done - oldest.work) / (nanos - oldest.nanos);
    return OptionalLong.of((long) Math.ceil(Math.max(0, total - done) / workANano / SECOND_NANOS));
  }
}
