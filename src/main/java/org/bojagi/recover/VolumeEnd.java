package org.bojagi.recover;

import java.io.IOException;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Format;

/**
 * How long a volume is of which only its beginning in an image is known: its chunks are followed to one that holds only
 * as a last one, of one of the lengths that padding makes (format.md §4.3).
 */
final class VolumeEnd {
  private static final int CHUNK = AgePayload.CHUNK_SIZE;
  private static final int PADDED_TO = 4_096;
  private static final int LOOK_AHEAD = 64;
  private static final int TAG = 16;
  private static final int[] ROUND_UNITS = {1_000, 512};

  private final SalvagedVolume volume;

  VolumeEnd(SalvagedVolume volume) {
    this.volume = volume;
  }

  /** The file's length in bytes; where its end is lost, up to behind the last chunk that holds. 0: nothing holds. */
  long find() throws IOException {
    long sound = 0;
    for (long chunk = 0; chunk < volume.payload().chunkCount(); chunk++) {
      if (volume.holdsWhereItShouldBe(chunk)) {
        sound = chunk + 1;
        continue;
      }
      var end = lengthIfLast(chunk);
      if (end > 0) {
        return end;
      }
      if (volume.holds(chunk)) {
        sound = chunk + 1;
      } else if (chunk - sound >= LOOK_AHEAD) {
        break;
      }
    }
    return sound == 0 ? 0 : SalvagedVolume.chunkOffset(sound);
  }

  /** The file's length where a chunk is its last one; 0 where it isn't. */
  long lengthIfLast(long chunk) throws IOException {
    long from = SalvagedVolume.chunkOffset(chunk);
    for (int bytes = PADDED_TO; bytes <= CHUNK; bytes += PADDED_TO) {
      if (volume.holdsAsLast(chunk, from + bytes + TAG)) {
        return from + bytes + TAG;
      }
    }
    if (from + CHUNK + TAG > Format.MAX_VOLUME_BYTES && volume.holdsAsLast(chunk, Format.MAX_VOLUME_BYTES)) {
      return Format.MAX_VOLUME_BYTES;
    }
    // One that is as large as it may be has the length that whoever packed it gave, mostly a round one.
    for (int unit : ROUND_UNITS) {
      for (long length = Math.ceilDiv(from + TAG + 1, (long) unit) * unit; length <= from + CHUNK + TAG; length += unit) {
        if (volume.holdsAsLast(chunk, length)) {
          return length;
        }
      }
    }
    return 0;
  }
}
