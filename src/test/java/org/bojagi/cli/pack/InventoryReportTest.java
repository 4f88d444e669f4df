package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.Json;
import org.bojagi.inventory.Inventory;
import org.bojagi.inventory.SmallBundles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table, CSV and JSON of a drawer with a bit of everything. */
class InventoryReportTest {
  private static final String LONG = "끝없이 긴 제목, \"따옴표\"와 쉼표가 있는 ".repeat(8);

  @TempDir Path temp;
  private final X25519Identity key = X25519Identity.generate();
  private Path heap;

  @BeforeEach
  void makeHeap() throws IOException {
    heap = temp.resolve("heap");
    var mine = List.of(key.recipient());
    var first = SmallBundles.make(heap.resolve("first"), "=SUM(A1:A9)", 10, mine);
    SmallBundles.makeNext(heap.resolve("delta"), first, key, "delta", true);
    var cards = SmallBundles.makeCards(heap.resolve("set"), LONG, 2, mine);
    for (var file : SmallBundles.files(cards.resolve("card-2"))) {
      Files.delete(file);
    }
    SmallBundles.make(heap.resolve("foreign"), "x", 10, List.of(X25519Identity.generate().recipient()));
    Files.writeString(heap.resolve("notes.txt"), "x");
  }

  private Inventory take() throws IOException {
    try (var keys = KeyRing.of(key.copy())) {
      return Inventory.take(List.of(heap), keys, Inventory.Limits.DEFAULT, (stage, done, total) -> {});
    }
  }

  @Test
  void theTableFitsItsColumnsAndSaysWhatIsMissing() throws Exception {
    try (var inventory = take()) {
      var lines = new InventoryReport(inventory).lines(80);
      for (var line : lines) {
        assertTrue(Columns.of(line) <= 80, line);
      }
      var text = String.join("\n", lines);
      for (var part : List.of("=SUM(A1:A9)", "delta of edition 1 of =SUM(A1:A9)", "incomplete", "1/2", "foreign", "Bundles: 3")) {
        assertTrue(text.contains(part), part + " is not in:\n" + text);
      }
    }
  }

  @Test
  void theSameHeapGivesTheSameBytes() throws Exception {
    try (var one = take();
        var other = take()) {
      assertEquals(new InventoryReport(one).lines(80), new InventoryReport(other).lines(80));
      assertEquals(new InventoryReport(one).csv(), new InventoryReport(other).csv());
      assertEquals(new InventoryReport(one).json(), new InventoryReport(other).json());
    }
  }

  @Test
  void csvIsATableAsACataloguesSoThatNoCellIsAFormula() throws Exception {
    try (var inventory = take()) {
      var lines = new InventoryReport(inventory).csv().split("\r\n");
      assertEquals(5, lines.length);
      assertTrue(lines[0].startsWith("\uFEFFtitle,edition,"), lines[0]);
      assertEquals(1, List.of(lines).stream().filter(line -> line.startsWith("'=SUM(A1:A9),1,complete,")).count());
      assertTrue(lines[4].contains(",not-opened,") && lines[4].endsWith("foreign"), lines[4]);
    }
  }

  @Test
  void jsonNamesStatesFilesAndWhatIsMissing() throws Exception {
    try (var inventory = take()) {
      var json = Json.read(new InventoryReport(inventory).json());
      assertEquals(1, json.number("other_files"));
      assertEquals(1, json.objects("unopened").size());
      var bundles = json.objects("bundles");
      assertEquals(3, bundles.size());
      for (var bundle : bundles) {
        boolean set = bundle.number("cards") == 2;
        assertEquals(set ? "incomplete" : "complete", bundle.string("state"));
        assertEquals(set, !bundle.objects("missing").isEmpty());
        assertEquals(2, bundle.strings("roots").size());
      }
      assertEquals(1, bundles.stream().filter(bundle -> bundle.has("delta_of")).count());
    }
  }
}
