package org.bojagi.scrub;

import static org.bojagi.scrub.Samples.box;
import static org.bojagi.scrub.Samples.cleaned;
import static org.bojagi.scrub.Samples.full;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.bojagi.scrub.Samples.u32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Places of MP4 and HEIC that only few programs write to. */
class IsoPlacesTest {
  private final PlantedValues planted = new PlantedValues();

  private byte[] text(String place) {
    return latin(planted.plant(place));
  }

  private static List<Sensitive> left(byte[] file) throws IOException {
    return Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left();
  }

  /** One picture and a second track of two samples; what follows the samples is a part of the data. */
  private static byte[] film(String handler, String entry, byte[] first, byte[] second, byte[] rest, byte[]... boxes) {
    byte[] file = null;
    long at = 0;
    for (int round = 0; round < 2; round++) {
      var head = box("ftyp", latin("isom\0\0\0\0"));
      var picture = latin("picture");
      var pictures = PlantedFilms.track(1, "vide", "avc1", new byte[0], 3, 4, at, at + 3);
      var other =
          PlantedFilms.track(
              2, handler, entry, new byte[0], first.length, second.length, at + 7, at + 7 + first.length);
      var moov = box("moov", full("mvhd", 0, u32(7, 7, 1000, 5)), pictures, other, join(new byte[0], boxes(boxes)));
      at = head.length + moov.length + 8;
      file = join(head, moov, box("mdat", picture, first, second, rest));
    }
    return file;
  }

  private static byte[] boxes(byte[][] boxes) {
    var all = new byte[0];
    for (var box : boxes) {
      all = join(all, box);
    }
    return all;
  }

  private static byte[] subtitle(String words) {
    return join(FileBytes.bigEndian(words.length(), 2), latin(words));
  }

  @Test
  void aTrackOfTextsThatArePositionsGoes() throws IOException {
    for (var log : List.of("GPS (126.9783, 37.5665, 18) ", "[latitude: 37.566512] [longitude: 126.978312] ", "$GPGGA,1,2 ")) {
      for (var handler : List.of("text", "sbtl", "subt")) {
        var file =
            film(handler, "tx3g", subtitle(log + planted.plant(log)), subtitle(log + planted.plant("2nd")), new byte[0]);
        planted.assertAbsent(cleaned(file));
        assertEquals(List.of(), left(file));
        assertEquals(file.length, cleaned(file).length);
        assertTrue(new String(cleaned(file), StandardCharsets.ISO_8859_1).contains("picture"));
      }
    }
  }

  @Test
  void subtitlesStayAndOnePositionAmongThemIsNamed() throws IOException {
    var words = subtitle("Turn on the GPS (it helps)");
    var file = film("sbtl", "tx3g", words, words, new byte[0]);
    assertEquals(List.of(), left(file));
    assertTrue(new String(cleaned(file), StandardCharsets.ISO_8859_1).contains("Turn on"));
    var mixed = film("sbtl", "tx3g", words, subtitle("lat: 37.566512"), new byte[0]);
    assertEquals(List.of(new Sensitive(Sensitive.Kind.PLACE, "MP4 subtitles with positions")), left(mixed));
    assertTrue(new String(cleaned(mixed), StandardCharsets.ISO_8859_1).contains("Turn on"));
  }

  @Test
  void dataThatNoTrackLeadsToGoes() throws IOException {
    var words = subtitle("words");
    var tail = join(film("sbtl", "tx3g", words, words, text("behind the samples")), box("mdat", text("a second one")));
    planted.assertPresent(tail);
    planted.assertAbsent(cleaned(tail));
    assertEquals(List.of(), left(tail));
    assertTrue(new String(cleaned(tail), StandardCharsets.ISO_8859_1).contains("picture\0\5words\0\5words"));
    // Sounds of old cameras count their samples otherwise: nothing of theirs may go.
    var wave = film("soun", "sowt", words, words, latin("sound"));
    int sizes = new String(wave, StandardCharsets.ISO_8859_1).lastIndexOf("stsz");
    wave[sizes + 11] = 1;
    assertTrue(new String(cleaned(wave), StandardCharsets.ISO_8859_1).contains("sound"));
  }

  @Test
  void boxesOfADescriptionThatDecodingDoesNotNeedGo() throws IOException {
    var entry =
        box("avc1", new byte[78], box("avcC", latin("needed")), box("udta", text("udta")), box("free", text("free")),
            box("CNDA", text("camera")));
    var sound =
        box("fLaC", new byte[28], full("dfLa", 0, new byte[] {0, 0, 0, 34}, new byte[34], new byte[] {(byte) 0x84, 0, 0, 13}, text("FLAC")));
    for (var description : List.of(entry, sound)) {
      var moov =
          box("moov",
              box("trak", box("edts", box("abcd", text("edit list"))),
                  box("mdia", full("hdlr", 0, u32(0), latin(description == entry ? "vide" : "soun"), new byte[13]),
                      box("minf", box("gmhd", box("name", text("gmhd"))),
                          box("stbl", full("stsd", 0, u32(1), description))))));
      var file = join(box("ftyp", latin("isom\0\0\0\0")), moov, box("mfra", box("abcd", text("mfra"))));
      planted.assertAbsent(cleaned(file));
      assertEquals(List.of(), left(file));
      assertTrue(description != entry || new String(cleaned(file), StandardCharsets.ISO_8859_1).contains("needed"));
    }
    var unknown =
        box("moov", box("trak", box("mdia", full("hdlr", 0, u32(0), latin("vide"), new byte[13]),
            box("minf", box("stbl", full("stsd", 0, u32(1), box("zzzz", new byte[20])))))));
    assertEquals(1, left(join(box("ftyp", latin("isom\0\0\0\0")), unknown)).size());
  }

  @Test
  void aCompressedListOfTracksIsNamedAndStays() throws IOException {
    var file = join(box("ftyp", latin("qt  \0\0\0\0")), box("moov", box("cmov", latin("packed"))), box("mdat", latin("film")));
    assertEquals(1, left(file).size());
    assertArrayEquals(file, cleaned(file));
  }

  @Test
  void propertiesAndDataBesideAHeicPictureGo() throws IOException {
    byte[] file = null;
    long at = 0;
    for (int round = 0; round < 2; round++) {
      var handler = full("hdlr", 0, u32(0), latin("pict"), new byte[13]);
      var items =
          full("iinf", 0, new byte[] {0, 2}, full("infe", 2, new byte[] {0, 1, 0, 0}, latin("hvc1"), new byte[1]),
              full("infe", 2, new byte[] {0, 2, 0, 0}, latin("mime\0"), text("type"), new byte[1]));
      var places =
          full("iloc", 0, new byte[] {0x44, 0, 0, 2}, new byte[] {0, 1, 0, 0, 0, 1}, u32(at, 7),
              new byte[] {0, 2, 0, 0, 0, 1}, u32(at + 7, 12));
      var properties =
          box("iprp",
              box("ipco", full("ispe", 0, u32(64, 48)), full("udes", 0, latin("en\0"), text("description"), new byte[3]),
                  full("crtt", 0, text("date")), box("free", text("free")), box("uuid", new byte[16], text("uuid"))),
              full("ipma", 0, u32(1), new byte[] {0, 1, 1, 1}));
      var reference = box("dinf", full("dref", 0, u32(1), box("url ", u32(1), text("path"))));
      var meta =
          full("meta", 0, handler, full("pitm", 0, new byte[] {0, 1}), items, places, properties, reference,
              box("idat", text("idat")));
      var head = join(box("ftyp", latin("heic\0\0\0\0mif1")), meta);
      at = head.length + 8;
      file = join(head, box("mdat", latin("picture"), text("item"), text("behind the items")));
    }
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertEquals(List.of(), left(file));
    assertEquals(file.length, clean.length);
    assertTrue(new String(clean, StandardCharsets.ISO_8859_1).contains("picture\0"));
    assertArrayEquals(clean, cleaned(clean));
  }
}
