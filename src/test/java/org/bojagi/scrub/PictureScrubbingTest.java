package org.bojagi.scrub;

import static org.bojagi.scrub.Samples.box;
import static org.bojagi.scrub.Samples.cleaned;
import static org.bojagi.scrub.Samples.full;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.bojagi.scrub.Samples.pixels;
import static org.bojagi.scrub.Samples.u32;
import static org.bojagi.scrub.Samples.xmp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureScrubbingTest {
  private final PlantedValues planted = new PlantedValues();

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void aJpegKeepsPixelsProfileAndOrientationAndNothingElse(boolean progressive, boolean bigEndian) throws Exception {
    var file = Samples.jpegWithEverything(planted, progressive, bigEndian);
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertArrayEquals(pixels(file), pixels(clean));
    assertTrue(text(clean).contains("ICC_PROFILE\0\1\1"), "the profile is gone");
    assertEquals(6, orientation(clean, text(clean).indexOf("Exif\0\0") + 6));
    assertArrayEquals(clean, cleaned(clean), "a second time");
    assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left());
    assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(clean), Set.of()).removed());
  }

  @Test
  void anAuthorIsKeptOnPurpose() throws Exception {
    var exif = new TiffWriter(false);
    exif.text(0x013B, "Credited Author Stays");
    exif.text(0x010F, planted.plant("Make"));
    var plain = Samples.jpeg(false);
    var file =
        join(
            Arrays.copyOf(plain, 2),
            Samples.segment(0xE1, latin("Exif\0\0"), exif.build(new byte[0])),
            Arrays.copyOfRange(plain, 2, plain.length));
    var clean = cleaned(file, Set.of(Kind.AUTHOR));
    planted.assertAbsent(clean);
    assertTrue(text(clean).contains("Credited Author Stays"));
  }

  @Test
  void aJpegWithRestartMarkersAndWithoutItsEndIsNamed() throws Exception {
    var plain = Samples.jpeg(false);
    var cut = Arrays.copyOf(plain, plain.length - 2);
    assertEquals(1, Scrubbing.of(null, SeekableBytes.of(cut), Set.of()).left().size());
  }

  /** In a packed picture every 256th byte or so begins like a marker. */
  @Test
  void aPhotographOfManyMegabytesIsCleanedToItsEnd() throws Exception {
    var photograph = Samples.photograph(3200, 2400);
    assertTrue(photograph.length > 4_000_000, photograph.length + " bytes");
    var file = join(photograph, latin(planted.plant("film of a telephone behind the picture")));
    var cleaning = Scrubbing.of(null, SeekableBytes.of(file), Set.of());
    assertEquals(List.of(), cleaning.left());
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertArrayEquals(photograph, clean);
  }

  @Test
  void aPngKeepsWhatItLooksLike() throws Exception {
    var file = PlantedPictures.png(planted);
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertArrayEquals(pixels(file), pixels(clean));
    assertTrue(text(clean).contains("gAMA") && text(clean).contains("pHYs") && !text(clean).contains("tIME"));
    assertEquals(6, orientation(clean, text(clean).indexOf("eXIf") + 4));
    assertArrayEquals(clean, cleaned(clean));
  }

  @Test
  void aGifKeepsFramesAndLoop() throws Exception {
    var plain = Samples.written("gif");
    var file = PlantedPictures.gif(planted);
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertArrayEquals(pixels(plain), pixels(clean));
    assertTrue(text(clean).contains("NETSCAPE2.0"));
    assertArrayEquals(clean, cleaned(clean));
  }

  @Test
  void aWebpIsLeftWithItsPictureAndAHeaderThatFits() throws Exception {
    var picture = latin("picture bytes that stay.");
    var file = PlantedPictures.webp(planted);
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertEquals(clean.length - 8, new FileBytes(SeekableBytes.of(clean)).u32le(4));
    assertEquals(0x28, clean[20]);
    assertTrue(text(clean).contains(text(picture)) && text(clean).contains("profile!"));
    assertEquals(6, orientation(clean, text(clean).indexOf("EXIF") + 8));
    assertArrayEquals(clean, cleaned(clean));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTiffKeepsItsPixelsWhereTheyAre(boolean bigEndian) throws Exception {
    var file = PlantedPictures.tiff(planted, bigEndian);
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertArrayEquals(pixels(file), pixels(clean));
    assertEquals(file.length, clean.length);
    assertEquals(6, orientation(clean, 0));
    assertArrayEquals(clean, cleaned(clean));
  }

  @Test
  void aHeicKeepsItsPictureAndHasAnExifOfTheSameSize() throws Exception {
    var exif = join(u32(6), latin("Exif\0\0"), Samples.exif(planted, true));
    var packet = xmp(planted);
    var picture = latin("coded picture");
    byte[] head = box("ftyp", latin("heic\0\0\0\0mif1heic"));
    byte[] file = null;
    long start = 0;
    for (int round = 0; round < 2; round++) {
      var items =
          full("iinf", 0, new byte[] {0, 3},
              full("infe", 2, new byte[] {0, 1, 0, 0}, latin("hvc1\0")),
              full("infe", 2, new byte[] {0, 2, 0, 0}, latin("Exif" + planted(round, "item name") + "\0")),
              full("infe", 2, new byte[] {0, 3, 0, 0}, latin("mime\0application/rdf+xml\0")));
      var places =
          full("iloc", 1, new byte[] {0x44, 0, 0, 3},
              new byte[] {0, 1, 0, 0, 0, 0, 0, 1}, u32(start, picture.length),
              new byte[] {0, 2, 0, 0, 0, 0, 0, 1}, u32(start + picture.length, exif.length),
              new byte[] {0, 3, 0, 1, 0, 0, 0, 1}, u32(0, packet.length));
      var meta =
          full("meta", 0,
              full("hdlr", 0, u32(0), latin("pict"), new byte[12], latin(planted(round, "handler") + "\0")),
              full("pitm", 0, new byte[] {0, 1}), items, places, box("idat", packet));
      start = head.length + meta.length + 8;
      file = join(head, meta, box("mdat", picture, exif), box("mpvd", latin(planted(round, "motion photo"))));
    }
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertEquals(file.length, clean.length);
    assertTrue(text(clean).contains("coded picture"));
    assertEquals(6, orientation(clean, (int) start + picture.length + 4));
    assertArrayEquals(clean, cleaned(clean));
    assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left());
  }

  private String planted(int round, String place) {
    return round == 0 ? "Zq00planted00" : planted.plant(place);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long orientation(byte[] file, int at) throws Exception {
    var tiff = new TiffReader(new FileBytes(SeekableBytes.of(file)), at, file.length - at);
    return tiff.number(tiff.directory(tiff.first()).entry(TiffTags.ORIENTATION), 0);
  }
}
