package org.bojagi.recover;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bojagi.recover.VolumeChannel.Run;

/**
 * Where a file goes on in an image whose table of files is gone: each place a whole number of clusters away from where it
 * should be is tried, forward from there first, as file systems mostly place what comes next.
 *
 * <p>Bounded: {@link #MAX_PLACES} places a search. With clusters of 4 KiB that is 1 GiB behind, with 32 KiB 8 GiB.
 */
final class FragmentSearch {
  static final long SECTOR_BYTES = 512;

  /** About ten seconds. */
  private static final int MAX_PLACES = 1 << 18;

  /** A few seconds. */
  private static final int MAX_TRIED_ENDS = 1 << 17;

  /** Enough to tell sealed bytes, which look random, from what was never written. */
  private static final int LOOKED_AT_BYTES = 32;

  private final Medium image;

  FragmentSearch(Medium image) {
    this.image = image;
  }

  /**
   * @param chunk that lies wholly in the piece that is searched
   * @param here where the file would go on in one piece
   * @return null where no place holds it
   */
  Run find(SalvagedVolume volume, long chunk, Run here) throws IOException {
    long expected = SalvagedVolume.chunkOffset(chunk) + here.shift();
    long step = image.clusterBytes();
    int tried = 0;
    for (long at = expected + step; at < image.sizeBytes && tried < MAX_PLACES; at += step) {
      if (mayHold(at)) {
        tried++;
        var run = new Run(image, here.shift() + at - expected);
        if (volume.holdsAt(chunk, run)) {
          return run;
        }
      }
    }
    for (long at = expected - step; at >= 0 && tried < MAX_PLACES; at -= step) {
      if (mayHold(at)) {
        tried++;
        var run = new Run(image, here.shift() + at - expected);
        if (volume.holdsAt(chunk, run)) {
          return run;
        }
      }
    }
    return null;
  }

  /**
   * Where the last piece of a file may lie: up to where another file begins, since files that are copied one after the
   * other mostly lie so, and close behind the piece before.
   *
   * @param fileBytes of the file
   * @param breaks that are tried of each place
   * @param shift of the piece before
   * @return shifts of the last piece
   */
  long[] likelyEnds(long fileBytes, long breaks, long shift) {
    long step = image.clusterBytes();
    long ends = Math.ceilDiv(fileBytes, step) * step;
    var before = Arrays.stream(image.filesBegin()).map(begin -> begin - ends);
    var behind = LongStream.rangeClosed(1, MAX_TRIED_ENDS / breaks).map(clusters -> shift + clusters * step);
    return LongStream.concat(before, behind)
        .filter(at -> at != shift && at + fileBytes > 0 && at + fileBytes <= image.sizeBytes)
        .limit(MAX_TRIED_ENDS / breaks)
        .toArray();
  }

  /**
   * Where a volume whose header is overwritten begins: each place where a file may begin is tried with its second chunk,
   * since the first lies beside the header, and with the first where there is one only.
   *
   * @param deep whether, where that isn't found, chunks further behind are tried: more may be overwritten than the header
   * @return offset in the image; -1 where it isn't found
   */
  long findBeginning(SalvagedVolume volume, boolean deep) throws IOException {
    long chunks = volume.payload().chunkCount();
    long at = findBeginning(volume, Math.min(1, chunks - 1));
    if (deep && chunks > 3) {
      var further = LongStream.of(16, 256, chunks / 2).filter(chunk -> chunk < chunks - 1).distinct().iterator();
      while (at < 0 && further.hasNext()) {
        at = findBeginning(volume, further.next());
      }
    }
    return at;
  }

  private long findBeginning(SalvagedVolume volume, long chunk) throws IOException {
    long step = image.clusterBytes();
    int tried = 0;
    for (long at = image.firstFileOffset() % step; at < image.sizeBytes && tried < MAX_PLACES; at += step) {
      if (mayHold(at + SalvagedVolume.chunkOffset(chunk))) {
        tried++;
        if (volume.holdsAt(chunk, new Run(image, at))) {
          return at;
        }
      }
    }
    return -1;
  }

  private boolean mayHold(long position) {
    var bytes = image.bytes(position, LOOKED_AT_BYTES);
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] != bytes[0]) {
        return true;
      }
    }
    return false;
  }
}
