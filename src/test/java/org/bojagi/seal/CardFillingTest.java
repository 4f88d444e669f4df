package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Finding;
import org.bojagi.plan.Card;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.FileSystem;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.PlannedCard;
import org.bojagi.plan.Planner;
import org.bojagi.plan.ReaderSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real bundles on cards of 40 MB: what lies on each, whatever the plan said. */
class CardFillingTest {
  private static final Card SMALL = new Card(40_000_000, FileSystem.FAT32);

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();

  @Test
  void ofRandomCorporaNoCardIsOverrunAndAllIsOnOne() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("CardFillingTest: -Dseed=" + seed);
    var random = new Random(seed);
    for (int trial = 0; trial < Trials.of(40); trial++) {
      var corpus = randomCorpus(folder.resolve("corpus" + trial), random, 60_000_000 + random.nextInt(60_000_000));
      var target = folder.resolve("bundle" + trial);
      PackReport report;
      try (var read = CorpusReader.read(corpus)) {
        var options = PlanOptions.on(SMALL, new ReaderSize(2_000_000, 20)).withCards(PlanOptions.AS_NEEDED);
        var plan = Planner.plan(read, options);
        assertTrue(plan.fits() && plan.cards().size() > 1, plan.cards().size() + " cards");
        report = pack(read, target, plan);
        assertEquals(read.items().size(), report.items());
      }
      assertEquals(List.of(), errors(report));
      var cards = folders(target);
      assertEquals(report.details().cards().size(), cards.size());
      var here = new HashSet<String>();
      for (var card : cards) {
        long used = clusters(card) + 2_000_000;
        assertTrue(used <= SMALL.usableBytes(), card + " takes " + used + " of " + SMALL.usableBytes());
        here.addAll(itemsHere(card));
      }
      assertEquals(report.items(), here.size());
    }
  }

  @Test
  void withFitWhatFindsNoRoomIsNamedAndTheRestGoesIn() throws Exception {
    var corpus = randomCorpus(folder.resolve("corpus"), new Random(7), 60_000_000);
    Files.writeString(corpus.resolve("film0.bin.yaml"), "priority: 9\n");
    try (var read = CorpusReader.read(corpus)) {
      var plan = Planner.plan(read, PlanOptions.on(SMALL, ReaderSize.NONE).withFit(true));
      var target = folder.resolve("bundle");
      var report = pack(read, target, plan);
      assertTrue(report.items() < read.items().size() && report.items() > 0, report.items() + " items");
      assertEquals(read.items().size() - report.items(), errors(report).size());
      assertTrue(errors(report).stream().allMatch(finding -> finding.code().equals("no-room")));
      assertTrue(errors(report).stream().noneMatch(finding -> finding.where().equals("film0.bin")));
      assertTrue(clusters(target) <= SMALL.usableBytes());
    }
  }

  @Test
  void anIndexFarLargerThanPlannedEndsTheRunAndSaysWhatToGive() throws Exception {
    var corpus = folder.resolve("corpus");
    for (int part = 0; part < 8; part++) {
      randomCorpus(corpus.resolve("글" + part), new Random(part), 100_000);
    }
    var filler = new byte[300_000];
    for (int i = 0; i < 130; i++) {
      new Random(i).nextBytes(filler);
      Files.write(corpus.resolve("채움" + i + ".bin"), filler);
    }
    try (var read = CorpusReader.read(corpus)) {
      var options = PlanOptions.on(SMALL, ReaderSize.NONE).withFit(true);
      var plan = withoutIndex(Planner.plan(read, options), read);
      var target = folder.resolve("bundle");
      var tooMuch = assertThrows(DoesNotFitException.class, () -> pack(read, target, plan));
      assertTrue(!Files.exists(target), "nothing is published");
      assertTrue(tooMuch.what().contains("more than was planned"), tooMuch.what());
      var given = Pattern.compile("--card (\\d+)MB").matcher(tooMuch.hint());
      assertTrue(given.find() && Integer.parseInt(given.group(1)) < 40, tooMuch.hint());
    }
  }

  /** A plan of all, texts first, that thinks nothing of the index. */
  private static CardPlan withoutIndex(CardPlan plan, Corpus all) {
    var card = plan.cards().getFirst();
    var without =
        new PlannedCard(
            card.number(), all.items(), card.contentBytes(), card.catalogueBytes(), 0, card.readerBytes(),
            card.otherBytes(), card.freeBytes(), card.usableBytes(), card.contentOf());
    return new CardPlan(
        plan.options(), List.of(without), List.of(), List.of(), true, plan.missingBytes(), plan.cardsNeeded(), List.of());
  }

  private PackReport pack(Corpus read, Path target, CardPlan plan) throws IOException {
    var options =
        new PackOptions(
                Format.MAX_VOLUME_BYTES,
                List.of(archive.recipient()),
                2,
                ExtractionLimits.DEFAULT,
                PackOptions.Traces.KEEP)
            .withPlan(plan);
    return Packer.pack(read, target, options, moment -> {});
  }

  private static List<Finding> errors(PackReport report) {
    return report.findings().stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
  }

  private static Path randomCorpus(Path corpus, Random random, long bytes) throws IOException {
    Files.createDirectories(corpus.resolve("이야기"));
    long left = bytes;
    for (int i = 0; left > 0; i++) {
      var film = new byte[(int) Math.min(left, 100_000 + random.nextInt(12_000_000))];
      random.nextBytes(film);
      Files.write(corpus.resolve("film" + i + ".bin"), film);
      left -= film.length;
    }
    for (int i = 0; i < 40; i++) {
      var text = new StringBuilder("# 이야기 " + i + "\n\n");
      for (int word = random.nextInt(4_000); word >= 0; word--) {
        text.append("말").append(Integer.toString(random.nextInt(5_000), 36)).append(word % 20 == 0 ? "\n\n" : " ");
      }
      Files.writeString(corpus.resolve(String.format(Locale.ROOT, "이야기/%03d 눈.md", i)), text);
    }
    return corpus;
  }

  private static List<Path> folders(Path target) throws IOException {
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

  /** Ids of the items whose own lines of the catalogue lie on this card: it opens without the others. */
  private Set<String> itemsHere(Path card) throws IOException {
    var ids = new HashSet<String>();
    try (var bundle = Bundle.open(card, KeyRing.of(archive))) {
      bundle.catalogue(
          line -> line.item().ifPresent(item -> ids.add(item.id())), lost -> {});
    }
    return ids;
  }
}
