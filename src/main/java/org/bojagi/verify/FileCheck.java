package org.bojagi.verify;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.StorageException;

/**
 * One file to be read by its recorded extents and hashed segment by segment.
 *
 * @param hashes SHA-256 of each {@code segmentBytes}, 32 bytes each, one after the other; of the right number
 */
record FileCheck(Check check, String name, long sizeBytes, int segmentBytes, byte[] hashes, List<Placed> extents) {
  /**
   * @param volume null: lost
   * @param entry as the volume's own list has it; null: it has none of this name
   * @param listed false: the volume's list can't be read
   */
  record Placed(Extent extent, VolumeChunks volume, CentralDirectory.Entry entry, boolean listed) {}

  /**
   * Of some segments: how many can't be read, how many are not what was sealed, and where the first damage was met.
   *
   * @param misplaced how the extents contradict the volumes' directories; null: not at all, or not looked at here
   */
  record Outcome(FileCheck file, int segments, int unreadable, int changed, String firstDamage, String misplaced) {}

  int segments() {
    return Math.toIntExact(Math.ceilDiv(sizeBytes, segmentBytes));
  }

  /** Whether segments can be read each for itself. */
  boolean isStored() {
    return extents.stream().allMatch(placed -> placed.extent.encoding() == Encoding.STORED);
  }

  /** Any thread. With {@code first} 0 the places are checked too. */
  Outcome run(int first, int count) throws IOException {
    var counts = new Counts();
    var misplaced = first == 0 ? misplaced() : null;
    if (isStored()) {
      for (int segment = first; segment < first + count; segment++) {
        hashStored(segment, counts);
      }
    } else {
      hashInOrder(counts);
    }
    return new Outcome(this, count, counts.unreadable, counts.changed, counts.firstDamage, misplaced);
  }

  private static final class Counts {
    int unreadable;
    int changed;
    String firstDamage;

    void unreadable(int segments, String where) {
      unreadable += segments;
      firstDamage = firstDamage == null ? where : firstDamage;
    }
  }

  private void hashStored(int segment, Counts counts) throws IOException {
    long from = (long) segment * segmentBytes;
    long to = Math.min(sizeBytes, from + segmentBytes);
    var digest = Sha256.digest();
    try {
      long start = 0;
      for (var placed : extents) {
        long end = start + placed.extent.length();
        if (start < to && end > from) {
          long within = Math.max(from, start);
          volume(placed)
              .read(
                  placed.extent.plaintextOffset() + within - start, Math.min(to, end) - within, digest::update);
        }
        start = end;
      }
      compare(segment, digest, counts);
    } catch (DamagedBundleException | StorageException e) {
      counts.unreadable(1, e.where());
    }
  }

  /** What is compressed is small and read from its beginning; after damage the rest of it is lost. */
  private void hashInOrder(Counts counts) throws IOException {
    int segment = 0;
    var digest = Sha256.digest();
    long inSegment = 0;
    long done = 0;
    try {
      for (var placed : extents) {
        var inflater = new Inflater(true);
        try (var in = decoded(placed, inflater)) {
          var buffer = new byte[1 << 14];
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (done + n > sizeBytes) {
              counts.changed++; // a bomb, or another file: no need to read on
              return;
            }
            for (int offset = 0; offset < n; ) {
              int now = (int) Math.min(n - offset, segmentBytes - inSegment);
              digest.update(buffer, offset, now);
              offset += now;
              inSegment += now;
              if (inSegment == segmentBytes) {
                compare(segment++, digest, counts);
                inSegment = 0;
              }
            }
            done += n;
          }
        } finally {
          inflater.end();
        }
      }
      if (inSegment > 0) {
        compare(segment++, digest, counts);
      }
      counts.changed += segments() - segment;
    } catch (DamagedBundleException | StorageException e) {
      counts.unreadable(segments() - segment, e.where());
    } catch (ZipException | java.io.EOFException e) {
      counts.changed += segments() - segment;
    }
  }

  private static InputStream decoded(Placed placed, Inflater inflater) throws IOException {
    if (placed.extent.encoding() == Encoding.ZSTD) {
      return volume(placed).shelf(placed.extent).stream(placed.extent.within(), placed.extent.sizeBytes());
    }
    var stored = new ExtentStream(volume(placed), placed.extent);
    return placed.extent.encoding() == Encoding.STORED ? stored : new InflaterInputStream(stored, inflater, 1 << 14);
  }

  private static VolumeChunks volume(Placed placed) throws DamagedBundleException {
    if (placed.volume == null) {
      throw new DamagedBundleException(
          "A volume is missing", "volume " + placed.extent.volume(), "Look for the missing file on another copy.");
    }
    return placed.volume;
  }

  private void compare(int segment, MessageDigest digest, Counts counts) {
    counts.changed += Sha256.isAt(digest.digest(), hashes, segment) ? 0 : 1;
  }

  /** The first contradiction between what is recorded and what the volumes' directories and local headers say. */
  private String misplaced() throws IOException {
    long stored = 0;
    for (var placed : extents) {
      stored += placed.extent.length();
      if (!placed.listed) {
        continue;
      }
      var extent = placed.extent;
      var entry = placed.entry;
      if (entry == null) {
        return "entry " + extent.entry() + " is not in the list of " + placed.volume.fileName;
      }
      boolean shelved = extent.encoding() == Encoding.ZSTD;
      if (entry.encoding() != (shelved ? Encoding.STORED : extent.encoding()) || entry.compressedBytes() != extent.length()) {
        return "entry " + extent.entry() + " has another length or encoding in the list of " + placed.volume.fileName;
      }
      try {
        var header = new byte[CentralDirectory.LOCAL_HEADER_BYTES];
        var filled = new int[1];
        placed.volume.read(
            entry.localHeaderOffset(),
            header.length,
            (chunk, offset, length) -> {
              System.arraycopy(chunk, offset, header, filled[0], length);
              filled[0] += length;
            });
        var found =
            CentralDirectory.extent(
                header, placed.volume.payload.plaintextSize(), extent.volume(), entry, placed.volume.fileName);
        if (found.plaintextOffset() != extent.plaintextOffset()) {
          return "entry " + extent.entry() + " begins elsewhere in " + placed.volume.fileName;
        }
        if (shelved && !isItsPlace(placed.volume, extent)) {
          return "no file of its size is there on " + extent.entry() + " in " + placed.volume.fileName;
        }
      } catch (DamagedBundleException | StorageException e) {
        return null; // said where its chunk is
      }
    }
    return isStored() && stored != sizeBytes ? "its parts don't have its size" : null;
  }

  /**
   * Whether the tar of the shelf has a file of this size there. It may have another name: content that stands twice lies
   * there once (format.md §4.2), and that it is the same its hashes tell.
   */
  private boolean isItsPlace(VolumeChunks volume, Extent extent) throws IOException {
    var file = volume.shelf(extent).fileAt(extent.within());
    return file.isPresent() && file.get().sizeBytes() == extent.sizeBytes();
  }

  /** An extent's bytes as they lie in the volume. */
  private static final class ExtentStream extends InputStream {
    private final VolumeChunks volume;
    private long position;
    private final long end;

    ExtentStream(VolumeChunks volume, Extent extent) {
      this.volume = volume;
      this.position = extent.plaintextOffset();
      this.end = position + extent.length();
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int now = (int) Math.min(length, end - position);
      if (now <= 0) {
        return length == 0 ? 0 : -1;
      }
      var at = new int[] {offset};
      volume.read(
          position,
          now,
          (chunk, from, n) -> {
            System.arraycopy(chunk, from, bytes, at[0], n);
            at[0] += n;
          });
      position += now;
      return now;
    }
  }
}
