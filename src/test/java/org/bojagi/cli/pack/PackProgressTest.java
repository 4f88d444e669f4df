package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.OptionalLong;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.catalog.Json;
import org.bojagi.seal.PackProgress.Moment;
import org.bojagi.seal.PackProgress.Stage;
import org.junit.jupiter.api.Test;

/** One line of progress: how wide it is, and how long packing still takes. */
class PackProgressTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String PATH = "이야기/다리 우에서/할머니의 살구나무와 강 건너 마을의 첫눈.ko.md";

  private static Moment sealing(int items, long bytes) {
    return new Moment(Stage.SEALING, PATH, items, 27_106, bytes, 545_000_000);
  }

  @Test
  void koreanAndChineseLettersTakeTwoColumnsAndMarksNone() {
    assertEquals(8, Columns.of("첫눈 abc"));
    assertEquals(4, Columns.of("二十"));
    assertEquals(4, Columns.of(Normalizer.normalize("첫눈", Normalizer.Form.NFD)));
    assertEquals(1, Columns.of("e\u0301"));
    assertEquals(2, Columns.of("🎬"));
    assertEquals(1, Columns.of("a\u200B\uFEFF"));
    assertEquals("…에서/1.md", Columns.end("이야기/다리 우에서/1.md", 11));
    assertEquals("", Columns.end("가", 0));
    assertEquals("…", Columns.end("가나", 2));
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("PackProgressTest seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < Trials.of(4_000); i++) {
      var path = random.nextInt(4) == 0 ? Normalizer.normalize(PATH, Normalizer.Form.NFD) : PATH.repeat(1 + random.nextInt(3));
      var moment =
          new Moment(
              Stage.values()[random.nextInt(Stage.values().length)],
              path.substring(random.nextInt(path.length())) + (char) random.nextInt(0xD800),
              random.nextInt(100_000),
              random.nextInt(3) == 0 ? 0 : 100_000,
              random.nextLong(40_000_000_000L),
              random.nextInt(3) == 0 ? 0 : 40_000_000_000L);
      var left = random.nextBoolean() ? OptionalLong.of(random.nextInt(100_000)) : OptionalLong.empty();
      int columns = 1 + random.nextInt(160);
      var line = ProgressLine.text(moment, left, columns);
      assertTrue(Columns.of(line) <= columns, () -> columns + " columns, seed " + seed + ": " + line);
    }
  }

  @Test
  void theLineSaysHowFarHowMuchHowLongAndWhatItIsAt() {
    var line = ProgressLine.text(sealing(13_553, 272_500_000), OptionalLong.of(170), 120);
    assertTrue(line.startsWith("[##########..........]  50 %  3 min left  13553/27106  273 MB/545 MB  sealing  "), line);
    assertTrue(line.endsWith("강 건너 마을의 첫눈.ko.md"), line);
    var narrow = ProgressLine.text(sealing(13_553, 272_500_000), OptionalLong.of(170), 24);
    assertEquals(" 50 %  3 min left", narrow);
    assertEquals("reading the corpus", ProgressLine.text(new Moment(Stage.READING, "", 0, 0, 0, 0), OptionalLong.empty(), 80));
    assertEquals("40 s", ProgressLine.duration(33));
    assertEquals("2 h 10 min", ProgressLine.duration(7_790));
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    var line = ProgressLine.text(new Moment(Stage.SEALING, "a\u001B[2J\n\u202Eb", 1, 2, 1, 2), OptionalLong.empty(), 200);
    assertTrue(line.chars().noneMatch(c -> c < ' ' || c == 0x202E), line);
  }

  @Test
  void nothingIsSaidOfTheTimeInTheFirstSecondsThenWhatTheLastHalfMinuteTells() {
    var left = new TimeLeft();
    var first = OptionalLong.empty();
    for (int second = 0; second < 5; second++) {
      assertEquals(first, left.at(sealing(second * 100, second * 1_000_000L), second * SECOND));
    }
    // 100 items and a megabyte a second: 27,106 items need 271 seconds, 545 MB a little longer than their share.
    long told = 0;
    for (int second = 5; second <= 60; second++) {
      told = left.at(sealing(second * 100, second * 1_000_000L), second * SECOND).orElseThrow();
    }
    assertTrue(told > 200 && told < 260, told + " s");
    // Ten times faster: half a minute later the slow beginning is forgotten.
    for (int second = 61; second <= 75; second++) {
      int items = 6_000 + (second - 60) * 1_000;
      told = left.at(sealing(items, 60_000_000L + (second - 60) * 10_000_000L), second * SECOND).orElseThrow();
    }
    for (int second = 76; second <= 91; second++) {
      told = left.at(sealing(21_000, 210_000_000), second * SECOND).orElse(-1);
    }
    assertTrue(told > 0, told + " s");
    // Nothing moves for half a minute: then nobody knows.
    var stuck = OptionalLong.of(0);
    for (int second = 92; second <= 125; second++) {
      stuck = left.at(sealing(21_000, 210_000_000), second * SECOND);
    }
    assertEquals(OptionalLong.empty(), stuck);
    var indexing = new Moment(Stage.INDEXING, "", 27_106, 27_106, 545_000_000, 545_000_000);
    assertEquals(OptionalLong.empty(), left.at(indexing, 126 * SECOND));
    assertEquals(OptionalLong.empty(), new TimeLeft().at(new Moment(Stage.READING, "", 0, 0, 0, 0), 99 * SECOND));
  }

  @Test
  void hoursAreNotForetoldFromTheStartOfTheFirstItem() {
    var left = new TimeLeft();
    left.at(sealing(0, 0), 0);
    assertEquals(OptionalLong.empty(), left.at(sealing(0, 16_000), 6 * SECOND));
    assertTrue(left.at(sealing(0, 1_000_000_000), 61 * SECOND).isPresent());
  }

  @Test
  void anEventHasFieldsThatProgramsCanRelyOn() throws Exception {
    var event = Json.read(Json.write(PackTelling.event(sealing(7, 100), OptionalLong.of(42))));
    assertEquals("progress", event.string("event"));
    assertEquals("sealing", event.string("stage"));
    assertEquals(7, event.number("items_done"));
    assertEquals(27_106, event.number("items_total"));
    assertEquals(100, event.number("bytes_done"));
    assertEquals(545_000_000, event.number("bytes_total"));
    assertEquals(42, event.number("seconds_left"));
    assertEquals(PATH, event.string("path"));
    assertFalse(Json.read(Json.write(PackTelling.event(sealing(7, 100), OptionalLong.empty()))).has("seconds_left"));
  }
}
