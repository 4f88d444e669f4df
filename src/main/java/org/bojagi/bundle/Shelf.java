package org.bojagi.bundle;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.zstd.MalformedFrameException;
import org.bojagi.zstd.ZstdFrame;

/**
 * Small files that are compressed as one (format.md §4.4), unpacked in memory as far as somebody has read.
 *
 * <p>Threads: any number; who reads beyond what is unpacked waits for who unpacks.
 */
public final class Shelf {
  /** What a frame of zstd may add to content that can't be compressed. */
  private static final int MOST_ADDED_BYTES = 64 << 10;

  private final String entry;
  private final ZstdFrame frame;
  private List<ShelvedFile> files;

  /** Reads a stretch of a volume's plaintext. */
  @FunctionalInterface
  public interface Plaintext {
    /** @throws DamagedBundleException the stretch lies outside of the volume, or a chunk of it doesn't hold */
    byte[] read(long plaintextOffset, int length) throws IOException;
  }

  /**
   * @param volume of the extent
   * @throws DamagedBundleException there is no shelf at the extent
   */
  static Shelf open(Extent extent, Plaintext volume) throws IOException {
    if (extent.length() > Format.MAX_SHELF_BYTES + MOST_ADDED_BYTES) {
      throw damaged(extent.entry());
    }
    var bytes = volume.read(extent.plaintextOffset(), (int) extent.length());
    try {
      return new Shelf(extent.entry(), new ZstdFrame(bytes, Format.MAX_SHELF_BYTES));
    } catch (MalformedFrameException e) {
      throw damaged(extent.entry());
    }
  }

  private Shelf(String entry, ZstdFrame frame) {
    this.entry = entry;
    this.frame = frame;
  }

  /** Unpacked. */
  int sizeBytes() {
    return frame.contentBytes();
  }

  /**
   * A stretch of what is unpacked, in order.
   *
   * @throws DamagedBundleException the shelf is shorter
   */
  public InputStream stream(int within, int sizeBytes) throws DamagedBundleException {
    if (within < 0 || sizeBytes < 0 || within > frame.contentBytes() - sizeBytes) {
      throw damaged(entry);
    }
    return new InputStream() {
      private int position = within;
      private final int end = within + sizeBytes;

      @Override
      public int read() throws IOException {
        return position == end ? -1 : unpackTo(position + 1)[position++] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int now = Math.min(length, end - position);
        if (now <= 0) {
          return length == 0 ? 0 : -1;
        }
        System.arraycopy(unpackTo(position + now), position, bytes, offset, now);
        position += now;
        return now;
      }
    };
  }

  /**
   * The files on the shelf, in order; unpacks it to its end.
   *
   * @throws DamagedBundleException it holds no tar
   */
  public synchronized List<ShelvedFile> files() throws DamagedBundleException {
    if (files == null) {
      files = Tar.list(unpackTo(sizeBytes()));
      if (files == null) {
        throw damaged(entry);
      }
    }
    return files;
  }

  /** The file whose bytes begin there, if one does. */
  public Optional<ShelvedFile> fileAt(int within) throws DamagedBundleException {
    int at = Collections.binarySearch(files(), new ShelvedFile("", within, 0), comparingInt(ShelvedFile::within));
    return at < 0 ? Optional.empty() : Optional.of(files().get(at));
  }

  private synchronized byte[] unpackTo(int bytes) throws DamagedBundleException {
    try {
      return frame.unpackTo(bytes);
    } catch (MalformedFrameException e) {
      throw damaged(entry);
    }
  }

  private static DamagedBundleException damaged(String entry) {
    return new DamagedBundleException(
        "A shelf of small files can't be unpacked", entry, "Use another copy, or recover what is sound.");
  }
}
