package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.bojagi.scrub.Sensitive.Kind;

/** PNG and APNG (W3C PNG, third edition): chunks that say how the picture looks stay, all others go. */
final class PngScrubbing {
  static final String MARK = "\u0089PNG\r\n\u001a\n";

  private static final String PROFILE = "ICC profile";

  private static final Set<String> PICTURE =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI",
          "bKGD", "hIST", "pHYs", "sTER", "acTL", "fcTL", "fdAT");

  /** What these chunks hold at most; a longer one has something else behind. */
  private static final Map<String, Long> SIZES =
      Map.ofEntries(
          Map.entry("IHDR", 13L), Map.entry("IEND", 0L), Map.entry("cHRM", 32L), Map.entry("gAMA", 4L),
          Map.entry("sBIT", 4L), Map.entry("sRGB", 1L), Map.entry("cICP", 4L), Map.entry("mDCV", 24L),
          Map.entry("cLLI", 8L), Map.entry("bKGD", 6L), Map.entry("pHYs", 9L), Map.entry("sTER", 1L),
          Map.entry("acTL", 8L), Map.entry("fcTL", 26L), Map.entry("tRNS", 256L), Map.entry("hIST", 512L));

  private PngScrubbing() {}

  /** Of an end its length alone counts; of another the picture is drawn without it. */
  private static void longer(FileBytes file, CleaningDraft draft, long at, long length, String type)
      throws IOException, BrokenStructure {
    if (type.equals("IHDR")) {
      throw new BrokenStructure("a PNG head of " + length, at);
    }
    if (type.equals("IEND")) {
      draft.edit(new Edit(at, 12 + length, chunk("IEND", new byte[0])));
      draft.removed(Kind.COMMENT, "data in the end of the PNG picture");
    } else {
      draft.cut(at, 12 + length, Kind.COMMENT, "PNG chunk " + type);
    }
  }

  /** The name before a colour profile is free: it may be the screen's, or its owner's. */
  private static void profileName(FileBytes file, CleaningDraft draft, long at, long length)
      throws IOException, BrokenStructure {
    long nameEnd = file.find(0, at + 8, Math.min(at + 8 + length, at + 8 + 80));
    if (nameEnd < 0) {
      draft.cut(at, 12 + length, Kind.COMMENT, "PNG colour profile without a name");
    } else if (nameEnd - at - 8 != PROFILE.length() || !file.is(at + 8, PROFILE)) {
      var chunk = chunk("iCCP", FileBytes.join(PROFILE.getBytes(ISO_8859_1), file.bytes(nameEnd, at + 8 + length - nameEnd)));
      draft.edit(new Edit(at, 12 + length, chunk));
      draft.removed(Kind.DEVICE, "PNG name of the colour profile");
    }
  }

  private static byte[] chunk(String type, byte[] content) {
    var named = FileBytes.join(type.getBytes(ISO_8859_1), content);
    var crc = new CRC32();
    crc.update(named);
    return FileBytes.join(FileBytes.bigEndian(content.length, 4), named, FileBytes.bigEndian(crc.getValue(), 4));
  }

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
      } else if (type.equals("iCCP")) {
        profileName(file, draft, at, length);
      } else if (length > SIZES.getOrDefault(type, Long.MAX_VALUE)) {
        longer(file, draft, at, length, type);
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
    var chunk = chunk("eXIf", tiff);
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
