package org.bojagi.scrub;

import java.io.IOException;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/** AVI and WAV (RIFF, also RF64 and OpenDML's further parts): chunks that aren't needed to play become JUNK of zeros. */
final class RiffScrubbing {
  private static final Set<String> AVI =
      Set.of("avih", "strh", "strf", "vprp", "indx", "dmlh", "idx1");
  private static final Set<String> WAV = Set.of("fmt ", "data", "fact", "ds64", "cue ", "smpl", "inst", "PEAK", "wavl", "slnt");

  private final FileBytes file;
  private final CleaningDraft draft;
  private final boolean film;

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
      } else if (type.equals("JUNK") || type.equals("PAD ") || type.equals("FLLR") || type.equals("junk")) {
        draft.blank(file, content, size, Kind.COMMENT, "RIFF unused space");
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
      case "movi", "wavl" -> {}
      case "INFO" -> information(at, size);
      default -> junk(at, size, Kind.COMMENT, "RIFF list " + type);
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
