package org.bojagi.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.bojagi.Trials;
import org.bojagi.catalog.Role;
import org.bojagi.fault.Finding;
import org.junit.jupiter.api.Test;

/** The small picture for lists: how large, which way up, and that nothing but the picture is in it. */
class ThumbnailTest {
  @Test
  void aPictureFitsInto400By300AndIsNeverEnlarged() throws IOException {
    for (var format : List.of("png", "jpg", "gif")) {
      assertEquals("400x200", size(thumbnail("a." + format, written(plain(2000, 1000), format))), format);
      assertEquals("150x300", size(thumbnail("a." + format, written(plain(500, 1000), format))), format);
      assertEquals("30x20", size(thumbnail("a." + format, written(plain(30, 20), format))), format);
      assertEquals("400x1", size(thumbnail("a." + format, written(plain(3000, 1), format))), format);
    }
  }

  @Test
  void webpIsReadAndWhatNobodyReadsHasNone() throws IOException {
    var webp = Files.readAllBytes(Path.of("corpus/그림/겨울강.webp"));
    assertEquals("400x267", size(thumbnail("a.webp", webp)));
    var svg = Samples.utf8("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    assertNull(thumbnail("a.svg", svg));
    assertEquals(List.of(), codes(read("a.svg", svg, true)));
  }

  @Test
  void oneIsMadeOnlyWhereItIsWanted() throws IOException {
    assertEquals(List.of(), read("a.png", written(plain(9, 9), "png"), false).renditions());
  }

  /** Exif 2.32, tag 274: which side of the stored picture is up, and which left. */
  @Test
  void itIsTurnedAsExifSays() throws IOException {
    // Stored 80 x 40, red at its left top; and where that is when upright, of each orientation.
    var stored = plain(80, 40);
    for (int x = 0; x < 20; x++) {
      for (int y = 0; y < 10; y++) {
        stored.setRGB(x, y, 0xFF0000);
      }
    }
    var corners =
        List.of(
            "left top", "right top", "right bottom", "left bottom",
            "left top", "right top", "right bottom", "left bottom");
    for (int orientation = 1; orientation <= 8; orientation++) {
      var thumbnail = thumbnail("a.jpg", withExif(written(stored, "jpg"), orientation));
      var upright = ImageIO.read(new ByteArrayInputStream(thumbnail));
      assertEquals(orientation < 5 ? 80 : 40, upright.getWidth(), "orientation " + orientation);
      assertEquals(orientation < 5 ? 40 : 80, upright.getHeight(), "orientation " + orientation);
      int w = upright.getWidth() - 4;
      int h = upright.getHeight() - 4;
      var red =
          (isRed(upright, 3, 3) ? "left top" : "")
              + (isRed(upright, w, 3) ? "right top" : "")
              + (isRed(upright, 3, h) ? "left bottom" : "")
              + (isRed(upright, w, h) ? "right bottom" : "");
      assertEquals(corners.get(orientation - 1), red, "orientation " + orientation);
    }
  }

  @Test
  void nothingOfWhatTheFileSaysBesideItsPictureIsInIt() throws IOException {
    var thumbnail = thumbnail("a.jpg", withExif(written(plain(800, 600), "jpg"), 6));
    var text = new String(thumbnail, ISO_8859_1);
    for (var trace : List.of("Exif", "Invented", "37.5", "http:", "XMP", "ICC_PROFILE", "Photoshop")) {
      assertFalse(text.contains(trace), trace);
    }
    assertEquals("[c0, c4, da, db, e0]", segments(thumbnail).toString());
    try (var in = ThumbnailTest.class.getResourceAsStream("/org/bojagi/sensitive/place-and-artist.jpg")) {
      assertEquals("[c0, c4, da, db, e0]", segments(thumbnail("a.jpg", in.readAllBytes())).toString());
    }
  }

  @Test
  void whatIsTransparentBecomesWhite() throws IOException {
    var clear = new BufferedImage(50, 50, BufferedImage.TYPE_INT_ARGB);
    var upright = ImageIO.read(new ByteArrayInputStream(thumbnail("a.png", written(clear, "png"))));
    assertEquals(Color.WHITE.getRGB(), upright.getRGB(25, 25));
  }

  @Test
  void thePicturesBytesAloneDecideIt() throws IOException {
    var png = written(plain(1000, 700), "png");
    assertArrayEquals(thumbnail("a.png", png), thumbnail("b.png", png));
  }

  @Test
  void tooManyPixelsAreNotDecodedAndNamed() throws IOException {
    var png = written(plain(10, 10), "png");
    ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000); // IHDR
    var read = read("a.png", png, true);
    assertEquals(List.of("picture-too-large"), codes(read));
    assertEquals(30_000, read.media().width());
  }

  @Test
  void aBrokenPictureHasNoneAndStaysAFinding() throws IOException {
    var png = written(plain(100, 100), "png");
    var read = read("a.png", java.util.Arrays.copyOf(png, 60), true);
    assertEquals(List.of(), read.renditions());
    assertFalse(read.findings().isEmpty());
  }

  @Test
  void aDocumentHasTheFirstPictureInsideThatIsMoreThanABullet() throws IOException {
    assertNull(thumbnail("a.docx", Samples.docx()), "its picture has 4 x 3 pixels");
    var epub =
        Samples.zip(
            "mimetype", Samples.utf8("application/epub+zip"),
            "META-INF/container.xml",
                Samples.utf8("<container><rootfiles><rootfile full-path='o.opf'/></rootfiles></container>"),
            "o.opf",
                Samples.utf8(
                    "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"
                        + "</manifest><spine><itemref idref='a'/></spine></package>"),
            "a.xhtml",
                Samples.utf8("<html><body><p>글</p><img src='dot.png'/><img src='b.png'/></body></html>"),
            "dot.png", written(plain(8, 8), "png"),
            "b.png", written(plain(120, 90), "png"));
    assertEquals("120x90", size(thumbnail("a.epub", epub)));
  }

  @Test
  void anyChangeOfAPictureGivesAnExtraction() throws IOException {
    var random = new Random(Trials.seed(ThumbnailTest.class));
    var pictures = new java.util.ArrayList<byte[]>();
    for (var format : List.of("png", "jpg", "gif")) {
      pictures.add(written(plain(60, 40), format));
    }
    pictures.add(withExif(written(plain(60, 40), "jpg"), 5));
    pictures.add(Files.readAllBytes(Path.of("corpus/그림/겨울강.webp")));
    int made = 0;
    int trials = Trials.of(3_000);
    for (int i = 0; i < trials; i++) {
      var picture = pictures.get(i % pictures.size()).clone();
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        picture[random.nextInt(random.nextBoolean() ? Math.min(200, picture.length) : picture.length)] =
            (byte) random.nextInt();
      }
      try {
        made += read("a", picture, true).renditions().size();
      } catch (RuntimeException | Error e) {
        var saved = Files.write(Path.of("target", "odd-picture-" + i), picture);
        throw new AssertionError("saved as " + saved, e);
      }
    }
    assertTrue(made > 0);
  }

  private static Extraction read(String name, byte[] bytes, boolean wanted) {
    return FileReader.read(
        new ExtractionRequest(name).withThumbnail(wanted), bytes, ExtractionLimits.DEFAULT);
  }

  /** Null where there is none. */
  private static byte[] thumbnail(String name, byte[] bytes) {
    var read = read(name, bytes, true);
    return read.renditions().stream()
        .filter(rendition -> rendition.role() == Role.THUMBNAIL)
        .peek(rendition -> assertEquals("thumbnail.jpg", rendition.name()))
        .map(Rendition::content)
        .findFirst()
        .orElse(null);
  }

  private static List<String> codes(Extraction extraction) {
    return extraction.findings().stream().map(Finding::code).toList();
  }

  private static String size(byte[] jpeg) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(jpeg));
    return image.getWidth() + "x" + image.getHeight();
  }

  private static boolean isRed(BufferedImage image, int x, int y) {
    var color = new Color(image.getRGB(x, y));
    return color.getRed() > 180 && color.getGreen() < 90 && color.getBlue() < 90;
  }

  private static BufferedImage plain(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0x4060A0);
      }
    }
    return image;
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    var bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, bytes));
    return bytes.toByteArray();
  }

  /** A JPEG with an EXIF segment (orientation, artist), an XMP packet and a comment. */
  private static byte[] withExif(byte[] jpeg, int orientation) {
    var artist = "Invented Name\0\0\0";
    var tiff = ByteBuffer.allocate(8 + 2 + 24 + 4 + 16);
    tiff.put("MM\0*".getBytes(ISO_8859_1)).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0);
    tiff.putShort((short) 0x13B).putShort((short) 2).putInt(16).putInt(38);
    tiff.putInt(0).put(artist.getBytes(ISO_8859_1));
    var xmp = "http://ns.adobe.com/xap/1.0/\0<x GPSLatitude='37.5' dc:creator='Invented'/>";
    return Samples.joined(
        new byte[] {(byte) 0xFF, (byte) 0xD8},
        segment(0xE1, Samples.joined("Exif\0\0".getBytes(ISO_8859_1), tiff.array())),
        segment(0xE1, xmp.getBytes(ISO_8859_1)),
        segment(0xFE, "Invented comment".getBytes(ISO_8859_1)),
        java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  private static byte[] segment(int marker, byte[] content) {
    var head = ByteBuffer.allocate(4).put((byte) 0xFF).put((byte) marker);
    head.putShort((short) (content.length + 2));
    return Samples.joined(head.array(), content);
  }

  /** Markers of a JPEG up to its scan, in hex. */
  private static TreeSet<String> segments(byte[] jpeg) {
    var markers = new TreeSet<String>();
    var in = ByteBuffer.wrap(jpeg);
    assertEquals((short) 0xFFD8, in.getShort());
    int marker;
    do {
      assertEquals((byte) 0xFF, in.get());
      marker = in.get() & 0xFF;
      markers.add(Integer.toHexString(marker));
      in.position(in.position() + (in.getShort(in.position()) & 0xFFFF));
    } while (marker != 0xDA);
    return markers;
  }
}
