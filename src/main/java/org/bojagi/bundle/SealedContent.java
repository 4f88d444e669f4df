package org.bojagi.bundle;

import java.util.List;
import java.util.Objects;
import org.bojagi.catalog.PackedFile;

/**
 * A file as it was sealed. One on a shelf has no place before the shelf is closed.
 *
 * @param segmentHashes and {@code sha256} as in {@link PackedFile}
 * @param changed the source had more or fewer bytes than it was declared to have: it changed while it was read
 */
public record SealedContent(
    Placement placement, long sizeBytes, byte[] segmentHashes, byte[] sha256, boolean changed) {

  /** A file that lies in a volume already. */
  public static SealedContent of(PackedFile file, List<Extent> extents) {
    var placement = new Placement();
    placement.place(List.copyOf(extents), extents.stream().mapToLong(SealedContent::share).sum());
    return new SealedContent(placement, file.sizeBytes(), file.segmentHashes(), file.sha256(), false);
  }

  /** How much else lies on a shelf that was written earlier isn't known: most are full. */
  private static long share(Extent extent) {
    return extent.encoding() == Extent.Encoding.ZSTD
        ? Math.min(extent.length(), extent.length() * extent.sizeBytes() / ShelfWriter.SHELF_BYTES)
        : extent.length();
  }

  public boolean isPlaced() {
    return placement.extents() != null;
  }

  public List<Extent> extents() {
    return Objects.requireNonNull(placement.extents(), "its shelf isn't closed yet");
  }

  /** What it takes in a volume, encryption not counted; of a shelf the share that its size has, once it is placed. */
  public long sealedBytes() {
    return placement.sealedBytes();
  }
}
