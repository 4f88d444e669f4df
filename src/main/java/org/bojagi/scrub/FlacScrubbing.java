package org.bojagi.scrub;

import java.io.IOException;
import org.bojagi.scrub.Sensitive.Kind;

/** FLAC (RFC 9639 §8): the stream's description and seek points stay, and what is kept of the comments. */
final class FlacScrubbing {
  private FlacScrubbing() {}

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    long front = SoundTags.front(file, draft, 0);
    long at = front + 4;
    long lastKept = -1;
    int lastHead = 0;
    boolean last = false;
    while (!last) {
      int head = file.u8(at);
      int type = head & 0x7F;
      long length = file.u24(at + 1);
      last = (head & 0x80) != 0;
      if (length > file.size() - at - 4) {
        throw new BrokenStructure("a FLAC block of " + length, at);
      }
      if (type == 0 || type == 3) {
        lastKept = at;
        lastHead = head;
      } else {
        byte[] comments = type == 4 ? VorbisComments.kept(file, at + 4, length, draft, "FLAC") : new byte[8];
        if (comments.length > 8) {
          // Before the last block that stays: its own flag is never the last.
          draft.edit(new Edit(at + 1, 3 + length, FileBytes.join(FileBytes.bigEndian(comments.length, 3), comments)));
          lastKept = at;
          lastHead = head;
        } else {
          draft.cut(at, 4 + length, Kind.COMMENT, "FLAC " + name(type));
        }
      }
      at += 4 + length;
    }
    if (lastKept < 0) {
      throw new BrokenStructure("a FLAC file without a description", front);
    }
    draft.edit(new Edit(lastKept, 1, new byte[] {(byte) (lastHead | 0x80)}));
    SoundTags.back(file, draft, at);
  }

  private static String name(int type) {
    return switch (type) {
      case 1 -> "padding";
      case 2 -> "application block";
      case 4 -> "comments";
      case 5 -> "cue sheet";
      case 6 -> "picture";
      default -> "block " + type;
    };
  }
}
