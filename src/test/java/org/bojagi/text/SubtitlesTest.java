package org.bojagi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.bojagi.Trials;
import org.bojagi.catalog.Cue;
import org.bojagi.text.Subtitles.Format;
import org.junit.jupiter.api.Test;

class SubtitlesTest {
  private static final String SMI =
      """
      <SAMI><HEAD><TITLE>살구</TITLE><STYLE TYPE="text/css"><!--
      P { margin-left:8pt; }
      .KRCC { Name:한국어; lang:ko-KR; SAMIType:CC; }
      .ENCC { Name:English; lang:en-US; SAMIType:CC; }
      .XXCC { Name:调; lang:zh-CN; }
      --></STYLE></HEAD><BODY>
      <SYNC Start=1000><P Class=KRCC>
      마당가에<br>살구나무
      <SYNC Start=1000><P Class=ENCC>An apricot <i>tree</i>
      <SYNC Start=3000><P Class=KRCC>&nbsp;
      <SYNC Start="4000"><P Class="ENCC">&nbsp;<P Class=XXCC>杏树
      <SYNC Start=5000><P Class=KRCC>눈이 녹자 &lt;꽃&gt;
      </BODY></SAMI>
      """;

  @Test
  void samiGivesEachLanguageItsCuesUntilTheNextOrABlank() {
    assertEquals(
        Map.of(
            "ko", List.of(new Cue(1000, 3000, "마당가에\n살구나무"), new Cue(5000, 10_000, "눈이 녹자 <꽃>")),
            "en", List.of(new Cue(1000, 4000, "An apricot tree")),
            "zh", List.of(new Cue(4000, 9000, "杏树"))),
        Subtitles.read(Format.SAMI, SMI, ""));
  }

  @Test
  void samiClassesWithoutStylesAreKnownByTheirNames() {
    var smi =
        "<SAMI><BODY><SYNC Start=1><P Class=KOCC>하나<SYNC Start=2><P Class=EGCC>one<SYNC"
            + " Start=3><P>둘";
    assertEquals(
        List.of("ko", "en", "zh"), List.copyOf(Subtitles.read(Format.SAMI, smi, "zh").keySet()));
  }

  @Test
  void srtIsReadWithCommasPointsTagsAndForgottenBlankLines() {
    var srt =
        "\ufeff1\r\n"
            + "00:00:01,000 --> 00:00:02,500\r\n"
            + "<i>하나</i>\r\n"
            + "둘\r\n\r\n"
            + "2\r\n"
            + "0:0:3.5 --> 0:0:4\r\n"
            + "셋\r\n"
            + "3\r\n"
            + "00:00:05,000 --> 00:00:06,000 X1:1\r\n"
            + "3 < 4 &amp; 넷\r\n";
    assertEquals(
        Map.of(
            "ko",
            List.of(
                new Cue(1000, 2500, "하나\n둘"),
                new Cue(3500, 4000, "셋"),
                new Cue(5000, 6000, "3 < 4 & 넷"))),
        Subtitles.read(Format.SRT, srt, "ko"));
  }

  @Test
  void vttLosesNotesStylesSettingsAndVoices() {
    var vtt =
        "WEBVTT - x\n\n"
            + "STYLE\n"
            + "::cue { color: red }\n\n"
            + "NOTE no\n\n"
            + "id 1\n"
            + "00:01.000 --> 00:02.000 align:start\n"
            + "<v 할머니>자장 <c.loud>자장</c></v>\n\n"
            + "01:00:00.000 --> 01:00:01.000\n"
            + "우리 아가\n";
    assertEquals(
        Map.of("", List.of(new Cue(1000, 2000, "자장 자장"), new Cue(3_600_000, 3_601_000, "우리 아가"))),
        Subtitles.read(Format.WEBVTT, vtt, ""));
  }

  @Test
  void assLosesOrdersAndDrawingsAndShadows() {
    var ass =
        """
        [Script Info]
        Title: x
        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
        Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,아님
        Dialogue: 0,0:00:01.50,0:00:02.00,Default,,0,0,0,,{\\i1}무우, 값{\\i0}\\N둘째
        Dialogue: 1,0:00:01.50,0:00:02.00,Default,,0,0,0,,{\\b1}무우, 값{\\b0}\\N둘째
        Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}
        """;
    assertEquals(
        Map.of("ko", List.of(new Cue(1500, 2000, "무우, 값\n둘째"))),
        Subtitles.read(Format.ASS, ass, "ko"));
  }

  @Test
  void theFormatIsToldByTheTextAndThenByTheName() {
    assertEquals(Optional.of(Format.SAMI), Subtitles.formatOf("a.srt", SMI));
    assertEquals(Optional.of(Format.WEBVTT), Subtitles.formatOf("a.txt", "\ufeffWEBVTT\n"));
    assertEquals(Optional.of(Format.ASS), Subtitles.formatOf("a.ass", "[Script Info]\n"));
    assertEquals(
        Optional.of(Format.SRT),
        Subtitles.formatOf("a.txt", "1\n00:00:01,000 --> 00:00:02,000\na\n"));
    assertEquals(Optional.of(Format.SRT), Subtitles.formatOf("a.srt", ""));
    assertEquals(Optional.empty(), Subtitles.formatOf("a.txt", "글"));
  }

  @Test
  void whatWebVttWritesIsReadBackTheSame() {
    var cues =
        List.of(
            new Cue(0, 1, "a --> b & <c> &amp;"),
            new Cue(5, 3_600_000 * 30L, "하나\n둘"),
            new Cue(7, 8, "0:01 --> 0:02"));
    assertEquals(Map.of("", cues), Subtitles.read(Format.WEBVTT, WebVtt.write(cues), ""));
  }

  @Test
  void cuesAreBounded() {
    var srt = "00:00:01,000 --> 00:00:02,000\n" + "가".repeat(3_000_000) + "\n\n";
    var cues = Subtitles.read(Format.SRT, srt + "00:00:03,000 --> 00:00:04,000\n나\n", "").get("");
    assertEquals(2, cues.size());
    assertEquals(CueBlock.MAX_TEXT_CHARS, cues.getFirst().text().length());
    var many = "00:00:01,000 --> 00:00:02,000\n가\n\n".repeat(CueBlock.MAX_CUES + 10);
    assertEquals(CueBlock.MAX_CUES, Subtitles.read(Format.SRT, many, "").get("").size());
    for (var odd :
        List.of(
            "<SYNC Start=1>",
            "<SYNC Start=1><P Class=KRCC>가",
            "<P ",
            "{",
            "<",
            "-->",
            "0:0:0 --> 0:0:1\n")) {
      for (var format : Format.values()) {
        Subtitles.read(format, odd.repeat(100_000), "");
      }
    }
  }

  @Test
  void anyTextGivesCuesInOrderOrNone() {
    long seed = Trials.seed(SubtitlesTest.class);
    int trials = Trials.of(40_000);
    var parts =
        List.of(
            "<SYNC Start=",
            "1000",
            ">",
            "<P Class=KRCC>",
            "<P>",
            "&nbsp;",
            "가나",
            "\n",
            "\r\n",
            "\n\n",
            "00:00:01,000",
            " --> ",
            "00:00:02.000",
            "WEBVTT",
            "[Events]\n",
            "Format: Start, End, Text\n",
            "Dialogue: ",
            "0:00:01.00",
            ",",
            "{\\p1}",
            "}",
            "<i>",
            "</i>",
            "&amp",
            "-->",
            "<!--",
            "99999999999",
            "\u0000",
            "<br>",
            "1",
            "-",
            "NOTE x\n");
    for (int i = 0; i < trials; i++) {
      var random = new Random(seed + i);
      var text =
          random
              .ints(random.nextInt(60), 0, parts.size())
              .mapToObj(parts::get)
              .collect(Collectors.joining());
      for (var format : Format.values()) {
        Subtitles.read(format, text, "ko")
            .forEach(
                (language, cues) -> {
                  long start = 0;
                  for (var cue : cues) {
                    assertTrue(cue.startMillis() >= start && cue.endMillis() >= cue.startMillis());
                    assertTrue(
                        !cue.text().isBlank() && cue.text().length() <= CueBlock.MAX_TEXT_CHARS);
                    start = cue.startMillis();
                  }
                  assertEquals(
                      Map.of("", cues), Subtitles.read(Format.WEBVTT, WebVtt.write(cues), ""));
                });
        Subtitles.formatOf("a.smi", text);
      }
    }
  }
}
