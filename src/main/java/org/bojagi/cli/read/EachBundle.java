package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;
import org.bojagi.open.FoundBundles;
import picocli.CommandLine.Option;

/**
 * One task for each bundle of some heaps, for commands that take many: what fails in one costs the others nothing, what
 * was done before an interruption is not done again, and a summary of one page says how each ended. A mixin.
 *
 * <p>The exit code is the worst (see {@link ExitCode#worse}); folders that no key opened count as {@link
 * ExitCode#WRONG_KEY}. Where there is but one bundle, there is no summary.
 */
public final class EachBundle {
  private static final int MOST_FINDINGS = 40;

  @Option(names = "--dry-run", descriptionKey = "each.dry-run")
  private boolean dryRun;

  @Option(names = "--journal", paramLabel = "FILE", descriptionKey = "each.journal")
  private Path journalFile;

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "each.report")
  private Path reportFile;

  @Option(names = "--tries", paramLabel = "N", descriptionKey = "each.tries")
  private int tries = Inventory.Limits.DEFAULT.maxPassphraseTries();

  private final List<Path> empty = new ArrayList<>();

  /** What a command does with each bundle. */
  public interface Task {
    /** The command's name, which a journal is of. */
    String name();

    /** Files that tell, by length and time, that a bundle is the one that a journal has: none that {@link #run} changes. */
    default List<Path> files(FoundBundle found) {
      return found.files();
    }

    /** One sentence of what {@link #run} would do, to be printed by a dry run. Writes nothing. */
    String plan(FoundBundle found) throws IOException;

    /**
     * Does it, and prints what the command prints of one bundle.
     *
     * @throws IOException a {@link Fault} ends this bundle's part alone
     */
    Outcome run(FoundBundle found) throws IOException;
  }

  /**
   * What a task came to.
   *
   * @param exitCode of {@link ExitCode}
   * @param summary one sentence, in the user's language, without a word of packed content
   */
  public record Outcome(int exitCode, String summary) {}

  /** Whether the command is to say what it would do, and do nothing. */
  public boolean isDryRun() {
    return dryRun;
  }

  /** Whether these places are one bundle's folder, and nothing was asked for that is said of many. */
  public boolean isForOne(List<Path> places) {
    return journalFile == null
        && reportFile == null
        && places.size() == 1
        && FoundBundles.in(places).equals(List.of(places.getFirst().toAbsolutePath().normalize()));
  }

  /**
   * Looks at some places with all keys, shows how far it has come, and names what no bundle owns.
   *
   * @param keys stay the caller's, who may close them at once: bundles open without
   * @throws NotABundleException nothing here is part of a bundle
   * @throws WrongKeyException no key opens anything
   */
  public Inventory inventory(List<Path> places, KeyRing keys) throws IOException {
    var limits = new Inventory.Limits(Inventory.Limits.DEFAULT.maxFiles(), tries, false);
    Inventory inventory;
    try (var progress = new InventoryProgress()) {
      inventory = Inventory.take(places, keys, limits, progress);
    }
    if (inventory.bundles().isEmpty()) {
      throw nothingOpens(inventory, places.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    addEmpty(places, inventory);
    return inventory;
  }

  /** A place that was named and holds nothing is told, or who mistyped it would take it for done. */
  private void addEmpty(List<Path> places, Inventory inventory) throws IOException {
    var folders = new HashSet<Path>();
    for (var folder : inventory.unopened()) {
      folders.add(folder.folder().toRealPath());
    }
    for (var found : inventory.bundles()) {
      for (var folder : found.folders()) {
        folders.add(folder.toRealPath());
      }
    }
    for (var place : places) {
      var real = place.toRealPath();
      var folder = Files.isDirectory(real) ? real : real.getParent();
      if (folders.stream().noneMatch(holding -> holding.startsWith(folder))) {
        empty.add(place);
      }
    }
  }

  static Fault nothingOpens(Inventory inventory, String where) {
    if (inventory.unopened().stream().anyMatch(EachBundle::isLocked)) {
      return new WrongKeyException(
          "No key that was given opens anything here", where, "Check that these are the keys of these bundles.");
    }
    if (inventory.findings().stream().anyMatch(finding -> finding.code().equals("slot-without-bundle"))) {
      return new DamagedBundleException(
          "Slots are here, and nothing of their bundles", where, "Look for the larger files on another copy.");
    }
    return nothingIs(where);
  }

  private static NotABundleException nothingIs(String where) {
    return new NotABundleException("No file here is part of a bundle", where, "Give folders that hold bundles.");
  }

  /** Whether a key would open something of it, and not all is damage. */
  public static boolean isLocked(Inventory.UnopenedFolder folder) {
    return folder.passphraseSlots() + folder.recipientSlots() + folder.volumes() > 0;
  }

  /**
   * Runs the task, or its dry run, for each bundle and prints the summary.
   *
   * @param json whether the command prints JSON, so that the summary is a last line of it
   * @return the worst exit code
   */
  public int run(Inventory inventory, boolean json, Task task) throws IOException {
    try (var report = reportFile == null ? null : new ReportFile(reportFile)) {
      complain(inventory.findings());
      for (var place : empty) {
        Terminal.complain(nothingIs(place.toString()));
      }
      var summary = new EachSummary(task.name(), dryRun, inventory, ended(inventory, json, task), empty);
      if (json) {
        Terminal.printJson(Json.write(summary.json()));
      } else if (dryRun || summary.ended().size() + inventory.unopened().size() > 1) {
        summary.print(Terminal.out());
      }
      if (report != null) {
        report.write(summary::write);
        Terminal.note(Texts.text("each.report-written", reportFile));
      }
      return summary.exitCode();
    }
  }

  private List<EachSummary.Ended> ended(Inventory inventory, boolean json, Task task) throws IOException {
    var ended = new ArrayList<EachSummary.Ended>();
    try (var journal = Journal.open(dryRun ? null : journalFile, task.name())) {
      for (var found : inventory.bundles()) {
        var files = task.files(found);
        var before = journal.outcome(found, files);
        if (before != null) {
          ended.add(new EachSummary.Ended(found, before, true));
          continue;
        }
        if (inventory.bundles().size() > 1 && !json && !dryRun) {
          Terminal.out().println(Terminal.bold(Terminal.printable(name(found))));
        }
        var outcome = runOne(found, task);
        journal.add(found, files, outcome);
        ended.add(new EachSummary.Ended(found, outcome, false));
      }
    }
    return ended;
  }

  /** The first of them; a heap may have thousands of links. */
  public static void complain(List<Finding> findings) {
    findings.stream().limit(MOST_FINDINGS).forEach(Terminal::complain);
    if (findings.size() > MOST_FINDINGS) {
      Terminal.note(Texts.text("each.more", findings.size() - MOST_FINDINGS));
    }
  }

  private Outcome runOne(FoundBundle found, Task task) {
    try {
      return dryRun ? new Outcome(ExitCode.DONE, task.plan(found)) : task.run(found);
    } catch (IOException | RuntimeException | OutOfMemoryError thrown) {
      var fault = Faults.of(thrown, where(found));
      if (fault.isPresent()) {
        OpenBundles.complain(where(found), fault.get());
        return new Outcome(fault.get().exitCode(), fault.get().what());
      }
      // The message of an exception may hold anything, so only its class is told.
      var what = "A fault of this program: " + thrown.getClass().getSimpleName();
      Terminal.complain(what + " (" + where(found) + "). Please tell who maintains it what you did.");
      return new Outcome(ExitCode.UNEXPECTED, what);
    }
  }

  /** A bundle in a line for a person: title or id, edition, and one of its folders. */
  public static String name(FoundBundle found) {
    var title = found.title().isEmpty() ? found.bundleId() : found.title();
    var edition = found.edition() == 0 ? "" : ", " + Texts.text(found.isDelta() ? "each.delta" : "each.edition", found.edition());
    return title + edition + " (" + where(found) + ")";
  }

  private static String where(FoundBundle found) {
    return found.folders().getFirst().toString();
  }

  /** An exit code in words. */
  static String meaning(int exitCode) {
    return Texts.text("exit." + exitCode);
  }
}
