package org.bojagi.seal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bojagi.bundle.BundleWriter.Sealed;
import org.bojagi.bundle.Locations;
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
  private final Map<Long, List<Twin>> bySize = new HashMap<>();

  /** Opens a file's packed bytes. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  /** A file that has the content, and its place. */
  record Twin(String path, Sealed sealed) {}

  /**
   * The file sealed first with just these bytes.
   *
   * @param sizeBytes of what {@code content} gives; another number of bytes is no duplicate
   */
  Optional<Twin> find(long sizeBytes, Opening content) throws IOException {
    var sameSize = bySize.get(sizeBytes);
    if (sameSize == null) {
      return Optional.empty();
    }
    byte[] sha256;
    try (var in = content.open()) {
      sha256 = sha256(in, sizeBytes);
    }
    return sameSize.stream().filter(twin -> Arrays.equals(twin.sealed.sha256(), sha256)).findFirst();
  }

  /** Remembers a file; an empty one costs nothing and is none, and neither is one that is a duplicate itself. */
  void add(String path, Sealed sealed) {
    var sameSize = bySize.getOrDefault(sealed.sizeBytes(), List.of());
    if (sealed.sizeBytes() > 0
        && sameSize.stream().noneMatch(twin -> Arrays.equals(twin.sealed.sha256(), sealed.sha256()))) {
      var unchanged =
          new Sealed(sealed.placement(), sealed.sizeBytes(), sealed.segmentHashes(), sealed.sha256(), false);
      bySize.computeIfAbsent(sealed.sizeBytes(), size -> new ArrayList<>(1)).add(new Twin(path, unchanged));
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
        add(file.path(), Sealed.of(file, located.get().extents()));
      }
    }
  }

  /** As {@link PackedFile#sha256}; null where the content has another size. */
  private static byte[] sha256(InputStream in, long sizeBytes) throws IOException {
    var segment = Sha256.digest();
    var all = Sha256.digest();
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
        all.update(segment.digest());
        leftInSegment = PackedFile.SEGMENT_BYTES;
      }
    }
    return in.read() < 0 ? all.digest() : null;
  }
}
