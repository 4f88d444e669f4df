package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inventory} as an archivist runs it. */
class InventoryIT {
  @TempDir Path temp;

  @Test
  void aDrawerIsSortedWithARing() throws Exception {
    var small = SmallBundle.get();
    var drawer = temp.resolve("drawer");
    small.copy(drawer.resolve("card"));
    var ring = temp.resolve("ring");
    Files.writeString(ring, "# ours\r\n" + Files.readString(small.key) + "AGE-SECRET-KEY-1BROKEN\n");
    var before = SmallBundle.tree(drawer);
    var run = Bojagi.run("inventory", drawer.toString(), "--keys", ring.toString(), "--json").fails(3, "line ");
    assertFalse(run.err().contains("BROKEN"), run.err());
    var bundle = Json.read(run.out()).objects("bundles").getFirst();
    assertEquals("complete", bundle.string("state"));
    assertEquals(before.keySet(), SmallBundle.tree(drawer).keySet());

    var table = Bojagi.run("inventory", drawer.toString(), "--keys", small.key.toString()).succeeds();
    assertTrue(table.lines().stream().allMatch(line -> line.length() <= 80), table.out());

    var wrong = temp.resolve("wrong");
    Bojagi.run("key", "new", "-o", wrong.toString()).succeeds();
    var locked = Bojagi.run("inventory", drawer.toString(), "--keys", wrong.toString());
    assertEquals(12, locked.code());
    assertTrue(locked.out().contains("Not opened"), locked.out());
  }
}
