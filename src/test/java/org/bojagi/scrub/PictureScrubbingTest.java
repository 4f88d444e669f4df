package org.bojagi.scrub;

import static org.bojagi.scrub.Samples.box;
import static org.bojagi.scrub.Samples.chunk;
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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
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

  @Test
  void aPngKeepsWhatItLooksLike() throws Exception {
    var plain = Samples.written("png");
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed)) {
      deflater.write(latin("hidden in deflate"));
    }
    int afterHeader = 8 + 25;
    var file =
        join(
            Arrays.copyOf(plain, afterHeader),
            chunk("gAMA", u32(45455)),
            chunk("pHYs", u32(2835, 2835), new byte[] {1}),
            chunk("eXIf", Samples.exif(planted, true)),
            chunk("tEXt", latin("Author\0" + planted.plant("tEXt author"))),
            chunk("zTXt", latin("Comment\0\0"), planted.bytes("zTXt", packed.toByteArray())),
            chunk("iTXt", latin("XML:com.adobe.xmp\0\0\0\0\0"), xmp(planted)),
            chunk("tIME", new byte[] {7, (byte) 234, 11, 22, 6, 13, 16}),
            chunk("vpAg", latin(planted.plant("private chunk"))),
            Arrays.copyOfRange(plain, afterHeader, plain.length),
            latin(planted.plant("after the end")));
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
    int table = 13 + ((plain[10] & 0x80) == 0 ? 0 : 3 << (plain[10] & 7) + 1);
    var xmp = xmp(planted);
    var trailer = new byte[258];
    trailer[0] = 1;
    for (int i = 1; i < 257; i++) {
      trailer[i] = (byte) (256 - i);
    }
    var comment = planted.plant("comment");
    var plainText = planted.plant("plain text");
    var file =
        join(
            latin("GIF89a"),
            Arrays.copyOfRange(plain, 6, table),
            latin("!\u00FF\u000BNETSCAPE2.0\3\1\0\0\0"),
            latin("!\u00FE" + (char) comment.length() + comment + "\0"),
            latin("!\u00FF\u000BXMP DataXMP"),
            xmp,
            trailer,
            latin("!\u00F9\4\0\0\0\0\0!\1\14\0\0\0\0\1\0\1\0\1\1\1\0" + (char) plainText.length() + plainText + "\0"),
            Arrays.copyOfRange(plain, table, plain.length),
            latin(planted.plant("after the end")));
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
    var chunks =
        join(
            riff("VP8X", new byte[] {0x2C, 0, 0, 0, 47, 0, 0, 31, 0, 0}),
            riff("ICCP", latin("profile!")),
            riff("VP8L", picture),
            riff("EXIF", Samples.exif(planted, false)),
            riff("XMP ", xmp(planted)),
            riff("ABCD", latin(planted.plant("unknown chunk"))));
    var file = join(latin("RIFF"), FileBytes.littleEndian(chunks.length + 4, 4), latin("WEBP"), chunks,
        latin(planted.plant("trailer")));
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
    var tiff = new TiffWriter(bigEndian);
    tiff.numbered(256, 3).numbered(257, 2).numbered(258, 8).numbered(259, 1).numbered(262, 1).numbered(277, 1).numbered(278, 2);
    tiff.offset(273, 0).offset(279, 6).numbered(274, 6);
    for (int tag : new int[] {0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298}) {
      tiff.text(tag, planted.plant("tag " + tag));
    }
    tiff.bytes(700, 1, xmp(planted)).bytes(33723, 7, latin(planted.plant("IPTC")));
    tiff.bytes(34377, 7, latin(planted.plant("Photoshop"))).bytes(50000, 7, latin(planted.plant("private tag")));
    tiff.directory(0x8769).bytes(0x927C, 7, latin(planted.plant("maker note")));
    tiff.directory(0x8825).bytes(2, 5, planted.bytes("latitude", tiff.numbers(37, 1, 33, 1, 581234, 10007)));
    var size = tiff.build(new byte[0]).length;
    tiff.offset(273, size);
    var file = join(tiff.build(new byte[0]), new byte[] {10, 20, 30, 40, 50, 60});
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

  private static byte[] riff(String type, byte[] content) {
    return join(latin(type), FileBytes.littleEndian(content.length, 4), content, new byte[content.length & 1]);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long orientation(byte[] file, int at) throws Exception {
    var tiff = new TiffReader(new FileBytes(SeekableBytes.of(file)), at, file.length - at);
    return tiff.number(tiff.directory(tiff.first()).entry(TiffTags.ORIENTATION), 0);
  }
}
