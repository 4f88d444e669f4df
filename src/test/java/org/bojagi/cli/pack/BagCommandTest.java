package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bojagi.age.X25519Identity;
import org.bojagi.bag.BaggedCorpus;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.Program;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.inventory.SmallBundles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drawer of bundles, handed over bag by bag. */
class BagCommandTest {
  @TempDir Path temp;
  private final X25519Identity key = X25519Identity.generate();
  private Path heap;
  private Path bags;

  @BeforeEach
  void makeHeap() throws IOException {
    heap = temp.resolve("heap");
    bags = temp.resolve("bags");
    var slots = List.of(key.recipient());
    var spring = SmallBundles.make(heap.resolve("one"), "봄: 하나/둘", 1, slots);
    SmallBundles.makeNext(heap.resolve("delta"), spring, key, "봄", true);
    SmallBundles.make(heap.resolve("two"), "여름", 1, slots);
    Files.writeString(temp.resolve("key"), new String(key.encode(), StandardCharsets.US_ASCII) + "\n");
  }

  private int run(Class<?> command, Object... arguments) {
    var all = new ArrayList<>(Stream.of(arguments).map(Object::toString).toList());
    all.addAll(List.of("--identity", temp.resolve("key").toString()));
    return Program.run(new Packager(), List.of(command), all.toArray(String[]::new));
  }

  private int bag(Object... arguments) {
    return run(BagCommand.class, Stream.concat(Stream.of("bag"), Stream.of(arguments)).toArray());
  }

  private List<Path> made() throws IOException {
    try (var folders = Files.list(bags)) {
      return folders.sorted().toList();
    }
  }

  private static void assertSound(Path bag) throws IOException {
    var refusals = new ArrayList<Finding>();
    try (var corpus = BaggedCorpus.read(bag, 1, (files, filesTotal, bytes, bytesTotal, path) -> {}, refusals::add)) {
      assertEquals(List.of(), refusals);
      assertFalse(corpus.items().isEmpty(), bag.toString());
    }
  }

  @Test
  void eachBundleOfADrawerWithItsDeltasIsABagOfItsOwn() throws Exception {
    run(ReindexCommand.class, "reindex", heap); // what these were made with is no index, and deltas need one
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--dry-run"));
    assertFalse(Files.exists(bags), "a dry run writes nothing");
    var journal = temp.resolve("journal");
    var report = temp.resolve("report.json");
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--journal", journal, "--report", report, "--json"));
    var made = made();
    assertEquals(2, made.size(), made.toString());
    assertTrue(made.getFirst().getFileName().toString().matches("봄_ 하나_둘 1 [0-9a-f]{8}"), made.toString());
    for (var bag : made) {
      assertSound(bag);
    }
    assertTrue(Files.readString(made.getFirst().resolve("bag-info.txt")).contains("Bojagi-Edition: 2"), "the delta's edition");
    assertFalse(Files.readString(journal).contains("봄"), "a journal has no titles");
    assertEquals(3, Json.read(Files.readString(report)).objects("bundles").size());
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--journal", journal), "what the journal has is done");
    assertEquals(ExitCode.USAGE, bag(heap, "-o", bags), "nothing is replaced");
  }

  @Test
  void whatTheJournalHasIsDoneAgainWhereSomethingElseIsAskedForOrItsBagIsGone() throws Exception {
    run(ReindexCommand.class, "reindex", heap);
    var journal = temp.resolve("journal");
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--journal", journal));
    var one = made().getFirst();
    try (var tree = Files.walk(one)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--journal", journal));
    assertSound(one);
    var first = bags;
    bags = temp.resolve("elsewhere");
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--journal", journal));
    assertEquals(2, made().size());
    assertEquals(ExitCode.USAGE, bag(heap, "-o", first, "--journal", journal, "--renditions"), "others are there");
  }

  @Test
  void aDeltaThatComesLaterIsNotPassedOver() throws Exception {
    var delta = Files.move(heap.resolve("delta"), temp.resolve("delta"));
    run(ReindexCommand.class, "reindex", heap, delta);
    var journal = temp.resolve("journal");
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--journal", journal));
    Files.move(delta, heap.resolve("delta"));
    assertEquals(ExitCode.USAGE, bag(heap, "-o", bags, "--journal", journal), "the bag without it is there");
    Files.move(bags, temp.resolve("without"));
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--journal", journal));
    assertTrue(Files.readString(made().getFirst().resolve("bag-info.txt")).contains("Bojagi-Edition: 2"));
    // Without its bundle it is a bag of its own.
    Files.move(heap.resolve("one"), temp.resolve("one"));
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags, "--journal", journal));
    assertEquals(3, made().size());
  }

  @Test
  void aDeltaGoesIntoTheBagOfTheEditionBeforeItAlone() throws Exception {
    var second = SmallBundles.makeNext(heap.resolve("second"), heap.resolve("one"), key, "봄", false);
    Files.move(heap.resolve("delta"), temp.resolve("delta"));
    SmallBundles.makeNext(heap.resolve("third"), second, key, "봄", true);
    run(ReindexCommand.class, "reindex", heap);
    assertEquals(ExitCode.DONE, bag(heap, "-o", bags));
    assertEquals(3, made().size(), made().toString());
    var editions = new ArrayList<String>();
    for (var bag : made()) {
      var info = Files.readString(bag.resolve("bag-info.txt"));
      editions.add(info.lines().filter(line -> line.startsWith("Bojagi-Edition: ")).findFirst().orElse(""));
    }
    editions.sort(null);
    assertEquals(List.of("Bojagi-Edition: 1", "Bojagi-Edition: 1", "Bojagi-Edition: 3"), editions);
  }

  @Test
  void aBundlesFolderBecomesTheBagItself() throws Exception {
    assertEquals(ExitCode.DONE, bag(heap.resolve("two"), "-o", bags));
    assertSound(bags);
    assertEquals(ExitCode.USAGE, bag(heap.resolve("two"), "-o", heap.resolve("two/bag")), "in clear among the sealed");
    assertEquals(ExitCode.NOT_A_BUNDLE, bag(Files.createDirectories(temp.resolve("empty")), "-o", temp.resolve("x")));
  }
}
