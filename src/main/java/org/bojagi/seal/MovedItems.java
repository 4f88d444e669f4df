package org.bojagi.seal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.BundleWriter.Sealed;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.InputException;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.StoredItem;

/**
 * Unchanged items of volumes that can't stay: their packed bytes, renditions too, are sealed again under new keys as they
 * are, without reading the corpus or extracting anything, and their documents of the index get the new places.
 */
final class MovedItems {
  /** New places that are held in memory, by item. */
  private static final int ITEMS_AT_ONCE = 20_000;

  private final Bundle old;
  private final OpenIndex index;
  private final BundleWriter writer;
  private final IndexBuilder builder;
  private final PackTally tally;
  private final ArrayDeque<Moved> waiting = new ArrayDeque<>();
  private final Map<String, byte[]> places = new HashMap<>();
  private final Set<String> failed = new HashSet<>();

  /** An item whose files are sealed; where those on a shelf lie may not be known yet. */
  private record Moved(String id, List<CatalogueLine> lines, List<Sealed> sealed) {
    boolean isPlaced() {
      return sealed.stream().allMatch(Sealed::isPlaced);
    }
  }

  MovedItems(Bundle old, OpenIndex index, BundleWriter writer, IndexBuilder builder, PackTally tally) {
    this.old = old;
    this.index = index;
    this.writer = writer;
    this.builder = builder;
    this.tally = tally;
  }

  /** @return ids of items that can't be read any more, to be packed from the corpus */
  Set<String> move(Predicate<String> ids) throws IOException {
    var lines = new ArrayList<CatalogueLine>();
    old.catalogue(
        line -> {
          if (!lines.isEmpty() && !lines.getFirst().file().of().equals(line.file().of())) {
            move(lines);
            lines.clear();
          }
          if (ids.test(line.file().of())) {
            lines.add(line);
          }
        },
        lost -> {});
    move(lines);
    writer.closeShelf();
    settle();
    index();
    return failed;
  }

  private void move(List<CatalogueLine> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    var id = lines.getFirst().file().of();
    try {
      var locations = index.byId(id).orElseThrow().decodedLocations();
      if (locations.files().size() != lines.size()) {
        throw new Json.Malformed("the catalogue has other files than the index");
      }
      var sealed = new ArrayList<Sealed>();
      for (var line : lines) {
        var located = locations.byId(line.file().id());
        if (located.isEmpty()) {
          throw new Json.Malformed("the index doesn't know a file");
        }
        sealed.add(seal(line.file(), located.get()));
      }
      waiting.add(new Moved(id, List.copyOf(lines), sealed));
    } catch (DoesNotFitException full) {
      throw full;
    } catch (DamagedBundleException | InputException | Json.Malformed damaged) {
      failed.add(id);
    }
    settle();
  }

  private Sealed seal(PackedFile file, Located located) throws IOException {
    Sealed sealed;
    var encoding = located.extents().isEmpty() ? Encoding.STORED : located.extents().getFirst().encoding();
    try (var in = old.read(located, null)) {
      sealed =
          encoding == Encoding.ZSTD && file.sizeBytes() <= BundleWriter.MAX_SHELVED_BYTES
              ? writer.shelve(file.path(), in.readNBytes((int) file.sizeBytes()))
              : writer.add(file.path(), in, file.sizeBytes(), encoding != Encoding.STORED);
    }
    if (!Arrays.equals(sealed.sha256(), file.sha256())) {
      throw new DamagedBundleException(
          "A file of the earlier edition is not the one that its catalogue names", file.path(), "It is packed again.");
    }
    return sealed;
  }

  private void settle() throws IOException {
    for (var items = waiting.iterator(); items.hasNext(); ) {
      var item = items.next();
      if (!item.isPlaced()) {
        continue;
      }
      items.remove();
      var located = new ArrayList<Located>();
      for (int i = 0; i < item.lines.size(); i++) {
        writer.addLine(item.lines.get(i));
        located.add(new Located(item.lines.get(i).file(), item.sealed.get(i).extents()));
      }
      places.put(item.id, new Locations(located).encode());
      tally.takenOver(
          item.lines.getFirst().item().orElseThrow(), item.lines.stream().map(CatalogueLine::file).toList());
      if (places.size() >= ITEMS_AT_ONCE) {
        index();
      }
    }
  }

  private void index() throws IOException {
    if (!places.isEmpty()) {
      builder.addFrom(index, Map.copyOf(places));
      places.clear();
    }
  }

  /** As the index says. */
  List<PackedFile> files(StoredItem item) {
    try {
      return item.decodedLocations().files().stream().map(Located::file).toList();
    } catch (Json.Malformed e) {
      return List.of();
    }
  }
}
