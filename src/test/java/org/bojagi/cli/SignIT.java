package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher's key, what is packed with it, and who is refused. */
class SignIT {
  @TempDir Path folder;

  @Test
  void aSignedBundleOpensForWhoTrustsThePublisherAndNoOther() throws Exception {
    var key = folder.resolve("publisher.key");
    var made = Bojagi.run("key", "new", "--sign", "-o", key.toString()).succeeds();
    var publicFile = folder.resolve("publisher.key.pub");
    assertEquals(Files.readAllLines(publicFile).get(1), made.out().strip());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    Bojagi.run("key", "new", "--sign", "-o", key.toString()).fails(2, "never overwritten");
    var other = folder.resolve("other.key");
    Bojagi.run("key", "new", "--sign", "-o", other.toString()).succeeds();

    var small = SmallBundle.get();
    var identity = small.key.toString();
    var bundle = folder.resolve("sealed/b").toString();
    var updated =
        Bojagi.run(
                "pack", small.corpus.toString(), "--keep-metadata", "-o", bundle, "--update", small.bundle.toString(),
                "--identity", identity, "--sign", key.toString(), "--yes")
            .succeeds();
    assertTrue(!updated.err().contains("will not be"), updated.err());

    var info = Bojagi.run("info", bundle, "--identity", identity, "--trust", publicFile.toString()).succeeds().out();
    assertTrue(info.contains("It is the key in " + publicFile + ", which you named."), info);
    var json = Bojagi.run("info", bundle, "--identity", identity, "--json").succeeds().out();
    var signer = Json.read(json).object("signature").object("content");
    assertEquals("signed", signer.string("state"));
    assertEquals(made.out().strip(), signer.string("key"));
    assertEquals(8, signer.string("words").split(" ").length);
    assertTrue(made.err().contains(signer.string("words")), made.err());
    var hits =
        Bojagi.run("search", bundle, "-q", "첫눈", "--identity", identity, "--trust", publicFile.toString(), "--at-least", "2");
    assertTrue(hits.succeeds().out().contains("다리 우에서"));
    Bojagi.run("list", bundle, "--identity", identity, "--trust", other + ".pub").fails(15, "another key");
    Bojagi.run("search", bundle, "-q", "첫눈", "--identity", identity, "--at-least", "3").fails(15, "edition 2");
    Bojagi.run("cat", small.bundle.toString(), "알아두기/rumour.txt", "--identity", identity, "--trust", other + ".pub")
        .fails(15, "not signed");
  }
}
