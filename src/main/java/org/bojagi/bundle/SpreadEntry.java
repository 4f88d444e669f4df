package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.fault.DoesNotFitException;

/**
 * One file as one entry; or, when no volume has room for it, as {@code name.001}, {@code name.002}… over several
 * (format.md §4.2). Never more than the declared bytes. Of its own, because a file can outlive the volume that it was
 * begun in.
 */
final class SpreadEntry {
  private final WrittenVolumes volumes;
  private final List<Extent> extents = new ArrayList<>();
  private final String name;
  private final long reserveBytes;
  private final boolean whole;
  private final Encoding encoding;
  private long left;
  private long roomInEntry;
  private OutputStream entry;

  /** @param allowance bytes to be left in the volume for what comes after the file and belongs to it */
  SpreadEntry(WrittenVolumes volumes, String name, long declaredBytes, boolean deflate, long allowance)
      throws IOException {
    this.volumes = volumes;
    this.name = name;
    this.reserveBytes = VolumeWriter.overhead(Format.CATALOGUE) + allowance;
    this.left = declaredBytes;
    long bound = deflate ? CatalogueBuffer.deflatedBound(declaredBytes) : declaredBytes;
    long roomInNew = volumes.roomInNew(name + ".001", reserveBytes);
    if (room() < bound && roomInNew >= bound) {
      volumes.end();
    }
    whole = room() >= bound;
    encoding = whole && deflate ? Encoding.DEFLATED : Encoding.STORED;
    if (!whole && room() < roomInNew / 8) {
      volumes.end(); // not worth a part of its own
    }
  }

  /** The source failed, and not what is written. */
  static final class SourceFailed extends IOException {
    private SourceFailed(IOException cause) {
      super(cause);
    }
  }

  /** Copies all that was declared, or what there is of it, and hashes it on the way; returns how many bytes. */
  long copy(InputStream source, SegmentHasher hasher) throws IOException {
    long limit = left;
    long copied = 0;
    while (copied < limit) {
      var buffer = hasher.buffer();
      int wanted = (int) Math.min(buffer.length, limit - copied);
      int length = read(source, buffer, wanted);
      if (length > 0) {
        hasher.add(buffer, length);
        write(buffer, length);
        copied += length;
      }
      if (length < wanted) {
        break;
      }
    }
    return copied;
  }

  private static int read(InputStream source, byte[] buffer, int wanted) throws SourceFailed {
    try {
      return source.readNBytes(buffer, 0, wanted);
    } catch (IOException e) {
      throw new SourceFailed(e);
    }
  }

  /** Whether there is more than was declared. */
  static boolean hasMore(InputStream source) throws SourceFailed {
    try {
      return source.read() != -1;
    } catch (IOException e) {
      throw new SourceFailed(e);
    }
  }

  /** Where the file came to lie. */
  List<Extent> finish() throws IOException {
    if (entry == null && extents.isEmpty()) {
      begin(); // an empty file is an entry too
    }
    if (entry != null) {
      end();
    }
    return extents;
  }

  private long room() throws IOException {
    return volumes.room(name + ".001", reserveBytes);
  }

  private void write(byte[] bytes, int length) throws IOException {
    int written = 0;
    while (written < length) {
      if (entry == null) {
        begin();
      }
      int piece = (int) Math.min(length - written, roomInEntry);
      entry.write(bytes, written, piece);
      written += piece;
      left -= piece;
      roomInEntry -= piece;
      if (roomInEntry == 0 && left > 0) {
        end();
        volumes.end();
      }
    }
  }

  private void begin() throws IOException {
    roomInEntry = whole ? left : Math.min(left, room());
    if (roomInEntry < 0 || roomInEntry == 0 && left > 0) {
      throw new DoesNotFitException(
          "A file can't be spread over volumes this small", name, "Give a larger --volume-size.");
    }
    var part = whole ? name : name + String.format(Locale.ROOT, ".%03d", extents.size() + 1);
    entry = volumes.entry(part, roomInEntry, encoding);
  }

  private void end() throws IOException {
    entry.close();
    extents.add(volumes.current().lastExtent());
    entry = null;
  }
}
