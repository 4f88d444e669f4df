package org.bojagi.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.EarlierShelves;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.PackedHash;
import org.bojagi.bundle.SealedContent;
import org.bojagi.bundle.SealedItem;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.InputException;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.OpenIndex;

/**
 * Unchanged items of volumes that can't stay: their packed bytes, renditions too, are sealed again under new keys as they
 * are, whole shelves where nothing on them changed, without reading the corpus or extracting anything, and their documents
 * of the index get the new places.
 */
final class MovedItems {
  /** New places that are held in memory, by item. */
  private static final int ITEMS_AT_ONCE = 20_000;

  private final Bundle old;
  private final OpenIndex index;
  private final Map<String, Integer> documents;
  private final EarlierShelves shelves;
  private final Continuation continuation;
  private final BundleWriter writer;
  private final IndexBuilder builder;
  private final PackTally tally;
  private final Duplicates duplicates;
  private final ArrayDeque<Moved> waiting = new ArrayDeque<>();
  private final Map<String, byte[]> places = new HashMap<>();

  /** Items that can't be read any more, to be packed from the corpus. */
  final Set<String> failed = new HashSet<>();

  /** Items that the cards have no room for. */
  final Set<String> leftOut = new HashSet<>();

  /** An item whose files are sealed; where those on a shelf lie may not be known yet. */
  private record Moved(CorpusItem item, SealedItem sealed) {}

  /**
   * @param documents Lucene's number of each item of the index that can be moved, by id
   * @param shelves with all that stays
   * @param duplicates what was sealed by now, to which is added what this seals
   */
  MovedItems(
      Bundle old,
      OpenIndex index,
      Map<String, Integer> documents,
      EarlierShelves shelves,
      Continuation continuation,
      IndexBuilder builder,
      PackTally tally,
      Duplicates duplicates) {
    this.old = old;
    this.index = index;
    this.documents = documents;
    this.shelves = shelves;
    this.continuation = continuation;
    this.writer = continuation.writer();
    this.builder = builder;
    this.tally = tally;
    this.duplicates = duplicates;
  }

  /**
   * @param wanted by id
   * @param volumes of the earlier edition that have lines of these
   * @param cards null where cards don't matter
   */
  void move(Map<String, CorpusItem> wanted, List<VolumeFacts> volumes, CardFilling cards) throws IOException {
    var missed = new HashSet<>(wanted.keySet());
    var lines = new ArrayList<CatalogueLine>();
    for (var volume : volumes) {
      try {
        old.catalogue(
            volume,
            line -> {
              var id = line.file().of();
              if (!lines.isEmpty() && !lines.getFirst().file().of().equals(id)) {
                move(wanted.get(lines.getFirst().file().of()), lines, cards);
                lines.clear();
              }
              if (wanted.containsKey(id)) {
                missed.remove(id);
                lines.add(line);
              }
            });
      } catch (DamagedBundleException lost) {
        // Whatever of these items wasn't met is packed again.
      }
    }
    if (!lines.isEmpty()) {
      move(wanted.get(lines.getFirst().file().of()), lines, cards);
    }
    failed.addAll(missed);
    if (shelves.hasUnnamed()) {
      continuation.leaveUnnamed();
    }
    place();
    index();
  }

  /** An item that an interrupted run moved. */
  void moved(IndexedItem item) throws IOException {
    places.put(item.item().id(), item.locations());
    if (places.size() >= ITEMS_AT_ONCE) {
      index();
    }
  }

  private void move(CorpusItem item, List<CatalogueLine> lines, CardFilling cards) throws IOException {
    long bytes = lines.stream().mapToLong(line -> bound(line.file())).sum();
    // A checkpoint with a shelf of which files belong to items behind it would keep them, should these change meanwhile.
    boolean due = writer.isCheckpointDue(bytes);
    if (due && !shelves.hasUnnamed()) {
      checkpoint();
      due = false;
    }
    boolean mayCarry = cards == null && !(due && shelves.hasUnnamed());
    var noRoom = cards == null ? null : cards.begin(item, bytes, this::checkpoint);
    if (noRoom != null) {
      tally.find(noRoom);
      leftOut.add(item.item().id());
      tally.pass(Packer.sizeOf(item));
      return;
    }
    try {
      var locations = index.item(documents.get(item.item().id())).decodedLocations();
      if (locations.files().size() != lines.size()) {
        throw new Json.Malformed("the catalogue has other files than the index");
      }
      var sealed = new ArrayList<SealedContent>();
      for (var line : lines) {
        var located = locations.byId(line.file().id());
        if (located.isEmpty()) {
          throw new Json.Malformed("the index doesn't know a file");
        }
        sealed.add(seal(line.file(), located.get(), mayCarry));
      }
      for (int i = 0; i < lines.size(); i++) {
        duplicates.add(lines.get(i).file().path(), sealed.get(i));
      }
      waiting.add(new Moved(item, new SealedItem(lines, sealed)));
      tally.pass(Packer.sizeOf(item));
    } catch (DoesNotFitException full) {
      throw full;
    } catch (DamagedBundleException | InputException | Json.Malformed damaged) {
      failed.add(item.item().id());
      continuation.leaveUnnamed();
    }
    settle();
  }

  /** What it takes at most; what no shelf holds, and was sealed already, is sealed once. */
  private long bound(PackedFile file) {
    boolean once = file.sizeBytes() > BundleWriter.MAX_SHELVED_BYTES && duplicates.find(file).isPresent();
    return CardFilling.bound(once ? 0 : file.sizeBytes());
  }

  private void checkpoint() throws IOException {
    place();
    continuation.checkpoint();
  }

  private void place() throws IOException {
    writer.closeShelf();
    settle();
  }

  /** @param mayCarry whether a whole shelf may go on as it is */
  private SealedContent seal(PackedFile file, Located located, boolean mayCarry) throws IOException {
    var extents = located.extents();
    if (extents.size() == 1 && extents.getFirst().encoding() == Encoding.ZSTD) {
      return shelve(file, extents.getFirst(), mayCarry);
    }
    var twin = duplicates.find(file);
    if (twin.isPresent()) {
      return twin.get();
    }
    SealedContent sealed;
    try (var in = old.read(located, null)) {
      sealed = writer.addAsItLay(file, located, in);
    }
    requireSame(file, sealed.sha256());
    return sealed;
  }

  private SealedContent shelve(PackedFile file, Extent extent, boolean mayCarry) throws IOException {
    var content = shelves.content(extent);
    requireSame(file, PackedHash.of(new ByteArrayInputStream(content)));
    var carried = shelves.carry(extent, writer, mayCarry);
    return carried.isPresent() ? SealedContent.of(file, List.of(carried.get())) : writer.shelve(file.path(), content);
  }

  private static void requireSame(PackedFile file, byte[] sha256) throws DamagedBundleException {
    if (!Arrays.equals(sha256, file.sha256())) {
      throw new DamagedBundleException(
          "A file of the earlier edition is not the one that its catalogue names", file.path(), "It is packed again.");
    }
  }

  private void settle() throws IOException {
    if (waiting.isEmpty() || !waiting.getFirst().sealed.isPlaced() && !waiting.getLast().sealed.isPlaced()) {
      return;
    }
    for (var items = waiting.iterator(); items.hasNext(); ) {
      var item = items.next();
      if (!item.sealed.isPlaced()) {
        continue;
      }
      items.remove();
      var locations = item.sealed.catalogue(writer);
      var volumes = new LinkedHashSet<String>();
      locations.files().forEach(file -> file.extents().forEach(extent -> volumes.add(extent.volume())));
      var files = item.sealed.files();
      var described = item.sealed.lines().getFirst().item().orElseThrow();
      var moved = new IndexedItem(described, files, List.of(), locations.encode());
      continuation.recordMoved(item.item, moved, volumes);
      tally.takenOver(described, files);
      moved(moved);
    }
  }

  void index() throws IOException {
    if (!places.isEmpty()) {
      builder.addFrom(index, Map.copyOf(places));
      places.clear();
    }
  }
}
