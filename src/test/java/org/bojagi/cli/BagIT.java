package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle handed to an archive, and what an archive hands back. */
class BagIT {
  @TempDir Path temp;

  @Test
  void aBundleBecomesABagThatIsACorpusUntilSomethingInItChanges() throws Exception {
    var small = SmallBundle.get();
    var bag = temp.resolve("bag");
    var made =
        Bojagi.run("bag", small.bundle.toString(), "-o", bag.toString(), "--identity", small.key.toString()).succeeds();
    assertTrue(made.err().contains("in clear"), made.err());
    for (var file : small.files.entrySet()) {
      assertArrayEquals(file.getValue(), Files.readAllBytes(bag.resolve("data").resolve(file.getKey())), file.getKey());
    }
    assertFalse(Files.exists(temp.resolve("bag.partial")));
    Bojagi.run("bag", small.bundle.toString(), "-o", bag.toString(), "--identity", small.key.toString())
        .fails(2, bag.toString());

    var sound = Bojagi.run("check", bag.toString());
    assertTrue(sound.out().contains("This is a valid bag"), sound.out() + sound.err());

    var story = bag.resolve("data/이야기/다리 우에서/1.ko.md");
    Files.writeString(story, Files.readString(story).replace("첫눈", "찬비"));
    Files.createSymbolicLink(bag.resolve("data/passwd"), Path.of("/etc/passwd"));
    Bojagi.run("plan", bag.toString(), "--card", "1GB")
        .fails(3, "data/이야기/다리 우에서/1.ko.md", "data/passwd", bag.toString());
    var json = Bojagi.run("check", bag.toString(), "--json").fails(3);
    assertTrue(json.out().contains("\"bag-file-changed\"") && json.out().contains("\"bag-link\""), json.out());
    var words = small.words.toString();
    var target = temp.resolve("bundle");
    Bojagi.run(
            "pack", bag.toString(), "-o", target.toString(), "--passphrase-file", words, "--weak-passphrase", "--yes")
        .fails(3, "faults: 2");
    assertFalse(Files.exists(target));
  }

  @Test
  void aCatalogueIsATableOrDublinCore() throws Exception {
    var small = SmallBundle.get();
    var bundle = small.bundle.toString();
    var key = small.key.toString();
    var csv = Bojagi.run("list", bundle, "--identity", key, "--csv").succeeds().out();
    assertTrue(csv.startsWith("\uFEFFid,path,"), csv);
    var items = Bojagi.run("list", bundle, "--identity", key, "--jsonl").succeeds().lines().size();
    assertEquals(items + 1, csv.lines().count());
    var xml = Bojagi.run("list", bundle, "--identity", key, "--dublin-core").succeeds().out();
    assertEquals(items, xml.split("<oai_dc:dc>", -1).length - 1);
    assertTrue(xml.endsWith("</records>\n"), xml);
    Bojagi.run("list", bundle, "--identity", key, "--csv", "--json").fails(2, "--csv");
  }
}
