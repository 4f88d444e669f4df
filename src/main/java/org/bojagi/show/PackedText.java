package org.bojagi.show;

import java.io.IOException;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.open.OpenBundle;
import org.bojagi.text.Charsets;

/**
 * The beginning of a packed text, decoded; a byte order mark stays, so that offsets are those of passages.
 *
 * @param cut there is more than was read
 * @param damaged it ends where the file is damaged
 */
record PackedText(String text, boolean cut, boolean damaged) {

  /**
   * @param maxBytes how many of the file's bytes are read at most
   * @throws DamagedBundleException not one byte can be read
   */
  static PackedText read(OpenBundle open, Located located, int maxBytes) throws IOException {
    int size = Math.clamp(located.file().sizeBytes(), 0, maxBytes);
    var bytes = new byte[size];
    int filled = 0;
    boolean damaged = false;
    try (var in = open.bundle().read(located, null)) {
      while (filled < size) {
        // In small steps: what comes before a damaged chunk is kept.
        int count = in.read(bytes, filled, Math.min(size - filled, 1 << 14));
        if (count < 0) {
          break;
        }
        filled += count;
      }
    } catch (DamagedBundleException e) {
      if (filled == 0) {
        throw e;
      }
      damaged = true;
    }
    var text = Charsets.decode(filled == size ? bytes : java.util.Arrays.copyOf(bytes, filled),
        Charsets.named(located.file().charset()));
    return new PackedText(text, located.file().sizeBytes() > maxBytes, damaged);
  }
}
