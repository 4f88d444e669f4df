package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One task for each bundle of some heaps, for commands that take many: what fails in one costs the others nothing, what
 * was done before an interruption is not done again, and a summary of one page says how each ended. A mixin.
 *
 * <p>The exit code is the worst (see {@link ExitCode#worse}); folders that no key opened count as {@link
 * ExitCode#WRONG_KEY}. Where there is but one bundle, there is no summary.
 */
public final class EachBundle {
  @Option(names = "--dry-run", descriptionKey = "each.dry-run")
  private boolean dryRun;

  @Option(names = "--journal", paramLabel = "FILE", descriptionKey = "each.journal")
  private Path journalFile;

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "each.report")
  private Path reportFile;

  @Mixin private Heaps heaps;

  /** What a command does with each bundle. */
  public interface Task {
    /** The command's name, which a journal is of. */
    String name();

    /** Files that tell, by length and time, that a bundle is the one that a journal has: none that {@link #run} changes. */
    default List<Path> files(FoundBundle found) {
      return found.files();
    }

    /** What else decides what {@link #run} makes of it, where it is to go: done otherwise, it is to be done. */
    default String options(FoundBundle found) {
      return "";
    }

    /** Whether what {@link #run} made of it, by a journal, is still there. */
    default boolean isStillThere(FoundBundle found) {
      return true;
    }

    /** What {@link #run} would do, to be printed by a dry run, and what it would end with as far as is seen. Writes nothing. */
    Outcome plan(FoundBundle found) throws IOException;

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

  /** Whether what is done is to be noted. */
  public boolean hasJournal() {
    return journalFile != null;
  }

  /** Whether these places are one bundle's folder, and nothing was asked for that is said of many. */
  public boolean isForOne(List<Path> places) {
    return journalFile == null && reportFile == null && Heaps.isOne(places);
  }

  /** As {@link Heaps#inventory}. */
  public Inventory inventory(List<Path> places, KeyRing keys) throws IOException {
    return heaps.inventory(places, keys);
  }

  /**
   * Runs the task, or its dry run, for each bundle and prints the summary.
   *
   * @param json whether the command prints JSON, so that the summary is a last line of it
   * @return the worst exit code
   */
  public int run(Inventory inventory, boolean json, Task task) throws IOException {
    try (var report = reportFile == null ? null : new ReportFile(reportFile)) {
      heaps.complain(inventory);
      var summary = new EachSummary(task.name(), dryRun, inventory, ended(inventory, json, task), heaps);
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
        var options = task.options(found);
        var before = journal.outcome(found, files, options);
        if (before != null && task.isStillThere(found)) {
          ended.add(new EachSummary.Ended(found, before, true));
          continue;
        }
        if (inventory.bundles().size() > 1 && !json && !dryRun) {
          Terminal.out().println(Terminal.bold(Terminal.printable(name(found))));
        }
        var outcome = runOne(found, task);
        journal.add(found, files, options, outcome);
        ended.add(new EachSummary.Ended(found, outcome, false));
      }
    }
    return ended;
  }

  private Outcome runOne(FoundBundle found, Task task) {
    try {
      return dryRun ? task.plan(found) : task.run(found);
    } catch (IOException | RuntimeException | OutOfMemoryError thrown) {
      var fault = Faults.of(thrown, where(found));
      if (fault.isPresent()) {
        OpenBundles.complain(where(found), fault.get());
        return new Outcome(fault.get().exitCode(), Texts.told(fault.get().what()));
      }
      // The message of an exception may hold anything, so only its class is told.
      var what = "A fault of this program: " + thrown.getClass().getSimpleName();
      Terminal.complain(what + " (" + where(found) + "). Please tell who maintains it what you did.");
      return new Outcome(ExitCode.UNEXPECTED, Texts.told(what));
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
