package org.bojagi.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bojagi.catalog.Playability;

/**
 * What the structure of a film or sound tells without playing it (ISO/IEC 14496-12; QuickTime; Matroska by
 * its codec names).
 *
 * @param playability which browsers play it, as far as its beginning tells
 * @param saysWhere whether it carries the place where it was taken
 */
record FilmFacts(Playability playability, boolean saysWhere) {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_BOXES = 400;
  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "udta", "meta", "ilst");
  private static final Set<String> PLACES = Set.of("\u00a9xyz", "loci");
  private static final String QUICKTIME_PLACE = "com.apple.quicktime.location.ISO6709";

  /** How files begin that no browser plays, and what people call them. */
  private static final Map<String, String> UNPLAYABLE_HEADS =
      Map.of(
          "0&\u00b2u\u008ef\u00cf\u0011", "Windows Media",
          "\0\0\1\u00ba", "MPEG",
          "\0\0\1\u00b3", "MPEG",
          "FLV", "Flash",
          ".RMF", "RealMedia",
          "#!AMR", "AMR",
          "FORM", "AIFF",
          "\u000bw", "AC-3");

  private static final Pattern MATROSKA_CODEC = Pattern.compile("[VA]_[A-Z0-9/_]{2,30}");

  /** Of the profile in an H.264 track's configuration (ISO/IEC 14496-15 §5.3.3, ITU-T H.264 Annex A). */
  private static final Map<Integer, String> RARE_PROFILES =
      Map.of(110, "H.264 High 10", 122, "H.264 4:2:2", 244, "H.264 4:4:4");

  FilmFacts(String unplayable, boolean saysWhere) {
    this(
        unplayable.isEmpty()
            ? Playability.EVERYWHERE
            : new Playability(Playability.Verdict.NOWHERE, unplayable),
        saysWhere);
  }

  /** Why no browser plays it; empty where some do. */
  String unplayable() {
    return playability.verdict() == Playability.Verdict.NOWHERE ? playability.reason() : "";
  }

  static FilmFacts of(FileWindow file) throws IOException {
    var head = file.at(0, 4096);
    var type = new String(head, StandardCharsets.ISO_8859_1);
    for (var known : UNPLAYABLE_HEADS.entrySet()) {
      if (type.startsWith(known.getKey())) {
        return new FilmFacts(known.getValue(), false);
      }
    }
    if (type.startsWith("G") && head.length > 376 && head[188] == 'G' && head[376] == 'G') {
      return new FilmFacts("MPEG", false);
    }
    if (type.startsWith("RIFF")) {
      return new FilmFacts(type.startsWith("AVI ", 8) ? Playability.of("AVI", List.of()) : wave(type), false);
    }
    if (type.startsWith("OggS")) {
      boolean speex = type.startsWith("Speex", 28);
      var codec = type.contains("\u0080theora") ? "theora" : speex ? "speex" : "vorbis";
      return new FilmFacts(Playability.of("ogg", List.of(codec)), false);
    }
    if (type.startsWith("\u001aE\u00df\u00a3")) {
      var start = new String(file.at(0, FileWindow.MAX_READ_BYTES), StandardCharsets.ISO_8859_1);
      var codecs = MATROSKA_CODEC.matcher(start).results().limit(20).map(found -> sized(found, start)).toList();
      return new FilmFacts(Playability.of(type.contains("webm") ? "webm" : "matroska", codecs), false);
    }
    var boxes = new Boxes(file);
    boxes.walk(0, file.sizeBytes(), 0);
    return new FilmFacts(Playability.of("mp4", boxes.codecs), boxes.place);
  }

  /** The element that follows a codec's name may begin like a letter: the byte before the name says where it ends. */
  private static String sized(MatchResult found, String file) {
    int size = found.start() == 0 ? 0 : file.charAt(found.start() - 1) & 0x7F;
    var name = found.group();
    return size >= 4 && size < name.length() ? name.substring(0, size) : name;
  }

  /** By the format's number, 1 and 3 being plain samples, 0xFFFE said further on. */
  private static Playability wave(String head) {
    int format = head.indexOf("fmt ");
    if (format < 0 || format + 10 > head.length()) {
      return Playability.EVERYWHERE;
    }
    return Playability.of("wav", List.of("wav-" + (head.charAt(format + 8) | head.charAt(format + 9) << 8)));
  }

  private static final class Boxes {
    private final FileWindow file;
    private final List<String> codecs = new ArrayList<>();
    private boolean place;
    private int seen;

    Boxes(FileWindow file) {
      this.file = file;
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
        var entry = file.at(start + 8, 512); // after version, flags and the number of entries
        if (entry.length >= 8) {
          codecs.add(codec(new String(entry, StandardCharsets.ISO_8859_1)));
        }
      } else if (CONTAINERS.contains(type) && depth < MAX_DEPTH) {
        // A meta box of ISO has version and flags before its boxes, one of QuickTime hasn't.
        var first = type.equals("meta") ? file.at(start, 8) : new byte[0];
        boolean iso = first.length == 8 && ByteBuffer.wrap(first).getInt(0) == 0;
        walk(iso ? start + 4 : start, end, depth + 1);
      }
    }

    private static String codec(String entry) {
      int configuration = entry.indexOf("avcC");
      var rare =
          configuration > 0 && configuration + 6 <= entry.length()
              ? RARE_PROFILES.get((int) entry.charAt(configuration + 5))
              : null;
      return rare == null ? Names.printable(entry.substring(4, 8)).strip() : rare;
    }
  }
}
