package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Small pictures and boxes made by hand, with values planted wherever a text or a position can stand. */
final class Samples {
  private Samples() {}

  static byte[] join(byte[]... parts) {
    return FileBytes.join(parts);
  }

  static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static byte[] cleaned(byte[] file) throws IOException {
    return cleaned(file, Set.of());
  }

  static byte[] cleaned(byte[] file, Set<Sensitive.Kind> keep) throws IOException {
    var bytes = SeekableBytes.of(file);
    return EditedBytes.stream(bytes, Scrubbing.of(null, bytes, keep)).readAllBytes();
  }

  static Set<Sensitive.Kind> all() {
    return EnumSet.allOf(Sensitive.Kind.class);
  }

  static BufferedImage picture() {
    var picture = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 48; x++) {
        picture.setRGB(x, y, x * 5 << 16 | y * 7 << 8 | (x * y & 0xFF));
      }
    }
    return picture;
  }

  static byte[] written(String format) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(picture(), format, out);
    return out.toByteArray();
  }

  static byte[] jpeg(boolean progressive) throws IOException {
    return jpeg(picture(), progressive);
  }

  /** A JPEG as large as a camera's: all of it is noise. */
  static byte[] photograph(int width, int height) throws IOException {
    var random = new Random(1);
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return jpeg(picture, false);
  }

  private static byte[] jpeg(BufferedImage picture, boolean progressive) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      var how = writer.getDefaultWriteParam();
      how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.write(null, new IIOImage(picture, null, null), how);
    }
    writer.dispose();
    return out.toByteArray();
  }

  static int[] pixels(byte[] file) throws IOException {
    var picture = ImageIO.read(new ByteArrayInputStream(file));
    return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
  }

  static byte[] segment(int marker, byte[]... content) {
    var all = join(content);
    return join(new byte[] {(byte) 0xFF, (byte) marker}, FileBytes.bigEndian(all.length + 2, 2), all);
  }

  static byte[] chunk(String type, byte[]... content) {
    var named = join(latin(type), join(content));
    var crc = new CRC32();
    crc.update(named);
    return join(FileBytes.bigEndian(named.length - 4, 4), named, FileBytes.bigEndian(crc.getValue(), 4));
  }

  static byte[] box(String type, byte[]... content) {
    var all = join(new byte[0], join(content));
    return join(FileBytes.bigEndian(all.length + 8, 4), latin(type), all);
  }

  static byte[] full(String type, int version, byte[]... content) {
    return box(type, new byte[] {(byte) version, 0, 0, 0}, join(content));
  }

  static byte[] u32(long... numbers) {
    var all = new byte[0];
    for (long number : numbers) {
      all = join(all, FileBytes.bigEndian(number, 4));
    }
    return all;
  }

  static byte[] xmp(PlantedValues planted) {
    return ("<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>"
            + planted.plantKorean("XMP creator")
            + "</dc:creator><xmpGImg:image>"
            + java.util.Base64.getMimeEncoder().encodeToString(planted.plant("XMP thumbnail").getBytes(UTF_8))
            + "</xmpGImg:image></x:xmpmeta><?xpacket end='w'?>")
        .getBytes(UTF_8);
  }

  /** TIFF structure with orientation 6, maker, author, a position, a maker's note, a thumbnail with its own Exif. */
  static byte[] exif(PlantedValues planted, boolean bigEndian) throws IOException {
    var tiff = new TiffWriter(bigEndian);
    var inner = new TiffWriter(true);
    inner.text(0x010F, planted.plant("thumbnail's own Make"));
    var thumbnail =
        join(
            new byte[] {(byte) 0xFF, (byte) 0xD8},
            segment(0xE1, latin("Exif\0\0"), inner.build(new byte[0])),
            segment(0xFE, latin(planted.plant("thumbnail's own comment"))),
            new byte[] {(byte) 0xFF, (byte) 0xD9});
    tiff.text(0x010E, planted.plant("ImageDescription"));
    tiff.text(0x010F, planted.plant("Make"));
    tiff.text(0x0110, planted.plant("Model"));
    tiff.numbered(0x0112, 6);
    tiff.text(0x013B, planted.plant("Artist"));
    tiff.bytes(0x9C9D, 1, planted.plantKorean("XPAuthor").getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
    tiff.directory(0x8769)
        .bytes(0x927C, 7, latin("Nikon\0" + planted.plant("maker note")))
        .bytes(0x9286, 7, latin("ASCII\0\0\0" + planted.plant("UserComment")))
        .text(0xA431, planted.plant("BodySerialNumber"));
    tiff.directory(0x8825)
        .bytes(2, 5, planted.bytes("GPS latitude", tiff.numbers(37, 1, 33, 1, 581234, 10007)))
        .bytes(4, 5, planted.bytes("GPS longitude", tiff.numbers(127, 1, 1, 1, 329876, 10007)));
    return tiff.build(thumbnail);
  }

  static byte[] jpegWithEverything(PlantedValues planted, boolean progressive, boolean bigEndian) throws IOException {
    var plain = jpeg(progressive);
    var profile = segment(0xE2, latin("ICC_PROFILE\0\1\1"), new byte[200]);
    var jfif = segment(0xE0, latin("JFIF\0\1\1\0\0\1\0\1\4\1"), latin(planted.plant("JFIF thumbnail")));
    int old = plain[3] == (byte) 0xE0 ? 2 + 18 : 2;
    return join(
        new byte[] {(byte) 0xFF, (byte) 0xD8},
        jfif,
        segment(0xE0, latin("JFXX\0\u0010"), latin(planted.plant("JFXX thumbnail"))),
        segment(0xE1, latin("Exif\0\0"), exif(planted, bigEndian)),
        segment(0xE1, latin("http://ns.adobe.com/xap/1.0/\0"), xmp(planted)),
        profile,
        segment(0xE2, latin("MPF\0"), latin(planted.plant("MPF"))),
        segment(0xED, latin("Photoshop 3.0\0008BIM\4\4\0\0\0\0\0\20\34\2P\0\14"), latin(planted.plant("IPTC by-line"))),
        segment(0xFE, planted.plantKorean("JPEG comment").getBytes(UTF_8)),
        segment(0xEB, latin(planted.plant("JUMBF"))),
        java.util.Arrays.copyOfRange(plain, old, plain.length),
        latin("MotionPhoto_Data" + planted.plant("trailer")),
        jpeg(false));
  }
}
