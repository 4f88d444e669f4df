package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rekey} and {@code select}: a bundle made of bundles, on the command line. */
class RepackIT {
  private static final String FILM = "영상/살구나무.mp4";

  @TempDir Path temp;

  @Test
  void aBundleIsRekeyedAndSaysWhatStays() throws Exception {
    var small = SmallBundle.get();
    var words = Files.writeString(temp.resolve("new.txt"), "곰 달 새 별 물 꽃\n").toString();
    var target = temp.resolve("new").toString();
    var old = small.bundle.toString();
    var key = small.key.toString();
    Bojagi.run("rekey", old, "-o", target, "--identity", key).fails(2, "--new-passphrase-file");
    var done =
        Bojagi.run(
                "rekey", old, "-o", target, "--identity", key, "--new-passphrase-file", words, "--weak-passphrase",
                "--json")
            .succeeds();
    assertTrue(Json.read(done.out()).number("volumes") > 3, done.out());
    assertTrue(done.err().contains("stay as they are") && done.err().contains("signs"), done.err());
    assertArrayEquals(
        small.files.get(FILM), Bojagi.run("cat", target, FILM, "--passphrase-file", words).succeeds().outBytes());
    Bojagi.run("list", target, "--identity", key).fails(12);
    Bojagi.run("rekey", old, "-o", target, "--identity", key, "--new-passphrase-file", words, "--weak-passphrase")
        .fails(2, "something already");
    var inside = small.bundle.resolve("new").toString();
    Bojagi.run("rekey", old, "-o", inside, "--identity", key, "--new-passphrase-file", words, "--weak-passphrase")
        .fails(2, "would lie in the old one");
  }

  @Test
  void someOfItIsPassedOnUnderWordsOfItsOwn() throws Exception {
    var small = SmallBundle.get();
    var target = temp.resolve("new");
    var made = Files.writeString(temp.resolve("new.txt"), Bojagi.run("key", "words").succeeds().out()).toString();
    var select = List.of("select", small.bundle.toString(), "-q", "살구나무", "--identity", small.key.toString());
    var would = run(select, "--dry-run").succeeds();
    assertEquals(2, would.lines().size(), would.out());
    assertTrue(would.lines().contains(FILM), would.out());
    assertEquals(2, Json.read(run(select, "--dry-run", "--json").succeeds().out()).number("items"));
    assertFalse(Files.exists(target));
    run(select, "-o", target.toString()).fails(2, "--new-passphrase-file");
    var weak = Files.writeString(temp.resolve("weak.txt"), "곰 달\n").toString();
    run(select, "-o", target.toString(), "--new-passphrase-file", weak).fails(2, "isn't six words");
    var done = run(select, "-o", target.toString(), "--new-passphrase-file", made, "--json").succeeds();
    assertEquals(2, Json.read(done.out()).number("items"));
    assertFound(target, made);
    Bojagi.run("select", small.bundle.toString(), "-o", "x", "--identity", small.key.toString()).fails(2, "Nothing says");
  }

  @Test
  void aSelectionForACardIsSignedOrRefused() throws Exception {
    var small = SmallBundle.get();
    var signing = temp.resolve("publisher.key").toString();
    Bojagi.run("key", "new", "--sign", "-o", signing).succeeds();
    var key = temp.resolve("reader.key").toString();
    var recipient = Bojagi.run("key", "new", "-o", key).succeeds().out().strip();
    var select =
        List.of(
            "select", small.bundle.toString(), "-q", "살구나무", "--identity", small.key.toString(), "--recipient",
            recipient, "-o", temp.resolve("new").toString());
    run(select, "--fs", "exfat").fails(2, "--card");
    run(select, "--card", "200GiBi").fails(2, "no size of a card");
    run(select, "--card", "40MB", "--sign", signing).fails(14, "The reader alone takes", "the card has room for");
    assertFalse(Files.exists(temp.resolve("new")));
    run(select, "--card", "1GB", "--sign", signing).succeeds();
    var info = Bojagi.run("info", temp.resolve("new").toString(), "--identity", key, "--trust", signing + ".pub");
    assertTrue(info.succeeds().out().contains(signing + ".pub, which you named."), info.out());
  }

  /** What lies on a stick: no packager, so that nothing compresses shelves, and a small heap. */
  @Test
  void theReadersOwnJarSelectsToo() throws Exception {
    var small = SmallBundle.get();
    var target = temp.resolve("new");
    var made = Files.writeString(temp.resolve("new.txt"), Bojagi.run("key", "words").succeeds().out()).toString();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java, "-Xmx76m", "-XX:+UseSerialGC", "-jar",
                Bojagi.PROJECT.resolve("target/bojagi-reader.jar").toString(), "select", small.bundle.toString(),
                "--paths", "이야기/다리 우에서/1.ko.md", FILM, "-o", target.toString(), "--identity", small.key.toString(),
                "--new-passphrase-file", made)
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertFound(target, made);
    assertTrue(Bojagi.run("verify", target.toString(), "--passphrase-file", made).code() == 0);
  }

  private static Bojagi.Outcome run(List<String> command, String... more) throws Exception {
    var arguments = new ArrayList<>(command);
    arguments.addAll(List.of(more));
    return Bojagi.run(arguments.toArray(String[]::new));
  }

  private static void assertFound(Path bundle, String words) throws Exception {
    var found =
        Bojagi.run("search", bundle.toString(), "-q", "살구나무", "--json", "--passphrase-file", words).succeeds().out();
    assertEquals(2, Json.read(found).number("total"), found);
    assertTrue(found.contains(FILM) && found.contains("1.ko.md\""), found);
  }
}
