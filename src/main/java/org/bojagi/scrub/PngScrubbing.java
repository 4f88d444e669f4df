package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.bojagi.scrub.Sensitive.Kind;

/** PNG and APNG (W3C PNG, third edition): chunks that say how the picture looks stay, all others go. */
final class PngScrubbing {
  static final String MARK = "\u0089PNG\r\n\u001a\n";

  private static final Set<String> PICTURE =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI",
          "bKGD", "hIST", "pHYs", "sTER", "acTL", "fcTL", "fdAT");

  private PngScrubbing() {}

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    long at = 8;
    boolean exifWritten = false;
    while (true) {
      long length = file.u32(at);
      long whole = 12 + length;
      if (at + whole > file.size()) {
        throw new BrokenStructure("a PNG chunk of " + length, at);
      }
      var type = file.mark(at + 4);
      if (type.equals("eXIf")) {
        byte[] tiff = exifWritten ? null : ExifRewriter.rewrite(file, at + 8, length, draft, "PNG");
        exifWritten |= tiff != null;
        exif(file, draft, at, whole, tiff);
      } else if (type.equals("tEXt") || type.equals("zTXt") || type.equals("iTXt")) {
        text(file, draft, at, length, type);
      } else if (!PICTURE.contains(type)) {
        if ((type.charAt(0) & 0x20) == 0) {
          draft.left(Kind.CONTENT, "PNG chunk " + FileBytes.printable(type));
        } else {
          draft.cut(at, whole, Kind.COMMENT, "PNG chunk " + type);
        }
      }
      at += whole;
      if (type.equals("IEND")) {
        break;
      }
    }
    if (at < file.size()) {
      draft.cut(at, file.size() - at, Kind.COMMENT, "data after the PNG picture");
    }
  }

  private static void exif(FileBytes file, CleaningDraft draft, long at, long whole, byte[] tiff)
      throws IOException, BrokenStructure {
    if (tiff == null) {
      draft.cut(at, whole, Kind.COMMENT, "PNG EXIF");
      return;
    }
    var named = FileBytes.join(new byte[] {'e', 'X', 'I', 'f'}, tiff);
    var crc = new CRC32();
    crc.update(named);
    var chunk =
        FileBytes.join(FileBytes.bigEndian(tiff.length, 4), named, FileBytes.bigEndian(crc.getValue(), 4));
    if (chunk.length != whole) {
      draft.edit(new Edit(at, whole, chunk));
      draft.removed(Kind.COMMENT, "PNG EXIF");
    } else if (draft.overwrite(file, at, chunk)) {
      draft.removed(Kind.COMMENT, "PNG EXIF");
    }
  }

  private static void text(FileBytes file, CleaningDraft draft, long at, long length, String type)
      throws IOException, BrokenStructure {
    var start = new String(file.bytes(at + 8, Math.min(length, 80)), ISO_8859_1);
    var keyword = start.substring(0, Math.max(0, start.indexOf('\0'))).toLowerCase(Locale.ROOT);
    var kind =
        switch (keyword) {
          case "author", "copyright", "artist" -> Kind.AUTHOR;
          case "software", "source", "make", "model" -> Kind.DEVICE;
          case "title", "description", "comment", "creation time", "disclaimer", "warning" -> Kind.COMMENT;
          default -> null;
        };
    boolean stays = kind == null ? draft.keepsAll() : draft.keeps(kind);
    if (!stays) {
      var name = kind == null ? type : type + " " + keyword;
      draft.cut(at, 12 + length, kind == null ? Kind.COMMENT : kind, "PNG " + name);
    }
  }
}
