package org.bojagi.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.PackOptions.Traces;
import org.bojagi.seal.Packer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says a bundle will take, and what the bundle then takes. */
class PlanAgainstRealBytesTest {
  @TempDir Path folder;

  @Test
  void plannedAndRealBytesOfRandomCorporaAreClose() throws Exception {
    long seed = Trials.seed(PlanAgainstRealBytesTest.class);
    var percents = new double[Trials.of(200)];
    var beyondSteps = new double[percents.length];
    for (int trial = 0; trial < percents.length; trial++) {
      var random = new Random(seed * 1_000_003 + trial * 0x9E3779B97F4A7C15L);
      var source = folder.resolve("corpus" + trial);
      // As many of 2 to 4 MB as of 20 to 40: what is small weighs all that a plan can only guess.
      long media = (long) (2_000_000 * Math.pow(20, random.nextDouble()));
      new RandomCorpus(random).write(source, media, random.nextInt(100));
      var difference = difference(source, folder.resolve("bundle" + trial), trial);
      percents[trial] = difference.percent;
      beyondSteps[trial] = difference.beyondSteps;
      remove(source);
      remove(folder.resolve("bundle" + trial));
    }
    var sorted = Arrays.stream(percents).map(Math::abs).sorted().toArray();
    long within = Arrays.stream(sorted).filter(percent -> percent < 1).count();
    System.out.printf(
        "planned against real, %d corpora: median %.2f %%, 90th percentile %.2f %%, largest %.2f %%; %d below 1 %%%n",
        sorted.length, sorted[sorted.length / 2], sorted[sorted.length * 9 / 10], sorted[sorted.length - 1], within);
    var judged = Trials.areFull() ? percents : beyondSteps;
    assertTrue(Arrays.stream(judged).allMatch(percent -> percent < 1), () -> Arrays.toString(percents));
  }

  /**
   * @param percent of the real bytes
   * @param beyondSteps what is more than two steps of the index volume's size, which goes in 32nds: a few thousand bytes of
   *     index more than planned may cost one, and in the smallest of these bundles that is a percent
   */
  private record Difference(double percent, double beyondSteps) {}

  private Difference difference(Path source, Path target, int trial) throws Exception {
    var identity = X25519Identity.generate();
    try (var corpus = CorpusReader.read(source)) {
      var card = new Card(512_000_000, FileSystem.FAT32);
      var options = new PlanOptions(card, ReaderSize.NONE, 1, false, PlanOptions.on(card, ReaderSize.NONE).volumeBytes(), 1);
      var plan = Planner.plan(corpus, options);
      assertTrue(plan.fits());
      // One job: a pack of a few texts takes as long as its workers take to start.
      var packing =
          new PackOptions(
              Format.MAX_VOLUME_BYTES, List.of(identity.recipient()), 1, ExtractionLimits.DEFAULT, Traces.REMOVE);
      Packer.pack(corpus, target, packing, moment -> {});
      var space = new CardSpace(card);
      long empty = space.remainingBytes();
      try (var files = Files.list(target)) {
        for (var file : files.sorted().toList()) {
          space.take(Files.size(file));
        }
      }
      long real = empty - space.remainingBytes();
      var planned = plan.cards().getFirst();
      double percent = 100.0 * (planned.bundleBytes() - real) / real;
      try (var bundle = Bundle.open(target, KeyRing.of(identity))) {
        long content = bundle.root().content().volumes().stream().mapToLong(v -> v.plaintextBytes()).sum();
        long index = bundle.root().index().files().stream().mapToLong(f -> f.sizeBytes()).sum();
        System.out.printf(
            "%d: %d items, planned %d, real %d (%+.2f %%); volumes planned %d, real %d; index planned %d, real %d%n",
            trial, corpus.items().size(), planned.bundleBytes(), real, percent,
            planned.contentBytes() + planned.catalogueBytes(), content, planned.indexBytes(), index);
        long steps = 2 * (Long.highestOneBit(index) >> 5);
        long beyond = Math.max(0, Math.abs(planned.bundleBytes() - real) - steps);
        return new Difference(percent, 100.0 * beyond / real);
      }
    }
  }

  private static void remove(Path tree) throws Exception {
    Trees.remove(tree);
  }
}
