package org.bojagi.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bojagi.bundle.LargestFile;
import org.bojagi.export.LeftOut.Reason;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.language.KoreanOrder;
import org.bojagi.plan.FileSystem;

/**
 * Decides which items go along, which files come of each, and their names. What has the highest priority comes first,
 * then what is newest; names are in the order of kinds, series and paths.
 */
public final class ExportPlanner {
  /** Longer than any name that is given: what it takes in a folder is known before the names are. */
  private static final String LONGEST_NAME = "x".repeat(PlayerNames.MOST_TITLE_CHARS);

  private final ExportOptions options;
  private final List<Finding> findings = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private int tried;

  private ExportPlanner(ExportOptions options) {
    this.options = options;
  }

  /** Reads the beginnings of films; writes nothing. */
  public static ExportPlan plan(List<ExportedItem> items, ExportOptions options) throws IOException {
    return new ExportPlanner(options).plan(items);
  }

  private ExportPlan plan(List<ExportedItem> items) throws IOException {
    var files = new ItemFiles(options, findings::add);
    var planned = new ArrayList<PlannedItem>();
    for (var item : items) {
      try {
        planned.add(new PlannedItem(item, files.of(item)));
      } catch (DamagedBundleException damaged) {
        findings.add(Finding.of(Severity.ERROR, "damaged", damaged));
        leftOut.add(new LeftOut(item.item().path(), Reason.DAMAGED, item.own().file().sizeBytes()));
      }
    }
    var kept = options.card().isPresent() ? thoseThatFit(planned) : new HashSet<>(planned);
    planned.removeIf(item -> !kept.contains(item));
    return new ExportPlan(options, named(planned), leftOut, findings);
  }

  private Set<PlannedItem> thoseThatFit(List<PlannedItem> planned) {
    var card = options.card().orElseThrow();
    var space = new CardFill(card);
    space.take(StartPage.NAME, StartPage.mostBytes(planned.size()));
    var byWorth = new ArrayList<>(planned);
    byWorth.sort(
        Comparator.comparingInt((PlannedItem item) -> item.item().item().priority())
            .thenComparing(item -> item.item().item().description().date())
            .reversed()
            .thenComparing(item -> item.item().item().path()));
    var kept = new HashSet<PlannedItem>();
    for (var item : byWorth) {
      boolean tooLarge =
          card.fileSystem() == FileSystem.FAT32
              && item.files().stream().anyMatch(file -> file.estimatedBytes() > LargestFile.ON_FAT32);
      if (tooLarge) {
        leftOut.add(new LeftOut(item.item().item().path(), Reason.TOO_LARGE, item.estimatedBytes()));
      } else if (take(space, item)) {
        kept.add(item);
      } else {
        leftOut.add(new LeftOut(item.item().item().path(), Reason.NO_ROOM, item.estimatedBytes()));
      }
    }
    return kept;
  }

  /** All files of an item, or none. */
  private boolean take(CardFill space, PlannedItem item) {
    var taken = new ArrayList<PlannedFile>();
    // Of its own, so that a folder of pictures counts for each.
    var name = String.format(Locale.ROOT, "%08d", ++tried) + LONGEST_NAME;
    var base = item.item().form().code() + "/" + series(item.item()) + "/" + name;
    for (var file : item.files()) {
      if (!space.take(base + file.path(), file.estimatedBytes())) {
        taken.forEach(other -> space.giveBack(other.estimatedBytes()));
        return false;
      }
      taken.add(file);
    }
    return true;
  }

  private static String series(ExportedItem item) {
    return item.item().series() == null ? "" : item.item().series().id();
  }

  private List<PlannedItem> named(List<PlannedItem> planned) {
    var byForm = new LinkedHashMap<Form, Map<String, List<PlannedItem>>>();
    KoreanOrder.SOUTHERN.sort(planned, item -> item.item().item().path());
    planned.sort(Comparator.comparing(item -> item.item().form()));
    for (var item : planned) {
      // A series stands where its first part would; an item alone is a series of its own, also where another bundle has
      // one of the same path.
      var alone = "\0" + item.item().item().path() + "\0" + item.item().open().bundle().root().content().bundle();
      var key = series(item.item()).isEmpty() ? alone : series(item.item());
      byForm
          .computeIfAbsent(item.item().form(), none -> new LinkedHashMap<>())
          .computeIfAbsent(key, none -> new ArrayList<>())
          .add(item);
    }
    var named = new ArrayList<PlannedItem>();
    byForm.forEach((form, groups) -> name(form, groups, planned.size(), named));
    return named;
  }

  private void name(Form form, Map<String, List<PlannedItem>> groups, int all, List<PlannedItem> named) {
    var names = options.names();
    int number = 0;
    for (var group : groups.values()) {
      number++;
      var series = group.getFirst().item().item().series();
      group.sort(Comparator.comparingInt(item -> item.item().item().part()));
      int part = 0;
      for (var item : group) {
        part++;
        var title = item.item().item().title();
        String base;
        if (names == PlayerNames.NEUTRAL) {
          base = names.name(named.size() + 1, all, "");
        } else if (series == null) {
          base = folder(form) + "/" + names.name(number, groups.size(), title);
        } else {
          base = folder(form) + "/" + names.name(number, groups.size(), series.title());
          base += "/" + names.name(part, group.size(), title);
        }
        named.add(named(item, base));
      }
    }
  }

  private static PlannedItem named(PlannedItem item, String base) {
    return new PlannedItem(
        item.item(),
        item.files().stream()
            .map(
                file ->
                    new PlannedFile(
                        base + file.path(), base + file.asItIs(), file.step(), file.source(), file.position(),
                        file.estimatedBytes()))
            .toList());
  }

  private String folder(Form form) {
    var name = options.names() == PlayerNames.ASCII ? form.code() : Words.text(options.language(), "folder." + form.code());
    return (form.ordinal() + 1) + (options.names() == PlayerNames.ASCII ? "-" : " ") + name;
  }
}
