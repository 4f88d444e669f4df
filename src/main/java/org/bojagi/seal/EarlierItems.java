package org.bojagi.seal;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.PackedHash;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;

/** What the catalogues of earlier editions say of their items, read once. Memory: a few hundred bytes an item. */
final class EarlierItems {
  private final Map<String, EarlierItem> items = new HashMap<>();
  private final Set<String> lostVolumes = new HashSet<>();

  /** An item as it was packed: its fingerprint, the hash of each of the team's own files, and where its lines stand. */
  static final class EarlierItem {
    String declared = "";
    final Map<String, byte[]> files = new HashMap<>();
    Set<String> volumes = Set.of();

    private void add(CatalogueLine line, Set<String> volume) {
      if (line.item().isPresent()) {
        declared = line.declared();
      }
      if (line.file().derivedFrom().isEmpty()) {
        files.put(line.file().path(), line.file().sha256());
      }
      if (!volumes.containsAll(volume)) {
        var both = new HashSet<>(volumes);
        both.addAll(volume);
        volumes = volumes.isEmpty() ? volume : Set.copyOf(both);
      }
    }

    /**
     * @param certain whether what was found would be found again: nothing failed, and all that leads to somebody was
     *     taken out
     */
    record Compared(boolean same, boolean certain) {}

    /** Whether the bytes that would be packed are those that were. Any thread. */
    Compared compare(Preparation preparation, CorpusItem item) throws IOException {
      try (var prepared = preparation.withoutExtraction(item)) {
        boolean same = prepared.files().size() == files.size();
        for (var file : prepared.files()) {
          same = same && isSame(file);
        }
        return new Compared(same, same && RememberedItems.isCertain(prepared));
      }
    }

    private boolean isSame(Preparation.PreparedFile file) throws IOException {
      var hash = files.get(file.file().path());
      if (hash == null) {
        return false;
      }
      try (var in = file.bytes().open()) {
        return Arrays.equals(hash, PackedHash.of(in));
      }
    }
  }

  /**
   * What a reader of all the bundles together is shown: the newest of each item.
   *
   * @param bundles oldest first
   * @param lost takes what can't be read
   */
  static EarlierItems read(List<Bundle> bundles, Consumer<Fault> lost) throws IOException {
    var all = new EarlierItems();
    var settled = new HashSet<String>();
    for (var bundle : bundles.reversed()) {
      var here = new HashMap<String, EarlierItem>();
      for (var volume : bundle.root().content().volumes()) {
        all.read(bundle, volume, settled, here, lost);
      }
      all.items.putAll(here);
      settled.addAll(here.keySet());
      settled.addAll(bundle.root().content().withdrawn());
    }
    return all;
  }

  private void read(
      Bundle bundle, VolumeFacts volume, Set<String> settled, Map<String, EarlierItem> here, Consumer<Fault> lost)
      throws IOException {
    if (bundle.isElsewhere(volume)) {
      lostVolumes.add(volume.id());
      return;
    }
    var standing = Set.of(volume.id());
    try {
      bundle.catalogue(
          volume,
          line -> {
            if (!settled.contains(line.file().of())) {
              here.computeIfAbsent(line.file().of(), id -> new EarlierItem()).add(line, standing);
            }
          });
    } catch (DamagedBundleException e) {
      lostVolumes.add(volume.id());
      lost.accept(e);
    }
  }

  /** By id. */
  Map<String, EarlierItem> all() {
    return items;
  }

  /** Those whose catalogue can't be read to its end, or isn't here. */
  Set<String> lostVolumes() {
    return lostVolumes;
  }
}
