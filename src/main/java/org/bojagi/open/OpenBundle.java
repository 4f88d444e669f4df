package org.bojagi.open;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.StoredItem;
import org.bojagi.search.Edition;

/** A bundle and, where it can be opened, its index. Owns both. */
public final class OpenBundle implements Closeable {
  private static final long CHUNK_CACHE_BYTES = 64 << 20;

  private final Bundle bundle;
  private final OpenIndex index;
  private final Fault indexFault;

  /** Items of the index that the signed catalogue hasn't, where another than the publisher made the index. */
  private volatile Set<String> notSigned;

  private volatile Shown shown;

  /**
   * @param index without what is hidden
   * @param hides what isn't signed, and what a delta replaced or withdrew
   * @param byDeltas the latter alone
   */
  private record Shown(OpenIndex index, Predicate<String> hides, Predicate<String> byDeltas, String name) {}

  private OpenBundle(Bundle bundle, OpenIndex index, Fault indexFault) throws IOException {
    this.bundle = bundle;
    this.index = index;
    this.indexFault = indexFault;
    boolean compare = index != null && indexFault == null && bundle.signers().isIndexOfAnother();
    this.notSigned = compare ? SignedItems.missing(bundle, index) : Set.of();
    showAll();
  }

  /** One for all bundles of a command: at most 64 MiB of decrypted chunks. */
  public static ChunkCache newCache() {
    return new ChunkCache(CHUNK_CACHE_BYTES);
  }

  /** What opening found is in {@link Bundle#findings}. An index that can't be opened is no fault of this. */
  public static OpenBundle open(Path folder, KeyRing keys, ChunkCache cache) throws IOException {
    return of(Bundle.open(folder, keys), cache);
  }

  /** @param bundle closed with what comes back, or where this throws */
  public static OpenBundle of(Bundle bundle, ChunkCache cache) throws IOException {
    boolean opened = false;
    try {
      var open = withIndex(bundle, cache);
      opened = true;
      return open;
    } finally {
      if (!opened) {
        bundle.close();
      }
    }
  }

  /**
   * As {@link #open}; where the index can't be opened, one made of the catalogue stands in for it: {@link #indexFault}
   * then says why, and nothing is found by its text.
   */
  public static OpenBundle openToRead(Path folder, KeyRing keys, ChunkCache cache) throws IOException {
    return toRead(Bundle.open(folder, keys), cache);
  }

  /**
   * As {@link #openToRead}.
   *
   * @param bundle closed with what comes back, or where this throws
   */
  public static OpenBundle toRead(Bundle bundle, ChunkCache cache) throws IOException {
    var open = of(bundle, cache);
    if (open.index != null) {
      return open;
    }
    boolean opened = false;
    try {
      var standIn = new OpenBundle(open.bundle, CatalogueIndex.of(open.bundle), open.indexFault);
      opened = true;
      return standIn;
    } finally {
      if (!opened) {
        open.close();
      }
    }
  }

  private static OpenBundle withIndex(Bundle bundle, ChunkCache cache) throws IOException {
    try {
      return withIndex(bundle, OpenIndex.open(BundleDirectory.of(bundle, cache), bundle.folder().toString()));
    } catch (Fault fault) {
      return new OpenBundle(bundle, null, fault);
    } catch (RuntimeException crafted) {
      // Lucene trusts lengths and names in what it reads, and whoever has the recipient string can write them.
      return new OpenBundle(
          bundle,
          null,
          new DamagedBundleException(
              "The index can't be read",
              bundle.folder().toString(),
              "Run 'bojagi verify', or use another copy of the bundle.",
              crafted));
    }
  }

  /** @param index closed where this throws */
  private static OpenBundle withIndex(Bundle bundle, OpenIndex index) throws IOException {
    OpenBundle open = null;
    try {
      open = new OpenBundle(bundle, index, null);
      return open;
    } finally {
      if (open == null) {
        index.close();
      }
    }
  }

  public Bundle bundle() {
    return bundle;
  }

  /**
   * Reads also what another card of the same set has. Of an index that isn't the publisher's, items are shown from now on
   * that only that card's catalogue vouches for.
   *
   * @param card closed
   * @return whether more is shown, so that a {@link Library} of this must be made anew
   */
  public boolean join(Bundle card) throws IOException {
    bundle.join(card);
    int hidden = notSigned.size();
    if (hidden > 0) {
      notSigned = SignedItems.missing(bundle, index);
      show(shown.byDeltas, shown.name);
    }
    return notSigned.size() < hidden;
  }

  public Edition edition() {
    var content = bundle.root().content();
    return new Edition(content.collection(), content.edition(), isDelta());
  }

  public boolean isDelta() {
    return bundle.root().content().delta() != null;
  }

  /** Whether an item isn't shown: a delta that is open replaced or withdrew it, or this is a delta that is passed over. */
  public boolean isHidden(String itemId) {
    return shown.hides.test(itemId);
  }

  /** Whether a path or id is that of a file of this item, which isn't shown. */
  public boolean isOfHiddenItem(String pathOrId, String itemId) throws IOException {
    if (index == null || !isHidden(itemId)) {
      return false;
    }
    var item = index.byId(itemId);
    return item.isPresent()
        && locations(item.get()).files().stream()
            .anyMatch(file -> file.file().path().equals(pathOrId) || file.file().id().equals(pathOrId));
  }

  /** Takes a file of an item and the number of the card that it is on. */
  @FunctionalInterface
  public interface ElsewhereConsumer {
    void accept(CatalogueLine line, int card) throws IOException;
  }

  /** Files of items whose own file is on a card that isn't here, as the index has them: without hashes. */
  public void eachElsewhere(ElsewhereConsumer consumer) throws IOException {
    if (shown.index == null || bundle.cardCount() == 1) {
      return;
    }
    for (int document : shown.index.items()) {
      var item = shown.index.item(document);
      var files = locations(item).files();
      var card = files.isEmpty() ? OptionalInt.empty() : bundle.cardElsewhere(files.getFirst());
      if (card.isPresent()) {
        var described = Optional.of(shown.index.describe(document, item));
        for (var file : files) {
          var line = new CatalogueLine(file.file(), file == files.getFirst() ? described : Optional.empty());
          consumer.accept(line, card.getAsInt());
        }
      }
    }
  }

  final void showAll() throws IOException {
    Predicate<String> none = id -> false;
    if (notSigned.isEmpty()) {
      shown = new Shown(index, none, none, bundle.folder().toString());
    } else {
      show(none, index.name());
    }
  }

  /** How many items of the index are not shown, since the catalogue that was signed hasn't them. */
  public int notSigned() {
    return notSigned.size();
  }

  /** @param hides which items are not found or listed from now on */
  final void show(Predicate<String> hides, String name) throws IOException {
    Predicate<String> all = notSigned.isEmpty() ? hides : hides.or(notSigned::contains);
    shown = new Shown(index == null ? null : index.hiding(all, name), all, hides, name);
  }

  /** With what is hidden. */
  OpenIndex requireWholeIndex() throws Fault {
    requireIndex();
    return index;
  }

  /**
   * Without what a delta replaced or withdrew. Empty where it is lost, damaged or newer than we are: {@link
   * #requireIndex} says which.
   */
  public Optional<OpenIndex> index() {
    return Optional.ofNullable(shown.index);
  }

  public OpenIndex requireIndex() throws Fault {
    if (index == null) {
      throw indexFault;
    }
    return shown.index;
  }

  /** How many items the index shows; 0 where there is none. */
  public int indexedItems() throws IOException {
    return index == null ? 0 : shown.index.items().length;
  }

  /** Whether there is an index whose words were cut by older rules than ours, so that making it anew finds more. */
  public boolean isIndexOfOlderRules() {
    return index != null && index.isOfOlderRules();
  }

  /** Why there is no index, or not the bundle's own; null where it is there. */
  public Fault indexFault() {
    return indexFault;
  }

  /** Where an item's files lie, as the index says. */
  public static Locations locations(StoredItem item) throws Fault {
    try {
      return item.decodedLocations();
    } catch (Json.Malformed e) {
      throw new DamagedBundleException(
          "The index doesn't say where an item lies: " + e.getMessage(),
          item.path(),
          "Use another copy of the bundle.");
    }
  }

  /** A packed file's bytes, for a snippet. */
  public InputStream read(StoredItem item, int fileOrdinal) throws IOException {
    var files = locations(item).files();
    if (fileOrdinal < 0 || fileOrdinal >= files.size()) {
      throw new DamagedBundleException(
          "The index names a file that the item doesn't have", item.path(), "Use another copy of the bundle.");
    }
    return bundle.read(files.get(fileOrdinal), null);
  }

  @Override
  public void close() throws IOException {
    try {
      if (index != null) {
        index.close();
      }
    } finally {
      bundle.close();
    }
  }
}
