package org.bojagi.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.Item;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.fault.Finding;
import org.bojagi.plan.EditionPlanner.Lying;
import org.bojagi.plan.EditionPlanner.Planned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditionPlannerTest {
  private static final PlanOptions ON_SMALL = PlanOptions.on(new Card(64_000_000, FileSystem.FAT32), ReaderSize.NONE);
  @TempDir Path folder;

  @Test
  void aSeriesThatVolumesLeaveNoCardForIsNamed() throws Exception {
    film("a.mp4", 25_000_000);
    film("b.mp4", 25_000_000);
    film("련재/1.mp4", 18_000_000);
    film("련재/2.mp4", 18_000_000);
    var options = ON_SMALL.withCards(2);
    assertEquals(List.of(), tornApart(plan(options, List.of()).plan()));
    var planned = plan(options, List.of(lying("a.mp4", 1, 25_100_000), lying("b.mp4", 2, 25_100_000)));
    assertEquals(2, planned.cardOfVolume().size());
    assertEquals(List.of("련재/1.mp4"), tornApart(planned.plan()));
  }

  @Test
  void aSeriesLargerThanACardIsNamedAlthoughVolumesStay() throws Exception {
    film("a.mp4", 10_000_000);
    film("련재/1.mp4", 40_000_000);
    film("련재/2.mp4", 40_000_000);
    var planned = plan(ON_SMALL.withCards(PlanOptions.AS_NEEDED), List.of(lying("a.mp4", 1, 10_100_000)));
    assertFalse(planned.cardOfVolume().isEmpty());
    assertEquals(List.of("련재/1.mp4"), tornApart(planned.plan()));
  }

  @Test
  void ofMoreCardsThanAreNeededItSaysHowManyAre() throws Exception {
    film("a.mp4", 10_000_000);
    film("b.mp4", 10_000_000);
    var planned = plan(ON_SMALL.withCards(5), List.of(lying("a.mp4", 1, 10_100_000)));
    assertEquals(5, planned.plan().cards().size());
    assertEquals(1, planned.plan().cardsNeeded());
    assertEquals(List.of("cards-stay-empty"), planned.plan().findings().stream().map(Finding::code).toList());
  }

  private static List<String> tornApart(CardPlan plan) {
    return plan.findings().stream()
        .filter(finding -> finding.code().equals("torn-apart"))
        .map(Finding::where)
        .toList();
  }

  private Planned plan(PlanOptions options, List<Lying> lying) throws Exception {
    try (var corpus = CorpusReader.read(folder)) {
      return EditionPlanner.plan(corpus, options, lying);
    }
  }

  private static Lying lying(String path, int card, long fileBytes) {
    var facts = new VolumeFacts("volume of " + path, card, fileBytes, fileBytes, new byte[0], null);
    return new Lying(List.of(facts), Set.of(Item.idOf(path)), false);
  }

  private void film(String name, long bytes) throws Exception {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (var made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
      made.writeInt(name.hashCode()); // what stands twice counts once
    }
  }
}
