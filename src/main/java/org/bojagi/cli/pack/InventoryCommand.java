package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bojagi.cli.read.Heaps;
import org.bojagi.cli.read.InventoryProgress;
import org.bojagi.cli.read.KeyRingOptions;
import org.bojagi.cli.read.Terminal;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inventory}: which bundles lie in heaps of files, whole or in part. */
@Command(name = "inventory")
public final class InventoryCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", arity = "1..*", descriptionKey = "inventory.DIR")
  private List<Path> places;

  /** At most one of two ways to print. */
  private static final class Form {
    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Option(names = "--csv", descriptionKey = "inventory.csv")
    private boolean csv;
  }

  @ArgGroup(exclusive = true)
  private Form form = new Form();

  @Option(names = "--tries", paramLabel = "N", descriptionKey = "each.tries")
  private int tries = Inventory.Limits.DEFAULT.maxPassphraseTries();

  @Option(names = "--every-slot", descriptionKey = "inventory.every-slot")
  private boolean everySlot;

  @Mixin private KeyRingOptions ring;

  @Override
  public Integer call() throws IOException {
    var limits = new Inventory.Limits(Inventory.Limits.DEFAULT.maxFiles(), tries, everySlot);
    try (var inventory = take(limits)) {
      var report = new InventoryReport(inventory);
      if (form.json) {
        Terminal.printJson(report.json());
      } else if (form.csv) {
        Terminal.out().print(report.csv());
      } else {
        report.lines(Terminal.columns()).forEach(Terminal.out()::println);
      }
      complain(inventory);
      return exitCode(inventory);
    }
  }

  private Inventory take(Inventory.Limits limits) throws IOException {
    try (var keys = ring.keys();
        var progress = new InventoryProgress()) {
      return Inventory.take(places, keys, limits, progress);
    }
  }

  /** In JSON they stand, too. */
  private static void complain(Inventory inventory) {
    var all = new ArrayList<>(inventory.findings());
    inventory.bundles().forEach(bundle -> all.addAll(bundle.findings().stream().filter(InventoryCommand::isWarning).toList()));
    Heaps.complain(all);
  }

  private static boolean isWarning(Finding finding) {
    return finding.severity() != Severity.NOTE;
  }

  private static boolean isSound(FoundBundle bundle) {
    return bundle.isComplete() && bundle.findings().stream().noneMatch(InventoryCommand::isWarning);
  }

  private int exitCode(Inventory inventory) {
    if (inventory.isEmpty()) {
      return ExitCode.NOT_A_BUNDLE;
    }
    if (inventory.bundles().isEmpty() && inventory.unopened().stream().anyMatch(Heaps::isLocked)) {
      return ExitCode.WRONG_KEY;
    }
    boolean sound =
        inventory.unopened().isEmpty()
            && !ring.hasPassedOver()
            && inventory.findings().stream().noneMatch(InventoryCommand::isWarning)
            && inventory.bundles().stream().allMatch(InventoryCommand::isSound);
    return sound ? ExitCode.DONE : ExitCode.SKIPPED;
  }
}
