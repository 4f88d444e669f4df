package org.bojagi.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.catalog.Cue;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.show.ShownBundle.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptsTest {
  @TempDir Path folder;

  private List<Cue> cues(String text) throws Exception {
    var corpus =
        new Corpus()
            .add("영상/가.mp4", "영상/가.mp4", Role.ITEM, "video/mp4", null, new byte[] {1})
            .add("영상/가.mp4", "renditions/a/ko.vtt", Role.CAPTIONS, "text/vtt", TextFormat.WEBVTT,
                text.getBytes(StandardCharsets.UTF_8));
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      var captions = bundle.locations("영상/가.mp4").files().get(1);
      assertTrue(Transcripts.shows(captions.file()));
      assertFalse(Transcripts.shows(bundle.locations("영상/가.mp4").files().get(0).file()));
      return Transcripts.cues(bundle.open, captions);
    }
  }

  @Test
  void linesComeInOrderWithTheirTimesAndWithoutTheirMarkup() throws Exception {
    assertEquals(
        List.of(new Cue(1_000, 2_500, "봄\n꽃이 핀다"), new Cue(3_000, 4_000, "3 < 4 & 5")),
        cues("WEBVTT\n\nSTYLE\n::cue{}\n\n00:03.000 --> 00:04.000\n3 &lt; 4 &amp; 5\n\n00:01.000 --> 00:02.500\n<v 가>봄\n<i>꽃이</i> 핀다\u202e\n"));
  }

  @Test
  void whatIsWrittenAnewEscapesWhatWouldBeMarkup() throws Exception {
    assertEquals(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n3 &lt; 4 --&gt; &amp;lt;b&amp;gt;\n",
        Transcripts.webVtt(List.of(new Cue(1_000, 2_000, "3 < 4 --> &lt;b&gt;"))));
  }

  @Test
  void aFilmOfMoreLinesThanAnyIsCut() throws Exception {
    var text = new StringBuilder("WEBVTT\n\n");
    for (int i = 0; i < Transcripts.MAX_CUES + 10; i++) {
      text.append(String.format("%02d:%02d:%02d.000 --> %02d:%02d:%02d.500\n글\n\n", i / 3600, i / 60 % 60, i % 60, i / 3600, i / 60 % 60, i % 60));
    }
    assertEquals(Transcripts.MAX_CUES, cues(text.toString()).size());
  }

  @Test
  void whatIsNoSubtitleHasNoLines() throws Exception {
    assertEquals(List.of(), cues("<html><script>\u0000"));
  }
}
