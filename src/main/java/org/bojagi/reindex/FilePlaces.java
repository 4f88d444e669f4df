package org.bojagi.reindex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.StoredItem;

/**
 * Where one file of the catalogue lies: by its name; where another name has its content, by its hash; else as the old
 * index says. What a name alone doesn't tell is compared with the catalogue's hash of the first 1 MiB.
 */
final class FilePlaces {
  /** Contents that were placed last, so that what stands often in a corpus needs no second look at the catalogue. */
  private static final int CONTENTS_KEPT = 10_000;

  private final Bundle bundle;
  private final PackedNames names;
  private final OpenIndex old;
  private final Map<ByteBuffer, List<Extent>> lately =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, List<Extent>> eldest) {
          return size() > CONTENTS_KEPT;
        }
      };

  /** Contents that are looked for; null as long as they weren't found. */
  private final Map<ByteBuffer, List<Extent>> wanted = new HashMap<>();

  /** @param old null where it can't be read */
  FilePlaces(Bundle bundle, PackedNames names, OpenIndex old) {
    this.bundle = bundle;
    this.names = names;
    this.old = old;
  }

  /**
   * A file and its place.
   *
   * @param proven its beginning was compared with the catalogue, or its name is as good
   * @param text all of it where it is a text that was read for that; else null
   */
  record Placed(Located located, boolean proven, byte[] text) {
    int textBytes() {
      return text == null ? 0 : text.length;
    }

    Placed withoutText() {
      return new Placed(located, proven, null);
    }
  }

  /**
   * @param namedIn position of the volume whose catalogue names it
   * @return empty, or not proven, where no name leads to it and no content that was placed lately is the same
   */
  Optional<Placed> find(PackedFile file, int namedIn) throws IOException {
    var placed = byName(file, namedIn);
    if (placed.isEmpty() || !placed.get().proven) {
      var key = ByteBuffer.wrap(file.sha256());
      var extents = wanted.get(key) == null ? lately.get(key) : wanted.get(key);
      if (extents != null) {
        placed = Optional.of(new Placed(new Located(file, extents), true, null));
      }
    }
    placed.filter(Placed::proven).ifPresent(found -> remember(file, found.located.extents()));
    return placed;
  }

  private void remember(PackedFile file, List<Extent> extents) {
    var key = ByteBuffer.wrap(file.sha256());
    lately.put(key, extents);
    wanted.replace(key, extents);
  }

  private Optional<Placed> byName(PackedFile file, int namedIn) throws IOException {
    var places = names.of(file, namedIn);
    if (places.size() == 1 && places.getFirst().exact() && file.textFormat() == null) {
      return Optional.of(new Placed(new Located(file, places.getFirst().extents()), true, null));
    }
    Located damaged = null;
    for (var place : places) {
      var located = new Located(file, place.extents());
      try {
        var beginning = beginningAsCatalogued(located);
        if (beginning.isPresent()) {
          return Optional.of(new Placed(located, true, text(file, beginning.get())));
        }
      } catch (DamagedBundleException e) {
        damaged = damaged == null && place.exact() ? located : damaged;
      }
    }
    return Optional.ofNullable(damaged).map(located -> new Placed(located, false, null));
  }

  /** Contents to be looked for, of files that {@link #find} didn't. */
  void want(Set<ByteBuffer> sha256) {
    sha256.forEach(hash -> wanted.put(hash, null));
  }

  boolean isWanted(PackedFile file) {
    var key = ByteBuffer.wrap(file.sha256());
    return wanted.containsKey(key) && wanted.get(key) == null;
  }

  /** As the old index says; empty where there is none or it doesn't know. */
  Optional<Placed> inOldIndex(PackedFile file) throws IOException {
    try {
      var item = old == null ? Optional.<StoredItem>empty() : old.byId(file.of());
      if (item.isEmpty()) {
        return Optional.empty();
      }
      var known = item.get().decodedLocations().byId(file.id()).orElse(null);
      if (known == null || known.file().sizeBytes() != file.sizeBytes()) {
        return Optional.empty();
      }
      var located = new Located(file, known.extents());
      try {
        return beginningAsCatalogued(located).map(beginning -> new Placed(located, true, text(file, beginning)));
      } catch (DamagedBundleException e) {
        return Optional.of(new Placed(located, false, null));
      }
    } catch (DamagedBundleException | Json.Malformed | RuntimeException unreadable) {
      return Optional.empty(); // what an old index says is a help, and never needed
    }
  }

  private static byte[] text(PackedFile file, byte[] beginning) {
    return file.textFormat() != null && beginning.length == file.sizeBytes() ? beginning : null;
  }

  /** The first 1 MiB, or all of a smaller file; empty where it isn't what the catalogue names. */
  private Optional<byte[]> beginningAsCatalogued(Located located) throws IOException {
    var file = located.file();
    if (!file.hasItsHashes()) {
      return Optional.empty();
    }
    if (file.sizeBytes() == 0) {
      return Optional.of(new byte[0]);
    }
    int length = (int) Math.min(file.sizeBytes(), PackedFile.SEGMENT_BYTES);
    try (var in = bundle.read(located, null)) {
      var beginning = in.readNBytes(length);
      boolean isIt = beginning.length == length && file.isSegment(0, Sha256.of(beginning));
      return isIt ? Optional.of(beginning) : Optional.empty();
    }
  }
}
