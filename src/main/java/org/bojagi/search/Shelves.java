package org.bojagi.search;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bojagi.catalog.Item;
import org.bojagi.index.OpenIndex;

/** Lists without a query, over several bundles as if they were one. Any number of threads. */
public final class Shelves {
  public enum Order {
    SOUTHERN,
    NORTHERN,
    DATE_NEWEST_FIRST
  }

  private final List<OpenIndex> indexes;

  /** @param indexes stay open, and must be open for as long as this is used */
  public Shelves(List<OpenIndex> indexes) {
    this.indexes = List.copyOf(indexes);
  }

  /** @param types {@link org.bojagi.catalog.ItemType#code}s; empty: all */
  public long count(Set<String> types) throws IOException {
    throw new UnsupportedOperationException(indexes.toString());
  }

  public List<ShelfItem> list(Set<String> types, Order order, int from, int count) throws IOException {
    throw new UnsupportedOperationException();
  }

  public List<ShelfSeries> series(Order order, int from, int count) throws IOException {
    throw new UnsupportedOperationException();
  }

  public List<ShelfItem> parts(int bundle, String seriesId) throws IOException {
    throw new UnsupportedOperationException();
  }

  public Optional<ShelfItem> byId(int bundle, String id) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** @param path of any file of the item, NFC */
  public Optional<ShelfItem> byPath(int bundle, String path) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** @throws org.bojagi.fault.UsageException there is no such item */
  public ShelfItem at(int bundle, int document) throws IOException {
    throw new UnsupportedOperationException();
  }

  public Item describe(ShelfItem item) throws IOException {
    throw new UnsupportedOperationException();
  }
}
