package org.bojagi.repack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.index.ItemsInTurn;
import org.bojagi.open.FileFinder;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.Hit;
import org.bojagi.search.SearchOptions;

/**
 * Items of open bundles that a query, a kind or paths choose: each once, in its newest edition, and none that a delta
 * withdrew.
 *
 * @param items of each bundle, by its position in the library: path by id
 * @param files of all of them, renditions and subtitles too
 * @param bytes of these files
 * @param findings what was asked for and is left out
 */
public record Selection(List<Map<String, String>> items, int files, long bytes, List<Finding> findings) {

  public Selection {
    items = List.copyOf(items);
    findings = List.copyOf(findings);
  }

  /** How many items. */
  public int size() {
    return items.stream().mapToInt(Map::size).sum();
  }

  /**
   * @param query items must have each of its words, as typed; empty: any item will do
   * @param chosen kinds and languages
   * @param paths of items or of any of their files, of folders, or ids; none: any item will do
   */
  public static Selection of(Library library, String query, SearchOptions chosen, List<String> paths)
      throws IOException {
    return of(library, library.searcher().all(query, chosen), paths, (done, total) -> {});
  }

  /** How many of the matches have been looked at; may throw, to end it. */
  public interface Progress {
    void at(int done, int total);
  }

  /** @param matches in one of the library's bundles each */
  public static Selection of(Library library, List<Hit.Copy> matches, Progress progress) throws IOException {
    return of(library, matches, List.of(), progress);
  }

  /** What is kept of an item. */
  private record Found(String id, String path, int files, long bytes) {}

  /** In the order of the matches; read in that of the indexes, where they lie beside each other. */
  private static List<Found> found(Library library, List<Hit.Copy> matches, Progress progress) throws IOException {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < matches.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing((Integer i) -> matches.get(i).bundle()).thenComparing(i -> matches.get(i).document()));
    var found = new Found[matches.size()];
    ItemsInTurn items = null;
    int bundle = -1;
    int done = 0;
    for (int i : order) {
      progress.at(done++, found.length);
      if (matches.get(i).bundle() != bundle) {
        bundle = matches.get(i).bundle();
        items = new ItemsInTurn(library.bundles().get(bundle).requireIndex());
      }
      var item = items.item(matches.get(i).document());
      var files = OpenBundle.locations(item).files();
      long bytes = files.stream().mapToLong(located -> located.file().sizeBytes()).sum();
      found[i] = new Found(item.id(), item.path(), files.size(), bytes);
    }
    return Arrays.asList(found);
  }

  private static Selection of(Library library, List<Hit.Copy> matches, List<String> paths, Progress progress)
      throws IOException {
    var wanted = paths.stream().map(FileFinder::nfc).map(Selection::withoutEnd).toList();
    var named = named(library, wanted);
    var unmet = new LinkedHashSet<>(wanted);
    var items = new ArrayList<Map<String, String>>();
    library.bundles().forEach(bundle -> items.add(new LinkedHashMap<>()));
    var findings = new ArrayList<Finding>();
    var ids = new HashSet<String>();
    int files = 0;
    long bytes = 0;
    var found = found(library, matches, progress);
    for (int i = 0; i < found.size(); i++) {
      var match = matches.get(i);
      var item = found.get(i);
      if (!wanted.isEmpty() && !meets(item.path(), named.getOrDefault(item.id(), Set.of()), wanted, unmet)) {
        continue;
      }
      if (!ids.add(item.id())) {
        findings.add(
            new Finding(
                Severity.WARNING,
                "same-id",
                item.path(),
                "Two different items of these bundles have the same path or id, and the one in "
                    + library.bundles().get(match.bundle()).bundle().folder()
                    + " is left out",
                "Select it in a run of its own."));
        continue;
      }
      items.get(match.bundle()).put(item.id(), item.path());
      files += item.files();
      bytes += item.bytes();
    }
    for (var path : unmet) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "not-found",
              path,
              "Nothing of this path or id is among what was asked for",
              "bojagi list BUNDLE --all shows all paths."));
    }
    return new Selection(items.stream().map(Collections::unmodifiableMap).toList(), files, bytes, findings);
  }

  private static String withoutEnd(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Ids of items of which a file has one of these paths or ids, with what named them. */
  private static Map<String, Set<String>> named(Library library, List<String> wanted) throws IOException {
    var ids = new HashMap<String, Set<String>>();
    for (var name : wanted) {
      for (var bundle : library.bundles()) {
        var index = bundle.requireIndex();
        var byPath = index.byPath(name);
        var item = byPath.isPresent() ? byPath : index.byId(name);
        item.ifPresent(found -> ids.computeIfAbsent(found.id(), id -> new LinkedHashSet<>()).add(name));
      }
    }
    return ids;
  }

  private static boolean meets(String path, Set<String> named, List<String> wanted, Set<String> unmet) {
    boolean meets = !named.isEmpty();
    unmet.removeAll(named);
    for (var folder : wanted) {
      if (path.startsWith(folder + "/")) {
        unmet.remove(folder);
        meets = true;
      }
    }
    return meets;
  }
}
