package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code key}: identities, and the ways into a bundle. */
class KeyIT {
  @TempDir Path folder;

  @Test
  void aNewIdentityIsItsOwnersAloneAndNeverOverwritten() throws Exception {
    var key = folder.resolve("a.key");
    var made = Bojagi.run("key", "new", "-o", key.toString()).succeeds();
    assertTrue(made.out().matches("age1[a-z0-9]{58}\n"), made.out());
    assertTrue(Files.readString(key).matches("# public key: " + made.out() + "AGE-SECRET-KEY-1[A-Z0-9]{58}\n"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    Bojagi.run("key", "new", "-o", key.toString()).fails(2, "a.key", "never overwritten");
    assertTrue(Bojagi.run("key", "new").succeeds().out().contains("AGE-SECRET-KEY-1"));
  }

  @Test
  void keysAreAddedListedAndRemovedWithoutTouchingAVolume() throws Exception {
    var small = SmallBundle.get();
    var bundle = small.copy(folder.resolve("b"));
    var before = SmallBundle.tree(bundle);
    var added = Files.writeString(folder.resolve("new"), "곰 달 새 별 물 꽃\n").toString();
    Bojagi.run(
            "key", "add", bundle.toString(), "--new-passphrase-file", added, "--weak-passphrase", "--identity",
            small.key.toString())
        .succeeds();
    var slots = Bojagi.run("key", "list", bundle.toString(), "--json").succeeds().lines();
    assertEquals(3, slots.size());
    for (var slot : slots) {
      assertEquals(2, Json.read(slot).number("copies"));
    }
    var after = SmallBundle.tree(bundle);
    before.forEach((name, bytes) -> assertTrue(java.util.Arrays.equals(bytes, after.get(name)), name));
    Bojagi.run("list", bundle.toString(), "--passphrase-file", added).succeeds();

    var removed = Bojagi.run("key", "remove", bundle.toString(), "--passphrase-file", added).succeeds();
    assertTrue(removed.err().contains("takes nothing from who had it"), removed.err());
    assertEquals(before.keySet(), SmallBundle.tree(bundle).keySet());
    Bojagi.run("list", bundle.toString(), "--passphrase-file", added).fails(12);
    Bojagi.run("key", "remove", bundle.toString(), "--passphrase-file", added).fails(12, "no slot");
  }

  @Test
  void theLastWayInIsNeverRemoved() throws Exception {
    var small = SmallBundle.get();
    var bundle = small.copy(folder.resolve("b"));
    Bojagi.run("key", "remove", bundle.toString(), "--passphrase-file", small.words.toString()).succeeds();
    Bojagi.run("key", "remove", bundle.toString(), "--identity", small.key.toString()).fails(2, "last way");
    Bojagi.run("list", bundle.toString(), "--identity", small.key.toString()).succeeds();
  }

  @Test
  void aRecipientOpensWhatItWasAddedTo() throws Exception {
    var small = SmallBundle.get();
    var bundle = small.copy(folder.resolve("b")).toString();
    var key = folder.resolve("other.key").toString();
    var recipient = Bojagi.run("key", "new", "-o", key).succeeds().out().strip();
    Bojagi.run("key", "add", bundle, "--recipient", recipient, "--identity", small.key.toString()).succeeds();
    Bojagi.run("list", bundle, "--identity", key).succeeds();
    Bojagi.run("key", "add", bundle, "--recipient", "nobody", "--identity", key).fails(2, "--recipient");
    Bojagi.run("key", "add", bundle, "--identity", key).fails(2, "--recipient");
  }

  @Test
  void wordsAndThePageAreThereForThePaper() throws Exception {
    assertEquals(6, Bojagi.run("key", "words").succeeds().out().strip().split(" ").length);
    assertTrue(Bojagi.run("key", "words", "--words", "english").succeeds().out().matches("([a-z]+ ){5}[a-z]+\n"));
    var page = Bojagi.run("key", "page").succeeds().out();
    assertTrue(page.contains("age -d -i SLOT VOLUME &gt; volume-1.zip"), page);
    assertTrue(page.contains("age -d -i ME SLOT | age -d -i - VOLUME &gt; volume-1.zip"), page);
    assertTrue(page.contains("unzip -d volume-1 volume-1.zip"), page);
    assertTrue(page.contains("스무해 뒤에"), page);
    assertTrue(!page.contains("http://") && !page.contains("https://") && !page.contains("src="), page);
    var file = folder.resolve("page.html").toString();
    Bojagi.run("key", "page", "-o", file).succeeds();
    Bojagi.run("key", "page", "-o", file).fails(2, "already");
  }
}
