package org.bojagi.recover;

import java.io.IOException;
import org.bojagi.age.AgePayload;

/**
 * How long a volume is of which only its beginning in an image is known: its chunks are followed to one that holds only
 * as a last one, of one of the lengths that padding makes (format.md §4.3).
 */
final class VolumeEnd {
  private static final int CHUNK = AgePayload.CHUNK_SIZE;
  private static final int PADDED_TO = 4_096;
  private static final int LOOK_AHEAD = 64;

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

  private long lengthIfLast(long chunk) throws IOException {
    for (int bytes = PADDED_TO; bytes <= CHUNK; bytes += PADDED_TO) {
      long length = SalvagedVolume.chunkOffset(chunk) + bytes + 16;
      if (volume.holdsAsLast(chunk, length)) {
        return length;
      }
    }
    return 0;
  }
}
