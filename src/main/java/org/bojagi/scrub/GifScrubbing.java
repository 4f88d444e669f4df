package org.bojagi.scrub;

import java.io.IOException;
import org.bojagi.scrub.Sensitive.Kind;

/** GIF89a: frames, their timing, the loop and a colour profile stay. */
final class GifScrubbing {
  private GifScrubbing() {}

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    int flags = file.u8(10);
    long at = 13 + table(flags);
    long control = -1;
    while (true) {
      long start = at;
      int introducer = file.u8(at);
      if (introducer == 0x3B) {
        at++;
        break;
      } else if (introducer == 0x2C) {
        at = afterBlocks(file, at + 11 + table(file.u8(at + 9)));
        control = -1;
      } else if (introducer == 0x21) {
        int label = file.u8(at + 1);
        at = afterBlocks(file, at + 2);
        if (label == 0xF9) {
          control = start;
          if (at - start > 8) {
            draft.cut(start + 7, at - start - 8, Kind.COMMENT, "GIF bytes behind a frame's timing");
          }
        } else if (label == 0xFE) {
          if (!draft.keeps(Kind.COMMENT)) {
            draft.cut(start, at - start, Kind.COMMENT, "GIF comment");
          }
        } else if (label == 0x01) {
          // Its graphic control would otherwise count for the next frame.
          long from = control < 0 ? start : control;
          draft.cut(from, at - from, Kind.COMMENT, "GIF plain text");
          control = -1;
        } else if (!isLoopOrProfile(file, start, at)) {
          draft.cut(start, at - start, Kind.COMMENT, file.is(start + 3, "XMP Data") ? "GIF XMP" : "GIF extension");
        }
      } else if (introducer == 0) {
        at++;
        draft.cut(start, 1, Kind.COMMENT, "GIF bytes between blocks");
      } else {
        throw new BrokenStructure("no GIF block", at);
      }
    }
    if (at < file.size()) {
      draft.cut(at, file.size() - at, Kind.COMMENT, "data after the GIF picture");
    }
  }

  private static boolean isLoopOrProfile(FileBytes file, long start, long end) throws IOException {
    boolean loop = file.is(start, "!\u00FF\u000BNETSCAPE2.0\u0003\u0001") || file.is(start, "!\u00FF\u000BANIMEXTS1.0\u0003\u0001");
    // The mark of a profile stands 36 bytes behind its beginning (ICC.1 §7.2.9).
    return loop && end - start == 19
        || file.is(start, "!\u00FF\u000BICCRGBG1012") && file.is(start + 15 + 36, "acsp");
  }

  private static long table(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3L << (flags & 7) + 1;
  }

  private static long afterBlocks(FileBytes file, long from) throws IOException, BrokenStructure {
    long at = from;
    int size = file.u8(at);
    while (size != 0) {
      at += 1 + size;
      size = file.u8(at);
    }
    return at + 1;
  }
}
