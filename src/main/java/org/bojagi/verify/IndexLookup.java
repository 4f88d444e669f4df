package org.bojagi.verify;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.Json;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.StorageException;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;

/**
 * The search index, asked for the places of one item after the other. Whatever is wrong with it is one finding.
 *
 * <p>Bounded: after a thousand damaged answers, or twenty for which the medium failed, it isn't asked any more, since a
 * medium may take seconds to say that it can't read. One thread.
 */
final class IndexLookup implements AutoCloseable {
  private static final long CACHE_BYTES = 8 << 20;
  private static final int ITEMS_KEPT = 64;
  private static final int PATIENCE = 1000;
  private static final int MEDIUM_COSTS = 50;

  private final Bundle bundle;
  private final Report report;
  private final Map<String, Locations> kept =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Locations> eldest) {
          return size() > ITEMS_KEPT;
        }
      };
  private OpenIndex index;
  private int patience = PATIENCE;

  IndexLookup(Bundle bundle, Report report) throws IOException {
    this.bundle = bundle;
    this.report = report;
    try {
      index = OpenIndex.open(BundleDirectory.of(bundle, new ChunkCache(CACHE_BYTES)), bundle.folder().toString());
      report.count(Check.INDEX, 1);
      if (index.isOfOlderRules()) {
        report.add(
            Flaw.INDEX_OLDER, bundle.folder().toString(), "The search index was made by older rules of cutting words");
      }
    } catch (NewerFormatException e) {
      report.add(Flaw.INDEX_NEWER, e.where(), e.what());
    } catch (Fault e) {
      unreadable(e.where(), "The search index can't be opened: " + e.what());
    } catch (RuntimeException crafted) {
      // Lucene trusts lengths and names in what it reads, and whoever has the recipient string can write them.
      unreadable(bundle.folder().toString(), "The search index can't be opened: it says what no index says");
    }
  }

  boolean isUsable() {
    return index != null && patience > 0;
  }

  /** @return without files where the index doesn't have the item; empty where it can't say */
  Optional<Locations> locations(String itemId) throws IOException {
    var locations = kept.get(itemId);
    if (locations == null) {
      if (!isUsable()) {
        return Optional.empty();
      }
      try {
        var item = index.byId(itemId);
        locations = item.isEmpty() ? new Locations(List.of()) : Locations.decode(item.get().locations());
      } catch (Json.Malformed e) {
        locations = new Locations(List.of());
      } catch (Fault e) {
        patience -= e instanceof StorageException ? MEDIUM_COSTS : 1;
        unreadable(e.where(), "Items of the search index can't be read: " + e.what());
        return Optional.empty();
      } catch (RuntimeException crafted) {
        patience--;
        unreadable(bundle.folder().toString(), "Items of the search index can't be read: they are malformed");
        return Optional.empty();
      }
      kept.put(itemId, locations);
    }
    return Optional.of(locations);
  }

  /** -1 where that can't be read. */
  long itemCount() throws IOException {
    if (!isUsable()) {
      return -1;
    }
    try {
      return index.itemCount();
    } catch (Fault e) {
      unreadable(e.where(), "The items of the search index can't be counted: " + e.what());
    } catch (RuntimeException crafted) {
      unreadable(bundle.folder().toString(), "The items of the search index can't be counted: it is malformed");
    }
    return -1;
  }

  private void unreadable(String where, String what) {
    report.addOnce(Flaw.INDEX_UNREADABLE, where, what);
  }

  @Override
  public void close() throws IOException {
    if (index != null) {
      index.close();
    }
  }
}
