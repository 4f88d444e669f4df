package org.bojagi.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the structure of a film tells without playing it (ISO/IEC 14496-12; QuickTime; Matroska by
 * its codec names).
 *
 * @param unplayable why no browser plays it, as a name: {@code HEVC}, {@code AVI}; empty where
 *     nothing speaks against it
 * @param saysWhere whether it carries the place where it was taken
 */
record FilmFacts(String unplayable, boolean saysWhere) {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_BOXES = 400;
  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "udta", "meta", "ilst");
  private static final Set<String> PLACES = Set.of("\u00a9xyz", "loci");
  private static final String QUICKTIME_PLACE = "com.apple.quicktime.location.ISO6709";
  private static final Set<String> PLAYED =
      Set.of(
          "avc1", "avc3", "av01", "vp08", "vp09", "mp4a", "Opus", "fLaC", ".mp3", "ac-3", "ec-3",
          "alac", "tx3g", "text", "wvtt", "stpp", "c608", "tmcd", "mebx", "mp4s", "rtp ", "gpmd",
          "camm", "twos", "sowt", "lpcm", "samr");

  static FilmFacts of(FileWindow file) throws IOException {
    var head = file.at(0, 4096);
    var type = new String(head, StandardCharsets.ISO_8859_1);
    if (type.startsWith("RIFF") && type.startsWith("AVI ", 8)) {
      return new FilmFacts("AVI", false);
    }
    if (type.startsWith("0&\u00b2u\u008ef\u00cf\u0011")) {
      return new FilmFacts("Windows Media", false);
    }
    if (type.startsWith("\0\0\1\u00ba") || type.startsWith("\0\0\1\u00b3")) {
      return new FilmFacts("MPEG", false);
    }
    if (type.startsWith("FLV")) {
      return new FilmFacts("Flash", false);
    }
    if (type.startsWith(".RMF")) {
      return new FilmFacts("RealMedia", false);
    }
    if (type.startsWith("OggS") && type.contains("\u0080theora")) {
      return new FilmFacts("Theora", false);
    }
    if (type.startsWith("G") && head.length > 376 && head[188] == 'G' && head[376] == 'G') {
      return new FilmFacts("MPEG", false);
    }
    if (type.startsWith("\u001aE\u00df\u00a3")) {
      var start = new String(file.at(0, FileWindow.MAX_READ_BYTES), StandardCharsets.ISO_8859_1);
      return new FilmFacts(start.contains("V_MPEGH/ISO/HEVC") ? "HEVC" : "", false);
    }
    var boxes = new Boxes(file);
    boxes.walk(0, file.sizeBytes(), 0);
    return new FilmFacts(boxes.unplayable(), boxes.place);
  }

  private static final class Boxes {
    private final FileWindow file;
    private final TreeSet<String> refused = new TreeSet<>();
    private boolean place;
    private int seen;

    Boxes(FileWindow file) {
      this.file = file;
    }

    String unplayable() {
      if (refused.contains("hvc1") || refused.contains("hev1")) {
        return "HEVC";
      }
      return refused.isEmpty() ? "" : Names.printable(refused.first());
    }

    void walk(long start, long end, int depth) throws IOException {
      long at = start;
      while (at + 8 <= end && seen++ < MAX_BOXES) {
        var head = file.at(at, 16);
        if (head.length < 8) {
          return;
        }
        var buffer = ByteBuffer.wrap(head);
        long size = buffer.getInt(0) & 0xFFFFFFFFL;
        int header = 8;
        if (size == 1 && head.length == 16) {
          size = buffer.getLong(8);
          header = 16;
        } else if (size == 0) {
          size = end - at;
        }
        if (size < header || size > end - at) {
          return;
        }
        box(new String(head, 4, 4, StandardCharsets.ISO_8859_1), at + header, at + size, depth);
        at += size;
      }
    }

    private void box(String type, long start, long end, int depth) throws IOException {
      if (PLACES.contains(type)) {
        place = true;
      } else if (type.equals("keys")) {
        var keys =
            new String(
                file.at(start, (int) Math.min(end - start, 8192)), StandardCharsets.ISO_8859_1);
        place |= keys.contains(QUICKTIME_PLACE);
      } else if (type.equals("stsd")) {
        var entry = file.at(start + 8, 8); // after version, flags and the number of entries
        if (entry.length == 8) {
          var codec = new String(entry, 4, 4, StandardCharsets.ISO_8859_1);
          if (!PLAYED.contains(codec)) {
            refused.add(codec.strip());
          }
        }
      } else if (CONTAINERS.contains(type) && depth < MAX_DEPTH) {
        // A meta box of ISO has version and flags before its boxes, one of QuickTime hasn't.
        var first = type.equals("meta") ? file.at(start, 8) : new byte[0];
        boolean iso = first.length == 8 && ByteBuffer.wrap(first).getInt(0) == 0;
        walk(iso ? start + 4 : start, end, depth + 1);
      }
    }
  }
}
