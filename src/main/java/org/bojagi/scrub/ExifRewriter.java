package org.bojagi.scrub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * An Exif block made anew with what a picture needs, and what is kept on purpose.
 *
 * <p>Needed: the orientation, and the colour space where it isn't sRGB (Adobe RGB of cameras is said here alone, Exif
 * 2.32 §4.6.5 and §4.6.9). Everything else is only carried over where its kind is kept and it is a field of its own.
 */
final class ExifRewriter {
  /** A value carried over has at most so many bytes. */
  private static final long MAX_VALUE = 4096;

  private final CleaningDraft draft;
  private final String where;
  private final Map<Integer, Value> main = new TreeMap<>();
  private final Map<Integer, Value> exif = new TreeMap<>();
  private final Map<Integer, Value> gps = new TreeMap<>();
  private final Map<Integer, Value> interop = new TreeMap<>();
  private TiffReader tiff;

  private record Value(int type, long count, byte[] bytes) {}

  private ExifRewriter(CleaningDraft draft, String where) {
    this.draft = draft;
    this.where = where;
  }

  /**
   * The TIFF structure that stands for the one at {@code offset}, or null if nothing of it has to stay. What is broken
   * in it goes with the rest.
   */
  static byte[] rewrite(FileBytes file, long offset, long length, CleaningDraft draft, String where)
      throws IOException {
    var rewriter = new ExifRewriter(draft, where);
    try {
      rewriter.tiff = new TiffReader(file, offset, length);
      rewriter.readMain();
    } catch (BrokenStructure e) {
      draft.removed(Kind.COMMENT, where + " EXIF that can't be read");
    }
    return rewriter.build();
  }

  private void readMain() throws IOException, BrokenStructure {
    var directory = tiff.directory(tiff.first());
    for (var entry : directory.entries()) {
      switch (entry.tag()) {
        case TiffTags.ORIENTATION -> {
          if (entry.sizeBytes() <= 4 && entry.count() == 1 && tiff.number(entry, 0) >= 2 && tiff.number(entry, 0) <= 8) {
            main.put(entry.tag(), value(entry));
          }
        }
        case TiffTags.EXIF_IFD, TiffTags.GPS_IFD -> {}
        default -> carryOver(entry, main);
      }
    }
    if (directory.next() != 0) {
      draft.removed(Kind.COMMENT, where + " EXIF thumbnail");
    }
    var exifEntry = directory.entry(TiffTags.EXIF_IFD);
    if (exifEntry != null) {
      readExif(tiff.directory(tiff.at(tiff.number(exifEntry, 0))));
    }
    var gpsEntry = directory.entry(TiffTags.GPS_IFD);
    if (gpsEntry != null) {
      if (draft.keeps(Kind.PLACE)) {
        for (var entry : tiff.directory(tiff.at(tiff.number(gpsEntry, 0))).entries()) {
          if (entry.sizeBytes() <= MAX_VALUE) {
            gps.put(entry.tag(), value(entry));
          }
        }
      } else {
        draft.removed(Kind.PLACE, where + " EXIF GPS");
      }
    }
  }

  private void readExif(TiffReader.Directory directory) throws IOException, BrokenStructure {
    for (var entry : directory.entries()) {
      if (entry.tag() == TiffTags.COLOR_SPACE) {
        if (entry.sizeBytes() <= 4 && tiff.number(entry, 0) != 1) {
          exif.put(entry.tag(), value(entry));
        }
      } else if (entry.tag() != TiffTags.INTEROP_IFD) {
        carryOver(entry, exif);
      }
    }
    var interopEntry = directory.entry(TiffTags.INTEROP_IFD);
    if (exif.containsKey(TiffTags.COLOR_SPACE) && interopEntry != null) {
      var index = tiff.directory(tiff.at(tiff.number(interopEntry, 0))).entry(TiffTags.INTEROP_INDEX);
      if (index != null && tiff.file.is(index.valueOffset(), "R03") && index.sizeBytes() == 4) {
        interop.put(index.tag(), value(index));
      }
    }
  }

  private void carryOver(TiffReader.Entry entry, Map<Integer, Value> into) throws IOException, BrokenStructure {
    var tag = TiffTags.of(entry.tag());
    if (TiffTags.isField(entry.tag()) && draft.keeps(tag.kind()) && entry.sizeBytes() <= MAX_VALUE) {
      into.put(entry.tag(), value(entry));
    } else if (TiffTags.isField(entry.tag()) || entry.tag() == 0x927C) {
      draft.removed(tag.kind(), where + " EXIF " + tag.name());
    }
  }

  private Value value(TiffReader.Entry entry) throws IOException, BrokenStructure {
    return new Value(entry.type(), entry.count(), tiff.file.bytes(entry.valueOffset(), entry.sizeBytes()));
  }

  private byte[] build() {
    if (main.isEmpty() && exif.isEmpty() && gps.isEmpty()) {
      return null;
    }
    var out = new ByteArrayOutputStream();
    out.writeBytes(tiff.bigEndian ? new byte[] {'M', 'M', 0, '*'} : new byte[] {'I', 'I', '*', 0});
    out.writeBytes(tiff.bytes(8, 4));
    // Directories stand one after the other, so each pointer is the sum of the sizes before.
    long at = 8 + sizeOf(main, (exif.isEmpty() ? 0 : 1) + (gps.isEmpty() ? 0 : 1));
    if (!exif.isEmpty()) {
      main.put(TiffTags.EXIF_IFD, new Value(4, 1, tiff.bytes(at, 4)));
      at += sizeOf(exif, interop.isEmpty() ? 0 : 1);
    }
    if (!gps.isEmpty()) {
      main.put(TiffTags.GPS_IFD, new Value(4, 1, tiff.bytes(at, 4)));
      at += sizeOf(gps, 0);
    }
    if (!interop.isEmpty()) {
      exif.put(TiffTags.INTEROP_IFD, new Value(4, 1, tiff.bytes(at, 4)));
    }
    write(main, out);
    for (var directory : List.of(exif, gps, interop)) {
      if (!directory.isEmpty()) {
        write(directory, out);
      }
    }
    return out.toByteArray();
  }

  private static long sizeOf(Map<Integer, Value> values, int pointers) {
    long size = 2 + 12L * (values.size() + pointers) + 4;
    for (var value : values.values()) {
      size += value.bytes().length <= 4 ? 0 : value.bytes().length + (value.bytes().length & 1);
    }
    return size;
  }

  private void write(Map<Integer, Value> values, ByteArrayOutputStream out) {
    long valuesAt = out.size() + 2 + 12L * values.size() + 4;
    out.writeBytes(tiff.bytes(values.size(), 2));
    var behind = new ByteArrayOutputStream();
    for (var tag : values.keySet()) {
      var value = values.get(tag);
      out.writeBytes(tiff.bytes(tag, 2));
      out.writeBytes(tiff.bytes(value.type(), 2));
      out.writeBytes(tiff.bytes(value.count(), 4));
      if (value.bytes().length <= 4) {
        out.writeBytes(value.bytes());
        out.writeBytes(new byte[4 - value.bytes().length]);
      } else {
        out.writeBytes(tiff.bytes(valuesAt + behind.size(), 4));
        behind.writeBytes(value.bytes());
        behind.writeBytes(new byte[value.bytes().length & 1]);
      }
    }
    out.writeBytes(new byte[4]);
    out.writeBytes(behind.toByteArray());
  }
}
