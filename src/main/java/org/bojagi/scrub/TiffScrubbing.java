package org.bojagi.scrub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * TIFF 6.0: nothing moves. A directory is written anew over itself with the entries that drawing needs and those that
 * are kept; the values of the others become zeros.
 *
 * <p>Camera raw files look like TIFF and can't be drawn without the notes of their maker: they are left alone, and said
 * so.
 */
final class TiffScrubbing {
  private static final int MAX_DIRECTORIES = 4096;
  private static final Set<Integer> RAW_PHOTOMETRICS = Set.of(32803, 34892);
  private static final int DNG_VERSION = 0xC612;
  private static final int COMPRESSION = 259;
  private static final int OLD_JPEG = 6;
  private static final int JPEG = 7;
  private static final int JPEG_TABLES = 347;

  private final CleaningDraft draft;
  private final TiffReader tiff;
  private final IsoSamples.Used used = new IsoSamples.Used();

  /** Whether all data has a length. */
  private boolean isMeasured = true;

  private boolean isOld;

  private final Set<Long> seen = new HashSet<>();

  private TiffScrubbing(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    this.draft = draft;
    this.tiff = new TiffReader(file, 0, file.size());
  }

  static void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure {
    if (file.is(8, "CR\u0002") || new TiffScrubbing(file, draft).isRaw()) {
      draft.left(Kind.CONTENT, "a camera's raw picture can't be cleaned");
      return;
    }
    var scrubbing = new TiffScrubbing(file, draft);
    scrubbing.chain();
    scrubbing.blankRest();
  }

  /** What nothing leads to: values that were edited, and directories of programs' own. */
  private void blankRest() throws IOException, BrokenStructure {
    if (isOld) {
      // Its tables stand anywhere.
      draft.left(Kind.CONTENT, "TIFF picture in JPEG of the old form, with what it carries");
      return;
    }
    if (!isMeasured) {
      draft.left(Kind.CONTENT, "TIFF data whose length isn't given");
      return;
    }
    used.add(0, 8, false);
    used.blankRest(tiff.file, draft, new TreeMap<>(Map.of(0L, tiff.file.size())));
  }

  /** Strips and tiles, and what their directory says of them. */
  private void use(TiffReader.Directory directory) throws IOException, BrokenStructure {
    used.add(directory.offset(), directory.sizeBytes(), false);
    for (var entry : directory.entries()) {
      if (entry.sizeBytes() > 4) {
        used.add(entry.valueOffset(), entry.sizeBytes(), false);
      }
    }
    for (int[] tags : new int[][] {{273, 279}, {324, 325}, {288, 289}, {513, 514}}) {
      var offsets = directory.entry(tags[0]);
      var sizes = directory.entry(tags[1]);
      isMeasured &= offsets == null || sizes != null && sizes.count() >= offsets.count();
      for (long i = 0; offsets != null && isMeasured && i < offsets.count(); i++) {
        long offset = tiff.at(tiff.number(offsets, i));
        long size = tiff.number(sizes, i);
        isMeasured &= size > 0 || tags[0] == 324;
        used.add(offset, Math.min(size, tiff.end - offset), offset > tiff.end);
        var compression = directory.entry(COMPRESSION);
        long method = compression == null ? 0 : tiff.number(compression, 0);
        isOld |= method == OLD_JPEG;
        if (method == JPEG && isMeasured && tags[0] != 288) {
          JpegFrames.blank(tiff.file, draft, offset, Math.min(tiff.end, offset + size), "TIFF notes in a JPEG");
        }
      }
    }
    var tables = directory.entry(JPEG_TABLES);
    if (tables != null) {
      JpegFrames.blank(tiff.file, draft, tables.valueOffset(), tables.valueOffset() + tables.sizeBytes(), "TIFF notes in a JPEG");
    }
  }

  static void findBig(FileBytes file, CleaningDraft draft) {
    draft.left(Kind.CONTENT, "BigTIFF can't be cleaned");
  }

  private boolean isRaw() throws IOException, BrokenStructure {
    for (long at = tiff.first(); at != 0; ) {
      var directory = checked(at);
      if (isRaw(directory)) {
        return true;
      }
      var inner = directory.entry(TiffTags.SUB_IFDS);
      for (long i = 0; inner != null && i < Math.min(inner.count(), 16); i++) {
        if (isRaw(tiff.directory(tiff.at(tiff.number(inner, i))))) {
          return true;
        }
      }
      at = directory.next();
    }
    return false;
  }

  private boolean isRaw(TiffReader.Directory directory) throws IOException, BrokenStructure {
    var photometric = directory.entry(TiffTags.PHOTOMETRIC);
    return directory.entry(DNG_VERSION) != null
        || photometric != null && RAW_PHOTOMETRICS.contains((int) tiff.number(photometric, 0));
  }

  private void chain() throws IOException, BrokenStructure {
    for (long at = tiff.first(); at != 0; ) {
      var directory = checked(at);
      rewrite(directory);
      at = directory.next();
    }
  }

  private TiffReader.Directory checked(long at) throws IOException, BrokenStructure {
    if (!seen.add(at) || seen.size() > MAX_DIRECTORIES) {
      throw new BrokenStructure("TIFF directories that go in circles", at);
    }
    return tiff.directory(at);
  }

  private void rewrite(TiffReader.Directory directory) throws IOException, BrokenStructure {
    use(directory);
    var stays = new ByteArrayOutputStream();
    int count = 0;
    var thumbnail = directory.entry(TiffTags.JPEG_OFFSET);
    for (var entry : directory.entries()) {
      var tag = TiffTags.of(entry.tag());
      boolean structure = TiffTags.isStructure(entry.tag());
      if (entry.tag() == TiffTags.SUB_IFDS) {
        for (long i = 0; i < entry.count(); i++) {
          rewrite(checked(tiff.at(tiff.number(entry, i))));
        }
      }
      if (structure || TiffTags.isField(entry.tag()) && draft.keeps(tag.kind())) {
        stays.writeBytes(tiff.file.bytes(entry.offset(), 12));
        count++;
        continue;
      }
      if (entry.tag() == TiffTags.EXIF_IFD || entry.tag() == TiffTags.GPS_IFD || entry.tag() == TiffTags.INTEROP_IFD) {
        blank(checked(tiff.at(tiff.number(entry, 0))), entry.tag() == TiffTags.GPS_IFD);
      } else {
        draft.removed(tag.kind(), "TIFF " + tag.name());
      }
      if (entry.sizeBytes() > 4) {
        draft.edit(Edit.blank(entry.valueOffset(), entry.sizeBytes()));
      }
    }
    if (thumbnail != null) {
      draft.left(Kind.CONTENT, "TIFF picture in JPEG of the old form, with what it carries");
    }
    if (count < directory.entries().size()) {
      var head = FileBytes.join(tiff.bytes(count, 2), stays.toByteArray(), tiff.bytes(next(directory), 4));
      draft.edit(Edit.blank(directory.offset(), directory.sizeBytes(), head));
    }
  }

  private long next(TiffReader.Directory directory) {
    return directory.next() == 0 ? 0 : directory.next() - tiff.base;
  }

  /** A directory that nothing points at any more, with all values. */
  private void blank(TiffReader.Directory directory, boolean places) throws IOException, BrokenStructure {
    for (var entry : directory.entries()) {
      if (entry.tag() == TiffTags.INTEROP_IFD && !places) {
        blank(checked(tiff.at(tiff.number(entry, 0))), false);
      } else if (TiffTags.isField(entry.tag()) && !places) {
        draft.removed(TiffTags.of(entry.tag()).kind(), "TIFF " + TiffTags.of(entry.tag()).name());
      }
      if (entry.sizeBytes() > 4) {
        draft.edit(Edit.blank(entry.valueOffset(), entry.sizeBytes()));
      }
    }
    draft.edit(Edit.blank(directory.offset(), 2 + 12L * directory.entries().size()));
    draft.removed(places ? Kind.PLACE : Kind.COMMENT, places ? "TIFF GPS" : "TIFF EXIF");
  }
}
