package org.bojagi.recover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.StorageException;

/** What lies in a volume by its own words: its list of entries where that is sound, else its local headers. */
final class VolumeEntries {
  /** More than the longest list that 65,000 names of usual length make. */
  private static final long LIST_BYTES = 16 << 20;

  private VolumeEntries() {}

  static List<Entry> of(SalvagedVolume volume) throws IOException {
    long size = volume.plaintextBytes();
    volume.ensure(Math.max(0, size - LIST_BYTES), Math.min(size, LIST_BYTES));
    try {
      var entries = new ArrayList<Entry>();
      for (var entry : CentralDirectory.read(volume.payload(), volume.name)) {
        try {
          var extent = CentralDirectory.extent(volume.payload(), "", entry, volume.name);
          entries.add(new Entry(entry.name(), extent, entry.sizeBytes()));
        } catch (DamagedBundleException | StorageException e) {
          // Its local header is lost, which has a name of the same length and nothing else: so it is known all the same.
          entries.add(new Entry(entry.name(), CentralDirectory.likelyExtent("", entry), entry.sizeBytes()));
        }
      }
      return entries;
    } catch (DamagedBundleException | StorageException e) {
      return EntryScan.of(volume);
    }
  }
}
