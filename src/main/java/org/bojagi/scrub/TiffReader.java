package org.bojagi.scrub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories of a TIFF structure (TIFF 6.0, section 2), which is a file or stands inside of one.
 *
 * <p>Offsets given and returned count from the file's first byte; those in the structure count from its own.
 */
final class TiffReader {
  private static final int[] TYPE_SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  final FileBytes file;
  final long base;
  final long end;
  final boolean bigEndian;

  /** @param valueOffset where its value stands; inside of the entry if that has at most 4 bytes */
  record Entry(int tag, int type, long count, long offset, long valueOffset, long sizeBytes) {}

  /**
   * @param next of the chain, or 0
   * @param sizeBytes without the pointer to the next one where the file ends before it
   */
  record Directory(long offset, List<Entry> entries, long next, long sizeBytes) {

    Entry entry(int tag) {
      return entries.stream().filter(entry -> entry.tag() == tag).findFirst().orElse(null);
    }
  }

  TiffReader(FileBytes file, long base, long length) throws IOException, BrokenStructure {
    this.file = file;
    this.base = base;
    this.end = base + length;
    this.bigEndian = file.is(base, "MM\0*");
    if (length < 8 || end > file.size() || !bigEndian && !file.is(base, "II*\0")) {
      throw new BrokenStructure("no TIFF header", base);
    }
  }

  long first() throws IOException, BrokenStructure {
    return at(u32(base + 4));
  }

  /** The offset in the file of one in the structure; 0 stays 0. */
  long at(long inside) {
    return inside == 0 ? 0 : base + inside;
  }

  long u16(long offset) throws IOException, BrokenStructure {
    return file.number(offset, 2, bigEndian);
  }

  long u32(long offset) throws IOException, BrokenStructure {
    return file.number(offset, 4, bigEndian);
  }

  byte[] bytes(long value, int size) {
    return bigEndian ? FileBytes.bigEndian(value, size) : FileBytes.littleEndian(value, size);
  }

  /** @throws BrokenStructure it or a value doesn't lie in the structure */
  Directory directory(long offset) throws IOException, BrokenStructure {
    if (offset < base + 8 || offset + 6 > end) {
      throw new BrokenStructure("a TIFF directory outside of its file", offset);
    }
    int count = (int) u16(offset);
    if (offset + 2 + 12L * count > end) {
      throw new BrokenStructure("a TIFF directory of " + count + " entries", offset);
    }
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      long at = offset + 2 + 12L * i;
      int type = (int) u16(at + 2);
      long values = u32(at + 4);
      long size = values * (type < TYPE_SIZES.length ? TYPE_SIZES[type] : 1);
      long valueOffset = size <= 4 ? at + 8 : base + u32(at + 8);
      if (valueOffset + size > end) {
        throw new BrokenStructure("a TIFF value outside of its file", at);
      }
      entries.add(new Entry((int) u16(at), type, values, at, valueOffset, size));
    }
    long nextAt = offset + 2 + 12L * count;
    return nextAt + 4 > end
        ? new Directory(offset, entries, 0, nextAt - offset)
        : new Directory(offset, entries, at(u32(nextAt)), nextAt + 4 - offset);
  }

  /** One number of an entry. */
  long number(Entry entry, long index) throws IOException, BrokenStructure {
    if (index >= entry.count()) {
      throw new BrokenStructure("a TIFF entry without a value", entry.offset());
    }
    return switch (entry.type()) {
      case 3 -> u16(entry.valueOffset() + 2 * index);
      case 4, 13 -> u32(entry.valueOffset() + 4 * index);
      case 1, 7 -> file.u8(entry.valueOffset() + index);
      default -> throw new BrokenStructure("a TIFF entry of an odd type", entry.offset());
    };
  }
}
