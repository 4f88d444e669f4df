package org.bojagi.recover;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.ShelvedFile;
import org.bojagi.bundle.Tar;
import org.bojagi.zstd.MalformedFrameException;
import org.bojagi.zstd.ZstdFrame;

/**
 * A shelf unpacked up to where its volume is damaged (format.md §4.4): what comes behind needs what came before.
 *
 * @param content of which the first {@code soundBytes} are sound
 * @param sizeBytes of the whole, unpacked; 0 where its beginning is lost
 * @param files whose headers are sound
 */
record SalvagedShelf(byte[] content, int soundBytes, int sizeBytes, List<ShelvedFile> files) {
  private static final SalvagedShelf NOTHING = new SalvagedShelf(new byte[0], 0, 0, List.of());
  private static final int TAR_BLOCK_BYTES = 512;
  private static final int MOST_PACKED_BYTES = Format.MAX_SHELF_BYTES + (64 << 10);

  static SalvagedShelf of(SalvagedVolume volume, Extent extent) throws IOException {
    if (extent.length() > MOST_PACKED_BYTES) {
      return NOTHING;
    }
    var packed = new ByteArrayOutputStream((int) extent.length());
    var buffer = new byte[1 << 16];
    try (var stretch = volume.stretch(extent.plaintextOffset(), extent.length(), null)) {
      for (int n = stretch.next(buffer, 0, buffer.length); n > 0; n = stretch.next(buffer, 0, buffer.length)) {
        packed.write(buffer, 0, n);
      }
    }
    return unpacked(packed.toByteArray());
  }

  /** @param frame cut where the volume is damaged, so that no block is unpacked of which a byte is missing */
  private static SalvagedShelf unpacked(byte[] frame) {
    var content = new byte[0];
    int sound = 0;
    int size = 0;
    try {
      var zstd = new ZstdFrame(frame, Format.MAX_SHELF_BYTES);
      size = zstd.contentBytes();
      while (sound < size) {
        int next = Math.min(size, sound + TAR_BLOCK_BYTES);
        content = zstd.unpackTo(next);
        sound = next;
      }
    } catch (MalformedFrameException e) {
      // Up to here.
    }
    if (sound == 0) {
      return NOTHING;
    }
    // Zeros behind what is sound end the tar there.
    var tar = new byte[size];
    System.arraycopy(content, 0, tar, 0, sound);
    var files = Tar.list(tar);
    int upTo = sound;
    return new SalvagedShelf(
        tar,
        sound,
        size,
        files == null ? List.of() : files.stream().filter(file -> file.within() <= upTo).toList());
  }
}
