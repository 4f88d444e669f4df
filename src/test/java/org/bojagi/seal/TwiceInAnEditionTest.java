package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.Finding;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;
import org.bojagi.plan.Card;
import org.bojagi.plan.FileSystem;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.Planner;
import org.bojagi.plan.ReaderSize;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A film that stands twice in a corpus takes its room once: on a card, and in the editions that follow. */
class TwiceInAnEditionTest {
  private static final Card CARD = new Card(40_000_000, FileSystem.FAT32);
  private static final ReaderSize READER = new ReaderSize(2_000_000, 20);
  private static final int FILM_BYTES = 20_000_000;
  private static final int VOLUME_BYTES = 100_000_000;

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();
  private final Random random = new Random(Trials.seed(TwiceInAnEditionTest.class));
  private Path corpus;
  private byte[] film;

  @BeforeEach
  void aFilmStandsTwice() throws IOException {
    corpus = Files.createDirectory(folder.resolve("corpus"));
    film = new byte[FILM_BYTES];
    random.nextBytes(film);
    Files.write(corpus.resolve("1.bin"), film);
    Files.write(corpus.resolve("2.bin"), film);
    Files.writeString(corpus.resolve("note.md"), "# 눈\n\n살구꽃\n");
  }

  @Test
  void whatThePlanCountsOnceIsPackedOnce() throws Exception {
    var report = pack("first", null, options());
    assertEquals(List.of(), errors(report));
    assertEquals(3, report.items());
  }

  @Test
  void aVolumeThatIsSealedAgainHasItOnce() throws Exception {
    pack("first", null, null);
    Files.writeString(corpus.resolve("note.md"), "# 눈\n\n다른 살구꽃\n");
    var report = pack("second", "first", null);
    assertEquals(3, report.items());
    assertFilms("second", 2);
    assertTrue(bytes("second") < FILM_BYTES * 3 / 2, bytes("second") + " bytes");
    Files.writeString(corpus.resolve("note.md"), "# 눈\n\n또 다른 살구꽃\n");
    report = pack("third", "second", options());
    assertEquals(List.of(), errors(report));
    assertEquals(3, report.items());
  }

  @Test
  void whatComesAnewIsFoundAmongWhatIsSealedAgain() throws Exception {
    pack("first", null, null);
    Files.writeString(corpus.resolve("note.md"), "# 눈\n\n다른 살구꽃\n");
    Files.write(corpus.resolve("3.bin"), film);
    var report = pack("second", "first", options());
    assertEquals(List.of(), errors(report));
    assertEquals(4, report.items());
    assertFilms("second", 3);
    assertTrue(bytes("second") < FILM_BYTES * 3 / 2, bytes("second") + " bytes");
  }

  private PlanOptions options() {
    return new PlanOptions(CARD, READER, 1, false, VOLUME_BYTES, 1);
  }

  private PackReport pack(String target, String before, PlanOptions card) throws IOException {
    var options =
        new PackOptions(
            VOLUME_BYTES,
            before == null ? List.of(archive.recipient()) : List.of(),
            2,
            ExtractionLimits.DEFAULT,
            PackOptions.Traces.KEEP);
    try (var read = CorpusReader.read(corpus)) {
      if (before == null) {
        var plan = card == null ? null : Planner.plan(read, card);
        assertTrue(plan == null || plan.fits());
        return Packer.pack(
            read, folder.resolve(target), plan == null ? options : options.withPlan(plan), moment -> {});
      }
      try (var old = Bundle.open(folder.resolve(before), KeyRing.of(X25519Identity.parse(archive.encode())));
          var edition = Edition.update(old)) {
        if (card != null) {
          edition.spreadOver(card, (plan, freely) -> assertTrue(plan.fits()));
        }
        return Packer.pack(read, folder.resolve(target), options, edition, moment -> {});
      }
    }
  }

  private static List<Finding> errors(PackReport report) {
    return report.findings().stream().filter(finding -> finding.severity() == Finding.Severity.ERROR).toList();
  }

  private void assertFilms(String target, int films) throws IOException {
    try (var bundle = Bundle.open(folder.resolve(target), KeyRing.of(X25519Identity.parse(archive.encode())));
        var index = OpenIndex.open(BundleDirectory.of(bundle, new ChunkCache(16 << 20)), target)) {
      for (int i = 1; i <= films; i++) {
        var located = index.byId(Item.idOf(i + ".bin")).orElseThrow().decodedLocations().files().getFirst();
        try (var in = bundle.read(located, null)) {
          assertArrayEquals(film, in.readAllBytes());
        }
      }
    } catch (Json.Malformed e) {
      throw new AssertionError(e);
    }
  }

  private long bytes(String target) throws IOException {
    long sum = 0;
    try (var files = Files.walk(folder.resolve(target))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }
}
