package org.bojagi.verify;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.ShelvedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.StorageException;

/** The volumes' own lists of entries, of which a few are kept, and which entries some file was found in. One thread. */
final class Directories {
  private static final int MOST_KEPT = 4;
  private static final int TAR_BLOCK_BYTES = 512;

  /** The entries of one volume by name; {@code readable} false: its list is damaged. */
  private record Directory(List<CentralDirectory.Entry> entries, Map<String, Integer> byName, boolean readable) {}

  private final Map<String, BitSet> named = new HashMap<>();

  /** Shelf → where the files begin that are named, in blocks of its tar. */
  private final Map<Extent, BitSet> shelved = new LinkedHashMap<>();

  private final Report report;
  private final Map<String, Directory> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Directory> eldest) {
          return size() > MOST_KEPT;
        }
      };

  Directories(Report report) {
    this.report = report;
  }

  /** False where the list itself can't be read, so that nothing can be said about entries. */
  boolean isReadable(VolumeChunks volume) throws IOException {
    return directory(volume).readable;
  }

  /** The entry of this name, which counts as named from now on; null where there is none. */
  CentralDirectory.Entry entry(VolumeChunks volume, String name) throws IOException {
    var directory = directory(volume);
    var index = directory.byName.get(name);
    if (index == null) {
      return null;
    }
    named.computeIfAbsent(volume.id, id -> new BitSet()).set(index);
    return directory.entries.get(index);
  }

  /** The file that lies there on a shelf counts as named from now on. */
  void markShelved(Extent extent) {
    shelved.computeIfAbsent(extent.onShelf(0, 0), shelf -> new BitSet()).set(extent.within() / TAR_BLOCK_BYTES);
  }

  /** Names the entries and the files on shelves that belong to no file. */
  void reportUnnamed(VolumeChunks volume) throws IOException {
    var directory = directory(volume);
    var seen = named.getOrDefault(volume.id, new BitSet());
    int unnamed = 0;
    String first = null;
    for (int i = 0; i < directory.entries.size(); i++) {
      var name = directory.entries.get(i).name();
      if (!seen.get(i) && !Format.isOwnEntry(name)) {
        unnamed++;
        first = first == null ? name : first;
      }
    }
    for (var shelf : shelved.entrySet()) {
      if (shelf.getKey().volume().equals(volume.id)) {
        for (var file : filesOn(volume, shelf.getKey())) {
          if (!shelf.getValue().get(file.within() / TAR_BLOCK_BYTES)) {
            unnamed++;
            first = first == null ? shelf.getKey().entry() + ", " + file.path() : first;
          }
        }
      }
    }
    if (unnamed > 0) {
      report.add(
          Flaw.ENTRY_UNNAMED,
          volume.fileName,
          unnamed + " of a volume's entries belong to no file, the first is " + first);
    }
  }

  /** None where the shelf is damaged: then the files on it are named. */
  private static List<ShelvedFile> filesOn(VolumeChunks volume, Extent shelf) throws IOException {
    try {
      return volume.shelf(shelf).files();
    } catch (DamagedBundleException | StorageException e) {
      return List.of();
    }
  }

  private Directory directory(VolumeChunks volume) throws IOException {
    var directory = kept.get(volume.id);
    if (directory == null) {
      directory = read(volume);
      kept.put(volume.id, directory);
    }
    return directory;
  }

  private Directory read(VolumeChunks volume) throws IOException {
    try {
      var entries = CentralDirectory.read(volume.payload, volume.fileName);
      var byName = new HashMap<String, Integer>();
      for (int i = 0; i < entries.size(); i++) {
        byName.put(entries.get(i).name(), i);
      }
      if (!entries.isEmpty()) {
        var last = entries.getLast();
        long listed = last.localHeaderOffset() + CentralDirectory.LOCAL_HEADER_BYTES + last.compressedBytes();
        long from = Math.ceilDiv(listed, (long) AgePayload.CHUNK_SIZE) * AgePayload.CHUNK_SIZE;
        if (from < volume.payload.plaintextSize()) {
          volume.markRead(from, volume.payload.plaintextSize() - from);
        }
      }
      return new Directory(entries, byName, true);
    } catch (DamagedBundleException | StorageException e) {
      if (named.putIfAbsent(volume.id, new BitSet()) == null && !volume.hasNoEnd()) {
        report.add(
            Flaw.LIST_UNREADABLE, e.where(), "The list of a volume's entries can't be read: unzip can't open the volume");
      }
      return new Directory(List.of(), Map.of(), false);
    }
  }
}
