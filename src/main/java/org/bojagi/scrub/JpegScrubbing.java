package org.bojagi.scrub;

import java.io.IOException;
import java.util.Arrays;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * JPEG (ITU-T T.81 annex B): what is needed to draw the picture stays, and nothing else.
 *
 * <p>Of the application segments only JFIF without its thumbnail (APP0), the colour profile (APP2), Adobe's colour
 * transform (APP14) and an Exif block made anew (APP1) stay. What follows the end of the picture is cut: further
 * pictures, films and notes that telephones add.
 */
final class JpegScrubbing {
  private static final int ADOBE_LENGTH = 14;
  private static final int JFIF_LENGTH = 16;

  private final FileBytes file;
  private final CleaningDraft draft;
  private boolean exifWritten;

  private JpegScrubbing(FileBytes file, CleaningDraft draft) {
    this.file = file;
    this.draft = draft;
  }

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    new JpegScrubbing(file, draft).segments();
  }

  private void segments() throws IOException, BrokenStructure {
    long at = 2;
    while (true) {
      long marker = file.find(0xFF, at, file.size());
      while (marker >= 0 && marker + 1 < file.size() && file.u8(marker + 1) == 0) {
        marker = file.find(0xFF, marker + 2, file.size());
      }
      if (marker < 0 || marker + 1 >= file.size()) {
        throw new BrokenStructure("a JPEG without its end", at);
      }
      if (marker > at) {
        draft.cut(at, marker - at, Kind.COMMENT, "JPEG bytes between segments");
      }
      int code = file.u8(marker + 1);
      if (code == 0xFF) {
        at = marker + 1;
      } else if (code == 0xD9) {
        at = marker + 2;
        break;
      } else if (code == 0x01 || code >= 0xD0 && code <= 0xD8) {
        at = marker + 2;
      } else {
        long length = file.u16(marker + 2);
        if (length < 2 || marker + 2 + length > file.size()) {
          throw new BrokenStructure("a JPEG segment of " + length, marker);
        }
        segment(code, marker, length);
        at = marker + 2 + length;
        if (code == 0xDA) {
          at = endOfScan(at);
        }
      }
    }
    if (at < file.size()) {
      draft.cut(at, file.size() - at, Kind.COMMENT, "data after the JPEG picture");
    }
  }

  /** The next marker that is no restart and no escaped byte. */
  private long endOfScan(long from) throws IOException, BrokenStructure {
    long at = from;
    while (true) {
      at = file.find(0xFF, at, file.size());
      if (at < 0 || at + 1 >= file.size()) {
        throw new BrokenStructure("a JPEG without its end", from);
      }
      int code = file.u8(at + 1);
      if (code != 0 && code != 0xFF && (code < 0xD0 || code > 0xD7)) {
        return at;
      }
      at += code == 0xFF ? 1 : 2;
    }
  }

  /** @param length as written: with its own two bytes, without the marker */
  private void segment(int code, long offset, long length) throws IOException, BrokenStructure {
    long content = offset + 4;
    long whole = 2 + length;
    if (code == 0xFE) {
      if (!draft.keeps(Kind.COMMENT)) {
        draft.cut(offset, whole, Kind.COMMENT, "JPEG comment");
      }
    } else if (code == 0xE0 && file.is(content, "JFIF\0") && length >= JFIF_LENGTH) {
      if (length > JFIF_LENGTH || file.u16(content + 12) != 0) {
        var plain = file.bytes(offset, 2 + JFIF_LENGTH);
        plain[2] = 0;
        plain[3] = JFIF_LENGTH;
        plain[16] = 0;
        plain[17] = 0;
        draft.edit(new Edit(offset, whole, plain));
        draft.removed(Kind.COMMENT, "JFIF thumbnail");
      }
    } else if (code == 0xEE && file.is(content, "Adobe") && length >= ADOBE_LENGTH) {
      if (length > ADOBE_LENGTH) {
        var plain = file.bytes(offset, 2 + ADOBE_LENGTH);
        plain[2] = 0;
        plain[3] = ADOBE_LENGTH;
        draft.edit(new Edit(offset, whole, plain));
        draft.removed(Kind.COMMENT, "JPEG APP14");
      }
    } else if (code == 0xE1 && file.is(content, "Exif\0") && length >= 8) {
      exif(offset, whole);
    } else if (code >= 0xE0 && code <= 0xEF) {
      if (code != 0xE2 || !file.is(content, "ICC_PROFILE\0")) {
        draft.cut(offset, whole, Kind.COMMENT, name(code, content));
      }
    } else if (code < 0xC0 || code >= 0xF0 && code <= 0xFD) {
      draft.cut(offset, whole, Kind.COMMENT, "JPEG segment 0x%02X".formatted(code));
    }
  }

  private void exif(long offset, long whole) throws IOException {
    byte[] tiff = exifWritten ? null : ExifRewriter.rewrite(file, offset + 10, whole - 10, draft, "JPEG");
    if (tiff == null || tiff.length > 0xFFFF - 8) {
      draft.cut(offset, whole, Kind.COMMENT, "JPEG EXIF");
      return;
    }
    exifWritten = true;
    var head = FileBytes.join(new byte[] {(byte) 0xFF, (byte) 0xE1}, FileBytes.bigEndian(tiff.length + 8L, 2));
    var segment = FileBytes.join(head, new byte[] {'E', 'x', 'i', 'f', 0, 0}, tiff);
    if (segment.length == whole && same(offset, segment)) {
      return;
    }
    draft.edit(new Edit(offset, whole, segment));
    draft.removed(Kind.COMMENT, "JPEG EXIF");
  }

  private boolean same(long offset, byte[] bytes) throws IOException {
    try {
      return Arrays.equals(file.bytes(offset, bytes.length), bytes);
    } catch (BrokenStructure e) {
      return false;
    }
  }

  private String name(int code, long content) throws IOException {
    if (file.is(content, "http://ns.adobe.com/xap/") || file.is(content, "http://ns.adobe.com/xmp/")) {
      return "JPEG XMP";
    }
    if (code == 0xED && file.is(content, "Photoshop")) {
      return "JPEG IPTC and Photoshop";
    }
    return code == 0xE0 && file.is(content, "JFXX") ? "JFXX thumbnail" : "JPEG APP" + (code - 0xE0);
  }
}
