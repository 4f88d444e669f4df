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

  /** What is no frame is cut up to here; more of it is no sound that was joined badly. */
  private static final long MAX_BETWEEN = 64 << 10;

  private static final int CONFIRMED_FRAMES = 3;
  private static final int ENCODER_TABLE = 36;

  private final FileBytes file;
  private final CleaningDraft draft;
  private long end;
  private long frames;

  /** Where the frame began that ended before {@link #betweenFrames} and was not whole; 0 for none. */
  private long cutFrame;

  private MpegAudioScrubbing(FileBytes file, CleaningDraft draft) {
    this.file = file;
    this.draft = draft;
  }

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    new MpegAudioScrubbing(file, draft).frames();
  }

  private void frames() throws IOException, BrokenStructure {
    long at = SoundTags.front(file, draft, 0);
    end = SoundTags.back(file, draft, at);
    while (at < end) {
      long size = sizeAt(at);
      if (size == 0) {
        at = betweenFrames(at);
      } else {
        var tag = inside(at + 4, Math.min(at + size, end));
        boolean isWhole = tag == null || tag[1] < at + size;
        if (isWhole && (at + size == end || goesOnAt(at + size))) {
          if (tag != null) {
            draft.left(Kind.COMMENT, "a tag inside a frame of sound");
          }
          if (frames++ == 0) {
            afterTable(at, at + size);
          }
          at += size;
          cutFrame = 0;
        } else {
          at = behindCutFrame(at, tag, Math.min(at + size, end));
        }
      }
    }
  }

  /** A first frame may have a table in place of sound (Xing's, and LAME's behind it), and room that nobody reads. */
  private void afterTable(long frame, long frameEnd) throws IOException, BrokenStructure {
    for (int side : new int[] {9, 17, 32}) {
      long mark = frame + 4 + side;
      if (file.is(mark, "Xing") || file.is(mark, "Info")) {
        long flags = file.u32(mark + 4);
        long encoder = mark + 8 + 4 * Long.bitCount(flags & 0xB) + ((flags & 4) != 0 ? 100 : 0);
        boolean isKnown = file.is(encoder, "LAME") || file.is(encoder, "Lav") || file.is(encoder, "L3.9");
        long room = encoder + (isKnown ? ENCODER_TABLE : 0);
        if (room < frameEnd) {
          draft.blank(file, room, frameEnd - room, Kind.COMMENT, "room behind the table of a sound");
        }
        return;
      }
    }
  }

  /** A sound that was joined to another in the middle of a frame: what comes next begins within the frame. */
  private long behindCutFrame(long frame, long[] tag, long frameEnd) throws IOException, BrokenStructure {
    long until = tag == null ? frameEnd : tag[0];
    for (long at = file.find(0xFF, frame + 4, until); at >= 0; at = file.find(0xFF, at + 1, until)) {
      if (isConfirmed(at)) {
        return at;
      }
    }
    if (tag == null) {
      cutFrame = frame;
      return frameEnd;
    }
    draft.cut(tag[0], tag[1] - tag[0], Kind.COMMENT, "tag between sounds");
    return tag[1];
  }

  /** Cuts what is no frame, up to the next one, as decoders pass over it. */
  private long betweenFrames(long from) throws IOException, BrokenStructure {
    long behind = SoundTags.between(file, from, end);
    if (behind > from) {
      return SoundTags.cut(file, draft, from, end);
    }
    long at = from;
    while (at < end && !isConfirmed(at) && SoundTags.tagAt(file, at, end, true) == null) {
      long next = file.findAny(SoundTags.STARTS, at + 1, end);
      at = next < 0 ? end : next;
    }
    var tag = at < end ? SoundTags.tagAt(file, at, end, true) : null;
    long until = tag == null ? at : Math.max(from, tag[0]);
    if (!file.blank(from, until - from)) {
      if (until - from <= MAX_BETWEEN && (frames >= CONFIRMED_FRAMES || isConfirmed(until))) {
        draft.cut(from, until - from, Kind.COMMENT, "bytes between frames of sound");
      } else {
        draft.left(Kind.CONTENT, "bytes between frames of sound");
      }
    }
    if (tag == null) {
      return until;
    }
    // Its items may begin in the frame that was cut.
    long start = tag[0] < from && cutFrame > 0 ? Math.max(tag[0], cutFrame + 4) : until;
    draft.cut(start, tag[1] - start, Kind.COMMENT, "tag between sounds");
    return tag[1];
  }

  /** The first tag that begins in {@code [from, until)}, or whose items do: where it begins and ends; or null. */
  private long[] inside(long from, long until) throws IOException, BrokenStructure {
    for (long at = file.findAny(SoundTags.MARKS, from, until); at >= 0; ) {
      var tag = SoundTags.tagAt(file, at, end, false);
      if (tag != null) {
        return new long[] {Math.max(tag[0], from), tag[1]};
      }
      at = file.findAny(SoundTags.MARKS, at + 1, until);
    }
    return null;
  }

  private long sizeAt(long at) throws IOException, BrokenStructure {
    return at + 7 <= end ? frameSize(file, at) : 0;
  }

  private boolean goesOnAt(long at) throws IOException, BrokenStructure {
    return at < end && (sizeAt(at) > 0 || SoundTags.between(file, at, end) > at);
  }

  /** Whether a frame and another one begin here: four bytes alone stand anywhere by chance. */
  private boolean isConfirmed(long at) throws IOException, BrokenStructure {
    long size = at < end ? sizeAt(at) : 0;
    return size > 0 && (at + size == end || at + size < end && sizeAt(at + size) > 0);
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
