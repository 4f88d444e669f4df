package org.bojagi.scrub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * The items of a HEIC or AVIF picture (ISO/IEC 23008-12): Exif and XMP are overwritten where they stand.
 *
 * <p>Exif keeps what {@link ExifRewriter} keeps; other items that aren't pictures are blanked.
 */
final class HeifItems {
  private static final Set<String> STAY = Set.of("hdlr", "pitm", "iinf", "iloc", "iref", "iprp", "idat", "grpl", "dinf");
  private static final Set<String> PICTURES =
      Set.of("hvc1", "hev1", "av01", "avc1", "grid", "iden", "iovl", "tmap", "vvc1", "j2k1", "unci", "lhv1");
  /** Properties that say how a picture looks (ISO/IEC 23008-12 §6.5, and of each codec). */
  private static final Set<String> DRAWN =
      Set.of(
          "ispe", "pixi", "colr", "irot", "imir", "clap", "pasp", "rloc", "auxC", "hvcC", "lhvC", "avcC", "av1C", "vvcC",
          "jpgC", "j2kH", "uncC", "cmpd", "cmin", "cmex", "icef", "splz", "oinf", "tols", "lsel", "a1op", "a1lx", "clli",
          "mdcv", "cclv", "amve", "ndwt", "reve", "evcC", "iscl", "prog", "vexu", "cmap", "tmap", "mskC");
  private static final byte[] EMPTY_TIFF = {'M', 'M', 0, '*', 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};
  private static final byte[] EMPTY_XMP =
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>".getBytes(StandardCharsets.US_ASCII);

  private final FileBytes file;
  private final CleaningDraft draft;
  private final IsoBox meta;
  private final IsoSamples.Used used = new IsoSamples.Used();
  private final Map<Long, String> typeById = new HashMap<>();

  HeifItems(FileBytes file, CleaningDraft draft, IsoBox meta) {
    this.file = file;
    this.draft = draft;
    this.meta = meta;
  }

  static boolean isPictures(FileBytes file, IsoBox meta) throws IOException {
    return file.is(meta.content() + 8, "hdlr") && file.is(meta.content() + 20, "pict");
  }

  /**
   * @param mediaData content of each {@code mdat}: where it begins → where it ends
   * @param alone no film stands beside the pictures, whose data this is, too
   */
  void clean(NavigableMap<Long, Long> mediaData, boolean alone) throws IOException, BrokenStructure {
    IsoBox locations = null;
    IsoBox inside = null;
    for (var box : IsoBox.in(file, meta.content() + 4, meta.end())) {
      switch (box.type()) {
        case "hdlr" -> IsoScrubbing.handler(file, draft, box);
        case "iinf" -> types(box);
        case "iloc" -> locations = box;
        case "idat" -> inside = box;
        case "iprp" -> properties(box);
        case "dinf" -> {
          for (var reference : box.children(file)) {
            if (reference.type().equals("dref")) {
              IsoScrubbing.references(file, draft, reference);
            }
          }
        }
        default -> {
          if (!STAY.contains(box.type())) {
            IsoScrubbing.free(file, draft, box);
            if (!box.type().equals("free")) {
              draft.removed(Kind.COMMENT, "HEIF box " + box.type());
            }
          }
        }
      }
    }
    if (locations != null) {
      locations(locations, inside);
    }
    if (alone && locations != null) {
      used.blankRest(file, draft, mediaData);
    }
    if (inside != null && locations != null) {
      used.blankRest(file, draft, new TreeMap<>(Map.of(inside.content(), inside.end())));
    }
  }

  /** Descriptions, dates and notes stand among what drawing needs; their places are counted. */
  private void properties(IsoBox box) throws IOException, BrokenStructure {
    for (var container : box.children(file)) {
      if (!container.type().equals("ipco")) {
        continue;
      }
      for (var property : container.children(file)) {
        if (property.type().equals("free") || property.type().equals("skip")) {
          draft.blank(file, property.content(), property.size(), Kind.COMMENT, "HEIF unused space");
        } else if (!DRAWN.contains(property.type())) {
          IsoScrubbing.free(file, draft, property);
          draft.removed(Kind.COMMENT, "HEIF property " + property.type());
        }
      }
    }
  }

  private void types(IsoBox box) throws IOException, BrokenStructure {
    int header = file.u8(box.content()) == 0 ? 6 : 8;
    for (var entry : IsoBox.in(file, box.content() + header, box.end())) {
      int version = file.u8(entry.content());
      if (!entry.type().equals("infe") || version < 2) {
        draft.left(Kind.CONTENT, "HEIF item of an old form");
        continue;
      }
      int width = version == 2 ? 2 : 4;
      long id = file.number(entry.content() + 4, width, true);
      long typeAt = entry.content() + 4 + width + 2;
      var type = file.mark(typeAt);
      long name = typeAt + 4;
      long nameEnd = file.find(0, name, entry.end());
      if (nameEnd - name > 4096) {
        draft.left(Kind.COMMENT, "HEIF name of an item");
      } else if (nameEnd > name) {
        // The content's type stands after it: its length stays.
        byte[] spaces = new byte[(int) (nameEnd - name)];
        Arrays.fill(spaces, (byte) ' ');
        if (draft.overwrite(file, name, spaces)) {
          draft.removed(Kind.COMMENT, "HEIF name of an item");
        }
      }
      boolean xmp = type.equals("mime") && nameEnd > 0 && file.is(nameEnd + 1, "application/rdf+xml\0");
      if (!xmp && nameEnd > 0 && (type.equals("mime") || type.equals("uri "))) {
        draft.blank(file, nameEnd + 1, entry.end() - nameEnd - 1, Kind.COMMENT, "HEIF type of an item");
      }
      typeById.put(id, xmp ? "XMP" : type);
    }
  }

  private void locations(IsoBox box, IsoBox inside) throws IOException, BrokenStructure {
    long at = box.content();
    int version = file.u8(at);
    int sizes = file.u16(at + 4);
    int offsetSize = sizes >> 12;
    int lengthSize = sizes >> 8 & 15;
    int baseSize = sizes >> 4 & 15;
    int indexSize = version == 0 ? 0 : sizes & 15;
    if (version > 2 || offsetSize > 8 || lengthSize > 8 || baseSize > 8 || indexSize > 8) {
      throw new BrokenStructure("places of HEIF items", at);
    }
    int idSize = version < 2 ? 2 : 4;
    long count = file.number(at + 6, idSize, true);
    at += 6 + idSize;
    long allExtents = 0;
    for (long i = 0; i < count; i++) {
      long id = file.number(at, idSize, true);
      at += idSize;
      int method = version == 0 ? 0 : file.u16(at) & 15;
      at += version == 0 ? 0 : 2;
      int reference = file.u16(at);
      long base = file.number(at + 2, baseSize, true);
      int extents = file.u16(at + 2 + baseSize);
      at += 4 + baseSize;
      allExtents += extents;
      if (allExtents > 100_000) {
        throw new BrokenStructure("more than 100000 places of HEIF items", at);
      }
      var places = new ArrayList<long[]>();
      for (int extent = 0; extent < extents; extent++) {
        at += indexSize;
        long offset = base + file.number(at, offsetSize, true);
        long length = file.number(at + offsetSize, lengthSize, true);
        at += offsetSize + lengthSize;
        if (method == 1 && inside != null) {
          offset += inside.content();
        }
        places.add(new long[] {offset, length});
        used.add(offset, length == 0 ? file.size() - offset : length, method > 1 || reference != 0);
      }
      if (at > box.end()) {
        throw new BrokenStructure("places of HEIF items", at);
      }
      var type = typeById.getOrDefault(id, "none");
      if (!PICTURES.contains(type)) {
        item(type, places, method > 1 || method == 1 && inside == null || reference != 0);
      }
    }
  }

  private void item(String type, List<long[]> places, boolean elsewhere) throws IOException, BrokenStructure {
    for (var place : places) {
      if (elsewhere || place[0] < 0 || place[1] <= 0 || place[1] > file.size() - place[0]) {
        draft.left(Kind.CONTENT, "HEIF item " + FileBytes.printable(type) + " that stands elsewhere");
        return;
      }
    }
    if (type.equals("jpeg") || type.equals("none")) {
      draft.left(Kind.CONTENT, "HEIF item " + type);
      return;
    }
    byte[] instead = new byte[0];
    long first = places.isEmpty() ? 0 : places.getFirst()[1];
    if (type.equals("Exif") && places.size() == 1 && first >= 4 + EMPTY_TIFF.length) {
      long skip = 4 + file.u32(places.getFirst()[0]);
      byte[] tiff =
          skip < first ? ExifRewriter.rewrite(file, places.getFirst()[0] + skip, first - skip, draft, "HEIF") : null;
      instead = FileBytes.join(new byte[4], tiff == null || tiff.length + 4 > first ? EMPTY_TIFF : tiff);
    } else if (type.equals("XMP") && first >= EMPTY_XMP.length) {
      instead = EMPTY_XMP;
    }
    var name = "HEIF " + (type.equals("Exif") ? "EXIF" : type);
    for (var place : places) {
      if (draft.overwrite(file, place[0], instead)) {
        draft.removed(Kind.COMMENT, name);
      }
      draft.blank(file, place[0] + instead.length, place[1] - instead.length, Kind.COMMENT, name);
      instead = new byte[0];
    }
  }
}
