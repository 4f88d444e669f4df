package org.bojagi.scrub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.bojagi.scrub.Sensitive.Kind;

/** Tags before and behind a stream of sound: ID3v2 (id3.org, 2.2 to 2.4), ID3v1, APEv2, Lyrics3. */
final class SoundTags {
  private static final int MAX_FRAME = 65536;

  /** Of an APE tag's flags: this is its header, and its items and footer follow. */
  private static final long APE_HEADER = 1L << 29;

  /** Six digits of size, with mark and size themselves. */
  private static final int MAX_LYRICS = 1_000_015;

  /** How the marks of tags begin. */
  static final boolean[] MARKS = bytes('I', 'A', 'L', 'T');

  /** The same, and how a frame of sound does. */
  static final boolean[] STARTS = bytes('I', 'A', 'L', 'T', 0xFF);

  private SoundTags() {}

  private static boolean[] bytes(int... values) {
    var wanted = new boolean[256];
    for (int value : values) {
      wanted[value] = true;
    }
    return wanted;
  }

  /**
   * The tag whose mark stands at {@code at}, in the middle of sound where three letters stand by chance, too: where it
   * begins and where it ends, or null. One of APE without a head has its items before its mark.
   *
   * @param betweenFrames whether no frame goes on here: then {@code TAG} alone is a mark
   */
  static long[] tagAt(FileBytes file, long at, long end, boolean betweenFrames) throws IOException, BrokenStructure {
    if (file.is(at, "ID3")) {
      return isId3(file, at, end) ? new long[] {at, between(file, at, end)} : null;
    }
    if (file.is(at, "APETAGEX") && at + 32 <= end) {
      long version = file.u32le(at + 8);
      if (version != 1000 && version != 2000) {
        return null;
      }
      long size = file.u32le(at + 12);
      boolean isHead = (file.u32le(at + 20) & APE_HEADER) != 0;
      long start = isHead || size < 32 || size > at + 32 ? at : at + 32 - size;
      long behind = isHead ? at + 32 + size : at + 32;
      return behind > end ? null : new long[] {start, behind};
    }
    boolean isMark = file.is(at, "LYRICSBEGIN") || file.is(at, "TAG") && (betweenFrames || isId3v1(file, at, end));
    long behind = isMark ? between(file, at, end) : at;
    return behind > at ? new long[] {at, behind} : null;
  }

  /** Title, artist and album of 30 bytes each: letters, then zeros or spaces; one of them says something. */
  private static boolean isId3v1(FileBytes file, long at, long end) throws IOException, BrokenStructure {
    boolean says = false;
    for (int field = 3; field < 93 && at + 128 <= end; field += 30) {
      boolean ended = false;
      for (int i = 0; i < 30; i++) {
        int letter = file.u8(at + field + i);
        if (letter != 0 && (letter < ' ' || ended && letter != ' ')) {
          return false;
        }
        ended |= letter == 0;
        says |= letter > ' ';
      }
    }
    return says;
  }

  /** Version, flags and size as they may be, then the name of a first frame, or room. */
  private static boolean isId3(FileBytes file, long at, long end) throws IOException, BrokenStructure {
    if (at + 14 > end || file.u8(at + 3) < 2 || file.u8(at + 3) > 4 || file.u8(at + 4) == 0xFF) {
      return false;
    }
    boolean may = (file.u8(at + 5) & 0x0F) == 0;
    for (int i = 6; i < 10; i++) {
      may &= file.u8(at + i) < 0x80;
    }
    boolean extended = (file.u8(at + 5) & 0x40) != 0;
    boolean room = file.u8(at + 10) == 0;
    for (int i = 10; i < 13; i++) {
      int letter = file.u8(at + i);
      may &= extended || room || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9';
    }
    return may && tagSize(file, at) <= end - at;
  }

  /** Cuts the tags at {@code from}, but for the frames that are kept; where the sound begins. */
  static long front(FileBytes file, CleaningDraft draft, long from) throws IOException, BrokenStructure {
    long at = from;
    while (file.is(at, "ID3")) {
      long whole = tagSize(file, at);
      byte[] kept = draft.kept().isEmpty() ? new byte[0] : keptFrames(file, draft, at, at + whole);
      draft.edit(new Edit(at, whole, kept));
      draft.removed(Kind.COMMENT, "ID3 tag");
      at += whole;
    }
    return at;
  }

  /** Cuts the tags at the end, down to {@code from}; where the sound ends. */
  static long back(FileBytes file, CleaningDraft draft, long from) throws IOException, BrokenStructure {
    long end = file.size();
    while (true) {
      long start;
      String name;
      if (end - 128 >= from && file.is(end - 128, "TAG")) {
        start = end - 128;
        name = "ID3v1";
      } else if (end - 227 >= from && file.is(end - 227, "TAG+")) {
        start = end - 227;
        name = "ID3v1 extension";
      } else if (end - 32 >= from && file.is(end - 32, "APETAGEX")) {
        boolean header = (file.u32le(end - 12) & 0x80000000L) != 0;
        start = end - file.u32le(end - 20) - (header ? 32 : 0);
        name = "APE tag";
      } else if (end - 15 >= from && file.is(end - 9, "LYRICS200")) {
        start = end - 15 - digits(file, end - 15);
        name = "Lyrics3";
      } else if (end - 20 >= from && file.is(end - 9, "LYRICSEND")) {
        start = lyricsBegin(file, Math.max(from, end - 5200), end);
        name = "Lyrics3";
      } else if (end - 20 >= from && file.is(end - 10, "3DI")) {
        start = end - 20 - syncSafe(file, end - 4);
        name = "ID3 tag";
      } else {
        return end;
      }
      if (start < from || start >= end) {
        throw new BrokenStructure("a tag's size", end);
      }
      draft.cut(start, end - start, Kind.COMMENT, name);
      end = start;
    }
  }

  /** Cuts the tag that begins at {@code at}, between sounds that were joined; where the next begins. */
  static long cut(FileBytes file, CleaningDraft draft, long at, long end) throws IOException, BrokenStructure {
    if (file.is(at, "ID3")) {
      return front(file, draft, at);
    }
    long behind = between(file, at, end);
    draft.cut(at, behind - at, Kind.COMMENT, "tag between sounds");
    return behind;
  }

  /** Where the tag ends that begins at {@code at}; {@code at} where none does. */
  static long between(FileBytes file, long at, long end) throws IOException, BrokenStructure {
    long behind = at;
    if (file.is(at, "ID3") && at + 10 <= end) {
      behind = at + tagSize(file, at);
    } else if (file.is(at, "TAG+")) {
      behind = at + 227;
    } else if (file.is(at, "TAG")) {
      behind = at + 128;
    } else if (file.is(at, "APETAGEX") && at + 32 <= end) {
      behind = at + 32 + ((file.u32le(at + 20) & APE_HEADER) != 0 ? file.u32le(at + 12) : 0);
    } else if (file.is(at, "LYRICSBEGIN")) {
      behind = lyricsEnd(file, at, Math.min(end, at + MAX_LYRICS));
    }
    return behind > end ? at : behind;
  }

  /** Lyrics3 2.00 has its size before its end mark, 1.00 the mark alone. */
  private static long lyricsEnd(FileBytes file, long from, long end) throws IOException, BrokenStructure {
    for (long at = file.find('L', from + 11, end); at >= 0; at = file.find('L', at + 1, end)) {
      if (file.is(at, "LYRICSEND") || file.is(at, "LYRICS200") && digits(file, at - 6) == at - 6 - from) {
        return at + 9;
      }
    }
    return from;
  }

  static long tagSize(FileBytes file, long at) throws IOException, BrokenStructure {
    long whole = 10 + syncSafe(file, at + 6) + ((file.u8(at + 5) & 0x10) != 0 ? 10 : 0);
    if (whole > file.size() - at) {
      throw new BrokenStructure("an ID3 tag of " + whole, at);
    }
    return whole;
  }

  private static long syncSafe(FileBytes file, long at) throws IOException, BrokenStructure {
    long size = 0;
    for (int i = 0; i < 4; i++) {
      size = size << 7 | file.u8(at + i) & 0x7F;
    }
    return size;
  }

  private static long digits(FileBytes file, long at) throws IOException, BrokenStructure {
    long number = 0;
    for (int i = 0; i < 6; i++) {
      number = number * 10 + Math.clamp(file.u8(at + i) - '0', 0, 9);
    }
    return number;
  }

  private static long lyricsBegin(FileBytes file, long from, long end) throws IOException, BrokenStructure {
    for (long at = file.find('L', from, end); at >= 0; at = file.find('L', at + 1, end)) {
      if (file.is(at, "LYRICSBEGIN")) {
        return at;
      }
    }
    throw new BrokenStructure("lyrics without a beginning", end);
  }

  /** A tag of the frames that are kept; none of what is packed, unsynchronised or older than 2.3. */
  private static byte[] keptFrames(FileBytes file, CleaningDraft draft, long tag, long end)
      throws IOException, BrokenStructure {
    int version = file.u8(tag + 3);
    if (version < 3 || version > 4 || (file.u8(tag + 5) & 0xF0) != 0) {
      return new byte[0];
    }
    var frames = new ByteArrayOutputStream();
    for (long at = tag + 10; at + 10 <= end && file.u8(at) != 0; ) {
      var id = file.mark(at);
      long size = version == 4 ? syncSafe(file, at + 4) : file.u32(at + 4);
      if (size > end - at - 10) {
        break;
      }
      boolean text = id.startsWith("T") && !id.equals("TXXX") || id.equals("COMM") || id.equals("WCOP");
      if (text && draft.keeps(TagKinds.of(id)) && size <= MAX_FRAME && frames.size() < 1 << 20) {
        frames.writeBytes(file.bytes(at, 8));
        frames.writeBytes(new byte[2]);
        frames.writeBytes(file.bytes(at + 10, size));
      } else {
        draft.removed(TagKinds.of(id), "ID3 " + id);
      }
      at += 10 + size;
    }
    if (frames.size() == 0) {
      return new byte[0];
    }
    int size = frames.size();
    byte[] head = {
      'I', 'D', '3', (byte) version, 0, 0,
      (byte) (size >> 21 & 0x7F), (byte) (size >> 14 & 0x7F), (byte) (size >> 7 & 0x7F), (byte) (size & 0x7F)
    };
    return FileBytes.join(head, frames.toByteArray());
  }
}
