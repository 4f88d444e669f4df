package org.bojagi.scrub;

import java.io.IOException;
import org.bojagi.scrub.Sensitive.Kind;

/** MP3 (ISO/IEC 11172-3, 13818-3) and AAC in ADTS (13818-7): frames stay as they are, tags around and between go. */
final class MpegAudioScrubbing {
  private static final int[][] KBITS = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };
  private static final int[] HERTZ = {44100, 48000, 32000};

  private MpegAudioScrubbing() {}

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    long at = SoundTags.front(file, draft, 0);
    long end = SoundTags.back(file, draft, at);
    while (at < end) {
      long size = at + 7 <= end ? frameSize(file, at) : 0;
      if (size > 0) {
        at += size;
      } else if (SoundTags.between(file, at, end) > at) {
        at = SoundTags.cut(file, draft, at, end);
      } else {
        long next = file.find(0xFF, at + 1, end);
        long until = next < 0 ? end : next;
        if (!file.blank(at, until - at)) {
          draft.left(Kind.CONTENT, "bytes between frames of sound");
        }
        at = until;
      }
    }
  }

  /** Of the frame at {@code at}, in bytes, or 0 if none is there. */
  static long frameSize(FileBytes file, long at) throws IOException, BrokenStructure {
    if (file.size() - at < 7 || file.u8(at) != 0xFF || (file.u8(at + 1) & 0xE0) != 0xE0) {
      return 0;
    }
    int second = file.u8(at + 1);
    int third = file.u8(at + 2);
    if ((second & 0xF6) == 0xF0) {
      long size = file.u32(at + 3) >> 13 & 0x1FFF;
      return size >= 7 ? size : 0;
    }
    int version = second >> 3 & 3;
    int layer = 4 - (second >> 1 & 3);
    int rate = third >> 4;
    int hertz = third >> 2 & 3;
    if (version == 1 || layer == 4 || rate == 15 || rate == 0 || hertz == 3) {
      return 0;
    }
    int kbits = KBITS[version == 3 ? layer - 1 : layer == 1 ? 3 : 4][rate];
    int samplesPerSecond = HERTZ[hertz] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    int padding = third >> 1 & 1;
    if (layer == 1) {
      return (12L * 1000 * kbits / samplesPerSecond + padding) * 4;
    }
    return (layer == 3 && version != 3 ? 72L : 144L) * 1000 * kbits / samplesPerSecond + padding;
  }
}
