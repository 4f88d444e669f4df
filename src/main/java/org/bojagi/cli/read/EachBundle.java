package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;
import picocli.CommandLine.Option;

/**
 * One task for each bundle of some heaps, for commands that take many: what fails in one costs the others nothing, what
 * was done before an interruption is not done again, and a summary of one page says how each ended. A mixin.
 *
 * <p>The exit code is the worst (see {@link ExitCode#worse}); folders that no key opened count as {@link
 * ExitCode#WRONG_KEY}. Where there is but one bundle, there is no summary.
 */
public final class EachBundle {
  /** A page has 24 lines, of which the summary's own take some. */
  private static final int MOST_NAMED = 16;

  private static final int MOST_FINDINGS = 40;

  @Option(names = "--dry-run", descriptionKey = "each.dry-run")
  private boolean dryRun;

  @Option(names = "--journal", paramLabel = "FILE", descriptionKey = "each.journal")
  private Path journalFile;

  @Option(names = "--tries", paramLabel = "N", descriptionKey = "each.tries")
  private int tries = Inventory.Limits.DEFAULT.maxPassphraseTries();

  /** What a command does with each bundle. */
  public interface Task {
    /** The command's name, which a journal is of. */
    String name();

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

  private record Ended(FoundBundle found, Outcome outcome, boolean before) {}

  /** Whether the command is to say what it would do, and do nothing. */
  public boolean isDryRun() {
    return dryRun;
  }

  /** Whether what is done is to be noted, be it one bundle. */
  public boolean hasJournal() {
    return journalFile != null;
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
    return inventory;
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
    complain(inventory.findings());
    var ended = new ArrayList<Ended>();
    try (var journal = Journal.open(dryRun ? null : journalFile, task.name())) {
      for (var found : inventory.bundles()) {
        var before = journal.outcome(found);
        if (before != null) {
          ended.add(new Ended(found, before, true));
          continue;
        }
        if (inventory.bundles().size() > 1 && !json && !dryRun) {
          Terminal.out().println(Terminal.bold(Terminal.printable(name(found))));
        }
        var outcome = runOne(found, task);
        journal.add(found, outcome);
        ended.add(new Ended(found, outcome, false));
      }
    }
    int worst = worst(inventory, ended);
    if (json) {
      Terminal.printJson(Json.write(summaryJson(inventory, ended, worst)));
    } else if (dryRun || ended.size() + inventory.unopened().size() > 1) {
      printSummary(inventory, ended);
    }
    return worst;
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

  private static int worst(Inventory inventory, List<Ended> ended) {
    boolean warned = inventory.findings().stream().anyMatch(finding -> finding.severity() != Severity.NOTE);
    int worst = warned ? ExitCode.SKIPPED : ExitCode.DONE;
    for (var each : ended) {
      worst = ExitCode.worse(worst, each.outcome.exitCode);
    }
    for (var folder : inventory.unopened()) {
      worst = ExitCode.worse(worst, isLocked(folder) ? ExitCode.WRONG_KEY : ExitCode.SKIPPED);
    }
    return worst;
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

  private void printSummary(Inventory inventory, List<Ended> ended) {
    var out = Terminal.out();
    out.println();
    out.println(Terminal.bold(Texts.text(dryRun ? "each.would" : "each.summary", ended.size())));
    var byCode = ended.stream().collect(Collectors.groupingBy(each -> each.outcome.exitCode, Collectors.counting()));
    var worstFirst = new ArrayList<>(ended);
    worstFirst.sort((one, other) -> compare(one.outcome.exitCode, other.outcome.exitCode));
    if (!dryRun) {
      byCode.entrySet().stream()
          .sorted(Map.Entry.comparingByKey((one, other) -> compare(one, other)))
          .forEach(each -> out.println("  " + each.getValue() + "  " + meaning(each.getKey())));
    }
    long before = ended.stream().filter(Ended::before).count();
    if (before > 0) {
      out.println("  " + Texts.text("each.before", before));
    }
    var named = worstFirst.stream().filter(each -> dryRun || each.outcome.exitCode != ExitCode.DONE).toList();
    int most = dryRun ? named.size() : MOST_NAMED;
    for (var each : named.subList(0, Math.min(most, named.size()))) {
      out.println("- " + Terminal.printable(name(each.found) + ": " + each.outcome.summary));
    }
    if (named.size() > most) {
      out.println(Texts.text("each.more", named.size() - most));
    }
    if (!inventory.unopened().isEmpty()) {
      out.println(Texts.text("each.unopened", inventory.unopened().size()));
      inventory.unopened().stream()
          .limit(4)
          .forEach(folder -> out.println("- " + Terminal.printable(folder.folder().toString())));
    }
  }

  private static int compare(int one, int other) {
    return one == other ? 0 : ExitCode.worse(one, other) == one ? -1 : 1;
  }

  /** An exit code in words. */
  static String meaning(int exitCode) {
    return Texts.text("exit." + exitCode);
  }

  private Map<String, Object> summaryJson(Inventory inventory, List<Ended> ended, int worst) {
    var json = new LinkedHashMap<String, Object>();
    json.put("event", dryRun ? "would" : "summary");
    json.put("exit", worst);
    json.put("bundles", ended.stream().map(EachBundle::json).toList());
    json.put(
        "unopened",
        inventory.unopened().stream().map(folder -> folder.folder().toString()).sorted(Comparator.naturalOrder()).toList());
    return json;
  }

  private static Map<String, Object> json(Ended each) {
    var json = new LinkedHashMap<String, Object>();
    json.put("bundle", each.found.bundleId());
    json.put("title", each.found.title());
    json.put("edition", each.found.edition());
    json.put("delta", each.found.isDelta());
    json.put("folders", each.found.folders().stream().map(Path::toString).toList());
    json.put("exit", each.outcome.exitCode);
    json.put("summary", each.outcome.summary);
    json.put("before", each.before);
    return json;
  }
}
