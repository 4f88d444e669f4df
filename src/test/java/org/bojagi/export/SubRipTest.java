package org.bojagi.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.catalog.Cue;
import org.bojagi.text.Subtitles;
import org.junit.jupiter.api.Test;

/** Subtitles as simple players read them. */
class SubRipTest {
  @Test
  void cuesAreNumberedWithCommasAndAByteOrderMark() {
    var srt = SubRip.write(List.of(new Cue(16_000, 19_250, "살구꽃이\n핀다"), new Cue(3_661_001, 3_662_000, "끝")));
    assertEquals(
        "\ufeff1\r\n00:00:16,000 --> 00:00:19,250\r\n살구꽃이\r\n핀다\r\n\r\n"
            + "2\r\n01:01:01,001 --> 01:01:02,000\r\n끝\r\n\r\n",
        new String(srt, StandardCharsets.UTF_8));
  }

  @Test
  void whatCuesSayNeverEndsThemOrBeginsOthers() {
    var random = new Random(Trials.seed(SubRipTest.class));
    var pieces = List.of("살구", "\n", "\n\n", "-->", "00:00:01,000 --> 00:00:02,000", " ", "1\n", "a < b & c", "\r");
    for (int i = 0; i < Trials.of(4_000); i++) {
      var cues = new ArrayList<Cue>();
      for (int n = random.nextInt(6); n > 0; n--) {
        var text = new StringBuilder("가");
        for (int m = random.nextInt(6); m > 0; m--) {
          text.append(pieces.get(random.nextInt(pieces.size())));
        }
        cues.add(new Cue(cues.size() * 1000L, cues.size() * 1000L + 900, text.toString()));
      }
      var srt = new String(SubRip.write(cues), StandardCharsets.UTF_8);
      var read = Subtitles.read(Subtitles.Format.SRT, srt, "ko").getOrDefault("ko", List.of());
      assertEquals(cues.size(), read.size(), srt);
      for (int n = 0; n < cues.size(); n++) {
        assertEquals(cues.get(n).startMillis(), read.get(n).startMillis());
        assertTrue(read.get(n).text().startsWith("가"));
      }
    }
  }
}
