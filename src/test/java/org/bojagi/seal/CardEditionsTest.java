package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.Finding;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.plan.Card;
import org.bojagi.plan.FileSystem;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.Planner;
import org.bojagi.plan.ReaderSize;
import org.bojagi.search.SearchOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Next editions and deltas for cards of 40 MB: no card is overrun, each is searched alone and names the others. */
class CardEditionsTest {
  private static final Card SMALL = new Card(40_000_000, FileSystem.FAT32);
  private static final ReaderSize READER = new ReaderSize(2_000_000, 20);

  /** So that a card has several. */
  private static final int VOLUME_BYTES = 5_000_000;

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();
  private Random random = new Random(Trials.seed(CardEditionsTest.class));
  private boolean freely;
  private Edition.Summary summary;
  private PackReport report;

  @Test
  void anUpdateOfASetKeepsVolumesOnTheirCardsAndOverrunsNone() throws Exception {
    for (int trial = 0; trial < Trials.of(20); trial++) {
      var corpus = corpus("corpus" + trial, 60_000_000);
      var first = folder.resolve("first" + trial);
      set(corpus, first);
      change(corpus);
      var second = folder.resolve("second" + trial);
      pack(corpus, second, List.of(first), true, options(PlanOptions.AS_NEEDED));
      assertSet(second, corpus, 2);
      assertTrue(summary.reusedVolumes() > 0 && !freely, summary.toString());
      var before = cardOfVolume(first);
      int stayed = 0;
      for (var volume : cardOfVolume(second).entrySet()) {
        stayed += volume.getValue().equals(before.get(volume.getKey())) ? 1 : 0;
      }
      assertEquals(summary.reusedVolumes(), stayed);
      assertEquals(List.of(), errors());
    }
  }

  @Test
  void anUpdateOfOneFolderIsSpreadOverCards() throws Exception {
    var corpus = corpus("corpus", 60_000_000);
    var first = folder.resolve("first");
    try (var read = CorpusReader.read(corpus)) {
      Packer.pack(read, first, packOptions(List.of(archive)), moment -> {});
    }
    change(corpus);
    var second = folder.resolve("second");
    pack(corpus, second, List.of(first), true, options(PlanOptions.AS_NEEDED));
    assertTrue(summary.reusedVolumes() > 0, summary.toString());
    assertSet(second, corpus, 2);
  }

  @Test
  void whereVolumesWouldBeInTheWayNoneStaysAndThatIsSaid() throws Exception {
    var corpus = corpus("corpus", 60_000_000);
    Files.writeString(corpus.resolve("film0.bin.yaml"), "priority: 9\n");
    var first = folder.resolve("first");
    set(corpus, first);
    var second = folder.resolve("second");
    pack(corpus, second, List.of(first), true, options(1).withFit(true));
    assertTrue(freely);
    assertEquals(0, summary.reusedVolumes());
    assertTrue(report.items() > 0 && !errors().isEmpty());
    assertTrue(errors().stream().allMatch(finding -> finding.code().equals("no-room")), errors().toString());
    assertTrue(errors().stream().noneMatch(finding -> finding.where().equals("film0.bin")));
    assertTrue(clusters(second) + READER.bytes() <= SMALL.usableBytes());
  }

  /** Of this corpus the cards that held the stretches overran by more than the room for them shrank in all attempts. */
  @Test
  void whatOverrunsTheFewestCardsByALittleGoesOnMore() throws Exception {
    random = new Random(83_950_874_209_612L);
    try (var read = CorpusReader.read(corpus("corpus", 60_000_000))) {
      var plan = Planner.plan(read, options(PlanOptions.AS_NEEDED));
      assertTrue(plan.fits() && plan.leftOut().isEmpty(), plan.leftOut().toString());
    }
  }

  @Test
  void aDeltaIsPlannedFromWhatIsInIt() throws Exception {
    var corpus = corpus("corpus", 60_000_000);
    var first = folder.resolve("first");
    set(corpus, first);
    for (int i = 0; i < 9; i++) {
      film(corpus.resolve("later" + i + ".bin"), 5_000_000);
    }
    Files.writeString(corpus.resolve("이야기/later.md"), "# 나중 이야기\n\n살구꽃나중\n");
    var delta = folder.resolve("delta");
    pack(corpus, delta, List.of(first), false, options(PlanOptions.AS_NEEDED));
    assertEquals(10, report.items());
    assertEquals(2, cards(delta).size());
    for (var card : cards(delta)) {
      assertTrue(clusters(card) + READER.bytes() <= SMALL.usableBytes(), card.toString());
      try (var together = together(List.of(card))) {
        var library = new Library(together.all());
        assertEquals(1, library.searcher().search("살구꽃나중", SearchOptions.first(10)).total());
      }
    }
    var folders = new ArrayList<>(cards(first));
    folders.addAll(cards(delta));
    try (var together = together(folders)) {
      try (var read = CorpusReader.read(corpus)) {
        assertEquals(read.items().size(), new Library(together.all()).shelves().count(Set.of()));
      }
    }
  }

  @Test
  void anInterruptedUpdateForCardsGoesOnAndOverrunsNone() throws Exception {
    var corpus = corpus("corpus", 60_000_000);
    var first = folder.resolve("first");
    set(corpus, first);
    change(corpus);
    var second = folder.resolve("second");
    for (int items : new int[] {2, 6}) {
      assertThrows(
          IllegalStateException.class,
          () ->
              pack(
                  corpus,
                  second,
                  List.of(first),
                  true,
                  options(PlanOptions.AS_NEEDED),
                  moment -> {
                    if (moment.itemsDone() >= items) {
                      throw new IllegalStateException("stopped");
                    }
                  }));
      assertFalse(Files.exists(second));
      film(corpus.resolve("between" + items + ".bin"), 3_000_000);
    }
    pack(corpus, second, List.of(first), true, options(PlanOptions.AS_NEEDED));
    assertSet(second, corpus, 2);
  }

  private static PlanOptions options(int cards) {
    return new PlanOptions(SMALL, READER, cards, false, VOLUME_BYTES, 1);
  }

  private void set(Path corpus, Path target) throws IOException {
    try (var read = CorpusReader.read(corpus)) {
      var plan = Planner.plan(read, options(PlanOptions.AS_NEEDED));
      assertTrue(plan.fits() && plan.cards().size() > 1, plan.cards().size() + " cards");
      Packer.pack(read, target, packOptions(List.of(archive)).withPlan(plan), moment -> {});
    }
  }

  private void pack(Path corpus, Path target, List<Path> before, boolean update, PlanOptions cards)
      throws IOException {
    pack(corpus, target, before, update, cards, moment -> {});
  }

  private void pack(
      Path corpus, Path target, List<Path> before, boolean update, PlanOptions cards, PackProgress progress)
      throws IOException {
    var folders = new ArrayList<Path>();
    for (var bundle : before) {
      folders.addAll(cards(bundle).isEmpty() ? List.of(bundle) : cards(bundle));
    }
    try (var together = together(folders);
        var ring = ring()) {
      var bundles = together.all().stream().map(OpenBundle::bundle).toList();
      try (var edition = update ? Edition.update(bundles.getFirst()) : Edition.delta(bundles);
          var read = CorpusReader.read(corpus)) {
        edition.spreadOver(
            cards,
            (plan, allFreely) -> {
              assertTrue(plan.fits());
              freely = allFreely;
            });
        var goesOn = new Resumption(ring, false, "", (outcome, volumes, bytes, items) -> {});
        report = Packer.pack(read, target, packOptions(List.of()), edition, goesOn, progress);
        summary = edition.summary();
      }
    }
  }

  private static PackOptions packOptions(List<X25519Identity> slots) {
    return new PackOptions(
        VOLUME_BYTES,
        List.copyOf(slots.stream().map(X25519Identity::recipient).toList()),
        2,
        ExtractionLimits.DEFAULT,
        PackOptions.Traces.KEEP);
  }

  private List<Finding> errors() {
    return report.findings().stream().filter(finding -> finding.severity() == Finding.Severity.ERROR).toList();
  }

  /** No card is overrun; each finds all and says where it is; together they have every byte. */
  private void assertSet(Path target, Path corpus, int edition) throws Exception {
    var cards = cards(target);
    assertTrue(cards.size() > 1, cards.size() + " cards");
    assertEquals(report.details().cards().size(), cards.size());
    try (var read = CorpusReader.read(corpus)) {
      assertEquals(read.items().size(), report.items());
      for (var card : cards) {
        long used = clusters(card) + READER.bytes();
        assertTrue(used <= SMALL.usableBytes(), card + " takes " + used + " of " + SMALL.usableBytes());
        try (var together = together(List.of(card))) {
          var library = new Library(together.all());
          var bundle = together.all().getFirst().bundle();
          assertEquals(edition, bundle.root().content().edition());
          assertEquals(1, bundle.cardsHere().size());
          assertEquals(read.items().size(), library.shelves().count(Set.of()));
          int here = 0;
          for (var hit : library.searcher().search("살구꽃", SearchOptions.first(100)).hits()) {
            boolean elsewhere = bundle.cardElsewhere(library.locations(hit.item()).files().getFirst()).isPresent();
            here += elsewhere ? 0 : 1;
            assertEquals(!elsewhere, hit.snippet().text().contains("살구꽃"), hit.path());
          }
          assertTrue(here <= 20);
        }
      }
      try (var together = together(cards)) {
        var library = new Library(together.all());
        assertEquals(List.of(), together.all().getFirst().bundle().findings());
        for (var item : read.items()) {
          var stored = library.shelves().byPath(0, item.item().path()).orElseThrow().stored();
          var located = library.file(stored, 0);
          try (var in = library.read(0, located, 0, located.file().sizeBytes(), null)) {
            assertArrayEquals(
                Files.readAllBytes(corpus.resolve(item.item().path())), in.readAllBytes(), item.item().path());
          }
        }
      }
    }
  }

  private Path corpus(String name, long bytes) throws IOException {
    var corpus = folder.resolve(name);
    Files.createDirectories(corpus.resolve("이야기"));
    long left = bytes;
    for (int i = 0; left > 0; i++) {
      int size = (int) Math.min(left, 500_000 + random.nextInt(6_000_000));
      film(corpus.resolve("film" + i + ".bin"), size);
      left -= size;
    }
    Files.copy(corpus.resolve("film2.bin"), corpus.resolve("twice.bin"));
    for (int i = 0; i < 20; i++) {
      var text = new StringBuilder("# 이야기 " + i + "\n\n살구꽃 아래\n\n");
      for (int word = random.nextInt(1_000); word >= 0; word--) {
        text.append("말").append(Integer.toString(random.nextInt(5_000), 36)).append(word % 20 == 0 ? "\n\n" : " ");
      }
      Files.writeString(corpus.resolve("이야기/" + (100 + i) + ".md"), text);
    }
    return corpus;
  }

  private void film(Path file, int bytes) throws IOException {
    var film = new byte[bytes];
    random.nextBytes(film);
    Files.write(file, film);
  }

  /** One film is another, one is gone, one is new; so with texts. */
  private void change(Path corpus) throws IOException {
    film(corpus.resolve("film1.bin"), 2_000_000);
    Files.delete(corpus.resolve("film3.bin"));
    film(corpus.resolve("new.bin"), 2_500_000);
    Files.writeString(corpus.resolve("이야기/103.md"), "# 다른 이야기\n\n살구꽃 다시\n");
    Files.delete(corpus.resolve("이야기/105.md"));
    Files.writeString(corpus.resolve("이야기/200.md"), "# 새 이야기\n\n살구꽃 아래\n");
  }

  private static List<Path> cards(Path target) throws IOException {
    try (var below = Files.list(target)) {
      return below.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static long clusters(Path card) throws IOException {
    long sum = 0;
    try (var files = Files.list(card)) {
      for (var file : files.toList()) {
        sum += Math.ceilDiv(Files.size(file), SMALL.clusterBytes()) * SMALL.clusterBytes();
      }
    }
    return sum;
  }

  private Map<String, Integer> cardOfVolume(Path set) throws IOException {
    var cardOf = new HashMap<String, Integer>();
    try (var bundle = Bundle.open(cards(set).getFirst(), ring())) {
      for (VolumeFacts volume : bundle.root().content().volumes()) {
        cardOf.put(volume.id(), volume.card());
      }
    }
    return cardOf;
  }

  private KeyRing ring() throws IOException {
    return KeyRing.of(X25519Identity.parse(archive.encode()));
  }

  private Together together(List<Path> folders) throws IOException {
    var together = new Together(OpenBundle.newCache());
    try (var keys = ring()) {
      for (var one : folders) {
        together.open(one, keys);
      }
    }
    return together;
  }
}
