package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.bojagi.catalog.Item;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * Which items are parts of one series, and in which order: as declared for the item, else for its
 * folder, else by numbers at the beginning of names, else by titles, else by numbers at the end of
 * names.
 */
final class SeriesPlacement {
  /**
   * What is known of one item.
   *
   * @param title declared, else found in the text, else of the file's name
   * @param declaredSeries empty where the item's own metadata has none; {@code false} where it says
   *     that there is none
   * @param declaredPart 0 where there is none
   * @param canBePart false for pictures, which are numbered by every camera: only metadata makes
   *     them parts
   */
  record Candidate(
      String path,
      FileName name,
      String title,
      String declaredSeries,
      int declaredPart,
      boolean canBePart) {
    String folder() {
      return Names.folderOf(path);
    }

    int leadingNumber() {
      return name.number();
    }

    /**
     * The number that a part of a declared series has by its name or title; 0 where it has none.
     */
    int likelyPart() {
      if (declaredPart > 0) {
        return declaredPart;
      }
      int number = Math.max(name.number(), name.trailingNumber());
      return number > 0 ? number : SeriesTitle.in(title).map(SeriesTitle::part).orElse(0);
    }
  }

  /**
   * What is known of a folder.
   *
   * @param declaredSeries the title of the series that it is, {@code true}, {@code false}, or empty
   * @param declaringFolder the folder above, or itself, that says so
   * @param title declared, else of the folder's name; empty for a corpus without a title
   */
  record Folder(String declaredSeries, String declaringFolder, String title) {}

  record Placed(Item.Series series, int part, String reason) {}

  private final Map<String, Folder> folders;
  private final Consumer<Finding> findings;
  private final Map<String, Placed> placed = new HashMap<>();
  private final HashSet<String> decided = new HashSet<>();

  private SeriesPlacement(Map<String, Folder> folders, Consumer<Finding> findings) {
    this.folders = folders;
    this.findings = findings;
  }

  /**
   * @param candidates in the order of their paths
   * @param folders of every candidate
   * @return by the path of the item; nothing for an item that stands alone
   */
  static Map<String, Placed> of(
      List<Candidate> candidates, Map<String, Folder> folders, Consumer<Finding> findings) {
    var placement = new SeriesPlacement(folders, findings);
    placement.asDeclared(candidates);
    placement.byNumbers(candidates, Candidate::leadingNumber, c -> "", "numbers");
    placement.byTitles(candidates);
    placement.byNumbers(
        candidates, c -> c.name.trailingNumber(), c -> c.name.withoutTrailingNumber(), "names");
    return placement.placed;
  }

  private void asDeclared(List<Candidate> candidates) {
    var bySeries = new LinkedHashMap<Item.Series, List<Candidate>>();
    var reasons = new HashMap<Item.Series, String>();
    for (var c : candidates) {
      var folder = folders.get(c.folder());
      var own = !c.declaredSeries.isEmpty();
      var declared = own ? c.declaredSeries : c.canBePart ? folder.declaredSeries : "";
      if (declared.isEmpty()) {
        continue;
      }
      decided.add(c.path);
      if (declared.equals("false")) {
        continue;
      }
      // "true" is the folder's own series: its title is that of the folder.
      boolean ofFolder = !own || declared.equals("true");
      var at = own ? c.folder() : folder.declaringFolder;
      var title = declared.equals("true") ? folders.getOrDefault(at, folder).title : declared;
      var series =
          new Item.Series(
              Item.idOf(ofFolder ? at : declared), title.isEmpty() ? Names.nameOf(at) : title);
      bySeries.computeIfAbsent(series, s -> new ArrayList<>()).add(c);
      reasons.put(series, own ? "declared" : "folder");
    }
    bySeries.forEach(
        (series, parts) -> place(series, parts, Candidate::likelyPart, reasons.get(series)));
  }

  /**
   * Names of one folder that begin, or end after the same words, with 1, 2, 3: at least two, no
   * number twice.
   */
  private void byNumbers(
      List<Candidate> candidates,
      ToIntFunction<Candidate> number,
      Function<Candidate, String> words,
      String reason) {
    var groups = new TreeMap<String, List<Candidate>>();
    for (var c : candidates) {
      if (c.canBePart && !decided.contains(c.path) && number.applyAsInt(c) >= 0) {
        groups
            .computeIfAbsent(c.folder() + "/\u0000" + words.apply(c), key -> new ArrayList<>())
            .add(c);
      }
    }
    for (var group : groups.values()) {
      var numbers = new TreeSet<Integer>();
      group.forEach(c -> numbers.add(number.applyAsInt(c)));
      var first = group.getFirst();
      var title =
          words.apply(first).isEmpty() ? folders.get(first.folder()).title : words.apply(first);
      boolean countsUp = numbers.first() <= 1 && numbers.last() <= 3 * numbers.size();
      if (group.size() > 1 && numbers.size() == group.size() && countsUp && !title.isEmpty()) {
        int shift = numbers.first() == 0 ? 1 : 0;
        var id =
            words.apply(first).isEmpty() ? first.folder() : Names.inFolder(first.folder(), title);
        place(
            new Item.Series(Item.idOf(id), title),
            group,
            c -> number.applyAsInt(c) + shift,
            reason);
      }
    }
  }

  private void byTitles(List<Candidate> candidates) {
    var groups = new TreeMap<String, List<Candidate>>();
    var titles = new HashMap<String, SeriesTitle>();
    for (var c : candidates) {
      var title =
          c.canBePart && !decided.contains(c.path)
              ? SeriesTitle.in(c.title)
              : Optional.<SeriesTitle>empty();
      if (title.isPresent()) {
        titles.put(c.path, title.get());
        var key = title.get().key().isEmpty() ? "\u0000" + c.folder() : title.get().key();
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(c);
      }
    }
    for (var group : groups.values()) {
      var parts = new TreeSet<Integer>();
      group.forEach(c -> parts.add(titles.get(c.path).part()));
      if (parts.size() < 2) {
        continue;
      }
      var first = titles.get(group.getFirst().path);
      var folder = group.getFirst().folder();
      var title = first.series().isEmpty() ? folders.get(folder).title : first.series();
      boolean twoLetters = first.outOfThree() && !parts.contains(2);
      var id = first.series().isEmpty() ? folder : title;
      place(
          new Item.Series(Item.idOf(id), title.isEmpty() ? "1–" + parts.last() : title),
          group,
          c -> twoLetters && titles.get(c.path).part() == 3 ? 2 : titles.get(c.path).part(),
          "titles");
    }
  }

  /** Those without a number come after those with one, in the order of their paths. */
  private void place(
      Item.Series series, List<Candidate> parts, ToIntFunction<Candidate> number, String reason) {
    var taken = new TreeMap<Integer, Candidate>();
    var sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparingInt((Candidate c) -> number.applyAsInt(c) > 0 ? 0 : 1));
    for (var c : sorted) {
      decided.add(c.path);
      int part = number.applyAsInt(c);
      if (part <= 0) {
        part = taken.isEmpty() ? 1 : taken.lastKey() + 1;
      }
      var other = taken.putIfAbsent(part, c);
      if (other != null) {
        tell(
            Severity.WARNING,
            "series-part-twice",
            c.path,
            "part " + part + " of its series is also " + Names.printable(other.path),
            "Write  part:  into the metadata of one of them.");
      }
      placed.put(c.path, new Placed(series, part, reason));
    }
    for (int part = 1; part < taken.lastKey() && taken.lastKey() < 1_000; part++) {
      if (!taken.containsKey(part)) {
        tell(
            Severity.NOTE,
            "series-part-missing",
            sorted.getFirst().path,
            "part " + part + " of its series of " + taken.lastKey() + " parts is not in the folder",
            "");
        break;
      }
    }
  }

  private void tell(Severity severity, String code, String path, String what, String hint) {
    findings.accept(new Finding(severity, code, Names.printable(path), what, hint));
  }
}
