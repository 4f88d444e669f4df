package org.bojagi.open;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.ShelvedFile;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;

/**
 * Which shelf of one volume a file is on, by the names in the tars (format.md §4.4). Every shelf is unpacked once to
 * know; 8 bytes a file are kept. What is on a damaged shelf isn't known.
 */
final class ShelvedNames {
  private final Bundle bundle;
  private final List<Extent> shelves;

  /** Of each file, in order: a hash of its name without underscores and of its size, and below it its shelf. */
  private final long[] names;

  /** @param shelves entries of one volume that may be shelves */
  ShelvedNames(Bundle bundle, List<Extent> shelves) throws IOException {
    this.bundle = bundle;
    this.shelves = shelves;
    var found = new long[1024];
    int count = 0;
    for (int shelf = 0; shelf < shelves.size(); shelf++) {
      for (var file : files(shelf)) {
        found = count < found.length ? found : Arrays.copyOf(found, 2 * found.length);
        found[count++] = hash(file.path(), file.sizeBytes()) << 32 | shelf;
      }
    }
    names = Arrays.copyOf(found, count);
    Arrays.sort(names);
  }

  private List<ShelvedFile> files(int shelf) throws IOException {
    try {
      return bundle.shelf(shelves.get(shelf)).files();
    } catch (DamagedBundleException e) {
      return List.of();
    }
  }

  private static long hash(String name, long sizeBytes) {
    return Format.bareName(name).hashCode() * 31L + Long.hashCode(sizeBytes) & 0xFFFF_FFFFL;
  }

  /** The one of these names with the fewest underscores, as packing gives them. */
  Optional<Extent> find(PackedFile file) throws IOException {
    long hash = hash(file.path(), file.sizeBytes()) << 32;
    int at = Arrays.binarySearch(names, hash);
    Optional<Extent> found = Optional.empty();
    int shortest = Integer.MAX_VALUE;
    for (int i = at < 0 ? -at - 1 : at; i < names.length && (names[i] ^ hash) >>> 32 == 0; i++) {
      int shelf = (int) names[i];
      for (var candidate : i > 0 && names[i] == names[i - 1] ? List.<ShelvedFile>of() : files(shelf)) {
        if (candidate.sizeBytes() == file.sizeBytes()
            && candidate.path().length() < shortest
            && Format.isNameOf(file.path(), candidate.path())) {
          shortest = candidate.path().length();
          found = Optional.of(shelves.get(shelf).onShelf(candidate.within(), candidate.sizeBytes()));
        }
      }
    }
    return found;
  }
}
