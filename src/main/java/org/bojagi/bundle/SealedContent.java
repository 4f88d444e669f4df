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
    placement.place(List.copyOf(extents));
    return new SealedContent(placement, file.sizeBytes(), file.segmentHashes(), file.sha256(), false);
  }

  public boolean isPlaced() {
    return placement.extents() != null;
  }

  public List<Extent> extents() {
    return Objects.requireNonNull(placement.extents(), "its shelf isn't closed yet");
  }
}
