package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MediaFactsTest {
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final byte[] XMP =
      "http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='37,0N'/>"
          .getBytes(StandardCharsets.US_ASCII);

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A TIFF of an orientation and, where wanted, a latitude. */
  private static byte[] tiff(ByteOrder order, boolean gps, int denominator) {
    var b = ByteBuffer.allocate(100).order(order);
    b.put(ascii(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM")).putShort((short) 42).putInt(8);
    b.putShort((short) 2);
    b.putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 1)
        .putShort((short) 0);
    b.putShort((short) (gps ? 0x8825 : 0x8769)).putShort((short) 4).putInt(1).putInt(40).putInt(0);
    b.position(40);
    b.putShort((short) 2);
    b.putShort((short) 1).putShort((short) 2).putInt(2).put(ascii("N\0\0\0"));
    b.putShort((short) 2).putShort((short) 5).putInt(3).putInt(76).putInt(0);
    b.position(76);
    b.putInt(37).putInt(denominator).putInt(0).putInt(denominator).putInt(0).putInt(denominator);
    return b.array();
  }

  private static byte[] jpeg(byte[] app1) {
    int length = app1.length + 2;
    return join(
        new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 4, 0, 0},
        new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length},
        app1,
        new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 2, 1, 2, 3, (byte) 0xFF, (byte) 0xD9});
  }

  private static byte[] pngChunk(String type, byte[] content) {
    return join(
        ByteBuffer.allocate(4).putInt(content.length).array(), ascii(type), content, new byte[4]);
  }

  private static byte[] png(byte[]... chunks) {
    return join(
        ascii("\u0089PNG\r\n\u001a\n"),
        pngChunk("IHDR", new byte[13]),
        join(chunks),
        pngChunk("IEND", new byte[0]));
  }

  private static byte[] webp(String type, byte[] content) {
    var size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length).array();
    return join(ascii("RIFF\0\0\0\0WEBPVP8L\3\0\0\0xyz\0" + type), size, content);
  }

  private static byte[] box(String type, byte[]... content) {
    var joined = join(content);
    return join(ByteBuffer.allocate(4).putInt(8 + joined.length).array(), ascii(type), joined);
  }

  private static byte[] stsd(String codec) {
    return box("stsd", new byte[8], box(codec, new byte[20]));
  }

  private static byte[] film(String codec, byte[]... userData) {
    return join(
        box("ftyp", ascii("isom\0\0\0\1isommp42")),
        box("mdat", new byte[1000]),
        box(
            "moov",
            box("trak", box("mdia", box("minf", box("stbl", stsd(codec))))),
            box("trak", box("mdia", box("minf", box("stbl", stsd("mp4a"))))),
            box("udta", userData)));
  }

  private static boolean saysWhere(byte[] picture) throws IOException {
    return PictureFacts.saysWhere(FileWindow.of(picture));
  }

  @Test
  void aLatitudeInExifIsFoundInEveryKindOfPicture() throws IOException {
    for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      var tiff = tiff(order, true, 1);
      assertTrue(saysWhere(jpeg(join(EXIF, tiff))));
      assertTrue(saysWhere(png(pngChunk("eXIf", tiff))));
      assertTrue(saysWhere(webp("EXIF", tiff)));
      assertTrue(saysWhere(webp("EXIF", join(EXIF, tiff))));
      assertTrue(saysWhere(tiff));
      assertTrue(
          saysWhere(
              join(
                  box("ftyp", ascii("heic\0\0\0\0heicmif1")),
                  box("mdat", new byte[70_000], EXIF, tiff))));
    }
  }

  @Test
  void aLatitudeInXmpIsFound() throws IOException {
    assertTrue(saysWhere(jpeg(XMP)));
    assertTrue(saysWhere(png(pngChunk("iTXt", XMP))));
    assertTrue(saysWhere(webp("XMP ", XMP)));
  }

  @Test
  void aPictureWithoutAPlaceSaysNone() throws IOException {
    for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      assertFalse(saysWhere(jpeg(join(EXIF, tiff(order, false, 1)))));
      assertFalse(saysWhere(jpeg(join(EXIF, tiff(order, true, 0)))), "no satellite");
    }
    assertFalse(saysWhere(jpeg(ascii("Exif\0\0"))));
    assertFalse(saysWhere(png()));
    assertFalse(saysWhere(ascii("GIF89a..............")));
    assertFalse(saysWhere(new byte[0]));
  }

  @Test
  void anOffsetBeyondTheEndOfItsSegmentIsNotFollowed() throws IOException {
    var tiff = tiff(ByteOrder.LITTLE_ENDIAN, true, 1);
    tiff[30] = 0x7F; // where the place is said to be
    assertFalse(saysWhere(jpeg(join(EXIF, tiff))));
  }

  @ParameterizedTest
  @CsvSource({
    "avc1, ''",
    "av01, ''",
    "vp09, ''",
    "hvc1, HEVC",
    "hev1, HEVC",
    "'mp4v', 'MPEG-4 (DivX, Xvid)'",
    "apcn, ProRes",
    "ac-3, AC-3",
    "tx3g, ''",
    "zzzz, zzzz"
  })
  void theCodecOfAnMp4SaysWhetherBrowsersPlayIt(String codec, String unplayable)
      throws IOException {
    assertEquals(unplayable, FilmFacts.of(FileWindow.of(film(codec))).unplayable());
  }

  @ParameterizedTest
  @CsvSource({
    "RIFF....AVI LIST, AVI",
    "0&\u00b2u\u008ef\u00cf\u0011xxxx, Windows Media",
    "FLV\u0001, Flash",
    ".RMF, RealMedia",
    "OggS......\u0080theora, Theora",
    "'\u001aE\u00df\u00a3....V_MPEGH/ISO/HEVC', HEVC",
    "'\u001aE\u00df\u00a3....V_VP9', ''",
    "'\u001aE\u00df\u00a3..webm..\u0086\u0085V_VP8\u0086\u0086A_OPUSV\u00aa\u0083', ''",
  })
  void otherContainersAreKnownByTheirFirstBytes(String head, String unplayable) throws IOException {
    assertEquals(unplayable, FilmFacts.of(FileWindow.of(ascii(head))).unplayable());
  }

  @Test
  void mpegStreamsAreKnownByTheirFirstBytes() throws IOException {
    assertEquals(
        "MPEG", FilmFacts.of(FileWindow.of(ascii("\0\0\u0001\u00ba.........."))).unplayable());
    var transport = new byte[600];
    transport[0] = transport[188] = transport[376] = 'G';
    assertEquals("MPEG", FilmFacts.of(FileWindow.of(transport)).unplayable());
  }

  @Test
  void aPlaceInAFilmIsFound() throws IOException {
    assertFalse(FilmFacts.of(FileWindow.of(film("avc1", box("name", ascii("x"))))).saysWhere());
    assertTrue(
        FilmFacts.of(FileWindow.of(film("avc1", box("\u00a9xyz", ascii("+37.0+127.0/")))))
            .saysWhere());
    assertTrue(FilmFacts.of(FileWindow.of(film("avc1", box("loci", new byte[20])))).saysWhere());
    var keys = box("keys", new byte[8], box("mdta", ascii("com.apple.quicktime.location.ISO6709")));
    assertTrue(
        FilmFacts.of(FileWindow.of(film("avc1", box("meta", new byte[4], keys)))).saysWhere());
    assertTrue(FilmFacts.of(FileWindow.of(film("avc1", box("meta", keys)))).saysWhere());
  }

  @Test
  void changedPicturesAndFilmsNeverThrow() throws IOException {
    var random = new Random(Trials.seed(getClass()));
    var tiff = tiff(ByteOrder.LITTLE_ENDIAN, true, 1);
    var valid =
        List.of(
            jpeg(join(EXIF, tiff)),
            png(pngChunk("eXIf", tiff)),
            webp("EXIF", tiff),
            tiff,
            join(box("ftyp", ascii("heic")), EXIF, tiff),
            film("hvc1", box("\u00a9xyz", new byte[9])));
    for (int trial = 0; trial < Trials.of(200_000); trial++) {
      var bytes = valid.get(random.nextInt(valid.size())).clone();
      for (int change = random.nextInt(8); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) (random.nextBoolean() ? random.nextInt(256) : -1);
      }
      var cut =
          random.nextInt(4) == 0
              ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
              : bytes;
      PictureFacts.saysWhere(FileWindow.of(cut));
      FilmFacts.of(FileWindow.of(cut));
    }
  }

  static List<Path> oddFiles() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/org/bojagi/corpus/odd-media"))) {
      var odd = files.sorted().toList();
      assertFalse(odd.isEmpty(), "the folder of odd inputs is empty");
      return odd;
    }
  }

  /** Each is named after the one thing that is wrong with it. */
  @ParameterizedTest
  @MethodSource("oddFiles")
  void oddFilesSayNothing(Path odd) throws IOException {
    try (var window = FileWindow.open(odd)) {
      assertFalse(PictureFacts.saysWhere(window));
    }
    try (var window = FileWindow.open(odd)) {
      assertEquals(new FilmFacts("", false), FilmFacts.of(window));
    }
  }
}
