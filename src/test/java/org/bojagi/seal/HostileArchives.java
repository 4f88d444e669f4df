package org.bojagi.seal;

import static org.bojagi.extract.Samples.joined;
import static org.bojagi.extract.Samples.utf8;
import static org.bojagi.extract.Samples.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bojagi.extract.Samples;

/** Archives, and documents that are archives: within each other, of endless content, or at odds with themselves. */
final class HostileArchives {
  private static final String WORD = "word/document.xml";

  private HostileArchives() {}

  /** Sound, until all of it is unpacked. */
  static byte[] zipInZip(Random random) {
    var inner = zip("a.txt", utf8("글"));
    for (int depth = 2 + random.nextInt(300); depth > 0; depth--) {
      inner = zip(depth + ".zip", inner);
    }
    return inner;
  }

  static byte[] everythingInEverything(Random random) throws IOException {
    var inner = zip("a.txt", utf8("글"));
    for (int depth = 4 + random.nextInt(20); depth > 0; depth--) {
      inner =
          switch (random.nextInt(4)) {
            case 0 -> zip("a.tar", inner);
            case 1 -> tar("a.gz", inner);
            case 2 -> gzip(inner);
            default -> sevenZ(inner);
          };
    }
    return inner;
  }

  /** A DOCX that embeds a DOCX that embeds a DOCX. */
  static byte[] docxInDocx(Random random) throws IOException {
    var inner = Samples.docx();
    for (int depth = 2 + random.nextInt(20); depth > 0; depth--) {
      inner = added(Samples.docx(), "word/embeddings/oleObject1.docx", inner);
    }
    return inner;
  }

  static byte[] archivesInDocx(Random random) throws IOException {
    return added(Samples.docx(), "word/embeddings/a.zip", everythingInEverything(random));
  }

  private static byte[] added(byte[] zip, String name, byte[] content) throws IOException {
    return Deflated.repeated(content, "\0", 0, new byte[0]).inZip(zip, name);
  }

  /** One entry of many gigabytes. */
  static byte[] zeros(long sizeBytes) throws IOException {
    return Deflated.zeros(sizeBytes).inZip(new byte[0], "zeros.txt");
  }

  /** A ZIP of many bombs that share their bytes: each entry of the directory names the same place. */
  static byte[] overlapping(Random random) {
    var zip = zip("a", utf8("가".repeat(100_000)));
    int at = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
    var central = Arrays.copyOfRange(zip, at, zip.length - 22);
    int count = 1 + random.nextInt(60_000);
    var out = new ByteArrayOutputStream();
    out.write(zip, 0, at);
    for (int i = 0; i < count; i++) {
      out.writeBytes(central);
    }
    out.writeBytes(endOfDirectory(count, count * central.length, at));
    return out.toByteArray();
  }

  private static byte[] endOfDirectory(int count, int sizeBytes, int at) {
    return ByteBuffer.allocate(22)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x06054b50)
        .putInt(0)
        .putShort((short) count)
        .putShort((short) count)
        .putInt(sizeBytes)
        .putInt(at)
        .putShort((short) 0)
        .array();
  }

  /** Names of every kind inside: out of the folder, absolute, twice, empty, with signs that no system takes. */
  static byte[] oddNames(Random random) throws IOException {
    var names =
        new String[] {
          "../../../etc/passwd", "/etc/passwd", "C:\\Windows\\win.ini", "", "a/../../b", "CON", "a\nb", "a\0b", "/",
          "가".repeat(10_000), "\u202Ecod.exe", "a//b", "./././", " "
        };
    var first = zip("first", utf8("a"));
    for (int i = 0; i < 5; i++) {
      first = added(first, names[random.nextInt(names.length)], utf8("글 " + i));
    }
    return first;
  }

  /** Any four bytes of heads and directory become some extreme. */
  static byte[] oddNumbers(Random random) {
    var zip = random.nextBoolean() ? Samples.docx() : zip("a", utf8("가"), "b", utf8("나"), "c", new byte[9_000]);
    var view = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int[] extremes = {-1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF, zip.length, zip.length - 1};
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int from = random.nextBoolean() ? 0 : Math.max(0, zip.length - 400);
      int at = from + random.nextInt(Math.min(400, zip.length - from - 4));
      view.putInt(at, extremes[random.nextInt(extremes.length)]);
    }
    return zip;
  }

  static byte[] gzipBomb(Random random, long sizeBytes) throws IOException {
    var bomb = Deflated.zeros(sizeBytes).gzip();
    for (int layers = random.nextInt(3); layers > 0; layers--) {
      bomb = gzip(bomb);
    }
    return bomb;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] tar(String name, byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(out)) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  /** A head that says some extreme length; its checksum is right. */
  static byte[] oddTar(Random random) throws IOException {
    var tar = tar("a.txt", utf8("글"));
    String[] sizes = {"77777777777\0", "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
      "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "-0000000001\0", "            "};
    var size = sizes[random.nextInt(sizes.length)].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    System.arraycopy(size, 0, tar, 124, 12);
    tar[156] = (byte) "0xgLK512S".charAt(random.nextInt(9));
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xFF;
    }
    System.arraycopy(utf8(String.format("%06o\0 ", sum)), 0, tar, 148, 8);
    return random.nextBoolean() ? tar : gzip(tar);
  }

  /** Magic, version, then where the header lies, which is empty (7zFormat.txt of the LZMA SDK). */
  private static byte[] sevenZ(byte[] content) {
    var header = new byte[] {1, 0};
    var start = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(content.length).putLong(header.length).putInt(crc(header));
    var crc = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(crc(start.array())).array();
    var magic = new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C, 0, 4};
    return joined(magic, crc, start.array(), content, header);
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  static byte[] oddSevenZ(Random random) {
    var archive = sevenZ(new byte[10_000]);
    ByteBuffer.wrap(archive).putLong(12, random.nextLong()).putLong(20, random.nextLong());
    return archive;
  }

  /** @param inside opens elements, is said over and over, and closes them */
  static byte[] documentBomb(String kind, String filling, long sizeBytes) throws IOException {
    var documents = Samples.documents();
    return switch (kind) {
      case "docx" ->
          bomb(
              documents.get("a.docx"),
              WORD,
              "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
                  + "<w:p><w:r><w:t>",
              filling,
              "</w:t></w:r></w:p></w:body></w:document>",
              sizeBytes);
      case "xlsx" ->
          bomb(
              documents.get("a.xlsx"),
              "xl/worksheets/sheet1.xml",
              "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>",
              filling,
              "</sheetData></worksheet>",
              sizeBytes);
      case "pptx" -> bomb(documents.get("a.pptx"), "ppt/slides/slide1.xml", "<a>", filling, "</a>", sizeBytes);
      case "odt" -> bomb(documents.get("a.odt"), "content.xml", "<a>", filling, "</a>", sizeBytes);
      case "hwpx" -> bomb(documents.get("a.hwpx"), "Contents/section0.xml", "<a>", filling, "</a>", sizeBytes);
      case "epub" -> bomb(documents.get("a.epub"), "META-INF/container.xml", "<a>", filling, "</a>", sizeBytes);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static byte[] bomb(
      byte[] document, String entry, String before, String filling, String after, long sizeBytes) throws IOException {
    return Deflated.repeated(utf8(before), filling, sizeBytes, utf8(after)).inZip(document, entry);
  }

  /** A picture that is as large as it says: {@code side} squared, three bytes each, all zeros. */
  static byte[] pngBomb(int side) {
    long rows = (3L * side + 1) * side;
    return png(side, side, Deflated.zeros(rows).zlib());
  }

  /** A picture that claims a size, with hardly anything in it. */
  static byte[] pngClaiming(int width, int height) {
    return png(width, height, Deflated.zeros(0).zlib());
  }

  private static byte[] png(int width, int height, byte[] pixels) {
    var head = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0}).array();
    return joined(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
        chunk("IHDR", head),
        chunk("IDAT", pixels),
        chunk("IEND", new byte[0]));
  }

  /** PNG, §5.3. */
  static byte[] chunk(String type, byte[] content) {
    var typed = joined(utf8(type), content);
    return joined(
        ByteBuffer.allocate(4).putInt(content.length).array(),
        typed,
        ByteBuffer.allocate(4).putInt(crc(typed)).array());
  }

  /** A text in a picture that unpacks to more than a picture. */
  static byte[] pngWithTextBomb(long sizeBytes) {
    var png = Samples.picture("png");
    var text = chunk("zTXt", joined(utf8("Comment\0\0"), Deflated.zeros(sizeBytes).zlib()));
    return joined(Arrays.copyOf(png, 33), text, Arrays.copyOfRange(png, 33, png.length));
  }
}
