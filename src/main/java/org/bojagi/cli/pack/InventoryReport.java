package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.CatalogueCsv;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.SignerTelling;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;

/** What {@code inventory} prints, in three forms; the same inventory gives the same bytes. */
final class InventoryReport {
  private static final int MOST_NAMED = 6;
  private static final int EDITION = 3;
  private static final int CARDS = 7;
  private static final int VOLUMES = 9;
  private static final int SIZE = 8;
  private static final int STATE = 12;

  private final Inventory inventory;

  InventoryReport(Inventory inventory) {
    this.inventory = inventory;
  }

  /** What a bundle is in, for programs. */
  static String state(FoundBundle found) {
    if (found.root().isEmpty()) {
      return "without-root";
    }
    if (found.findings().stream().anyMatch(finding -> finding.code().equals("contradiction"))) {
      return "contradicted";
    }
    return found.isComplete() ? "complete" : "incomplete";
  }

  // -- table

  /** A line a bundle, and below it what is to be known of it. */
  List<String> lines(int columns) {
    int wide = Math.clamp(columns, 60, 120);
    var lines = new ArrayList<String>();
    if (!inventory.bundles().isEmpty()) {
      lines.add(
          row(
              wide,
              Texts.text("inventory.title"), Texts.text("inventory.edition"), Texts.text("inventory.cards"), Texts.text("inventory.volumes"),
              Texts.text("inventory.size"), Texts.text("inventory.state")));
    }
    for (var found : inventory.bundles()) {
      addBundle(lines, found, wide);
    }
    if (!inventory.unopened().isEmpty()) {
      lines.add(Texts.text("inventory.unopened"));
      for (var folder : inventory.unopened()) {
        lines.add(" " + Columns.end(Terminal.printable(folder.folder().toString()), wide - 1));
        add(lines, wide, contents(folder));
      }
    }
    lines.add(
        Texts.text("inventory.total", inventory.bundles().size(), inventory.files() + inventory.otherFiles(), inventory.otherFiles()));
    if (inventory.slotsNotTried() > 0) {
      lines.add(Texts.text("inventory.not-tried", inventory.slotsNotTried()));
    }
    lines.add(Texts.text("inventory.headers-only"));
    return lines;
  }

  private void addBundle(List<String> lines, FoundBundle found, int wide) {
    int expected = found.root().map(root -> root.volumes().size()).orElse(found.volumeFiles().size());
    int here = found.root().isEmpty() ? expected : expected - found.missing().size();
    lines.add(
        row(
            wide,
            name(found),
            found.edition() == 0 ? "-" : Integer.toString(found.edition()),
            found.cardCount() == 1 ? "" : found.cardsHere().size() + "/" + found.cardCount(),
            found.root().isEmpty() ? Integer.toString(here) : here + "/" + expected,
            ByteSize.text(found.hereBytes()),
            Texts.text("inventory.state." + state(found))));
    if (found.isDelta()) {
      var of = found.root().orElseThrow().content().delta();
      add(lines, wide, Texts.text("inventory.delta-of", of.edition(), titleOf(of)));
    }
    var folders = found.folders();
    add(
        lines,
        wide,
        folders.size() == 1
            ? Texts.text("inventory.in", folders.getFirst())
            : Texts.text("inventory.in-more", folders.getFirst(), folders.size() - 1));
    var cardsElsewhere = cardsElsewhere(found);
    if (!cardsElsewhere.isEmpty()) {
      add(
          lines,
          wide,
          Texts.text("inventory.missing-card", cardsElsewhere.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    var missing = found.missing().stream().filter(volume -> !isElsewhere(volume, cardsElsewhere)).toList();
    if (!missing.isEmpty()) {
      add(lines, wide, Texts.text("inventory.missing", volumes(missing)));
    }
    if (!found.cut().isEmpty()) {
      add(lines, wide, Texts.text("inventory.cut", volumes(found.cut())));
    }
    if (!found.duplicates().isEmpty()) {
      add(lines, wide, Texts.text("inventory.duplicates", found.duplicates().size()));
    }
    for (var finding : found.findings()) {
      if (finding.severity() == Severity.NOTE) {
        add(lines, wide, Texts.told(finding.what()));
      }
    }
  }

  private static boolean isElsewhere(VolumeFacts volume, List<Integer> cards) {
    return volume.catalogue() != null && cards.contains(volume.card());
  }

  private static List<Integer> cardsElsewhere(FoundBundle found) {
    var all = new TreeSet<Integer>();
    found.missing().stream().filter(volume -> volume.catalogue() != null).forEach(volume -> all.add(volume.card()));
    all.removeAll(found.cardsHere());
    return found.cardCount() == 1 ? List.of() : List.copyOf(all);
  }

  private static String volumes(List<VolumeFacts> volumes) {
    var named =
        volumes.stream()
            .limit(MOST_NAMED)
            .map(volume -> volume.id().substring(0, Math.min(8, volume.id().length())) + " " + ByteSize.text(volume.fileBytes()))
            .collect(Collectors.joining(", "));
    return volumes.size() > MOST_NAMED ? named + " … " + volumes.size() : named;
  }

  /** What a delta was made from by its title where that is here. */
  private String titleOf(Root.Delta delta) {
    return inventory.bundles().stream()
        .filter(found -> found.collection().equals(delta.of()) && found.edition() == delta.edition())
        .map(InventoryReport::name)
        .findFirst()
        .orElse(delta.of());
  }

  private static String name(FoundBundle found) {
    return found.title().isEmpty() ? found.bundleId() : found.title();
  }

  private static String row(int wide, String title, String edition, String cards, String volumes, String size, String state) {
    int rest = wide - EDITION - CARDS - VOLUMES - SIZE - STATE - 6;
    return (Columns.padded(start(Terminal.printable(title), rest), rest, false)
            + " " + Columns.padded(edition, EDITION, true)
            + " " + Columns.padded(cards, CARDS, true)
            + " " + Columns.padded(volumes, VOLUMES, true)
            + " " + Columns.padded(size, SIZE, true)
            + "  " + state)
        .stripTrailing();
  }

  /** As much of the beginning as fits, of a title. */
  private static String start(String text, int columns) {
    if (Columns.of(text) <= columns) {
      return text;
    }
    int end = text.length();
    while (Columns.of(text.substring(0, end)) > columns - 1) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }

  private static void add(List<String> lines, int wide, String text) {
    lines.add("   " + start(Terminal.printable(text), wide - 3));
  }

  private static String contents(Inventory.UnopenedFolder folder) {
    return Texts.text(
        "inventory.unopened-line",
        folder.passphraseSlots(), folder.recipientSlots(), folder.volumes(), folder.damaged(), ByteSize.text(folder.bytes()));
  }

  // -- JSON

  String json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("bundles", inventory.bundles().stream().map(InventoryReport::json).toList());
    json.put("unopened", inventory.unopened().stream().map(InventoryReport::json).toList());
    json.put("files", inventory.files());
    json.put("other_files", inventory.otherFiles());
    json.put("passphrase_tries", inventory.passphraseTries());
    json.put("slots_not_tried", inventory.slotsNotTried());
    json.put("findings", inventory.findings().stream().map(FindingOutput::json).toList());
    return Json.write(json);
  }

  private static Map<String, Object> json(FoundBundle found) {
    var json = new LinkedHashMap<String, Object>();
    json.put("bundle", found.bundleId());
    json.put("title", found.title());
    json.put("titles", found.root().map(root -> root.content().about().title()).orElse(Map.of()));
    json.put("edition", found.edition());
    json.put("state", state(found));
    found.root()
        .map(root -> root.content().delta())
        .ifPresent(
            delta -> {
              json.put("delta_of", delta.of());
              json.put("delta_of_edition", delta.edition());
            });
    found.signers().ifPresent(signers -> json.put("signature", SignerTelling.json(signers)));
    json.put("cards", found.cardCount());
    json.put("cards_here", List.copyOf(found.cardsHere()));
    json.put("volumes", found.root().map(root -> root.volumes().size()).orElse(0));
    json.put("bytes", found.expectedBytes());
    json.put("bytes_here", found.hereBytes());
    json.put("missing", found.missing().stream().map(InventoryReport::json).toList());
    json.put("cut", found.cut().stream().map(InventoryReport::json).toList());
    json.put("duplicates", paths(found.duplicates()));
    json.put("folders", paths(found.folders()));
    json.put("roots", paths(found.rootFiles()));
    json.put("slots", paths(found.slotFiles()));
    var files = new LinkedHashMap<String, Object>();
    found.volumeFiles().forEach((id, copies) -> files.put(id, paths(copies)));
    json.put("volume_files", files);
    json.put("findings", found.findings().stream().map(FindingOutput::json).toList());
    return json;
  }

  private static Map<String, Object> json(VolumeFacts volume) {
    var json = new LinkedHashMap<String, Object>();
    json.put("volume", volume.id());
    json.put("kind", volume.catalogue() == null ? "index" : "content");
    json.put("card", volume.card());
    json.put("bytes", volume.fileBytes());
    return json;
  }

  private static Map<String, Object> json(Inventory.UnopenedFolder folder) {
    var json = new LinkedHashMap<String, Object>();
    json.put("folder", folder.folder().toString());
    json.put("passphrase_slots", folder.passphraseSlots());
    json.put("recipient_slots", folder.recipientSlots());
    json.put("volumes", folder.volumes());
    json.put("damaged", folder.damaged());
    json.put("bytes", folder.bytes());
    return json;
  }

  private static List<String> paths(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  // -- CSV, as a catalogue's

  private static final List<String> CSV_COLUMNS =
      List.of(
          "title", "edition", "state", "bundle", "delta_of", "cards", "cards_here", "volumes", "volumes_here", "bytes",
          "bytes_here", "missing", "cut", "duplicates", "warnings", "folders");

  String csv() throws IOException {
    var csv = new StringBuilder();
    CatalogueCsv.begin(csv, CSV_COLUMNS);
    for (var found : inventory.bundles()) {
      int volumes = found.root().map(root -> root.volumes().size()).orElse(0);
      var delta = found.root().map(root -> root.content().delta()).map(of -> of.of()).orElse("");
      long warnings = found.findings().stream().filter(finding -> finding.severity() != Severity.NOTE).count();
      addLine(
          csv,
          found.title(),
          found.edition() == 0 ? "" : found.edition(),
          state(found),
          found.bundleId(),
          delta,
          found.cardCount(),
          found.cardsHere().stream().map(String::valueOf).collect(Collectors.joining(" ")),
          volumes,
          found.root().isEmpty() ? found.volumeFiles().size() : volumes - found.missing().size(),
          found.expectedBytes(),
          found.hereBytes(),
          ids(found.missing()),
          ids(found.cut()),
          found.duplicates().size(),
          warnings,
          String.join("; ", paths(found.folders())));
    }
    for (var folder : inventory.unopened()) {
      addLine(
          csv, "", "", "not-opened", "", "", "", "", "", folder.volumes(), "", folder.bytes(), "", "", "", "",
          folder.folder());
    }
    return csv.toString();
  }

  private static String ids(List<VolumeFacts> volumes) {
    return volumes.stream().map(VolumeFacts::id).collect(Collectors.joining(" "));
  }

  private static void addLine(StringBuilder csv, Object... cells) throws IOException {
    CatalogueCsv.line(csv, Stream.of(cells).map(Object::toString).toList());
  }
}
