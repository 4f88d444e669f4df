package org.bojagi.repack;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.SealedContent;
import org.bojagi.bundle.SealedItem;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.InputException;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.StoredItem;
import org.bojagi.open.Decryption;
import org.bojagi.open.OpenBundle;

/**
 * Some items of one bundle on their way into another: their packed files are sealed again as they are, renditions and
 * subtitles too, their lines of the catalogue stay, and so do their documents of the index but for the places. One
 * thread.
 */
final class SelectedItems {
  /** New places that are held in memory, by item. */
  private static final int ITEMS_AT_ONCE = 20_000;

  private final OpenBundle from;
  private final OpenIndex index;
  private final BundleWriter writer;
  private final IndexBuilder builder;
  private final Executor decryption;
  private final Consumer<Fault> complaints;
  private final LongConsumer progress;
  private final Map<String, String> left;
  private final ArrayDeque<SealedItem> waiting = new ArrayDeque<>();
  private final Map<String, byte[]> places = new HashMap<>();

  /** Items that are in the new bundle, their files, and how large these are. */
  int moved;

  int files;
  long bytes;

  /** Items that are damaged or lost. */
  int damaged;

  /** Items that couldn't be taken for another reason. */
  int leftOut;

  /**
   * @param wanted path by id
   * @param complaints takes what is wrong with an item that is left out
   * @param progress takes the size of each file once it is sealed
   */
  SelectedItems(
      OpenBundle from,
      Map<String, String> wanted,
      BundleWriter writer,
      IndexBuilder builder,
      Executor decryption,
      Consumer<Fault> complaints,
      LongConsumer progress)
      throws IOException {
    this.from = from;
    this.index = from.requireIndex();
    this.left = new HashMap<>(wanted);
    this.writer = writer;
    this.builder = builder;
    this.decryption = decryption;
    this.complaints = complaints;
    this.progress = progress;
  }

  /** Takes all of them, in the order of the catalogue. */
  void take() throws IOException {
    var lines = new ArrayList<CatalogueLine>();
    from.bundle()
        .catalogue(
            line -> {
              if (!lines.isEmpty() && !lines.getFirst().file().of().equals(line.file().of())) {
                take(lines);
                lines.clear();
              }
              if (left.containsKey(line.file().of())) {
                lines.add(line);
              }
            },
            complaints);
    if (!lines.isEmpty()) {
      take(lines);
    }
    writer.closeShelf();
    settle();
    index();
    for (var missing : left.entrySet()) {
      lost(missing.getKey(), missing.getValue());
    }
  }

  /** An item that no catalogue here has. */
  private void lost(String id, String path) throws IOException {
    var files = index.byId(id).map(StoredItem::locations).isPresent() ? locations(id).files() : List.<Located>of();
    for (var file : files) {
      var card = from.bundle().cardElsewhere(file);
      if (card.isPresent()) {
        leftOut++;
        complaints.accept(new OnAnotherCardException(card.getAsInt(), path));
        return;
      }
    }
    damaged++;
    complaints.accept(
        new DamagedBundleException(
            "The part of the catalogue that names this item is lost, and the item is left out",
            path,
            "Look for it on another copy of the bundle."));
  }

  private Locations locations(String id) throws IOException {
    var item = index.byId(id);
    return item.isPresent() ? OpenBundle.locations(item.get()) : new Locations(List.of());
  }

  private void take(List<CatalogueLine> lines) throws IOException {
    var id = lines.getFirst().file().of();
    left.remove(id);
    try {
      var locations = locations(id);
      var sealed = new ArrayList<SealedContent>();
      if (locations.files().size() != lines.size() || lines.getFirst().item().isEmpty()) {
        throw contradiction(lines.getFirst().file());
      }
      for (var line : lines) {
        var located = locations.byId(line.file().id());
        if (located.isEmpty()) {
          throw contradiction(line.file());
        }
        sealed.add(seal(line.file(), located.get()));
        progress.accept(line.file().sizeBytes());
      }
      waiting.add(new SealedItem(lines, sealed));
    } catch (DoesNotFitException full) {
      throw full;
    } catch (OnAnotherCardException | InputException other) {
      leftOut++;
      complaints.accept(other);
    } catch (DamagedBundleException e) {
      damaged++;
      complaints.accept(e);
    }
    settle();
  }

  private static DamagedBundleException contradiction(PackedFile file) {
    return new DamagedBundleException(
        "The index and the catalogue name other files of this item, which is left out",
        file.path(),
        "Make the index anew with 'bojagi reindex', or use another copy of the bundle.");
  }

  /** A path that unpacking by hand would follow out of its folder; no packer writes one, and whoever has the key can. */
  private static void requirePlain(PackedFile file) throws InputException {
    boolean plain =
        file.path().indexOf('\0') < 0
            && Arrays.stream(file.path().split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!plain) {
      throw new InputException(
          "A file has a path that leads out of a bundle, and its item is left out",
          file.path(),
          "Ask whoever made the bundle; it was made by something other than Bojagi.");
    }
  }

  private SealedContent seal(PackedFile file, Located located) throws IOException {
    requirePlain(file);
    SealedContent sealed;
    try (var in = from.bundle().read(located, Decryption.of(file, decryption))) {
      sealed = writer.addAsItLay(file, located, in);
    }
    if (!Arrays.equals(sealed.sha256(), file.sha256())) {
      throw new DamagedBundleException(
          "A file is not the one that the catalogue names, and its item is left out",
          file.path(),
          "Use another copy of the bundle.");
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
      places.put(item.files().getFirst().of(), item.catalogue(writer).encode());
      files += item.files().size();
      bytes += item.files().stream().mapToLong(PackedFile::sizeBytes).sum();
      moved++;
      if (places.size() >= ITEMS_AT_ONCE) {
        index();
      }
    }
  }

  private void index() throws IOException {
    if (places.isEmpty()) {
      return;
    }
    try {
      builder.addFrom(index, Map.copyOf(places));
    } catch (RuntimeException crafted) {
      throw crafted(crafted, from.bundle().folder().toString());
    }
    places.clear();
  }

  /** Lucene trusts what it reads, and whoever has the recipient string can write it. */
  static DamagedBundleException crafted(RuntimeException e, String where) {
    return new DamagedBundleException(
        "The index can't be read, and nothing was written",
        where,
        "Make the index anew with 'bojagi reindex', or use another copy of the bundle.",
        e);
  }
}
