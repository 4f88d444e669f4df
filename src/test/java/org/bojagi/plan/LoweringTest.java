package org.bojagi.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.media.Films;
import org.bojagi.media.MediaPrograms;
import org.bojagi.media.Quality;
import org.bojagi.media.Transcode;
import org.bojagi.plan.FilmSizes.Version;
import org.bojagi.plan.ItemSize.FilmSize;
import org.bojagi.plan.ItemSize.Part;
import org.bojagi.plan.PlannedCard.ContentKind;
import org.bojagi.plan.SealedVolumes.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which films are made smaller where room is short, and how far. */
class LoweringTest {
  private static final int MB = 1_000_000;
  @TempDir Path folder;

  /** What each becomes with room for so many bytes: its quality, or nothing where it stays as it is. */
  private Map<String, Quality> lowered(List<ItemSize> items, long room) {
    var lowered =
        new Lowering(items).lowered(items, sizes -> bytes(sizes) <= room, sizes -> room - bytes(sizes));
    assertTrue(bytes(lowered) <= room);
    var qualities = new TreeMap<String, Quality>();
    for (var item : lowered) {
      var film = item.films().getFirst();
      if (film.chosen() > 0) {
        qualities.put(film.paths().getFirst(), film.version().quality());
      }
    }
    return qualities;
  }

  private static long bytes(List<ItemSize> items) {
    return items.stream().mapToLong(ItemSize::contentBytes).sum();
  }

  /** Films of so many megabytes, half of that at 720 lines, a quarter at 480, an eighth at 360. */
  private List<ItemSize> films(Map<String, Integer> megabytes) throws Exception {
    var items = new ArrayList<ItemSize>();
    for (var name : megabytes.keySet()) {
      Files.writeString(folder.resolve(name), "film " + name);
    }
    try (var corpus = CorpusReader.read(folder)) {
      for (var item : corpus.items()) {
        long size = (long) MB * megabytes.get(item.item().path());
        var versions =
            List.of(
                new Version(null, size),
                new Version(Quality.HIGH, size / 2),
                new Version(Quality.MEDIUM, size / 4),
                new Version(Quality.FLOOR, size / 8));
        var part = new Part(new Entry(5, size, size, 100), ContentKind.FILMS, ItemSize.ONLY_HERE, false);
        var film = new FilmSize(0, List.of(item.item().path()), versions, 0);
        items.add(
            new ItemSize(items.size(), item, List.of(part), IndexEstimate.Share.NONE, size, List.of(film)));
      }
    }
    return items;
  }

  @Test
  void theLowestPriorityComesFirstThenTheOldestThenTheLargest() throws Exception {
    Files.writeString(folder.resolve("b.yaml"), "priority: -1\n");
    Files.writeString(folder.resolve("c.yaml"), "date: 1999\n");
    var films = films(Map.of("a.mp4", 20, "b.mp4", 20, "c.mp4", 20, "d.mp4", 21));
    assertEquals(Map.of(), lowered(films, 82 * MB));
    assertEquals(Map.of("b.mp4", Quality.HIGH), lowered(films, 72 * MB));
    assertEquals(Map.of("b.mp4", Quality.HIGH, "c.mp4", Quality.HIGH), lowered(films, 62 * MB));
    assertEquals(
        Map.of("b.mp4", Quality.HIGH, "c.mp4", Quality.HIGH, "d.mp4", Quality.HIGH), lowered(films, 51 * MB));
  }

  @Test
  void allComeDownAStepBeforeOneComesDownTheNext() throws Exception {
    Files.writeString(folder.resolve("a.yaml"), "priority: -1\n");
    var films = films(Map.of("a.mp4", 40, "b.mp4", 40));
    assertEquals(Map.of("a.mp4", Quality.HIGH, "b.mp4", Quality.HIGH), lowered(films, 41 * MB));
    assertEquals(Map.of("a.mp4", Quality.MEDIUM, "b.mp4", Quality.HIGH), lowered(films, 31 * MB));
    assertEquals(Map.of("a.mp4", Quality.FLOOR, "b.mp4", Quality.MEDIUM), lowered(films, 16 * MB));
    assertEquals(Map.of("a.mp4", Quality.FLOOR, "b.mp4", Quality.FLOOR), lowered(films, 11 * MB));
  }

  @Test
  void noFilmIsLoweredThatALargerOneMadeNeedless() throws Exception {
    Files.writeString(folder.resolve("small.yaml"), "priority: -1\n");
    var films = films(Map.of("small.mp4", 10, "large.mp4", 100));
    assertEquals(Map.of("large.mp4", Quality.HIGH), lowered(films, 70 * MB));
  }

  @Test
  void aPlanMakesFilmsSmallerBeforeItLeavesOneOut() throws Exception {
    var ffmpeg = Films.ffmpeg();
    wasteful("가.mp4", 0);
    wasteful("나.mp4", 90);
    Files.writeString(folder.resolve("가.yaml"), "priority: -1\n");
    Files.write(folder.resolve("채움.bin"), new byte[24 * MB]);
    try (var corpus = CorpusReader.read(folder)) {
      var card = new Card(40 * MB, FileSystem.FAT32);
      var plain = PlanOptions.on(card, ReaderSize.NONE).withFit(true);
      var without = Planner.plan(corpus, plain.with(MediaPrograms.NONE, Optional.empty()));
      assertEquals(List.of("가.mp4"), without.leftOut().stream().map(out -> out.item().item().path()).toList());
      assertTrue(note(without).contains("360 lines") && note(without).contains("ffmpeg"), note(without));
      var programs = new MediaPrograms(Optional.of(ffmpeg), Optional.empty());
      var unasked = Planner.plan(corpus, plain.with(programs, Optional.empty()));
      assertTrue(note(unasked).contains("then 0 items would be left out and not 1"), note(unasked));
      var fit = Planner.plan(corpus, plain.with(programs, Optional.of(Transcode.UNPLAYABLE)));
      assertTrue(fit.fits());
      assertEquals(List.of(), fit.leftOut());
      assertEquals(List.of("가.mp4"), fit.lowered().stream().map(LoweredFilm::path).toList());
      assertEquals(Quality.HIGH, fit.lowered().getFirst().quality());
      var tooMuch = Planner.plan(corpus, plain.withFit(false).with(programs, Optional.of(Transcode.UNPLAYABLE)));
      assertTrue(!tooMuch.fits() && tooMuch.missingBytes() > 0 && tooMuch.lowered().size() == 1);
    }
  }

  @Test
  void aFilmLargerThanACardIsMadeSmallerAloneAndNothingElseIs() throws Exception {
    var ffmpeg = Films.ffmpeg();
    wasteful("작은.mp4", 0);
    Films.make(folder, "큰.mp4", 20, cbr("20M"));
    try (var corpus = CorpusReader.read(folder)) {
      var programs = new MediaPrograms(Optional.of(ffmpeg), Optional.empty());
      var options =
          PlanOptions.on(new Card(40 * MB, FileSystem.FAT32), ReaderSize.NONE)
              .withCards(PlanOptions.AS_NEEDED)
              .with(programs, Optional.of(Transcode.UNPLAYABLE));
      assertEquals(1, Planner.plan(corpus, options).leftOut().size());
      var fit = Planner.plan(corpus, options.withFit(true));
      assertEquals(List.of(), fit.leftOut());
      assertEquals(List.of("큰.mp4"), fit.lowered().stream().map(LoweredFilm::path).toList());
    }
  }

  @Test
  void aFilmThatStandsTwiceCountsOnceAndStaysTheSame() throws Exception {
    var ffmpeg = Films.ffmpeg();
    wasteful("가.mp4", 0);
    Files.copy(folder.resolve("가.mp4"), folder.resolve("나.mp4"));
    Files.write(folder.resolve("채움.bin"), new byte[22 * MB]);
    var programs = new MediaPrograms(Optional.of(ffmpeg), Optional.empty());
    var options = PlanOptions.on(new Card(40 * MB, FileSystem.FAT32), ReaderSize.NONE).withFit(true);
    var made = options.with(programs, Optional.of(Transcode.UNPLAYABLE));
    try (var corpus = CorpusReader.read(folder)) {
      var plan = Planner.plan(corpus, made);
      assertTrue(plan.fits() && plan.lowered().isEmpty() && plan.leftOut().isEmpty());
      assertTrue(plan.cards().getFirst().contentBytes() < 32 * MB);
    }
    Files.write(folder.resolve("채움.bin"), new byte[30 * MB]);
    try (var corpus = CorpusReader.read(folder)) {
      var plan = Planner.plan(corpus, made);
      assertEquals(List.of("가.mp4", "나.mp4"), plan.lowered().stream().map(LoweredFilm::path).toList());
      assertEquals(1, plan.lowered().stream().map(LoweredFilm::quality).distinct().count());
    }
  }

  private static String note(CardPlan plan) {
    return plan.findings().stream()
        .filter(finding -> finding.code().equals("films-as-they-are"))
        .map(finding -> finding.sentence())
        .findFirst()
        .orElse("");
  }

  /** 7.5 MB that browsers play, most of it stuffing. */
  private void wasteful(String name, int hue) throws Exception {
    var options = new ArrayList<>(List.of("-vf", "hue=h=" + hue));
    options.addAll(List.of(cbr("6M")));
    Films.make(folder, name, 10, options.toArray(String[]::new));
  }

  private static String[] cbr(String rate) {
    return new String[] {
      "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", rate, "-minrate", rate, "-maxrate", rate,
      "-bufsize", rate, "-x264-params", "nal-hrd=cbr", "-c:a", "aac"
    };
  }
}
