package org.bojagi.open;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Item;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.MemoryIndex;
import org.bojagi.index.OpenIndex;

/**
 * What stands in for a bundle's index when that is lost: everything is listed and found by its title, nothing by its
 * text. Made from the catalogue and the volumes' own directories.
 */
final class CatalogueIndex {
  private final Bundle bundle;
  private final VolumeEntries entries;
  private final MemoryIndex index;
  private Item item;
  private final List<Located> files = new ArrayList<>();
  private int items;

  private CatalogueIndex(Bundle bundle, MemoryIndex index) {
    this.bundle = bundle;
    this.entries = new VolumeEntries(bundle);
    this.index = index;
  }

  /** @throws DamagedBundleException of the catalogue nothing can be read either */
  static OpenIndex of(Bundle bundle) throws IOException {
    try (var memory = new MemoryIndex()) {
      var catalogue = new CatalogueIndex(bundle, memory);
      DamagedBundleException lost = null;
      var volumes = bundle.root().content().volumes();
      for (int i = 0; i < volumes.size() && catalogue.items < MemoryIndex.MAX_ITEMS; i++) {
        int volume = i;
        if (bundle.isElsewhere(volumes.get(i))) {
          continue;
        }
        try {
          bundle.catalogue(volumes.get(i), line -> catalogue.take(line, volume));
        } catch (DamagedBundleException e) {
          lost = e;
        }
      }
      catalogue.finishItem();
      if (catalogue.items == 0 && lost != null) {
        throw lost;
      }
      return memory.open(bundle.folder().toString());
    }
  }

  /** An item's lines follow one another, its own first. */
  private void take(CatalogueLine line, int volume) throws IOException {
    if (line.item().isPresent()) {
      finishItem();
      item = line.item().get();
    }
    if (item == null || !line.file().of().equals(item.id()) || items >= MemoryIndex.MAX_ITEMS) {
      return;
    }
    try {
      files.add(entries.locate(line.file(), volume));
    } catch (DamagedBundleException e) {
      if (line.item().isPresent()) {
        item = null; // its own file is lost, and with it the item
      }
    }
  }

  private void finishItem() throws IOException {
    if (item != null && !files.isEmpty()) {
      var packed = files.stream().map(Located::file).toList();
      index.add(new IndexedItem(item, packed, List.of(), new Locations(files).encode()));
      items++;
    }
    item = null;
    files.clear();
  }
}
