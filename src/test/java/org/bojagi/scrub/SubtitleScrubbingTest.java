package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;
import org.junit.jupiter.api.Test;

/** What is shown of subtitles stays; what editors and cameras wrote beside it doesn't, or is named. */
class SubtitleScrubbingTest {
  private static final String CUE = "00:01.000 --> 00:02.000\n살구꽃\n";

  private final PlantedValues planted = new PlantedValues();

  private static String cleaned(String type, String text) throws IOException {
    var file = SeekableBytes.of(text.getBytes(UTF_8));
    var cleaning = TextScrubbing.of(type, file, Set.of());
    assertEquals(List.of(), cleaning.left());
    return new String(EditedBytes.stream(file, cleaning).readAllBytes(), UTF_8);
  }

  private static List<Sensitive> left(String type, String text) throws IOException {
    return TextScrubbing.of(type, SeekableBytes.of(text.getBytes(UTF_8)), Set.of()).left();
  }

  @Test
  void notesAndTheHeadOfWebVttGo() throws IOException {
    for (var end : List.of("\n", "\r\n")) {
      var before =
          "WEBVTT - %s\nKind: captions\nAuthor: %s\n\nNOTE %s\n%s\n\nNOTE\n%s\n\nSTYLE\n/* %s */\n::cue{color:red}\n\n"
              .formatted(
                  planted.plant("head"), planted.plant("head's key"), planted.plant("note"), planted.plant("2nd line"),
                  planted.plantKorean("note"), planted.plant("style"));
      var text = (before + CUE + "NOTE stays: it is said\n\n" + CUE + "\nNOTE\n" + planted.plant("last")).replace("\n", end);
      var clean = cleaned("text/vtt", text);
      planted.assertAbsent(clean.getBytes(UTF_8));
      assertEquals(
          ("WEBVTT\nKind: captions\n\nNOTE\n\n\nNOTE\n\n\nSTYLE\n/**/\n::cue{color:red}\n\n" + CUE
                  + "NOTE stays: it is said\n\n" + CUE + "\nNOTE\n")
              .replace("\n", end),
          clean);
    }
  }

  @Test
  void aNoteBehindTheFirstMebibyteGoes() throws IOException {
    var cues = "WEBVTT\n\n" + (CUE + "\n").repeat(30_000);
    assertEquals(cues + "NOTE\n\n", cleaned("text/vtt", cues + "NOTE\n" + planted.plant("note") + "\n"));
  }

  @Test
  void whatEditorsOfSubStationAlphaWriteOfThemselvesGoes() throws IOException {
    var text =
        "\uFEFF[Script Info]\n; Script by " + planted.plant("comment") + "\nTitle: 봄\nOriginal Script: "
            + planted.plant("script") + "\nScriptType: v4.00+\nAudio File: C:\\Users\\" + planted.plant("path")
            + "\\a.wav\nPlayResX: 640\n!: " + planted.plant("old comment") + "\n\n[Aegisub Project Garbage]\nVideo File: "
            + planted.plant("garbage") + "\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
            + "Format: Layer, Start, End, Style, Name, MarginL, Text\n"
            + "Dialogue: 0,0:00:01.00,0:00:02.00,Default," + planted.plant("who speaks") + ",0,{\\i1}살구{"
            + planted.plant("in braces") + "}꽃, 봄\nComment: 0,0:00:01.00,0:00:02.00,Default,,0," + planted.plant("line")
            + "\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,끝\n\n[Aegisub Extradata]\nData: 0,x," + planted.plant("extra");
    var clean = cleaned("text/x-ssa", text);
    planted.assertAbsent(clean.getBytes(UTF_8));
    assertEquals(
        "\uFEFF[Script Info]\nTitle: 봄\nScriptType: v4.00+\nPlayResX: 640\n\n\n[V4+ Styles]\nFormat: Name, Fontname\n"
            + "Style: Default,Arial\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, Text\n"
            + "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,{\\i1}살구꽃, 봄\n"
            + "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,끝\n\n",
        clean);
  }

  @Test
  void commentsAndParametersOfSamiGo() throws IOException {
    var text =
        "<SAMI><HEAD><TITLE>봄</TITLE><!-- " + planted.plant("comment") + " --><SAMIParam>\nCopyright {(C) "
            + planted.plant("parameter") + "}\n</SAMIParam><META name=author content='" + planted.plant("author")
            + "'></HEAD><BODY><SYNC Start=0><P Class=KRCC>살구꽃</BODY></SAMI>";
    var clean = cleaned("application/x-sami", text);
    planted.assertAbsent(clean.getBytes(UTF_8));
    assertEquals(
        "<SAMI><HEAD><TITLE>봄</TITLE><!----><SAMIParam></SAMIParam><meta></HEAD><BODY><SYNC Start=0>"
            + "<P Class=KRCC>살구꽃</BODY></SAMI>",
        clean);
  }

  @Test
  void positionsThatACameraWroteAreNamed() throws IOException {
    var place = List.of(new Sensitive(Kind.PLACE, "subtitles with positions"));
    for (var log :
        List.of(
            "GPS (126.9783, 37.5665, 18)", "HOME(126.9783,37.5665) 2023", "[latitude: 37.566512] [longtitude: 126.978312]",
            "{\"lat\":37.566512,\"lon\":126.978312}", "$GPRMC,123519,A,4807.038,N,01131.000,E", "+37.5665+126.9780/",
            "N 37.5665 E 126.9780", "N37°33'59\" E126°58'41\"", "GPS: 37.566512, 126.978312")) {
      assertEquals(place, left("application/x-subrip", "1\n00:00:01,000 --> 00:00:02,000\n" + log + "\n\n"), log);
      assertEquals(place, left("text/vtt", "WEBVTT\n\n" + CUE + "\n" + log + "\n"), log);
    }
  }

  @Test
  void wordsAboutPlacesAreNone() throws IOException {
    for (var words :
        List.of(
            "Turn on the GPS (it is 3.5 km)", "Home: 12 o'clock", "lat 3.5", "E 3.14 and N 2.71", "at 12.30 - 14.305 h",
            "+82-2-1234-5678", "version 1.234.567", "N. 3 E. 4", "gps: 12")) {
      var text = "1\n00:00:01,000 --> 00:00:02,000\n" + words + "\n\n";
      assertEquals(Cleaning.NOTHING, TextScrubbing.of("application/x-subrip", SeekableBytes.of(text.getBytes(UTF_8)), Set.of()));
    }
  }
}
