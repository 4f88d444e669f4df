package org.bojagi.scrub;

import java.io.IOException;
import java.util.HashMap;
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
  private static final long HEAD = 0x1A45DFA3L;
  private static final long SIMPLE_BLOCK = 0xA3L;
  private static final long BLOCK_GROUP = 0xA0L;
  private static final long BLOCK = 0xA1L;
  private static final long UNKNOWN_SIZE = -1;

  // Types of tracks, RFC 9559 §5.1.4.1.3.
  private static final int SUBTITLES = 0x11;
  private static final int BUTTONS = 0x12;
  private static final int METADATA = 0x21;

  private static final int MAX_TEXT = 1 << 20;

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

  private static final Set<Long> INFORMATION_STAYS = Set.of(0x2AD7B1L, 0x4489L);

  /** Numbers, flags, codec and language, and what describes pictures and sound. */
  private static final Set<Long> TRACK_STAYS =
      Set.of(
          0x73C5L, 0xB9L, 0x88L, 0x55AAL, 0x55ABL, 0x55ACL, 0x55ADL, 0x55AEL, 0x55AFL, 0x9CL, 0x6DE7L, 0x6DF8L,
          0x23E383L, 0x234E7AL, 0x23314FL, 0x55EEL, 0x22B59CL, 0x22B59DL, 0xAAL, 0x56AAL, 0x56BBL, 0x6FABL, 0xE2L,
          0x6D80L, 0x537FL);

  /** What stays of the elements that are looked into at any depth. */
  private static final Map<Long, Set<Long>> STAY =
      Map.ofEntries(
          Map.entry(HEAD, Set.of(0x4286L, 0x42F7L, 0x42F2L, 0x42F3L, 0x4282L, 0x4287L, 0x4285L)),
          Map.entry(0x114D9B74L, Set.of(0x4DBBL)),
          Map.entry(0x4DBBL, Set.of(0x53ABL, 0x53ACL)),
          Map.entry(0x1C53BB6BL, Set.of(0xBBL)),
          Map.entry(0xBBL, Set.of(0xB3L, 0xB7L)),
          Map.entry(0xB7L, Set.of(0xF7L, 0xF1L, 0xF0L, 0xB2L, 0x5378L, 0xEAL, 0xDBL)),
          Map.entry(CLUSTER, Set.of(0xE7L, 0xA7L, 0xABL, SIMPLE_BLOCK, BLOCK_GROUP, 0xAFL)),
          Map.entry(BLOCK_GROUP, Set.of(BLOCK, 0x9BL, 0xFBL, 0xFAL, 0xFDL, 0xA4L, 0x75A2L, 0x75A1L, 0x8EL)),
          Map.entry(0x41E4L, Set.of(0x41F0L, 0x41E7L, 0x41EDL)),
          Map.entry(
              0xE0L,
              Set.of(
                  0x9AL, 0x9DL, 0x53B8L, 0x53C0L, 0x53B9L, 0xB0L, 0xBAL, 0x54AAL, 0x54BBL, 0x54CCL, 0x54DDL, 0x54B0L,
                  0x54BAL, 0x54B2L, 0x54B3L, 0x2EB524L, 0x2FB523L, 0x2383E3L, 0x55B0L, 0x7670L)),
          Map.entry(0xE1L, Set.of(0xB5L, 0x78B5L, 0x9FL, 0x7D7BL, 0x6264L, 0x52F1L)));

  private final FileBytes file;
  private final FileBytes skimmed;
  private final CleaningDraft draft;

  /** Tracks whose blocks are looked into, by number: {@link #SUBTITLES} or {@link #METADATA}. */
  private final Map<Long, Integer> noted = new HashMap<>();

  private MatroskaScrubbing(FileBytes file, CleaningDraft draft) {
    this.file = file;
    this.skimmed = file.skimmed();
    this.draft = draft;
  }

  /** @param size of the content, or {@link #UNKNOWN_SIZE} */
  private record Element(long id, long offset, long content, long size) {
    long end() {
      return content + size;
    }
  }

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    new MatroskaScrubbing(file, draft).elements();
  }

  private void elements() throws IOException, BrokenStructure {
    long at = 0;
    while (at < file.size()) {
      var element = element(file, at, file.size());
      if (element.id() == SEGMENT) {
        at = segment(element);
      } else if (element.size() == UNKNOWN_SIZE) {
        throw new BrokenStructure("a Matroska element without a size", at);
      } else {
        if (element.id() == HEAD) {
          known(file, element);
        } else {
          voidOut(element, Kind.COMMENT, "Matroska element 0x%X".formatted(element.id()));
        }
        at = element.end();
      }
    }
  }

  /** @return where it ends: one without a size, as films that are sent while they are made, at the end of the file */
  private long segment(Element segment) throws IOException, BrokenStructure {
    long end = segment.size() == UNKNOWN_SIZE ? file.size() : segment.end();
    for (long at = segment.content(); at < end; ) {
      var element = element(skimmed, at, end);
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
      } else if (SEGMENT_STAYS.contains(element.id())) {
        known(element.id() == CLUSTER ? skimmed : file, element);
      } else if (STAY.get(CLUSTER).contains(element.id())) {
        // Met here where a cluster has no size.
        block(element);
      } else if (element.id() != CRC_32) {
        voidOut(element, Kind.COMMENT, "Matroska element 0x%X".formatted(element.id()));
      }
      at = element.end();
    }
    return end;
  }

  /** What isn't known within an element that is goes, at any depth. @return whether anything changed */
  private boolean known(FileBytes reader, Element parent) throws IOException, BrokenStructure {
    var stays = STAY.get(parent.id());
    boolean changed = false;
    Element crc = null;
    for (long at = parent.content(); at < parent.end(); ) {
      var element = sized(reader, at, parent.end());
      if (element.id() == CRC_32) {
        crc = element;
      } else if (element.id() == VOID) {
        changed |= !file.blank(element.content(), element.size());
        draft.blank(file, element.content(), element.size(), Kind.COMMENT, "Matroska unused space");
      } else if (!stays.contains(element.id())) {
        voidOut(element, Kind.COMMENT, "Matroska element 0x%X".formatted(element.id()));
        changed = true;
      } else if (parent.id() == CLUSTER) {
        changed |= block(element);
      } else if (STAY.containsKey(element.id())) {
        changed |= known(reader, element);
      }
      at = element.end();
    }
    dropCrc(crc, changed);
    return changed;
  }

  /** A block, or a group of one and what belongs to it. */
  private boolean block(Element element) throws IOException, BrokenStructure {
    if (element.id() == BLOCK_GROUP) {
      boolean changed = known(skimmed, element);
      for (long at = element.content(); at < element.end() && !noted.isEmpty(); ) {
        var inner = sized(skimmed, at, element.end());
        changed |= inner.id() == BLOCK && samples(inner);
        at = inner.end();
      }
      return changed;
    }
    return element.id() == SIMPLE_BLOCK && !noted.isEmpty() && samples(element);
  }

  /** Texts are looked into for positions; what is neither seen nor heard goes. */
  private boolean samples(Element block) throws IOException, BrokenStructure {
    var type = block.size() < 5 ? null : noted.get((long) skimmed.u8(block.content()) & 0x7F);
    if (type == null) {
      return false;
    }
    long content = block.content() + 4;
    if (type == METADATA) {
      draft.blank(file, content, block.end() - content, Kind.PLACE, "Matroska track of metadata");
      return true;
    }
    if (block.size() > MAX_TEXT) {
      draft.left(Kind.CONTENT, "Matroska long subtitles");
    } else {
      SubtitleTraces.name(file.bytes(content, block.end() - content), draft, "Matroska subtitles");
    }
    return false;
  }

  private void information(Element information) throws IOException, BrokenStructure {
    boolean changed = false;
    Element crc = null;
    for (long at = information.content(); at < information.end(); ) {
      var element = sized(file, at, information.end());
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
      } else if (what == null && !INFORMATION_STAYS.contains(element.id())) {
        voidOut(element, Kind.COMMENT, "Matroska element 0x%X".formatted(element.id()));
        changed = true;
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
      var element = sized(file, at, tracks.end());
      if (element.id() == CRC_32) {
        crc = element;
      } else if (element.id() == TRACK_ENTRY) {
        changed |= track(element);
      } else {
        changed |= goes(element);
      }
      at = element.end();
    }
    dropCrc(crc, changed);
  }

  /** A track's name may be its recorder's; numbers, codecs and languages stay. */
  private boolean track(Element track) throws IOException, BrokenStructure {
    boolean changed = false;
    Element crc = null;
    Element description = null;
    long number = 0;
    long type = 0;
    var codec = "";
    for (long at = track.content(); at < track.end(); ) {
      var element = sized(file, at, track.end());
      if (element.id() == CRC_32) {
        crc = element;
      } else if (element.id() == 0xD7L || element.id() == 0x83L) {
        long value = file.number(element.content(), (int) Math.min(8, element.size()), true);
        number = element.id() == 0xD7L ? value : number;
        type = element.id() == 0x83L ? value : type;
      } else if (element.id() == 0x86L) {
        codec = file.text(element.content(), (int) Math.min(100, element.size()));
      } else if (element.id() == 0x63A2L) {
        description = element;
      } else if (element.id() == 0x536EL && !draft.keeps(Kind.COMMENT)) {
        voidOut(element, Kind.COMMENT, "Matroska name of a track");
        changed = true;
      } else if (Set.of(0x258688L, 0x3A9697L, 0x3B4040L, 0x26B240L).contains(element.id())) {
        voidOut(element, Kind.DEVICE, "Matroska note on a codec");
        changed = true;
      } else if (STAY.containsKey(element.id())) {
        changed |= known(file, element);
      } else if (element.id() != 0x536EL && !TRACK_STAYS.contains(element.id())) {
        changed |= goes(element);
      }
      at = element.end();
    }
    boolean isText = type == SUBTITLES && codec.startsWith("S_TEXT");
    if (number < 0x7F && (isText || type > SUBTITLES && type != BUTTONS)) {
      noted.put(number, isText ? SUBTITLES : METADATA);
    }
    if (description != null) {
      changed |= MatroskaCodecs.clean(file, draft, codec, description.content(), description.end());
    }
    dropCrc(crc, changed);
    return changed;
  }

  private boolean goes(Element element) throws IOException, BrokenStructure {
    if (element.id() == VOID) {
      boolean changed = !file.blank(element.content(), element.size());
      draft.blank(file, element.content(), element.size(), Kind.COMMENT, "Matroska unused space");
      return changed;
    }
    voidOut(element, Kind.COMMENT, "Matroska element 0x%X".formatted(element.id()));
    return true;
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

  private static Element sized(FileBytes reader, long at, long end) throws IOException, BrokenStructure {
    var element = element(reader, at, end);
    if (element.size() == UNKNOWN_SIZE) {
      throw new BrokenStructure("a Matroska element without a size", at);
    }
    return element;
  }

  private static Element element(FileBytes file, long offset, long end) throws IOException, BrokenStructure {
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
