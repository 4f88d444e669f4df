package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.zstd.MalformedFrameException;
import org.bojagi.zstd.ZstdFrame;

/**
 * The shelves of an earlier edition. One on which nothing lies but files of items that didn't change goes on as it is:
 * its frame is sealed again and not compressed again. Of another one the files that stay are taken out of it.
 *
 * <p>Every file that stays is {@link #add added} before the first is taken. Memory: a bit for each 512 bytes of content, a
 * hash for each file, and a few shelves unpacked. One thread.
 */
public final class EarlierShelves {
  private static final int UNPACKED = 4;

  /** Files of a tar begin at a multiple of this. */
  private static final int BLOCK_BYTES = 512;

  private final Bundle old;
  private final Optional<ShelfCompression> compression = ShelfCompression.find();
  private final Map<Place, BitSet> staying = new HashMap<>();
  private final Set<Long> stayingNames = new HashSet<>();
  private final Map<Place, Extent> carried = new HashMap<>();
  private final Set<Place> emptied = new HashSet<>();

  /** Of shelves that were carried: files of which nobody has said yet whose they are. */
  private final Map<Place, BitSet> unnamed = new HashMap<>();

  private final Map<Place, Unpacked> unpacked =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Unpacked> eldest) {
          return size() > UNPACKED;
        }
      };

  private record Place(String volume, String entry, long plaintextOffset) {
    static Place of(Extent extent) {
      return new Place(extent.volume(), extent.entry(), extent.plaintextOffset());
    }
  }

  private record Unpacked(byte[] frame, byte[] content, List<ShelvedFile> files) {}

  /** @param old stays the caller's */
  public EarlierShelves(Bundle old) {
    this.old = old;
  }

  /**
   * Where a file lies that stays.
   *
   * @param path its own: content that stands twice has the name of one file alone, which may be gone
   */
  public void add(String path, List<Extent> extents) {
    for (var extent : extents) {
      if (extent.encoding() == Encoding.ZSTD) {
        int block = extent.within() / BLOCK_BYTES;
        staying.computeIfAbsent(Place.of(extent), place -> new BitSet()).set(block);
        stayingNames.add(named(Place.of(extent), block, path));
      }
    }
  }

  /** A path at a place, as a hash of 64 bits: there are as many as files. */
  private static long named(Place place, int block, String path) {
    var key = place.volume + '/' + place.plaintextOffset + '/' + block + '/' + Format.bareName(path);
    return ByteBuffer.wrap(Sha256.of(key.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /**
   * Whether on none of a volume's shelves lies a file that doesn't stay.
   *
   * @throws DamagedBundleException one can't be unpacked
   */
  boolean allStay(String volumeId, List<CentralDirectory.Entry> entries) throws IOException {
    var shelves = new HashMap<String, Place>();
    for (var place : staying.keySet()) {
      if (place.volume.equals(volumeId)) {
        shelves.put(place.entry, place);
      }
    }
    for (var entry : entries) {
      if (entry.name().startsWith(Format.SHELVES)) {
        var place = shelves.get(entry.name());
        if (place == null || !allStay(place, unpack(place, entry.compressedBytes()).files)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean allStay(Place place, List<ShelvedFile> files) {
    var here = new BitSet();
    for (var file : files) {
      int block = file.within() / BLOCK_BYTES;
      if (!stayingNames.contains(named(place, block, file.path()))) {
        return false;
      }
      here.set(block);
    }
    return here.equals(staying.get(place));
  }

  /**
   * The bytes of a file on a shelf.
   *
   * @throws DamagedBundleException it can't be had
   */
  public byte[] content(Extent extent) throws IOException {
    var shelf = unpack(Place.of(extent), extent.length());
    if (extent.within() > shelf.content.length - extent.sizeBytes()) {
      throw damaged(extent.entry());
    }
    return Arrays.copyOfRange(shelf.content, extent.within(), extent.within() + extent.sizeBytes());
  }

  /**
   * Carries the shelf of a file to the volume that is being written, unless it is there already.
   *
   * @param may whether another shelf may be begun; while one is that has files of items to come, the volume can't end
   * @return where the file lies now; empty where it has to be put on a shelf itself
   */
  public Optional<Extent> carry(Extent extent, BundleWriter writer, boolean may) throws IOException {
    var place = Place.of(extent);
    if (!carried.containsKey(place) && (!may || !carry(place, extent, writer))) {
      emptied.add(place);
    }
    if (emptied.contains(place)) {
      return Optional.empty();
    }
    var left = unnamed.get(place);
    if (left != null) {
      left.clear(extent.within() / BLOCK_BYTES);
      if (left.isEmpty()) {
        unnamed.remove(place);
      }
    }
    return Optional.of(carried.get(place).onShelf(extent.within(), extent.sizeBytes()));
  }

  private boolean carry(Place place, Extent extent, BundleWriter writer) throws IOException {
    if (emptied.contains(place)) {
      return false;
    }
    var shelf = unpack(place, extent.length());
    if (!allStay(place, shelf.files)) {
      return false;
    }
    var sealed = writer.carryShelf(shelf.frame, shelf.files);
    sealed.ifPresent(
        now -> {
          carried.put(place, now);
          unnamed.put(place, (BitSet) staying.get(place).clone());
        });
    return sealed.isPresent();
  }

  /** Whether on a shelf that was carried lies something that no line of the catalogue names yet. */
  public boolean hasUnnamed() {
    return !unnamed.isEmpty();
  }

  private Unpacked unpack(Place place, long length) throws IOException {
    var known = unpacked.get(place);
    if (known != null) {
      return known;
    }
    var volume = old.payload(place.volume);
    if (length > Format.MAX_SHELF_BYTES || place.plaintextOffset > volume.plaintextSize() - length) {
      throw damaged(place.entry);
    }
    var frame = volume.stream(place.plaintextOffset, length, null).readNBytes((int) length);
    try {
      var reader = new ZstdFrame(frame, Format.MAX_SHELF_BYTES);
      var content =
          compression.isPresent()
              ? compression.get().unpack(frame, reader.contentBytes())
              : reader.unpackTo(reader.contentBytes());
      var files = content == null ? null : Tar.list(content);
      if (files == null) {
        throw damaged(place.entry);
      }
      var shelf = new Unpacked(frame, content, files);
      unpacked.put(place, shelf);
      return shelf;
    } catch (MalformedFrameException e) {
      throw damaged(place.entry);
    }
  }

  private static DamagedBundleException damaged(String entry) {
    return new DamagedBundleException(
        "A shelf of the earlier edition can't be unpacked", entry, "What lies on it is packed again.");
  }
}
