package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Json;
import org.bojagi.verify.PackedCards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pack --update}, {@code pack --since}, and what commands say of cards and deltas. */
class EditionIT {
  @TempDir Path folder;
  private Path corpus;
  private String words;
  private String key;
  private String recipient;

  @BeforeEach
  void aSmallCorpus() throws Exception {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.writeString(corpus.resolve("다리.txt"), "다리 우에서 첫눈을 보았다\n");
    Files.writeString(corpus.resolve("강.txt"), "강물이 흐른다\n");
    words = Files.writeString(folder.resolve("words"), "correct horse battery staple violin\n").toString();
    try (var identity = X25519Identity.generate()) {
      key = Files.write(folder.resolve("reader"), identity.encode()).toString();
      recipient = identity.recipient().encode();
    }
  }

  /** Without a passphrase, which costs a second each time. */
  private Bojagi.Outcome keyed(String command, String... more) throws Exception {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--identity", key));
    return Bojagi.run(arguments.toArray(String[]::new));
  }

  private Bojagi.Outcome packed(String name) throws Exception {
    return keyed("pack", corpus.toString(), "-o", at(name), "--recipient", recipient).succeeds();
  }

  private Bojagi.Outcome run(String command, String... more) throws Exception {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--passphrase-file", words));
    return Bojagi.run(arguments.toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void theNextEditionOpensWithTheSameWordsAndHasWhatIsInTheCorpus() throws Exception {
    // The words cost a second or two each time: they are taken where they are what is asked about.
    run("pack", corpus.toString(), "-o", at("one"), "--recipient", recipient).succeeds();
    Files.delete(corpus.resolve("강.txt"));
    Files.writeString(corpus.resolve("산.txt"), "산길을 걷는다\n");
    var report = Json.read(run("pack", corpus.toString(), "--update", at("one"), "-o", at("two"), "--json").succeeds().lines().getLast());
    assertEquals(2, report.number("items"));
    assertEquals(1, report.number("unchanged"));
    assertEquals(2, report.number("slots"));
    assertEquals("산길을 걷는다\n", run("cat", at("two"), "산.txt").succeeds().out());
    assertEquals("다리 우에서 첫눈을 보았다\n", keyed("cat", at("two"), "다리.txt").succeeds().out());
    keyed("cat", at("two"), "강.txt").fails(2, "nothing of this path");
    keyed("verify", at("two")).succeeds();
    assertEquals(2, Json.read(keyed("info", at("two"), "--json").succeeds().out()).number("edition"));
  }

  @Test
  void aBundleAndItsDeltaAreOneAndAWithdrawalHides() throws Exception {
    packed("all/base");
    Files.delete(corpus.resolve("강.txt"));
    Files.writeString(corpus.resolve("다리.txt"), "다리를 다시 놓았다\n");
    Files.writeString(corpus.resolve("산.txt"), "산길을 걷는다\n");
    var packed = keyed("pack", corpus.toString(), "--since", at("all/base"), "-o", at("all/delta")).succeeds();
    assertTrue(packed.err().contains("hides and doesn't erase"), packed.err());

    var listed = keyed("list", at("all")).succeeds().out();
    assertTrue(listed.contains("산.txt") && !listed.contains("강.txt"), listed);
    assertEquals(2, listed.lines().count());
    assertEquals("다리를 다시 놓았다\n", keyed("cat", at("all"), "다리.txt").succeeds().out());
    keyed("cat", at("all"), "강.txt").fails(2, "withdrawn", "doesn't erase");
    keyed("cat", at("all/delta"), "강.txt").fails(2, "withdrawn");
    assertEquals("강물이 흐른다\n", keyed("cat", at("all/base"), "강.txt").succeeds().out());

    var found = Json.read(keyed("search", at("all/base"), at("all/delta"), "-q", "강물", "--json").succeeds().out());
    assertEquals(0, found.number("total"));
    found = Json.read(keyed("search", at("all"), "-q", "다리", "--json").succeeds().out());
    assertEquals(1, found.number("total"));
    assertEquals(at("all/delta"), found.objects("hits").getFirst().string("bundle"));

    var info = keyed("info", at("all")).succeeds();
    assertTrue(info.err().contains("hides and doesn't erase"), info.err());
    var alone = keyed("info", at("all/delta"), "--json").succeeds();
    assertEquals(1, Json.read(alone.out()).number("delta_of_edition"));
    assertTrue(alone.err().contains("This is a delta"), alone.err());
    keyed("pack", corpus.toString(), "--since", at("all"), "-o", at("none")).fails(2, "Nothing changed");
    keyed("verify", at("all")).succeeds();
    keyed("extract", at("all"), "-o", at("out")).succeeds();
    assertEquals("다리를 다시 놓았다\n", Files.readString(folder.resolve("out/다리.txt")));
  }

  @Test
  void aFolderAboveABundleAndItsDeltasIsEnoughForTheNextDelta() throws Exception {
    packed("all/base");
    Files.writeString(corpus.resolve("산.txt"), "산길을 걷는다\n");
    keyed("pack", corpus.toString(), "--since", at("all"), "-o", at("all/second")).succeeds();
    Files.delete(corpus.resolve("산.txt"));
    keyed("pack", corpus.toString(), "--since", at("all/base"), "-o", at("all/third")).fails(2, "Nothing changed");
    assertFalse(Files.exists(folder.resolve("all/third.partial")));
    Files.writeString(corpus.resolve("들.txt"), "들에 나갔다\n");
    var report =
        Json.read(
            keyed("pack", corpus.toString(), "--since", at("all"), "-o", at("all/third"), "--json")
                .succeeds().lines().getLast());
    assertEquals(1, report.number("items"));
    assertEquals(1, report.number("withdrawn"));
    assertEquals(3, Json.read(keyed("info", at("all/third"), "--json").succeeds().out()).number("edition"));
    var listed = keyed("list", at("all")).succeeds().out();
    assertTrue(listed.contains("들.txt") && !listed.contains("산.txt"), listed);
  }

  @Test
  void anEditionNeedsTheKeysOfTheOneBefore() throws Exception {
    run("pack", corpus.toString(), "-o", at("one")).succeeds();
    var other = Files.writeString(folder.resolve("other"), "seven purple otters juggle quietly under moonlight\n").toString();
    Bojagi.run("pack", corpus.toString(), "--update", at("one"), "-o", at("two"), "--passphrase-file", other)
        .fails(12, "opens nothing");
    run("pack", corpus.toString(), "--update", at("one"), "--since", at("one"), "-o", at("two")).fails(2, "--since");
    run("pack", corpus.toString(), "--new-passphrase-file", other, "-o", at("two")).fails(2, "no earlier bundle");
    run("pack", corpus.toString(), "--update", at("one"), "--new-passphrase-file", other, "-o", at("two")).succeeds();
    Bojagi.run("list", at("two"), "--passphrase-file", other).succeeds();
    run("list", at("two")).fails(12);
  }

  @Test
  void commandsNameTheCardThatSomethingIsOn() throws Exception {
    var cards = new PackedCards(folder.resolve("set"), 2);
    var key = folder.resolve("key");
    Files.write(key, cards.reader.encode());
    var identity = new String[] {"--identity", key.toString()};
    var one = cards.card(1).toString();
    var found = Bojagi.run("search", one, "-q", "살구꽃", "--json", identity[0], identity[1]).succeeds();
    for (var hit : Json.read(found.out()).objects("hits")) {
      boolean here = hit.string("path").equals(PackedCards.textPath(1));
      assertEquals(here ? null : 2, hit.asMap().get("card"));
    }
    Bojagi.run("cat", one, PackedCards.textPath(2), identity[0], identity[1]).fails(3, "on card 2");
    var listed = Bojagi.run("list", one, "--json", identity[0], identity[1]).succeeds();
    assertEquals(4, listed.lines().size());
    assertEquals(2, listed.lines().stream().filter(line -> line.contains("\"card\":2")).count());
    var verified = Bojagi.run("verify", one, identity[0], identity[1]).succeeds();
    assertTrue(verified.out().contains("card 2"), verified.out());
    var info = Json.read(Bojagi.run("info", one, "--json", identity[0], identity[1]).succeeds().out());
    assertEquals(2, info.number("cards"));
    assertEquals(4, info.number("items"));
    assertEquals(0, info.number("lost_volumes"));
    Bojagi.run("extract", one, "-o", at("out"), identity[0], identity[1]).fails(3, "on card 2");

    var all = folder.resolve("set").toString();
    assertEquals(4, Bojagi.run("list", all, identity[0], identity[1]).succeeds().lines().size());
    Bojagi.run("extract", all, "-o", at("whole"), identity[0], identity[1]).succeeds();
    assertEquals(PackedCards.FILM_BYTES, Files.size(folder.resolve("whole").resolve(PackedCards.filmPath(2))));
    found = Bojagi.run("search", one, cards.card(2).toString(), "-q", "살구꽃", "--json", identity[0], identity[1]).succeeds();
    assertEquals(2, Json.read(found.out()).number("total"));
  }
}
