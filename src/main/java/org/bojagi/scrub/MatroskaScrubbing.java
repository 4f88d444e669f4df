package org.bojagi.scrub;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * Matroska and WebM (RFC 9559, EBML RFC 8794): nothing moves.
 *
 * <p>Tags, attachments and elements that aren't known become Void elements of the same size; names and dates that the
 * format wants are blanked. The CRC-32 of a parent that changed becomes Void.
 */
final class MatroskaScrubbing {
  private static final long SEGMENT = 0x18538067L;
  private static final long CLUSTER = 0x1F43B675L;
  private static final long INFO = 0x1549A966L;
  private static final long TRACKS = 0x1654AE6BL;
  private static final long TRACK_ENTRY = 0xAEL;
  private static final long CRC_32 = 0xBFL;
  private static final long VOID = 0xECL;
  private static final long UNKNOWN_SIZE = -1;

  /** Seek head, cues and clusters are the film's own. */
  private static final Set<Long> SEGMENT_STAYS = Set.of(0x114D9B74L, 0x1C53BB6BL, CLUSTER);

  private static final long TAGS = 0x1254C367L;
  private static final long ATTACHMENTS = 0x1941A469L;
  private static final long CHAPTERS = 0x1043A770L;

  private static final long MUXING_APP = 0x4D80L;
  private static final long WRITING_APP = 0x5741L;

  /** Of the segment's information: what goes. Scale and duration stay. */
  private static final Map<Long, Sensitive> INFORMATION =
      Map.of(
          0x73A4L, new Sensitive(Kind.DEVICE, "Matroska segment's number"),
          0x7384L, new Sensitive(Kind.PATH, "Matroska file name"),
          0x3CB923L, new Sensitive(Kind.DEVICE, "Matroska number of the segment before"),
          0x3C83ABL, new Sensitive(Kind.PATH, "Matroska file name of the segment before"),
          0x3EB923L, new Sensitive(Kind.DEVICE, "Matroska number of the next segment"),
          0x3E83BBL, new Sensitive(Kind.PATH, "Matroska file name of the next segment"),
          0x4444L, new Sensitive(Kind.DEVICE, "Matroska family of segments"),
          0x4461L, new Sensitive(Kind.COMMENT, "Matroska date"),
          0x7BA9L, new Sensitive(Kind.COMMENT, "Matroska title"));

  private final FileBytes file;
  private final CleaningDraft draft;

  private MatroskaScrubbing(FileBytes file, CleaningDraft draft) {
    this.file = file;
    this.draft = draft;
  }

  /** @param size of the content, or {@link #UNKNOWN_SIZE} */
  private record Element(long id, long offset, long content, long size) {
    long end() {
      return content + size;
    }
  }

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    var scrubbing = new MatroskaScrubbing(file, draft);
    long at = 0;
    while (at < file.size()) {
      var element = scrubbing.element(at, file.size());
      if (element.id() == SEGMENT) {
        at = scrubbing.segment(element);
      } else if (element.size() == UNKNOWN_SIZE) {
        throw new BrokenStructure("a Matroska element without a size", at);
      } else {
        if (element.id() != 0x1A45DFA3L) {
          scrubbing.voidOut(element, Kind.COMMENT, "Matroska element 0x%X".formatted(element.id()));
        }
        at = element.end();
      }
    }
  }

  /** @return where it ends: one without a size, as films that are sent while they are made, at the end of the file */
  private long segment(Element segment) throws IOException, BrokenStructure {
    long end = segment.size() == UNKNOWN_SIZE ? file.size() : segment.end();
    for (long at = segment.content(); at < end; ) {
      var element = element(at, end);
      if (element.size() == UNKNOWN_SIZE) {
        if (element.id() != CLUSTER) {
          throw new BrokenStructure("a Matroska element without a size", at);
        }
        // Its blocks follow as if they stood in the segment.
        at = element.content();
        continue;
      }
      if (element.id() == INFO) {
        information(element);
      } else if (element.id() == TRACKS) {
        tracks(element);
      } else if (element.id() == TAGS) {
        voidOut(element, Kind.COMMENT, "Matroska tags");
      } else if (element.id() == ATTACHMENTS) {
        voidOut(element, Kind.COMMENT, "Matroska attachments");
      } else if (element.id() == CHAPTERS) {
        draft.left(Kind.COMMENT, "Matroska chapter titles");
      } else if (element.id() == VOID) {
        draft.blank(file, element.content(), element.size(), Kind.COMMENT, "Matroska unused space");
      } else if (!SEGMENT_STAYS.contains(element.id()) && !isOfCluster(element.id())) {
        voidOut(element, Kind.COMMENT, "Matroska element 0x%X".formatted(element.id()));
      }
      at = element.end();
    }
    return end;
  }

  /** Timestamp, position, previous size, blocks, groups and CRC-32, met here where a cluster has no size. */
  private static boolean isOfCluster(long id) {
    return Set.of(0xE7L, 0xA7L, 0xABL, 0xA3L, 0xA0L, 0xAFL, 0x5854L, CRC_32).contains(id);
  }

  private void information(Element information) throws IOException, BrokenStructure {
    boolean changed = false;
    Element crc = null;
    for (long at = information.content(); at < information.end(); ) {
      var element = sized(at, information.end());
      var what = INFORMATION.get(element.id());
      if (element.id() == CRC_32) {
        crc = element;
      } else if (element.id() == MUXING_APP || element.id() == WRITING_APP) {
        // The format wants them, and a text may end in zeros.
        changed |= !file.blank(element.content(), element.size());
        draft.blank(file, element.content(), element.size(), Kind.DEVICE, "Matroska program");
      } else if (element.id() == VOID) {
        changed |= !file.blank(element.content(), element.size());
        draft.blank(file, element.content(), element.size(), Kind.COMMENT, "Matroska unused space");
      } else if (what != null && !(draft.keeps(what.kind()) && element.id() == 0x7BA9L)) {
        voidOut(element, what.kind(), what.fieldName());
        changed = true;
      }
      at = element.end();
    }
    dropCrc(crc, changed);
  }

  private void tracks(Element tracks) throws IOException, BrokenStructure {
    boolean changed = false;
    Element crc = null;
    for (long at = tracks.content(); at < tracks.end(); ) {
      var element = sized(at, tracks.end());
      if (element.id() == CRC_32) {
        crc = element;
      } else if (element.id() == TRACK_ENTRY) {
        changed |= track(element);
      }
      at = element.end();
    }
    dropCrc(crc, changed);
  }

  /** A track's name may be its recorder's; numbers, codecs and languages stay. */
  private boolean track(Element track) throws IOException, BrokenStructure {
    boolean changed = false;
    Element crc = null;
    for (long at = track.content(); at < track.end(); ) {
      var element = sized(at, track.end());
      if (element.id() == CRC_32) {
        crc = element;
      } else if (element.id() == VOID) {
        changed |= !file.blank(element.content(), element.size());
        draft.blank(file, element.content(), element.size(), Kind.COMMENT, "Matroska unused space");
      } else if (element.id() == 0x536EL && !draft.keeps(Kind.COMMENT)) {
        voidOut(element, Kind.COMMENT, "Matroska name of a track");
        changed = true;
      } else if (Set.of(0x258688L, 0x3A9697L, 0x3B4040L, 0x26B240L).contains(element.id())) {
        voidOut(element, Kind.DEVICE, "Matroska note on a codec");
        changed = true;
      }
      at = element.end();
    }
    dropCrc(crc, changed);
    return changed;
  }

  private void dropCrc(Element crc, boolean changed) throws IOException, BrokenStructure {
    if (changed && crc != null) {
      draft.edit(Edit.blank(crc.offset(), crc.end() - crc.offset(), voidHead(crc)));
    }
  }

  private void voidOut(Element element, Kind kind, String name) throws BrokenStructure {
    draft.edit(Edit.blank(element.offset(), element.end() - element.offset(), voidHead(element)));
    draft.removed(kind, name);
  }

  /** The head of a Void element as long as this one: its size takes what the shorter id leaves. */
  private static byte[] voidHead(Element element) throws BrokenStructure {
    long whole = element.end() - element.offset();
    if (whole < 2) {
      throw new BrokenStructure("a Matroska element of one byte", element.offset());
    }
    int width = whole - 2 < 127 ? 1 : 8;
    if (width == 8 && whole < 9 + 8) {
      throw new BrokenStructure("a Matroska element of " + whole, element.offset());
    }
    long size = whole - 1 - width;
    var head = FileBytes.bigEndian(size, width);
    head[0] |= width == 1 ? (byte) 0x80 : 0x01;
    return FileBytes.join(new byte[] {(byte) VOID}, head);
  }

  private Element sized(long at, long end) throws IOException, BrokenStructure {
    var element = element(at, end);
    if (element.size() == UNKNOWN_SIZE) {
      throw new BrokenStructure("a Matroska element without a size", at);
    }
    return element;
  }

  private Element element(long offset, long end) throws IOException, BrokenStructure {
    int idWidth = Integer.numberOfLeadingZeros(file.u8(offset)) - 23;
    if (idWidth > 4) {
      throw new BrokenStructure("no Matroska element", offset);
    }
    long id = file.number(offset, idWidth, true);
    long sizeAt = offset + idWidth;
    int sizeWidth = Integer.numberOfLeadingZeros(file.u8(sizeAt)) - 23;
    if (sizeWidth > 8) {
      throw new BrokenStructure("no Matroska size", offset);
    }
    long mask = (1L << 7 * sizeWidth) - 1;
    long size = file.number(sizeAt, sizeWidth, true) & mask;
    long content = sizeAt + sizeWidth;
    if (size == mask) {
      return new Element(id, offset, content, UNKNOWN_SIZE);
    }
    if (content > end || size > end - content) {
      throw new BrokenStructure("a Matroska element of " + size, offset);
    }
    return new Element(id, offset, content, size);
  }
}
