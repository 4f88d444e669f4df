package org.bojagi.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.Item;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.open.FileFinder;
import org.bojagi.open.OpenBundle;

/** What the catalogues of open bundles say of the items that are wanted. */
public final class BundleItems {
  private BundleItems() {}

  /**
   * The items, in the order of the catalogues, without what a delta hides.
   *
   * @param wanted told each item and the bundle that it is in
   * @param lost takes what is damaged or on another card: the rest is there without it
   */
  public static List<ExportedItem> read(
      List<OpenBundle> bundles, BiPredicate<OpenBundle, Item> wanted, Consumer<Fault> lost) throws IOException {
    var items = new ArrayList<ExportedItem>();
    for (var open : bundles) {
      var known = new LinkedHashMap<String, Item>();
      var files = new LinkedHashMap<String, List<Located>>();
      var finder = new FileFinder(open, lost, () -> {});
      open.bundle()
          .catalogueByVolume(
              (line, volume) -> {
                var of = line.file().of();
                if (line.item().isPresent() && !open.isHidden(of) && wanted.test(open, line.item().get())) {
                  known.put(of, line.item().get());
                }
                if (known.containsKey(of)) {
                  try {
                    var located = finder.locate(line.file(), volume);
                    files.computeIfAbsent(of, none -> new ArrayList<>()).add(new Located(line.file(), located.extents()));
                  } catch (DamagedBundleException unlocated) {
                    lost.accept(unlocated);
                  }
                }
              },
              lost);
      add(open, known, files, items);
      open.eachElsewhere(
          (line, card) -> {
            if (line.item().isPresent() && wanted.test(open, line.item().get())) {
              lost.accept(new OnAnotherCardException(card, line.file().path()));
            }
          });
    }
    return items;
  }

  private static void add(
      OpenBundle open, Map<String, Item> known, Map<String, List<Located>> files, List<ExportedItem> items) {
    known.forEach(
        (id, item) -> {
          var located = new ArrayList<>(files.getOrDefault(id, List.of()));
          var own = located.stream().filter(file -> file.file().id().equals(id)).findFirst();
          if (own.isPresent()) {
            located.remove(own.get());
            located.addFirst(own.get());
            items.add(new ExportedItem(open, item, located));
          }
        });
  }
}
