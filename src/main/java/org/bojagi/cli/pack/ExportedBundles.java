package org.bojagi.cli.pack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.bojagi.catalog.Item;
import org.bojagi.cli.read.Heaps;
import org.bojagi.cli.read.KeyRingOptions;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.inventory.Inventory;
import org.bojagi.open.FileFinder;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.search.SearchOptions;

/** The bundles of one export, cards of a set and deltas as one; those that can't be opened are left out. */
final class ExportedBundles implements Closeable {
  private final Together together = new Together(OpenBundle.newCache());
  private final List<Fault> leftOut = new ArrayList<>();
  private int exitCode;

  private ExportedBundles() {}

  /** @throws Fault none can be opened: what is wrong with the first */
  static ExportedBundles open(List<Path> places, KeyRingOptions ring, Heaps heaps) throws IOException {
    var opened = new ExportedBundles();
    boolean complete = false;
    try {
      if (Heaps.isOne(places)) {
        try (var keys = ring.keys()) {
          opened.together.open(places.getFirst(), keys);
        }
      } else {
        opened.openAll(places, ring, heaps);
      }
      if (ring.hasPassedOver()) {
        opened.exitCode = ExitCode.worse(opened.exitCode, ExitCode.SKIPPED);
      }
      for (var open : opened.all()) {
        open.bundle().findings().forEach(Terminal::complain);
      }
      Library.together(opened.all()).forEach(Terminal::complain);
      complete = true;
      return opened;
    } finally {
      if (!complete) {
        opened.close();
      }
    }
  }

  private void openAll(List<Path> places, KeyRingOptions ring, Heaps heaps) throws IOException {
    try (var inventory = inventory(places, ring, heaps)) {
      heaps.complain(inventory);
      exitCode = heaps.exitCode(inventory);
      for (var found : inventory.bundles()) {
        try {
          together.add(found.open());
        } catch (Fault fault) {
          leftOut.add(fault);
          exitCode = ExitCode.worse(exitCode, fault.exitCode());
        }
      }
    }
    if (all().isEmpty()) {
      throw leftOut.getFirst();
    }
  }

  private static Inventory inventory(List<Path> places, KeyRingOptions ring, Heaps heaps) throws IOException {
    try (var keys = ring.keys()) {
      return heaps.inventory(places, keys);
    }
  }

  /** The worst of what could not be opened. */
  int exitCode() {
    return exitCode;
  }

  List<OpenBundle> all() {
    return together.all();
  }

  List<Fault> leftOut() {
    return leftOut;
  }

  /** Of the first bundle, in its own language. */
  String title() {
    return all().getFirst().bundle().about().ownTitle();
  }

  /** Korean where the first bundle is, since its readers are; else the system's. */
  Locale language() {
    return all().getFirst().bundle().about().language().startsWith("ko") ? Locale.KOREAN : Texts.locale();
  }

  /** Which items were asked for, and what was asked for in vain. */
  static final class Wanted implements BiPredicate<OpenBundle, Item> {
    private final Set<String> paths;
    private final Set<String> types;
    private final Map<OpenBundle, Set<String>> found;
    private final Set<String> unmet;

    private Wanted(Set<String> paths, Set<String> types, Map<OpenBundle, Set<String>> found) {
      this.paths = paths;
      this.types = types;
      this.found = found;
      this.unmet = new HashSet<>(paths);
    }

    @Override
    public boolean test(OpenBundle open, Item item) {
      boolean named = paths.isEmpty();
      for (var path : paths) {
        if (item.path().equals(path) || item.id().equals(path) || item.path().startsWith(path + "/")) {
          unmet.remove(path);
          named = true;
        }
      }
      return named
          && (types.isEmpty() || types.contains(item.type().code()))
          && (found == null || found.getOrDefault(open, Set.of()).contains(item.id()));
    }

    Set<String> unmet() {
      return unmet;
    }
  }

  /** @param query null: all */
  Wanted wanted(Set<String> paths, Set<String> types, String query) throws IOException {
    var names = new HashSet<String>();
    paths.forEach(path -> names.add(FileFinder.nfc(path).replaceFirst("/+$", "")));
    return new Wanted(names, types, query == null ? null : found(query));
  }

  private Map<OpenBundle, Set<String>> found(String query) throws IOException {
    var library = new Library(all());
    var found = new HashMap<OpenBundle, Set<String>>();
    for (var match : library.searcher().all(query, SearchOptions.first(1))) {
      var open = library.bundles().get(match.bundle());
      found.computeIfAbsent(open, none -> new HashSet<>()).add(library.itemId(match));
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    together.close();
  }
}
