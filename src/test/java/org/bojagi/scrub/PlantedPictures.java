package org.bojagi.scrub;

import static org.bojagi.scrub.Samples.chunk;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.bojagi.scrub.Samples.u32;
import static org.bojagi.scrub.Samples.xmp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;

/** Pictures with a value planted in every place that a format has for one. */
public final class PlantedPictures {
  private PlantedPictures() {}

  public static byte[] jpeg(PlantedValues planted) throws IOException {
    return Samples.jpegWithEverything(planted, false, true);
  }

  public static byte[] png(PlantedValues planted) throws IOException {
    var plain = Samples.written("png");
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed)) {
      deflater.write(latin("hidden in deflate"));
    }
    int afterHeader = 8 + 25;
    return
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
  }

  public static byte[] gif(PlantedValues planted) throws IOException {
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
    return
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
  }

  public static byte[] webp(PlantedValues planted) throws IOException {
    var picture = latin("picture bytes that stay.");
    var chunks =
        join(
            riff("VP8X", new byte[] {0x2C, 0, 0, 0, 47, 0, 0, 31, 0, 0}),
            riff("ICCP", latin("profile!")),
            riff("VP8L", picture),
            riff("EXIF", Samples.exif(planted, false)),
            riff("XMP ", xmp(planted)),
            riff("ABCD", latin(planted.plant("unknown chunk"))));
    return join(latin("RIFF"), FileBytes.littleEndian(chunks.length + 4, 4), latin("WEBP"), chunks,
        latin(planted.plant("trailer")));
  }

  public static byte[] tiff(PlantedValues planted, boolean bigEndian) throws IOException {
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
    return join(tiff.build(new byte[0]), new byte[] {10, 20, 30, 40, 50, 60});
  }

  private static byte[] riff(String type, byte[] content) {
    return join(latin(type), FileBytes.littleEndian(content.length, 4), content, new byte[content.length & 1]);
  }
}
