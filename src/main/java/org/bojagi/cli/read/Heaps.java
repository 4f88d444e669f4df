package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.bojagi.bundle.KeyRing;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.inventory.Inventory;
import org.bojagi.open.FoundBundles;
import picocli.CommandLine.Option;

/** Finds the bundles in heaps of files, and says what in them is none. A mixin of commands that take many bundles. */
public final class Heaps {
  private static final int MOST_FINDINGS = 40;

  @Option(names = "--tries", paramLabel = "N", descriptionKey = "each.tries")
  private int tries = Inventory.Limits.DEFAULT.maxPassphraseTries();

  private final List<Path> empty = new ArrayList<>();

  /**
   * Looks at some places with all keys, and shows how far it has come.
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

  /** Whether these places are one bundle's folder, with deltas or not. */
  public static boolean isOne(List<Path> places) {
    return places.size() == 1
        && FoundBundles.in(places).equals(List.of(places.getFirst().toAbsolutePath().normalize()));
  }

  /** Places that were named and hold nothing of any bundle, after {@link #inventory}. */
  List<Path> empty() {
    return empty;
  }

  private static Fault nothingOpens(Inventory inventory, String where) {
    if (inventory.unopened().stream().anyMatch(Heaps::isLocked)) {
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

  /** Names what belongs to no bundle that is open, and places with nothing. */
  public void complain(Inventory inventory) {
    complain(inventory.findings());
    empty.forEach(place -> Terminal.complain(nothingIs(place.toString())));
  }

  /** The first of them; a heap may have thousands of links. */
  public static void complain(List<Finding> findings) {
    findings.stream().limit(MOST_FINDINGS).forEach(Terminal::complain);
    if (findings.size() > MOST_FINDINGS) {
      Terminal.note(Texts.text("each.more", findings.size() - MOST_FINDINGS));
    }
  }

  /** The worst of what was not done, of {@link ExitCode}. */
  public int exitCode(Inventory inventory) {
    boolean warned = inventory.findings().stream().anyMatch(finding -> finding.severity() != Severity.NOTE);
    int worst = warned ? ExitCode.SKIPPED : ExitCode.DONE;
    for (var folder : inventory.unopened()) {
      worst = ExitCode.worse(worst, isLocked(folder) ? ExitCode.WRONG_KEY : ExitCode.SKIPPED);
    }
    return empty.isEmpty() ? worst : ExitCode.worse(worst, ExitCode.NOT_A_BUNDLE);
  }
}
