package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.PackedFile;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.media.Films;
import org.bojagi.media.MediaPrograms;
import org.bojagi.media.Quality;
import org.bojagi.media.Transcode;
import org.bojagi.plan.Card;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.FileSystem;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.Planner;
import org.bojagi.plan.ReaderSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films that are made smaller so that a card of 40 MB holds everything, by the real ffmpeg. */
class FitTest {
  private static final Card SMALL = new Card(40_000_000, FileSystem.FAT32);

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();

  @Test
  void aFilmIsMadeAsThePlanSaysAndTheReportNamesIt() throws Exception {
    var programs = new MediaPrograms(Optional.of(Films.ffmpeg()), Optional.empty());
    filler(24_000_000);
    var wasteful = List.of("-b:v", "6M", "-minrate", "6M", "-maxrate", "6M", "-bufsize", "6M", "-x264-params", "nal-hrd=cbr");
    film("나.mp4", "null", wasteful);
    film("다.mp4", "hue=h=90", wasteful);
    Files.writeString(corpus().resolve("나.yaml"), "priority: -1\n");
    var plan = plan(programs);
    assertEquals(1, plan.lowered().size());
    var report = pack(plan, programs);
    assertEquals(3, report.items());
    assertEquals(List.of("나.mp4"), lowered(report));
    assertTrue(file("나.mp4").sizeBytes() < 2_000_000, file("나.mp4").sizeBytes() + " bytes");
    assertEquals(Files.size(corpus().resolve("다.mp4")), file("다.mp4").sizeBytes());
    assertFits(report);
  }

  @Test
  void aFilmThatCameOutLargerThanHopedIsMadeAnewWithLess() throws Exception {
    var programs = new MediaPrograms(Optional.of(Films.ffmpeg()), Optional.empty());
    // Noise takes as much as the encoder's limit lets it: several times of what films take mostly.
    film("나.mp4", "noise=alls=80:allf=t", List.of("-crf", "18"));
    filler(1_000_000);
    long free = plan(programs).cards().getFirst().freeBytes();
    long film = Files.size(corpus().resolve("나.mp4"));
    filler(free + film - 1_500_000);
    var plan = plan(programs);
    assertEquals(Quality.HIGH, plan.lowered().getFirst().quality());
    assertEquals(List.of(), plan.leftOut());
    var report = pack(plan, programs);
    var said = report.findings().stream().filter(f -> f.code().equals("film-lowered")).toList();
    assertEquals(List.of("나.mp4"), said.stream().map(f -> f.where()).toList());
    assertFalse(said.getFirst().what().contains(Quality.HIGH.lines() + " lines"), said.getFirst().what());
    assertEquals(2, report.items());
    assertFits(report);
  }

  @Test
  void aFilmForWhichThereIsNoRoomAtTheFloorIsLeftOutByName() throws Exception {
    var programs = new MediaPrograms(Optional.of(Films.ffmpeg()), Optional.empty());
    film("나.mp4", "noise=alls=80:allf=t", List.of("-crf", "18"));
    filler(1_000_000);
    long most = plan(programs).cards().getFirst().freeBytes() + Files.size(corpus().resolve("나.mp4"));
    var plan = plan(programs);
    do { // the fullest card that is planned: its film is to be made with the least
      filler(most -= 250_000);
      plan = plan(programs);
    } while (!plan.leftOut().isEmpty());
    var report = pack(plan, programs);
    var out = report.findings().stream().filter(f -> f.severity() == Severity.ERROR).toList();
    assertEquals(List.of("나.mp4"), out.stream().map(f -> f.where()).toList());
    assertEquals("no-room", out.getFirst().code());
    assertEquals(1, report.items());
  }

  private Path corpus() throws IOException {
    return Files.createDirectories(folder.resolve("corpus"));
  }

  private void filler(long bytes) throws IOException {
    var random = new byte[(int) bytes];
    new Random(1).nextBytes(random);
    Files.write(corpus().resolve("가.bin"), random);
    Files.writeString(corpus().resolve("가.bin.yaml"), "priority: 9\n");
  }

  /** Ten seconds that every browser plays. */
  private void film(String name, String filter, List<String> rate) throws Exception {
    var options = new ArrayList<>(List.of("-vf", filter, "-c:v", "libx264", "-preset", "ultrafast"));
    options.addAll(List.of("-pix_fmt", "yuv420p", "-c:a", "aac"));
    options.addAll(rate);
    Films.make(corpus(), name, 10, options.toArray(String[]::new));
  }

  private CardPlan plan(MediaPrograms programs) throws IOException {
    try (var corpus = CorpusReader.read(corpus())) {
      var options = PlanOptions.on(SMALL, ReaderSize.NONE).withFit(true);
      return Planner.plan(corpus, options.with(programs, Optional.of(Transcode.UNPLAYABLE)));
    }
  }

  private PackReport pack(CardPlan plan, MediaPrograms programs) throws IOException {
    var options = PackOptions.to(List.of(archive.recipient())).with(programs, Optional.of(Transcode.UNPLAYABLE));
    try (var corpus = CorpusReader.read(corpus())) {
      return Packer.pack(corpus, folder.resolve("bundle"), options.withPlan(plan), moment -> {});
    }
  }

  private static List<String> lowered(PackReport report) {
    return report.findings().stream().filter(f -> f.code().equals("film-lowered")).map(f -> f.where()).toList();
  }

  private PackedFile file(String path) throws IOException {
    var found = new ArrayList<PackedFile>();
    try (var bundle = Bundle.open(folder.resolve("bundle"), KeyRing.of(archive))) {
      bundle.catalogue(
          line -> {
            if (line.file().path().equals(path)) {
              found.add(line.file());
            }
          },
          fault -> {
            throw new AssertionError(fault);
          });
    }
    return found.getFirst();
  }

  private void assertFits(PackReport report) throws IOException {
    assertTrue(report.findings().stream().noneMatch(finding -> finding.severity() == Severity.ERROR));
    long used = 0;
    try (var files = Files.list(folder.resolve("bundle"))) {
      for (var file : files.toList()) {
        used += Math.ceilDiv(Files.size(file), SMALL.clusterBytes()) * SMALL.clusterBytes();
      }
    }
    assertTrue(used <= SMALL.usableBytes(), used + " of " + SMALL.usableBytes());
  }
}
