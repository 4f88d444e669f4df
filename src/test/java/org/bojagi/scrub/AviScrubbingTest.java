package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.bojagi.scrub.Samples.cleaned;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.bojagi.scrub.Samples.segment;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;
import org.junit.jupiter.api.Test;

/** AVI as cameras and recorders on cars make it: with texts, names and room between the pictures. */
class AviScrubbingTest {
  private final PlantedValues planted = new PlantedValues();

  private static byte[] chunk(String type, byte[]... content) {
    var all = all(content);
    return join(latin(type), FileBytes.littleEndian(all.length, 4), all, new byte[all.length & 1]);
  }

  private static byte[] all(byte[][] parts) {
    var all = new byte[0];
    for (var part : parts) {
      all = join(all, part);
    }
    return all;
  }

  private static byte[] list(String type, byte[]... content) {
    return chunk("LIST", latin(type), all(content));
  }

  private static byte[] stream(String type, byte[]... more) {
    return list("strl", chunk("strh", latin(type), new byte[52]), all(more));
  }

  private byte[] avi(byte[] movie, byte[]... between) {
    var head =
        list(
            "hdrl", chunk("avih", new byte[56]),
            stream("vids", chunk("strd", text("strd")), chunk("strn", text("strn")), list("INFO", chunk("IART", text("INFO")))),
            stream("txts", chunk("strf", text("strf of texts"))), chunk("IDIT", text("IDIT")), chunk("ISMP", text("ISMP")));
    var camera = list("ncdt", chunk("nctg", text("Nikon")));
    return chunk("RIFF", latin("AVI "), head, camera, list("hydt", chunk("hymn", text("Pentax"))), movie, all(between));
  }

  private byte[] text(String place) {
    return latin(planted.plant(place));
  }

  private static List<Sensitive> left(byte[] file) throws IOException {
    return Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left();
  }

  @Test
  void whatStandsBetweenThePicturesGoesAndNothingMoves() throws IOException {
    var picture = chunk("00dc", latin("picture"));
    var movie =
        list(
            "movi", picture, chunk("JUNK", text("JUNK")), list("INFO", chunk("ICMT", text("INFO between"))),
            list("rec ", picture, chunk("JUNK", text("JUNK in a group"))), chunk("gps0", text("unknown")),
            chunk("01tx", latin("$GPRMC,1,A,"), text("position")), chunk("07tx", text("no stream")), picture);
    var more = chunk("RIFF", latin("AVIX"), list("movi", picture, chunk("JUNK", text("second part"))));
    var file = join(avi(movie), more);
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertEquals(List.of(), left(file));
    assertEquals(file.length, clean.length);
    assertEquals(4 + 1, new String(clean, java.nio.charset.StandardCharsets.ISO_8859_1).split("picture").length);
    assertArrayEquals(clean, cleaned(clean));
  }

  @Test
  void subtitlesStayWithoutTheirNameAndTheirPositionsAreNamed() throws IOException {
    for (var words : List.of("살구꽃 apricot", "[latitude: 37.566512]")) {
      var name = planted.plant("name").getBytes(UTF_16LE);
      var lines = ("1\n00:00:01,000 --> 00:00:02,000\n" + words).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      var subtitles =
          chunk("01tx", latin("GAB2\0\2\0"), FileBytes.littleEndian(name.length, 4), name, latin("\4\0"),
              FileBytes.littleEndian(lines.length, 4), lines);
      var file = avi(list("movi", subtitles));
      planted.assertAbsent(cleaned(file));
      assertTrue(new String(cleaned(file), java.nio.charset.StandardCharsets.UTF_8).contains(words));
      var named = words.startsWith("[") ? List.of(new Sensitive(Kind.PLACE, "AVI subtitles with positions")) : List.of();
      assertEquals(named, left(file));
    }
  }

  @Test
  void notesInPicturesOfAFilmOfJpegsGo() throws IOException {
    var plain = Samples.jpeg(false);
    var exif = segment(0xE1, latin("Exif\0\0"), Samples.exif(planted, true));
    var odd = join(Arrays.copyOf(plain, 2), exif, segment(0xFE, text("comment")), Arrays.copyOfRange(plain, 2, plain.length));
    var clean = cleaned(avi(list("movi", chunk("00dc", odd), chunk("00dc", plain))));
    planted.assertAbsent(clean);
    var at = new String(clean, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00D8\u00FF");
    var before = Samples.pixels(plain);
    assertArrayEquals(before, Samples.pixels(Arrays.copyOfRange(clean, at, at + odd.length)));
  }

  /** Names stand behind the first MiB, and one of them over the end of a window. */
  @Test
  void aLongFilmIsWalkedToItsEnd() throws IOException {
    var pictures = new byte[0][];
    var parts = new java.util.ArrayList<byte[]>();
    for (int i = 0; i < 600; i++) {
      parts.add(chunk("00dc", new byte[3_001 + i]));
      parts.add(chunk("JUNK", i % 50 == 0 ? text("JUNK " + i) : new byte[1 + i % 3]));
    }
    var file = avi(list("movi", parts.toArray(pictures)), list("INFO", chunk("IART", text("artist"))));
    planted.assertPresent(file);
    planted.assertAbsent(cleaned(file));
    assertEquals(List.of(), left(file));
  }

  @Test
  void numbersOfAWaveHaveNoRoomForText() throws IOException {
    var sound = chunk("fmt ", latin("\1\0\1\0"), new byte[12], text("behind the format"));
    var file =
        chunk("RIFF", latin("WAVE"), sound, chunk("fact", new byte[4], text("fact")), chunk("cue ", new byte[4], text("cue")),
            chunk("smpl", new byte[36], text("sampler")), chunk("PEAK", text("PEAK")), chunk("inst", text("inst")),
            chunk("data", new byte[100]), list("adtl", chunk("labl", new byte[4], text("label"))));
    planted.assertPresent(file);
    planted.assertAbsent(cleaned(file));
    assertEquals(List.of(), left(file));
  }
}
