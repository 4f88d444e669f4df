package org.bojagi.show;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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

  private static final int PIECE_CHARS = 1 << 16;
  private static final int STEP_BYTES = 1 << 14;

  /**
   * @param maxBytes how many of the file's bytes are read at most
   * @throws DamagedBundleException not one byte can be read
   */
  static PackedText read(OpenBundle open, Located located, int maxBytes) throws IOException {
    try (var bytes = new Beginning(open.bundle().read(located, null), maxBytes)) {
      // In pieces that are joined once: a text is there twice for a moment, and in no larger form than its own.
      var pieces = new ArrayList<String>();
      var piece = new char[PIECE_CHARS];
      var reader = Charsets.reader(bytes, Charsets.named(located.file().charset()));
      for (int n = reader.read(piece); n >= 0; n = reader.read(piece)) {
        pieces.add(new String(piece, 0, n));
      }
      return new PackedText(String.join("", pieces), located.file().sizeBytes() > maxBytes, bytes.damaged);
    }
  }

  /** So many bytes, in small steps: what comes before a damaged chunk is kept, and there it ends. */
  private static final class Beginning extends FilterInputStream {
    private long left;
    private boolean any;
    private boolean damaged;

    Beginning(InputStream in, int maxBytes) {
      super(in);
      left = maxBytes;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0 || damaged) {
        return -1;
      }
      try {
        int count = in.read(into, offset, (int) Math.min(left, Math.min(length, STEP_BYTES)));
        left -= Math.max(0, count);
        any |= count > 0;
        return count;
      } catch (DamagedBundleException e) {
        if (!any) {
          throw e;
        }
        damaged = true;
        return -1;
      }
    }
  }
}
