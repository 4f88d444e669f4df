package org.bojagi.scrub;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/** WebP (RFC 9649 §2): picture, animation, colour profile and orientation stay; the header's flags and size follow. */
final class WebpScrubbing {
  private static final int XMP_FLAG = 0x04;
  private static final int EXIF_FLAG = 0x08;
  private static final Set<String> PICTURE = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");

  private WebpScrubbing() {}

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    long end = Math.min(file.size(), 8 + file.u32le(4));
    long flagsAt = -1;
    long removedBytes = 0;
    boolean exifStays = false;
    var once = new HashSet<String>();
    long at = 12;
    while (at + 8 <= end) {
      var type = file.mark(at);
      long length = file.u32le(at + 4);
      if (length > file.size() - at - 8) {
        throw new BrokenStructure("a WebP chunk of " + length, at);
      }
      long whole = Math.min(8 + length + (length & 1), end - at);
      boolean again = Set.of("VP8 ", "VP8L", "VP8X", "ICCP", "ANIM", "ALPH").contains(type) && !once.add(type);
      long numbers = type.equals("VP8X") ? 10 : type.equals("ANIM") ? 6 : length;
      if (again) {
        draft.cut(at, whole, Kind.COMMENT, "WebP chunk " + type + " that is not drawn");
        removedBytes += whole;
        at += whole;
        continue;
      }
      if (length > numbers) {
        draft.blank(file, at + 8 + numbers, length - numbers, Kind.COMMENT, "WebP bytes behind numbers");
      }
      if (type.equals("VP8X")) {
        flagsAt = at + 8;
      } else if (type.equals("ANMF")) {
        frame(file, draft, at + 8 + 16, at + 8 + length);
      }
      if (type.equals("EXIF")) {
        int prefix = file.is(at + 8, "Exif\0\0") ? 6 : 0;
        byte[] tiff =
            exifStays ? null : ExifRewriter.rewrite(file, at + 8 + prefix, length - prefix, draft, "WebP");
        if (tiff == null) {
          draft.cut(at, whole, Kind.COMMENT, "WebP EXIF");
          removedBytes += whole;
        } else {
          exifStays = true;
          var head = FileBytes.join(new byte[] {'E', 'X', 'I', 'F'}, FileBytes.littleEndian(tiff.length, 4));
          var chunk = FileBytes.join(head, tiff, new byte[tiff.length & 1]);
          boolean other = chunk.length != whole;
          if (other) {
            draft.edit(new Edit(at, whole, chunk));
          } else {
            other = draft.overwrite(file, at, chunk);
          }
          if (other) {
            draft.removed(Kind.COMMENT, "WebP EXIF");
          }
          removedBytes += whole - chunk.length;
        }
      } else if (!PICTURE.contains(type)) {
        draft.cut(at, whole, Kind.COMMENT, type.equals("XMP ") ? "WebP XMP" : "WebP chunk " + type);
        removedBytes += whole;
      }
      at += whole;
    }
    if (at < file.size()) {
      draft.cut(at, file.size() - at, Kind.COMMENT, "data after the WebP picture");
    }
    draft.overwrite(file, 4, FileBytes.littleEndian(at - 8 - removedBytes, 4));
    if (flagsAt >= 0) {
      int flags = file.u8(flagsAt) & ~(XMP_FLAG | EXIF_FLAG) | (exifStays ? EXIF_FLAG : 0);
      draft.overwrite(file, flagsAt, new byte[] {(byte) flags});
    }
  }

  /** A frame's own chunks: what is no picture is blanked where it stands. */
  private static void frame(FileBytes file, CleaningDraft draft, long from, long end)
      throws IOException, BrokenStructure {
    for (long at = from; at + 8 <= end; ) {
      long length = file.u32le(at + 4);
      if (length > end - at - 8) {
        throw new BrokenStructure("a WebP chunk of " + length, at);
      }
      if (!PICTURE.contains(file.mark(at))) {
        draft.blank(file, at + 8, length, Kind.COMMENT, "WebP chunk in a frame");
      }
      at += 8 + length + (length & 1);
    }
  }
}
