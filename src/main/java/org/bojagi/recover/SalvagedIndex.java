package org.bojagi.recover;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.Root;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.fault.Fault;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;

/** A bundle's index, opened as ever over the volumes that are left, as far as it can be read. */
final class SalvagedIndex implements Closeable {
  private static final long CHUNK_CACHE_BYTES = 64 << 20;

  /** The bundle as who reads the index needs it. */
  private final Bundle bundle;

  /** Null where it can't be opened. */
  private final OpenIndex index;

  private boolean isWhole;
  private String lastItem = "";
  private Locations lastLocations = new Locations(List.of());

  private SalvagedIndex(Bundle bundle, OpenIndex index) {
    this.bundle = bundle;
    this.index = index;
    this.isWhole = index != null;
  }

  /**
   * @param identity stays the caller's
   * @param volumes by id, whose payloads are closed with this
   */
  static SalvagedIndex open(Root root, X25519Identity identity, Map<String, SalvagedVolume> volumes)
      throws IOException {
    for (var file : root.index().files()) {
      for (var extent : file.extents()) {
        var volume = volumes.get(extent.volume());
        if (volume != null) {
          volume.ensure(extent.plaintextOffset(), extent.length());
        }
      }
    }
    var payloads = new HashMap<String, AgePayload>();
    volumes.forEach((volumeId, volume) -> payloads.put(volumeId, volume.payload()));
    var bundle = Bundle.of(identity.copy(), root, Path.of(""), payloads);
    try {
      return new SalvagedIndex(
          bundle, OpenIndex.open(BundleDirectory.of(bundle, new ChunkCache(CHUNK_CACHE_BYTES)), "index"));
    } catch (Fault | RuntimeException e) {
      return new SalvagedIndex(bundle, null);
    }
  }

  boolean isOpen() {
    return index != null;
  }

  /** Whether nothing that was asked so far was damaged. */
  boolean isWhole() {
    return isWhole;
  }

  /** Of an item that it doesn't know none. */
  Locations locations(String itemId) {
    if (index != null && !itemId.equals(lastItem)) {
      lastItem = itemId;
      lastLocations = new Locations(List.of());
      try {
        var item = index.byId(itemId);
        lastLocations = item.isPresent() ? item.get().decodedLocations() : lastLocations;
      } catch (IOException | RuntimeException | Json.Malformed e) {
        isWhole = false;
      }
    }
    return lastLocations;
  }

  /** Takes one item after the other. */
  interface ItemConsumer {
    void accept(Item item, List<Located> files) throws IOException;
  }

  /** Every item that can be read. */
  void eachItem(ItemConsumer consumer) throws IOException {
    if (index == null) {
      return;
    }
    int[] items;
    try {
      items = index.items();
    } catch (IOException | RuntimeException e) {
      isWhole = false;
      return;
    }
    for (int document : items) {
      Item described;
      Locations locations;
      try {
        var item = index.item(document);
        locations = item.decodedLocations();
        described = index.describe(document, item);
      } catch (IOException | RuntimeException | Json.Malformed e) {
        isWhole = false;
        continue;
      }
      consumer.accept(described, locations.files());
    }
  }

  @Override
  public void close() throws IOException {
    if (index != null) {
      index.close();
    }
    bundle.close();
  }
}
