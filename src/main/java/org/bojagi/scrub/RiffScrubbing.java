package org.bojagi.scrub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/** AVI and WAV (RIFF, also RF64 and OpenDML's further parts): chunks that aren't needed to play become JUNK of zeros. */
final class RiffScrubbing {
  private static final Set<String> AVI =
      Set.of("avih", "strh", "strf", "vprp", "indx", "dmlh", "idx1");
  private static final Set<String> WAV = Set.of("fmt ", "data", "fact", "ds64", "cue ", "slnt");
  private static final Set<String> NUMBERS = Set.of("fact", "cue ", "ds64", "slnt", "fmt ");
  private static final Set<String> UNUSED = Set.of("JUNK", "PAD ", "FLLR", "junk");

  /** Text that is longer isn't looked into. */
  private static final int MAX_SUBTITLES = 1 << 20;

  private final FileBytes file;
  private final CleaningDraft draft;
  private final boolean film;

  /** What each stream of a film is, in their order. */
  private final List<String> streams = new ArrayList<>();

  private RiffScrubbing(FileBytes file, CleaningDraft draft, boolean film) {
    this.file = file;
    this.draft = draft;
    this.film = film;
  }

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    boolean film = file.is(8, "AVI ");
    var scrubbing = new RiffScrubbing(file, draft, film);
    long at = 0;
    while (at + 12 <= file.size() && (file.is(at, "RIFF") || file.is(at, "RF64"))) {
      long size = file.u32le(at + 4);
      // A recorder that was switched off wrote no size, and RF64 has it elsewhere.
      boolean open = size == 0 || size == 0xFFFFFFFFL || size > file.size() - at - 8;
      long end = open ? file.size() : at + 8 + size;
      scrubbing.chunks(at + 12, end, file.is(at, "RF64"));
      at = end + (end - at & 1);
    }
    if (at < file.size()) {
      draft.blank(file, at, file.size() - at, Kind.COMMENT, "data after the RIFF file");
    }
  }

  private void chunks(long from, long end, boolean large) throws IOException, BrokenStructure {
    long dataSize = -1;
    for (long at = from; at + 8 <= end; ) {
      var type = file.mark(at);
      long size = file.u32le(at + 4);
      if (large && type.equals("ds64") && size >= 16) {
        dataSize = file.number(at + 16, 8, false);
      }
      if (type.equals("data") && (size == 0xFFFFFFFFL || size == 0 && !large)) {
        size = dataSize >= 0 ? dataSize : end - at - 8;
      }
      if (size < 0 || size > end - at - 8) {
        if (type.equals("data") || file.is(at + 8, "movi")) {
          draft.left(Kind.CONTENT, "a RIFF file that was cut off");
          return;
        }
        throw new BrokenStructure("a RIFF chunk of " + size, at);
      }
      long content = at + 8;
      if (type.equals("LIST")) {
        list(at, size);
      } else if (UNUSED.contains(type)) {
        draft.blank(file, content, size + (at + 8 + size < end ? size & 1 : 0), Kind.COMMENT, "RIFF unused space");
      } else if (type.equals("strh") && size >= 4) {
        streams.add(file.mark(content));
      } else if (type.equals("strf") && !streams.isEmpty() && !isSeenOrHeard(streams.getLast())) {
        draft.blank(file, content, size, Kind.COMMENT, "AVI description of a stream of " + streams.getLast());
      } else if (NUMBERS.contains(type)) {
        numbers(at, size, needed(type, content, size));
      } else if (!(film ? AVI : WAV).contains(type)) {
        junk(at, size, kind(type), "RIFF chunk " + type);
      }
      at = content + size + (size & 1);
    }
  }

  private void list(long at, long size) throws IOException, BrokenStructure {
    var type = size >= 4 ? file.mark(at + 8) : "none";
    switch (type) {
      case "hdrl", "strl", "odml" -> chunks(at + 12, at + 8 + size, false);
      case "wavl" -> chunks(at + 12, at + 8 + size, false);
      case "movi" -> film(file.skimmed(), at + 12, at + 8 + size);
      case "INFO" -> information(at, size);
      default -> junk(at, size, Kind.COMMENT, "RIFF list " + type);
    }
  }

  /** So many bytes of a chunk are numbers that say something; behind them anything may stand. */
  private long needed(String type, long content, long size) throws IOException, BrokenStructure {
    return switch (type) {
      case "cue " -> size < 4 ? size : 4 + 24 * file.u32le(content);
      case "ds64" -> size < 28 ? size : 28 + 12 * file.u32le(content + 24);
      case "fmt " -> size < 16 || file.number(content, 2, false) != 1 ? size : 16;
      default -> 4;
    };
  }

  private void numbers(long at, long size, long needed) throws IOException, BrokenStructure {
    if (needed < size) {
      draft.blank(file, at + 8 + needed, size - needed, Kind.COMMENT, "RIFF bytes behind numbers");
    }
  }

  private static boolean isSeenOrHeard(String stream) {
    return stream.equals("vids") || stream.equals("auds") || stream.equals("iavs");
  }

  /** Pictures and sounds in turn, by heads alone. */
  private void film(FileBytes skimmed, long from, long end) throws IOException, BrokenStructure {
    for (long at = from; at + 8 <= end; ) {
      var type = skimmed.mark(at);
      long size = skimmed.u32le(at + 4);
      if (size > end - at - 8) {
        draft.left(Kind.CONTENT, "a RIFF file that was cut off");
        return;
      }
      long content = at + 8;
      if (type.equals("LIST") && skimmed.is(content, "rec ")) {
        film(skimmed, content + 4, content + size);
      } else if (type.equals("LIST")) {
        list(at, size);
      } else if (UNUSED.contains(type)) {
        draft.blank(file, content, size, Kind.COMMENT, "RIFF unused space");
      } else if (!type.startsWith("ix")) {
        samples(skimmed, type, content, size);
      }
      at = content + size + (size & 1);
    }
  }

  private void samples(FileBytes skimmed, String type, long content, long size) throws IOException, BrokenStructure {
    int number = type.matches("[0-9A-Fa-f]{2}..") ? Integer.parseInt(type.substring(0, 2), 16) : streams.size();
    var stream = number < streams.size() ? streams.get(number) : "none";
    if (isSeenOrHeard(stream)) {
      JpegFrames.blank(skimmed, draft, content, content + size, "AVI notes in pictures");
    } else if (stream.equals("txts") && size > 10 && skimmed.is(content, "GAB2\0")) {
      subtitles(content, size);
    } else {
      // The index still finds what it led to.
      draft.blank(file, content, size, Kind.PLACE, "AVI stream of " + FileBytes.printable(stream));
    }
  }

  /** DivX's: numbered parts, of which 2 is a name in UTF-16 and 4 a file of subtitles. */
  private void subtitles(long from, long size) throws IOException, BrokenStructure {
    for (long at = from + 5; at + 6 <= from + size; ) {
      long length = file.u32le(at + 2);
      if (length > from + size - at - 6) {
        throw new BrokenStructure("a part of subtitles of " + length, at);
      }
      if (file.number(at, 2, false) != 4) {
        draft.blank(file, at + 6, length, Kind.COMMENT, "AVI name of subtitles");
      } else if (length > MAX_SUBTITLES) {
        draft.left(Kind.CONTENT, "AVI subtitles");
      } else {
        SubtitleTraces.name(file.bytes(at + 6, length), draft, "AVI subtitles");
      }
      at += 6 + length;
    }
  }

  private void information(long at, long size) throws IOException, BrokenStructure {
    boolean kept = false;
    long end = at + 8 + size;
    for (long tag = at + 12; tag + 8 <= end; ) {
      var name = file.mark(tag);
      long length = file.u32le(tag + 4);
      if (length > end - tag - 8) {
        throw new BrokenStructure("a RIFF chunk of " + length, tag);
      }
      var kind = TagKinds.of(name);
      if (draft.keeps(kind)) {
        kept = true;
      } else {
        draft.blank(file, tag + 8, length, kind, "RIFF " + name);
      }
      tag += 8 + length + (length & 1);
    }
    if (!kept) {
      junk(at, size, Kind.COMMENT, "RIFF list INFO");
    }
  }

  private void junk(long at, long size, Kind kind, String name) throws IOException, BrokenStructure {
    draft.overwrite(file, at, new byte[] {'J', 'U', 'N', 'K'});
    draft.edit(Edit.blank(at + 8, size));
    draft.removed(kind, name);
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "bext", "strd", "IDIT" -> Kind.DEVICE;
      default -> Kind.COMMENT;
    };
  }
}
