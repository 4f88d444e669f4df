package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.bojagi.scrub.Samples.cleaned;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;
import org.junit.jupiter.api.Test;

/** Matroska's room, unknown elements and descriptions of codecs, at any depth. */
class MatroskaPlacesTest {
  private static final int VOID = 0xEC;

  private final PlantedValues planted = new PlantedValues();

  private byte[] text(String place) {
    return latin(planted.plant(place));
  }

  private byte[] room(String place) {
    return element(VOID, text(place));
  }

  private static byte[] element(int id, byte[]... content) {
    var all = new byte[0];
    for (var part : content) {
      all = join(all, part);
    }
    int width = (39 - Integer.numberOfLeadingZeros(id)) / 8;
    var size = FileBytes.bigEndian(all.length, 4);
    size[0] |= 0x10;
    return join(FileBytes.bigEndian(id, width), size, all);
  }

  private static byte[] number(int id, int value) {
    return element(id, new byte[] {(byte) value});
  }

  private static byte[] block(int track, byte[] content) {
    return element(0xA3, new byte[] {(byte) (0x80 | track), 0, 0, (byte) 0x80}, content);
  }

  private byte[] film(byte[] track, byte[]... blocks) {
    var pictures =
        element(0xAE, number(0xD7, 1), number(0x83, 1), element(0x86, latin("V_VP8")),
            element(0xE0, number(0xB0, 64), number(0xBA, 48), room("picture"), element(0x5556, text("unknown of a picture"))),
            room("track"), element(0x5557, text("unknown of a track")),
            element(0x41E4, number(0x41F0, 2), element(0x41A4, text("name of an addition"))));
    var cluster = element(0x1F43B675, number(0xE7, 0), block(1, latin("picture")), room("cluster"),
        element(0x5558, text("unknown of a cluster")),
        element(0xA0, element(0xA1, new byte[] {(byte) 0x81, 0, 0, 0}, latin("picture")), room("group")));
    var more = element(0x1F43B675, number(0xE7, 0));
    for (var block : blocks) {
      more = element(0x1F43B675, number(0xE7, 0), block);
    }
    return join(
        element(0x1A45DFA3, number(0x4286, 1), element(0x4282, latin("matroska")), room("head")),
        element(
            0x18538067, element(0x114D9B74, element(0x4DBB, element(0x53AB, latin("1234")), room("seek"))),
            element(0x1549A966, number(0x2AD7B1, 9), element(0x6924, element(0x69A5, text("chapters of another")))),
            element(0x1654AE6B, pictures, track, room("tracks")), cluster, more,
            element(0x1C53BB6B, element(0xBB, number(0xB3, 0)), room("cues"))));
  }

  private static byte[] track(int type, String codec, byte[] description) {
    return element(
        0xAE, number(0xD7, 2), number(0x83, type), element(0x86, latin(codec)), element(0x63A2, description));
  }

  private void assertCleaned(byte[] file) throws IOException {
    assertTrue(planted.placesIn(file).size() >= 10);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left());
    assertEquals(file.length, clean.length);
    assertEquals(3, new String(clean, ISO_8859_1).split("picture").length);
    assertArrayEquals(clean, cleaned(clean));
  }

  @Test
  void roomAndUnknownElementsGoAtAnyDepth() throws IOException {
    assertCleaned(film(new byte[0]));
  }

  @Test
  void commentsInDescriptionsOfCodecsGo() throws IOException {
    var notes = "[Script Info]\r\n; " + planted.plant("ASS") + "\r\nAudio File: C:\\" + planted.plant("path") + "\r\nScriptType: v4\r\n";
    assertCleaned(film(track(0x11, "S_TEXT/ASS", latin(notes))));
    assertCleaned(film(track(0x11, "S_VOBSUB", latin("# " + planted.plant("VobSub") + "\nsize: 720x480\n"))));
    var flac = join(latin("fLaC"), new byte[] {0, 0, 0, 34}, new byte[34], new byte[] {(byte) 0x84, 0, 0, 13}, text("FLAC"));
    assertCleaned(film(track(2, "A_FLAC", flac)));
    for (var codec : List.of("A_VORBIS", "V_THEORA")) {
      var comments = join(latin(codec.equals("A_VORBIS") ? "\3vorbis" : "\u0081theora"), new byte[8], text(codec), new byte[300]);
      var laced = join(new byte[] {2, 30, (byte) 255, (byte) (comments.length - 255)}, new byte[30], comments, new byte[20]);
      assertCleaned(film(track(codec.startsWith("A") ? 2 : 1, codec, laced)));
    }
  }

  @Test
  void aTrackOfMetadataIsEmptied() throws IOException {
    assertCleaned(film(track(0x21, "D_GPS", new byte[4]), block(2, text("position"))));
  }

  @Test
  void positionsInSubtitlesAreNamed() throws IOException {
    var words = film(track(0x11, "S_TEXT/UTF8", new byte[4]), block(2, latin("Turn on the GPS")));
    assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(words), Set.of()).left());
    var file = film(track(0x11, "S_TEXT/UTF8", new byte[4]), block(2, latin("GPS (126.9783, 37.5665, 18)")));
    assertEquals(
        List.of(new Sensitive(Kind.PLACE, "Matroska subtitles with positions")),
        Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left());
    assertTrue(new String(cleaned(file), ISO_8859_1).contains("126.9783"));
  }
}
