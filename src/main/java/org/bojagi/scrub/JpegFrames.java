package org.bojagi.scrub;

import java.io.IOException;
import org.bojagi.scrub.Sensitive.Kind;

/** JPEGs inside of what may not change its length: films of pictures, strips of a TIFF. */
final class JpegFrames {
  private JpegFrames() {}

  /**
   * Zeros over what comments and application segments before the first scan hold, but for JFIF's head, AVI's field
   * order, the colour profile and Adobe's colour transform; what is no JPEG stays.
   */
  static void blank(FileBytes file, CleaningDraft draft, long from, long end, String where)
      throws IOException, BrokenStructure {
    if (end - from < 4 || file.u16(from) != 0xFFD8) {
      return;
    }
    for (long at = from + 2; at + 4 <= end && file.u8(at) == 0xFF; ) {
      int code = file.u8(at + 1);
      if (code == 0xFF) {
        at++;
        continue;
      }
      if (code == 0xDA || code == 0xD9) {
        return;
      }
      long length = file.u16(at + 2);
      if (length < 2 || length > end - at - 2) {
        throw new BrokenStructure("a JPEG segment of " + length, at);
      }
      long content = at + 4;
      boolean drawn =
          code == 0xE0 && (file.is(content, "JFIF\0") || file.is(content, "AVI1"))
              || code == 0xE2 && file.is(content, "ICC_PROFILE\0")
              || code == 0xEE && file.is(content, "Adobe");
      if (!drawn && code >= 0xE0 && (code <= 0xEF || code == 0xFE) && !file.is(content, "Lavc")) {
        draft.blank(file, content, length - 2, code == 0xFE ? Kind.COMMENT : Kind.DEVICE, where);
      }
      at += 2 + length;
    }
  }
}
