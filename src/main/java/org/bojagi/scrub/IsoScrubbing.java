package org.bojagi.scrub;

import static java.util.Map.entry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * MP4, QuickTime, 3GP, M4A (ISO/IEC 14496-12) and, with {@link HeifItems}, HEIC and AVIF: nothing moves.
 *
 * <p>Boxes that aren't needed to play become {@code free} boxes full of zeros; a track of metadata (positions,
 * movements, time codes) goes with its samples.
 */
final class IsoScrubbing {
  /** Which boxes stay, by the box that they stand in; "" is the file. */
  private static final Map<String, Set<String>> STAY =
      Map.ofEntries(
          entry("", Set.of("ftyp", "styp", "moov", "moof", "mdat", "sidx", "ssix", "mfra", "imda")),
          entry("moov", Set.of("mvhd", "trak", "mvex", "pssh")),
          entry("mfra", Set.of("tfra", "mfro")),
          entry("edts", Set.of("elst")),
          entry("gmhd", Set.of("gmin")),
          entry("trak", Set.of("tkhd", "edts", "mdia", "tref", "tapt", "clip", "trgr")),
          entry("mdia", Set.of("mdhd", "hdlr", "minf", "elng")),
          entry("minf", Set.of("vmhd", "smhd", "hmhd", "nmhd", "sthd", "gmhd", "hdlr", "dinf", "stbl")),
          entry(
              "stbl",
              Set.of(
                  "stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stss", "stsh", "stps", "stdp", "padb",
                  "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "stco", "co64")),
          entry("dinf", Set.of("dref")),
          entry("tref", Set.of("chap", "subt", "font", "hind", "vdep", "vplx", "auxl", "sbas", "scal", "fall", "folw")),
          entry("mvex", Set.of("mehd", "trex", "leva", "trep")),
          entry("moof", Set.of("mfhd", "traf", "pssh")),
          entry("traf", Set.of("tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "senc")));

  private static final Set<String> SEEN_OR_HEARD =
      Set.of("vide", "soun", "text", "sbtl", "subt", "subp", "clcp", "auxv", "pict", "hint", "sdsm", "odsm");

  private static final Set<String> TEXTS = Set.of("text", "sbtl", "subt", "clcp");

  private final FileBytes file;
  private final CleaningDraft draft;
  private final TreeMap<Long, Long> mediaData = new TreeMap<>();
  private final Set<Long> droppedTracks = new HashSet<>();

  /** What the tracks lead to that stay. */
  private final IsoSamples.Used used = new IsoSamples.Used();

  private IsoScrubbing(FileBytes file, CleaningDraft draft) {
    this.file = file;
    this.draft = draft;
  }

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    new IsoScrubbing(file, draft).boxes();
  }

  private void boxes() throws IOException, BrokenStructure {
    // A film that was cut off still has its first boxes; what can be reached is cleaned.
    long at = 0;
    BrokenStructure broken = null;
    var top = new ArrayList<IsoBox>();
    while (at + 8 <= file.size() && broken == null && top.size() < 1_000_000) {
      try {
        var box = IsoBox.at(file, at, file.size());
        top.add(box);
        at = box.end();
        if (box.type().equals("mdat") || box.type().equals("imda")) {
          mediaData.put(box.content(), box.end());
        }
      } catch (BrokenStructure e) {
        broken = e;
      }
    }
    // Which tracks go has to be known before the fragments are met.
    for (var box : top) {
      if (box.type().equals("moov") && box.child(file, "cmov") != null) {
        throw new BrokenStructure("a compressed list of tracks", box.offset());
      } else if (box.type().equals("moov")) {
        clean(box, "");
      }
    }
    boolean isWhole = broken == null && top.stream().anyMatch(box -> box.type().equals("moov"));
    for (var box : top) {
      if (box.type().equals("meta") && HeifItems.isPictures(file, box)) {
        isWhole = false;
        boolean alone = top.stream().noneMatch(other -> other.type().matches("moov|moof")) && broken == null;
        new HeifItems(file, draft, box).clean(mediaData, alone);
      } else if (!box.type().equals("moov")) {
        clean(box, "");
      }
    }
    if (isWhole && top.stream().noneMatch(box -> box.type().equals("moof"))) {
      used.blankRest(file, draft, mediaData);
    }
    if (broken == null && at < file.size()) {
      broken = new BrokenStructure("bytes after the last box", at);
    }
    if (broken != null) {
      throw broken;
    }
  }

  private void clean(IsoBox box, String parent) throws IOException, BrokenStructure {
    switch (box.type()) {
      case "free", "skip", "wide" -> draft.blank(file, box.content(), box.size(), Kind.COMMENT, "MP4 unused space");
      case "udta", "meta" -> tags(box);
      default -> {
        if (!STAY.get(parent).contains(box.type())) {
          unknown(box);
        } else {
          cleanKnown(box);
        }
      }
    }
  }

  private void cleanKnown(IsoBox box) throws IOException, BrokenStructure {
    switch (box.type()) {
      case "trak" -> track(box);
      case "traf" -> fragment(box);
      case "trex" -> {
        if (droppedTracks.contains(file.u32(box.content() + 4))) {
          free(file, draft, box);
        }
      }
      case "moof" -> {
        for (var child : box.children(file)) {
          if (child.type().equals("traf")) {
            new IsoFragment(file, draft, mediaData, box).blankIf(droppedTracks, child);
          }
          clean(child, "moof");
        }
      }
      case "mvhd", "tkhd", "mdhd" -> times(box);
      case "hdlr" -> handler(file, draft, box);
      case "dref" -> references(file, draft, box);
      case "stsd" -> new IsoSampleEntries(file, draft).clean(box);
      case "pssh" -> draft.left(Kind.CONTENT, "MP4 keys of a film that is locked");
      default -> {
        if (STAY.containsKey(box.type())) {
          for (var child : box.children(file)) {
            clean(child, box.type());
          }
        }
      }
    }
  }

  private void track(IsoBox track) throws IOException, BrokenStructure {
    var handler = track.child(file, "mdia", "hdlr");
    var type = handler == null ? "none" : file.mark(handler.content() + 8);
    var table = track.child(file, "mdia", "minf", "stbl");
    var samples = new IsoSamples(file, draft, mediaData);
    if (SEEN_OR_HEARD.contains(type) && !(TEXTS.contains(type) && table != null && samples.arePositions(table))) {
      samples.keep(table, used);
      for (var child : track.children(file)) {
        clean(child, "trak");
      }
      return;
    }
    var header = track.child(file, "tkhd");
    if (header != null) {
      droppedTracks.add(file.u32(header.content() + (file.u8(header.content()) == 1 ? 20 : 12)));
    }
    if (table != null) {
      samples.blank(table);
    }
    free(file, draft, track);
    draft.removed(type.equals("tmcd") ? Kind.DEVICE : Kind.PLACE, "MP4 track of metadata (" + type + ")");
  }

  private void fragment(IsoBox fragment) throws IOException, BrokenStructure {
    var header = fragment.child(file, "tfhd");
    if (header != null && droppedTracks.contains(file.u32(header.content() + 4))) {
      free(file, draft, fragment);
    } else {
      for (var child : fragment.children(file)) {
        clean(child, "traf");
      }
    }
  }

  private void times(IsoBox box) throws IOException, BrokenStructure {
    int size = file.u8(box.content()) == 1 ? 16 : 8;
    if (box.size() >= 4 + size) {
      draft.blank(file, box.content() + 4, size, Kind.COMMENT, "MP4 date of making");
    }
  }

  /** Its type stays; maker and name go. */
  static void handler(FileBytes file, CleaningDraft draft, IsoBox box) throws IOException, BrokenStructure {
    if (box.size() > 12) {
      draft.blank(file, box.content() + 12, box.size() - 12, Kind.DEVICE, "MP4 name of a track's handler");
    }
  }

  /** References to the file itself may carry the path that it once had. */
  static void references(FileBytes file, CleaningDraft draft, IsoBox box) throws IOException, BrokenStructure {
    for (var reference : IsoBox.in(file, box.content() + 8, box.end())) {
      if (reference.size() > 4) {
        if ((file.u8(reference.content() + 3) & 1) != 0) {
          draft.blank(file, reference.content() + 4, reference.size() - 4, Kind.PATH, "MP4 data reference");
        } else {
          draft.left(Kind.PATH, "MP4 data reference to another file");
        }
      }
    }
  }

  private void tags(IsoBox box) throws IOException, BrokenStructure {
    IsoTags.name(file, draft, box);
    if (draft.kept().isEmpty() || !IsoTags.freeAllBut(file, draft, box)) {
      free(file, draft, box);
    }
  }

  private void unknown(IsoBox box) throws IOException, BrokenStructure {
    if (box.type().equals("gps ")) {
      cameraPositions(box);
    }
    free(file, draft, box);
    draft.removed(box.type().equals("gps ") ? Kind.PLACE : Kind.COMMENT, "MP4 box " + box.type());
  }

  /** Positions that car cameras put between the pictures, as blocks that begin with "freeGPS ". */
  private void cameraPositions(IsoBox box) throws IOException, BrokenStructure {
    for (long at = box.content() + 8; at + 8 <= box.end(); at += 8) {
      long offset = file.u32(at);
      long size = file.u32(at + 4);
      var data = mediaData.floorEntry(offset);
      if (size > 12 && data != null && offset + size <= data.getValue() && file.is(offset + 4, "freeGPS ")) {
        draft.edit(Edit.blank(offset + 8, size - 8));
      }
    }
  }

  /** A box of the same size without content. */
  static void free(FileBytes file, CleaningDraft draft, IsoBox box) throws IOException, BrokenStructure {
    draft.overwrite(file, box.offset() + 4, new byte[] {'f', 'r', 'e', 'e'});
    draft.edit(Edit.blank(box.content(), box.size()));
  }
}
