package org.bojagi.scrub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * Ogg (RFC 3533) with Vorbis, Opus, FLAC, Theora or Speex, also chained and side by side: the comment packet becomes
 * an empty one of the same length, and the checksums of its pages are made anew.
 */
final class OggScrubbing {
  private static final int MAX_STREAMS = 1000;
  private static final int MAX_PIECES = 200_000;
  private static final int[] CRC = crcTable();

  private final FileBytes file;
  private final CleaningDraft draft;
  private final Map<Long, Stream> streams = new HashMap<>();
  private final TreeSet<Long> touchedPages = new TreeSet<>();
  private final List<Piece> overlays = new ArrayList<>();

  /** Bytes that stand in one page: {@code instead}, then zeros. */
  private record Piece(long page, long offset, long length, byte[] instead) {}

  private static final class Stream {
    String codec = "";
    int packet;
    boolean headersDone;
    final List<Piece> pieces = new ArrayList<>();
  }

  private OggScrubbing(FileBytes file, CleaningDraft draft) {
    this.file = file;
    this.draft = draft;
  }

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    var ogg = new OggScrubbing(file, draft);
    try {
      ogg.pages();
    } finally {
      ogg.checksums();
    }
  }

  private void pages() throws IOException, BrokenStructure {
    long at = SoundTags.front(file, draft, 0);
    long end = SoundTags.back(file, draft, at);
    while (at < end) {
      if (!file.is(at, "OggS") || at + 27 > end) {
        throw new BrokenStructure("no Ogg page", at);
      }
      int flags = file.u8(at + 5);
      long serial = file.u32le(at + 14);
      int segments = file.u8(at + 26);
      if ((flags & 2) != 0) {
        streams.put(serial, new Stream());
      }
      var stream = streams.computeIfAbsent(serial, number -> new Stream());
      if (streams.size() > MAX_STREAMS) {
        throw new BrokenStructure("more than " + MAX_STREAMS + " Ogg streams", at);
      }
      long content = at + 27 + segments;
      long from = content;
      for (int i = 0; i < segments; i++) {
        int size = file.u8(at + 27 + i);
        content += size;
        if (size < 255 || i == segments - 1) {
          if (!stream.headersDone) {
            stream.pieces.add(new Piece(at, from, content - from, null));
            if (stream.pieces.size() > MAX_PIECES) {
              throw new BrokenStructure("an Ogg packet without an end", at);
            }
            if (size < 255) {
              packet(stream);
              stream.packet++;
              stream.pieces.clear();
            }
          }
          from = content;
        }
      }
      if (content > end) {
        throw new BrokenStructure("an Ogg page that was cut off", at);
      }
      at = content;
    }
  }

  private void packet(Stream stream) throws IOException, BrokenStructure {
    long start = stream.pieces.getFirst().offset();
    if (start + stream.pieces.getFirst().length() > file.size()) {
      throw new BrokenStructure("an Ogg page that was cut off", start);
    }
    if (stream.packet == 0) {
      for (var mark : List.of("\u0001vorbis", "OpusHead", "\u007FFLAC", "\u0080theora", "Speex   ")) {
        if (file.is(start, mark)) {
          stream.codec = mark;
        }
      }
      if (stream.codec.isEmpty()) {
        draft.left(Kind.CONTENT, "an Ogg stream of another kind");
        stream.headersDone = true;
      }
      return;
    }
    if (stream.codec.equals("\u007FFLAC")) {
      flacBlock(stream, start);
      return;
    }
    stream.headersDone = true;
    int mark =
        switch (stream.codec) {
          case "\u0001vorbis", "\u0080theora" -> 7;
          case "OpusHead" -> 8;
          default -> 0;
        };
    comments(stream, file.bytes(start, Math.min(mark, stream.pieces.getFirst().length())), mark);
  }

  private void flacBlock(Stream stream, long start) throws IOException, BrokenStructure {
    if (stream.pieces.getFirst().length() < 4) {
      throw new BrokenStructure("a FLAC block", start);
    }
    int head = file.u8(start);
    if (head == 0xFF) {
      stream.headersDone = true;
      return;
    }
    stream.headersDone = (head & 0x80) != 0;
    var header = file.bytes(start, 4);
    if ((head & 0x7F) == 4) {
      comments(stream, header, 4);
    } else if ((head & 0x7F) != 3 && (head & 0x7F) != 0) {
      header[0] = (byte) (head & 0x80 | 1);
      overlay(stream, header);
      draft.removed(Kind.COMMENT, "Ogg FLAC block");
    }
  }

  private void comments(Stream stream, byte[] head, int mark) throws IOException, BrokenStructure {
    long length = stream.pieces.stream().mapToLong(Piece::length).sum();
    byte[] kept = new byte[8];
    if (stream.pieces.size() == 1 && length > mark) {
      kept = VorbisComments.kept(file, stream.pieces.getFirst().offset() + mark, length - mark, draft, "Ogg");
    } else {
      draft.removed(Kind.COMMENT, "Ogg comments");
    }
    byte[] framing = stream.codec.equals("\u0001vorbis") ? new byte[] {1} : new byte[0];
    var packet = FileBytes.join(head, kept, framing);
    overlay(stream, packet.length > length ? Arrays.copyOf(packet, (int) length) : packet);
  }

  private void overlay(Stream stream, byte[] packet) throws IOException, BrokenStructure {
    int done = 0;
    for (var piece : stream.pieces) {
      int n = (int) Math.min(packet.length - done, piece.length());
      var part = new Piece(piece.page(), piece.offset(), piece.length(), Arrays.copyOfRange(packet, done, done + n));
      done += n;
      overlays.add(part);
      touchedPages.add(piece.page());
      draft.edit(Edit.blank(part.offset(), part.length(), part.instead()));
    }
  }

  /** RFC 3533 §6, field 6: over the page with a checksum of zero. */
  private void checksums() throws IOException, BrokenStructure {
    int next = 0;
    overlays.sort(Comparator.comparingLong(Piece::offset));
    for (long page : touchedPages) {
      long end = page + 27 + file.u8(page + 26);
      for (int i = 0; i < file.u8(page + 26); i++) {
        end += file.u8(page + 27 + i);
      }
      var bytes = file.bytes(page, end - page);
      Arrays.fill(bytes, 22, 26, (byte) 0);
      for (; next < overlays.size() && overlays.get(next).page() == page; next++) {
        var overlay = overlays.get(next);
        int at = (int) (overlay.offset() - page);
        Arrays.fill(bytes, at, at + (int) overlay.length(), (byte) 0);
        System.arraycopy(overlay.instead(), 0, bytes, at, overlay.instead().length);
      }
      int crc = 0;
      for (byte b : bytes) {
        crc = crc << 8 ^ CRC[(crc >>> 24 ^ b) & 0xFF];
      }
      draft.overwrite(file, page + 22, FileBytes.littleEndian(crc & 0xFFFFFFFFL, 4));
    }
  }

  private static int[] crcTable() {
    var table = new int[256];
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
      }
      table[i] = crc;
    }
    return table;
  }
}
