package org.bojagi.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Placement;
import org.bojagi.bundle.SealedContent;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.index.IndexedItem;

/**
 * Content that was sealed already, so that a second file with it gets the place of the first.
 *
 * <p>What was sealed has its hashes from there; only a file of the same size as one of these is hashed to know. So a
 * film is read twice where another has just its size, and else nothing is read for it.
 */
final class Duplicates {
  private final Set<Long> sizes = new HashSet<>();
  private final Map<Known, Known> known = new HashMap<>();

  /** What is remembered of each file, and no more: there are as many as the corpus has. Equal by content. */
  private record Known(byte[] sha256, String path, long sizeBytes, Placement placement) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Known that && Arrays.equals(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sha256);
    }
  }

  /** Opens a file's packed bytes. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  /** A file that has the content, and its place. */
  record Twin(String path, SealedContent sealed) {}

  /**
   * The file sealed first with just these bytes.
   *
   * @param sizeBytes of what {@code content} gives; another number of bytes is no duplicate
   */
  Optional<Twin> find(long sizeBytes, Opening content) throws IOException {
    if (!sizes.contains(sizeBytes)) {
      return Optional.empty();
    }
    byte[] segments;
    try (var in = content.open()) {
      segments = segments(in, sizeBytes);
    }
    if (segments == null) {
      return Optional.empty();
    }
    var sha256 = Sha256.of(segments);
    var same = known.get(new Known(sha256, "", sizeBytes, null));
    return same == null
        ? Optional.empty()
        : Optional.of(new Twin(same.path, new SealedContent(same.placement, sizeBytes, segments, same.sha256, false)));
  }

  /** The same of a file whose hash is known: nothing is read for it. */
  Optional<SealedContent> find(PackedFile file) {
    var same = known.get(new Known(file.sha256(), "", file.sizeBytes(), null));
    return same == null
        ? Optional.empty()
        : Optional.of(
            new SealedContent(same.placement, file.sizeBytes(), file.segmentHashes(), same.sha256, false));
  }

  /** Remembers a file; an empty one costs nothing and is none, and neither is one that is a duplicate itself. */
  void add(String path, SealedContent sealed) {
    if (sealed.sizeBytes() > 0) {
      var file = new Known(sealed.sha256(), path, sealed.sizeBytes(), sealed.placement());
      known.putIfAbsent(file, file);
      sizes.add(sealed.sizeBytes());
    }
  }

  /** Files whose place is known already; the first of several with the same content counts. */
  void add(IndexedItem item) throws IOException {
    Locations locations;
    try {
      locations = Locations.decode(item.locations());
    } catch (Json.Malformed e) {
      throw new DamagedBundleException(
          "What an interrupted run recorded of a file can't be read",
          item.item().path(),
          "Run the same command with --anew.",
          e);
    }
    for (var file : item.files()) {
      var located = locations.byId(file.id());
      if (located.isPresent()) {
        add(file.path(), SealedContent.of(file, located.get().extents()));
      }
    }
  }

  /** As {@link PackedFile#segmentHashes}; null where the content has another size. */
  private static byte[] segments(InputStream in, long sizeBytes) throws IOException {
    var segment = Sha256.digest();
    var all = new ByteArrayOutputStream();
    var buffer = new byte[(int) Math.min(sizeBytes, 1 << 16)];
    long left = sizeBytes;
    int leftInSegment = PackedFile.SEGMENT_BYTES;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, Math.min(left, leftInSegment)));
      if (n < 0) {
        return null;
      }
      segment.update(buffer, 0, n);
      left -= n;
      leftInSegment -= n;
      if (leftInSegment == 0 || left == 0) {
        all.writeBytes(segment.digest());
        leftInSegment = PackedFile.SEGMENT_BYTES;
      }
    }
    return in.read() < 0 ? all.toByteArray() : null;
  }
}
