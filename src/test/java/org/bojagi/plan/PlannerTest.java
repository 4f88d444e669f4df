package org.bojagi.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  private static final Card SMALL = new Card(64_000_000, FileSystem.FAT32);
  @TempDir Path folder;

  @Test
  void aLabelIsDecimalAndMoreThanWhatCanBeUsed() throws Exception {
    var card = Card.parse("16GB", FileSystem.FAT32);
    assertEquals(16_000_000_000L, card.labelBytes());
    assertTrue(card.usableBytes() < 15_700_000_000L && card.usableBytes() > 15_600_000_000L);
    assertEquals(16L << 30, Card.parse("16 gib", FileSystem.EXFAT).labelBytes());
    assertEquals(1_500_000_000L, Card.parse("1.5GB", FileSystem.FAT32).labelBytes());
    for (var wrong : List.of("", "GB", "16XB", "3MB", "99999TB", "-1GB")) {
      assertThrows(UsageException.class, () -> Card.parse(wrong, FileSystem.FAT32), wrong);
    }
  }

  @Test
  void everyItemIsOnOneCardOrLeftOutAndNoCardIsOverrun() throws Exception {
    long seed = Trials.seed(PlannerTest.class);
    for (int trial = 0; trial < Trials.of(100); trial++) {
      var random = new Random(seed * 1_000_003 + trial * 0x9E3779B97F4A7C15L);
      var source = folder.resolve("c" + trial);
      for (int i = 0; i < 1 + random.nextInt(60); i++) {
        boolean series = random.nextInt(3) == 0;
        var name = series ? "련재 " + random.nextInt(4) + "/" + (i + 1) + ".mp4" : "영화 " + i + ".mp4";
        sparse(source.resolve(name), random.nextInt(random.nextInt(10) == 0 ? 80_000_000 : 12_000_000) + 1);
      }
      try (var corpus = CorpusReader.read(source)) {
        for (int cards : new int[] {PlanOptions.AS_NEEDED, 1, 2, 5}) {
          for (boolean fit : new boolean[] {false, true}) {
            var options = PlanOptions.on(SMALL, new ReaderSize(5_000_000, 30)).withCards(cards).withFit(fit);
            var plan = Planner.plan(corpus, options);
            require(plan, corpus.items().size());
            assertEquals(paths(plan), paths(Planner.plan(corpus, options)), "the same again");
          }
        }
      }
    }
  }

  private static void require(CardPlan plan, int items) {
    var seen = new HashSet<String>();
    var cardOfSeries = new HashMap<String, Integer>();
    boolean torn = plan.findings().stream().anyMatch(finding -> finding.code().equals("torn-apart"));
    for (var card : plan.cards()) {
      assertTrue(card.freeBytes() >= 0);
      assertEquals(card.usableBytes(), card.bundleBytes() + card.readerBytes() + card.freeBytes());
      assertEquals(
          card.usableBytes(), CardPicture.slices(card).stream().mapToLong(CardPicture.Slice::bytes).sum());
      assertEquals(76, CardPicture.bar(card, 76, true).length());
      for (var item : card.items()) {
        assertTrue(seen.add(item.item().path()), item.item().path());
        var series = item.item().series();
        var other = series == null ? null : cardOfSeries.putIfAbsent(series.id(), card.number());
        assertTrue(other == null || other == card.number() || torn || !plan.leftOut().isEmpty(), "together");
      }
    }
    plan.leftOut().forEach(out -> assertTrue(seen.add(out.item().item().path())));
    assertEquals(items, seen.size());
    boolean asked = plan.options().fit() || plan.missingBytes() == 0;
    assertEquals(asked, plan.fits());
  }

  @Test
  void whatIsTooMuchIsSaidAndFitLeavesOutByPriorityThenAgeThenSize() throws Exception {
    film("가/낮은 우선.mp4", 12_000_000, "priority: -1");
    film("나/오랜것.mp4", 20_000_000, "date: 2001");
    film("다/새것.mp4", 20_000_000, "date: 2025");
    film("라/날자 없는것.mp4", 15_000_000, "");
    try (var corpus = CorpusReader.read(folder)) {
      var options = PlanOptions.on(SMALL, ReaderSize.NONE);
      var tooMuch = Planner.plan(corpus, options);
      assertFalse(tooMuch.fits());
      assertTrue(tooMuch.missingBytes() > 0 && tooMuch.cardsNeeded() == 2);
      var fit = Planner.plan(corpus, options.withFit(true));
      assertTrue(fit.fits());
      assertEquals(List.of("가/낮은 우선.mp4"), fit.leftOut().stream().map(o -> o.item().item().path()).toList());
      film("마/중요한것.mp4", 30_000_000, "priority: 5");
    }
    try (var corpus = CorpusReader.read(folder)) {
      var fit = Planner.plan(corpus, PlanOptions.on(SMALL, ReaderSize.NONE).withFit(true));
      var out = fit.leftOut().stream().map(o -> o.item().item().path()).toList();
      assertTrue(out.contains("나/오랜것.mp4") && !out.contains("마/중요한것.mp4"), out.toString());
      assertTrue(!out.contains("라/날자 없는것.mp4"), "what has no date stays before what has one");
      var set = Planner.plan(corpus, PlanOptions.on(SMALL, ReaderSize.NONE).withCards(PlanOptions.AS_NEEDED));
      assertTrue(set.fits() && set.leftOut().isEmpty() && set.cards().size() >= 2);
    }
  }

  @Test
  void anItemLargerThanACardIsLeftOutOfASetByName() throws Exception {
    film("a.mp4", 90_000_000, "");
    film("b.mp4", 1_000_000, "");
    try (var corpus = CorpusReader.read(folder)) {
      var plan = Planner.plan(corpus, PlanOptions.on(SMALL, ReaderSize.NONE).withCards(2));
      assertTrue(plan.fits());
      assertEquals(LeftOut.Reason.LARGER_THAN_A_CARD, plan.leftOut().getFirst().reason());
      assertTrue(plan.findings().stream().anyMatch(finding -> finding.where().equals("a.mp4")));
    }
  }

  @Test
  void aTextThatNobodyCanTakeApartIsPlannedByItsSize() throws Exception {
    Files.writeString(folder.resolve("인용.md"), "> ".repeat(300_000) + "끝\n");
    Files.writeString(folder.resolve("목록.md"), "* ".repeat(300_000) + "끝\n");
    Files.writeString(folder.resolve("련결.md"), "[".repeat(600_000) + "끝\n");
    Files.writeString(folder.resolve("깊은 인용.md"), ("> ".repeat(240) + "끝\n\n").repeat(20));
    Files.writeString(folder.resolve("깊은 강조.md"), "*_".repeat(7_000) + "끝" + "_*".repeat(7_000) + "\n");
    try (var corpus = CorpusReader.read(folder)) {
      var plan = Planner.plan(corpus, PlanOptions.on(SMALL, ReaderSize.NONE));
      assertTrue(plan.fits());
      assertEquals(5, plan.cards().getFirst().items().size());
    }
  }

  private void film(String name, long bytes, String metadata) throws Exception {
    sparse(folder.resolve(name), bytes);
    if (!metadata.isEmpty()) {
      Files.writeString(folder.resolve(name.replace(".mp4", ".yaml")), metadata + "\n");
    }
  }

  private static void sparse(Path file, long bytes) throws Exception {
    Files.createDirectories(file.getParent());
    try (var made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
      if (bytes >= Integer.BYTES) {
        made.writeInt(file.hashCode()); // what stands twice counts once
      }
    }
  }

  private static List<List<String>> paths(CardPlan plan) {
    var paths = new ArrayList<List<String>>();
    plan.cards().forEach(card -> paths.add(card.items().stream().map(item -> item.item().path()).toList()));
    return paths;
  }
}
