package org.bojagi.open;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.bundle.CentralDirectory.Entry;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;

/**
 * Where a packed file lies by the names of entries alone, for a bundle without an index (format.md §4.2).
 *
 * <p>A file ends in the volume whose catalogue names it or in one before; parts {@code .001}, {@code .002}… lie in the
 * volumes up to there, in the order of the root. One volume's directory, and the names on its shelves where an entry of
 * a file's own isn't found, are in memory at a time.
 */
public final class VolumeEntries {
  /** No shelf, and so no file on one, is larger once unpacked (format.md §1). */
  private static final int BYTES_OF_A_SHELF = 4 << 20;

  private final Bundle bundle;
  private final List<VolumeFacts> volumes;
  private int loaded = -1;
  private Map<String, Entry> entries = Map.of();
  private ShelvedNames shelved;

  VolumeEntries(Bundle bundle) {
    this.bundle = bundle;
    this.volumes = bundle.root().content().volumes();
  }

  /**
   * @param named position of the volume whose catalogue names the file
   * @throws DamagedBundleException no entries are of this name and size, or a volume is lost
   */
  Located locate(PackedFile file, int named) throws IOException {
    for (int volume = named; volume >= Math.max(0, named - 1); volume--) {
      var whole = whole(file, volume);
      if (whole != null) {
        return whole;
      }
    }
    var parts = parts(file, named);
    if (parts != null) {
      return new Located(file, parts);
    }
    // A line waits for all files of its item, and one of them may be spread over volumes.
    for (int volume = named - 2; volume >= 0; volume--) {
      var whole = whole(file, volume);
      if (whole != null) {
        return whole;
      }
    }
    throw new DamagedBundleException(
        "No volume that is here holds the whole of this file",
        file.path(),
        "Look for the missing files on another copy of the bundle.");
  }

  /** Null where neither an entry nor a file on a shelf of the volume is of this name and size. */
  private Located whole(PackedFile file, int volume) throws IOException {
    for (var name : names(file.path())) {
      var entry = entries(volume).get(name);
      if (entry != null && entry.sizeBytes() == file.sizeBytes()) {
        return new Located(file, List.of(extent(volume, entry)));
      }
    }
    if (file.sizeBytes() > BYTES_OF_A_SHELF) {
      return null;
    }
    return shelved(volume).find(file).map(extent -> new Located(file, List.of(extent))).orElse(null);
  }

  private ShelvedNames shelved(int volume) throws IOException {
    if (shelved == null) {
      var shelves = new ArrayList<Extent>();
      for (var entry : entries(volume).values()) {
        if (entry.name().startsWith(Format.SHELVES)) {
          shelves.add(extent(volume, entry));
        }
      }
      shelves.sort(Comparator.comparingLong(Extent::plaintextOffset));
      shelved = new ShelvedNames(bundle, shelves);
    }
    return shelved;
  }

  /** From the last part back to the first; null where they aren't all there. */
  private List<Extent> parts(PackedFile file, int named) throws IOException {
    var part = Pattern.compile("_{0,3}" + Pattern.quote(file.path()) + "\\.(\\d{3,6})").matcher("");
    var extents = new ArrayDeque<Extent>();
    long missing = file.sizeBytes();
    int number = -1;
    for (int volume = named; volume >= 0 && number != 1; volume--) {
      var entry = part(part, volume, number - 1);
      if (entry == null && number < 0 && volume == named) {
        continue; // the last part is in the volume before
      }
      if (entry == null) {
        break;
      }
      number = number(part, entry);
      missing -= entry.sizeBytes();
      extents.addFirst(extent(volume, entry));
    }
    return missing == 0 && number == 1 ? List.copyOf(extents) : null;
  }

  /** @param wanted number of the part; below 1: any */
  private Entry part(Matcher part, int volume, int wanted) throws IOException {
    for (var entry : entries(volume).values()) {
      if (part.reset(entry.name()).matches() && (wanted < 1 || number(part, entry) == wanted)) {
        return entry;
      }
    }
    return null;
  }

  private static int number(Matcher part, Entry entry) {
    return part.reset(entry.name()).matches() ? Integer.parseInt(part.group(1)) : -1;
  }

  /** As packed, and with the underscores that a name gets that is in its volume already. */
  private static List<String> names(String path) {
    return List.of(path, "_" + path, "__" + path, "___" + path);
  }

  private Extent extent(int volume, Entry entry) throws IOException {
    var id = volumes.get(volume).id();
    return CentralDirectory.extent(bundle.payload(id), id, entry, where(volume));
  }

  private Map<String, Entry> entries(int volume) throws IOException {
    if (loaded != volume) {
      entries = new HashMap<>();
      for (var entry : CentralDirectory.read(bundle.payload(volumes.get(volume).id()), where(volume))) {
        entries.put(entry.name(), entry);
      }
      loaded = volume;
      shelved = null;
    }
    return entries;
  }

  private String where(int volume) {
    var id = volumes.get(volume).id();
    return bundle.file(id).map(file -> file.getFileName().toString()).orElse(String.format(Locale.ROOT, "volume %s", id));
  }
}
