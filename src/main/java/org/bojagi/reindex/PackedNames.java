package org.bojagi.reindex;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.bundle.CentralDirectory.Entry;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;

/**
 * Where every packed file of a bundle may lie, by the names in its volumes alone: in the lists of entries and on the
 * shelves, each of which is unpacked once (format.md §4.2, §4.4).
 *
 * <p>Holds the entries of all volumes and 8 bytes for each file on a shelf.
 */
final class PackedNames {
  private final Bundle bundle;
  private final Map<String, List<PlacedEntry>> entries = new HashMap<>();
  private final List<PlacedShelf> shelves = new ArrayList<>();

  /** Of each file on a shelf, sorted: a hash of its name without underscores and of its size, and below it its shelf. */
  private long[] shelved = new long[1024];

  private int shelvedCount;

  /** @param volume position in the root's content volumes */
  private record PlacedEntry(int volume, Entry entry) {}

  private record PlacedShelf(int volume, Extent extent) {}

  /**
   * Where a file may lie.
   *
   * @param volume position of the volume in which it ends
   * @param exact whether its name is the file's path
   */
  record Place(int volume, boolean exact, List<Extent> extents) {}

  /** @param lost takes what can't be read: a volume's list, a shelf */
  PackedNames(Bundle bundle, Consumer<Fault> lost) throws IOException {
    this.bundle = bundle;
    var volumes = bundle.root().content().volumes();
    for (int i = 0; i < volumes.size(); i++) {
      if (bundle.isElsewhere(volumes.get(i))) {
        continue;
      }
      try {
        read(i, lost);
      } catch (DamagedBundleException e) {
        lost.accept(e);
      }
    }
    shelved = Arrays.copyOf(shelved, shelvedCount);
    Arrays.sort(shelved);
  }

  private void read(int volume, Consumer<Fault> lost) throws IOException {
    var id = bundle.root().content().volumes().get(volume).id();
    var payload = bundle.payload(id);
    for (var entry : CentralDirectory.read(payload, id)) {
      if (entry.name().startsWith(Format.SHELVES)) {
        try {
          addShelf(new PlacedShelf(volume, extent(payload, id, entry)));
        } catch (DamagedBundleException e) {
          lost.accept(e);
        }
      } else if (!Format.isOwnEntry(entry.name())) {
        entries.merge(
            Format.bareName(entry.name()), List.of(new PlacedEntry(volume, entry)), PackedNames::joined);
      }
    }
  }

  private static List<PlacedEntry> joined(List<PlacedEntry> some, List<PlacedEntry> others) {
    var all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private void addShelf(PlacedShelf shelf) throws IOException {
    int number = shelves.size();
    shelves.add(shelf);
    for (var file : bundle.shelf(shelf.extent).files()) {
      if (shelvedCount == shelved.length) {
        shelved = Arrays.copyOf(shelved, 2 * shelvedCount);
      }
      shelved[shelvedCount++] = hash(file.path(), file.sizeBytes()) | number;
    }
  }

  /** Of equal ones of another volume nobody knows which is meant until their hashes are compared. */
  List<Place> of(PackedFile file, int namedIn) throws IOException {
    var places = new ArrayList<Place>();
    for (var placed : entries.getOrDefault(Format.bareName(file.path()), List.of())) {
      var name = placed.entry.name();
      if (placed.entry.sizeBytes() == file.sizeBytes() && Format.isNameOf(file.path(), name)) {
        places.add(new Place(placed.volume, name.equals(file.path()), List.of(extent(placed))));
      }
    }
    addShelved(file, places);
    addSpread(file, places);
    // A file ends in the volume that names it or in one before, mostly close by.
    places.sort(
        comparingInt((Place place) -> place.volume <= namedIn ? namedIn - place.volume : 1_000_000 + place.volume)
            .thenComparing(place -> !place.exact));
    return places;
  }

  private void addShelved(PackedFile file, List<Place> places) throws IOException {
    if (file.sizeBytes() > Integer.MAX_VALUE) {
      return;
    }
    long hash = hash(file.path(), file.sizeBytes());
    int at = Arrays.binarySearch(shelved, hash);
    int last = -1;
    for (int i = at < 0 ? -at - 1 : at; i < shelved.length && (shelved[i] ^ hash) >>> 32 == 0; i++) {
      int number = (int) shelved[i];
      if (number == last) {
        continue;
      }
      last = number;
      var shelf = shelves.get(number);
      for (var other : bundle.shelf(shelf.extent).files()) {
        if (other.sizeBytes() == file.sizeBytes() && Format.isNameOf(file.path(), other.path())) {
          var extent = shelf.extent.onShelf(other.within(), other.sizeBytes());
          places.add(new Place(shelf.volume, other.path().equals(file.path()), List.of(extent)));
        }
      }
    }
  }

  /** Parts {@code .001}, {@code .002}… in volumes that follow one another. */
  private void addSpread(PackedFile file, List<Place> places) throws IOException {
    for (var first : parts(file, 1)) {
      var extents = new ArrayList<Extent>();
      extents.add(extent(first));
      long missing = file.sizeBytes() - first.entry.sizeBytes();
      int volume = first.volume;
      for (int part = 2; missing > 0; part++) {
        int wanted = volume + 1;
        var next = parts(file, part).stream().filter(placed -> placed.volume == wanted).findFirst();
        if (next.isEmpty()) {
          break;
        }
        extents.add(extent(next.get()));
        missing -= next.get().entry.sizeBytes();
        volume = wanted;
      }
      if (missing == 0 && extents.size() > 1) {
        places.add(new Place(volume, first.entry.name().equals(partName(file, 1)), List.copyOf(extents)));
      }
    }
  }

  private List<PlacedEntry> parts(PackedFile file, int number) {
    var name = partName(file, number);
    var placed = entries.get(Format.bareName(name));
    if (placed == null) {
      return List.of();
    }
    return placed.stream()
        .filter(part -> Format.isNameOf(name, part.entry.name()))
        .toList();
  }

  private static String partName(PackedFile file, int number) {
    return file.path() + (number < 10 ? ".00" : number < 100 ? ".0" : ".") + number;
  }

  private Extent extent(PlacedEntry placed) throws IOException {
    var id = bundle.root().content().volumes().get(placed.volume).id();
    return extent(bundle.payload(id), id, placed.entry);
  }

  /** A local header that is damaged has the same name and nothing else: so its length is known all the same. */
  private static Extent extent(AgePayload payload, String id, Entry entry) throws IOException {
    try {
      return CentralDirectory.extent(payload, id, entry, id);
    } catch (DamagedBundleException e) {
      return CentralDirectory.likelyExtent(id, entry);
    }
  }

  private static long hash(String name, long sizeBytes) {
    return (Format.bareName(name).hashCode() * 31L + Long.hashCode(sizeBytes)) << 32;
  }
}
