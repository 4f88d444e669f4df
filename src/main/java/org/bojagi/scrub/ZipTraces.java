package org.bojagi.scrub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Times, owners, comments and the system in a ZIP's headers (APPNOTE 6.3.10 §4.3), where they
 * stand.
 */
final class ZipTraces {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int MAX_ENTRIES = 400_000;

  /** Midnight of 1 January 1980, the earliest there is. */
  private static final byte[] TIME = {0, 0, 0x21, 0};

  /** Extra fields that reading needs: Zip64, a name in UTF-8, AES, alignment. */
  private static final Set<Integer> NEEDED = Set.of(0x0001, 0x7075, 0x9901, 0xd935);

  /** An extra field that only takes room, as Android's tools write it. */
  private static final short ROOM = (short) 0xd935;

  private static final int LANGUAGE_ENCODING = 1 << 11;
  private static final int DATA_DESCRIPTOR = 1 << 3;
  private static final int ENCRYPTED = 1;
  private static final int AES_METHOD = 99;
  private static final int SYMBOLIC_LINK = 0xa000;

  private final SeekableBytes file;
  private final FixedEdits edits;

  ZipTraces(SeekableBytes file, FixedEdits edits) {
    this.file = file;
    this.edits = edits;
  }

  void find() throws IOException {
    long end = endRecord();
    if (end < 0) {
      edits.left(Sensitive.Kind.CONTENT, "a ZIP without its end");
      return;
    }
    var record = read(end, 22);
    long entries = Short.toUnsignedInt(record.getShort(10));
    long size = Integer.toUnsignedLong(record.getInt(12));
    long offset = Integer.toUnsignedLong(record.getInt(16));
    long directoryEnd = end;
    if (end >= 20) {
      var locator = read(end - 20, 20);
      if (locator.getInt(0) == LOCATOR64) {
        long end64 = locator.getLong(8);
        var record64 = end64 >= 0 && end64 <= end - 56 ? read(end64, 56) : null;
        if (record64 != null && record64.getInt(0) == END64) {
          entries = record64.getLong(32);
          size = record64.getLong(40);
          offset = record64.getLong(48);
          directoryEnd = end64;
        }
      }
    }
    long commentLength = file.sizeBytes() - end - 22;
    if (commentLength > 0) {
      var rest = new byte[] {0, 0};
      edits.replace(end + 20, 2 + commentLength, rest, Sensitive.Kind.COMMENT, "ZIP comment");
    }
    // What stands before the first entry (a program that unpacks itself) moves all.
    long shift = directoryEnd - size - offset;
    if (shift < 0 || shift > file.sizeBytes() || offset < 0 || size < 0) {
      edits.left(Sensitive.Kind.CONTENT, "a ZIP whose parts are not where it says");
      return;
    }
    if (shift > 0) {
      edits.left(Sensitive.Kind.CONTENT, "what stands before the ZIP");
    }
    long at = offset + shift;
    for (long i = 0; i < entries; i++) {
      if (i == MAX_ENTRIES) {
        edits.left(Sensitive.Kind.CONTENT, "entries after the first " + MAX_ENTRIES);
        return;
      }
      at = entry(at, directoryEnd, shift);
      if (at < 0) {
        edits.left(Sensitive.Kind.CONTENT, "damaged entries of the ZIP");
        return;
      }
    }
  }

  /** The last record that ends where the file ends, or a whole one before. */
  private long endRecord() throws IOException {
    int tail = (int) Math.min(file.sizeBytes(), 22 + 65_535);
    var bytes = read(file.sizeBytes() - tail, tail);
    for (int i = tail - 22; i >= 0; i--) {
      if (bytes.getInt(i) == END && i + 22 + Short.toUnsignedInt(bytes.getShort(i + 20)) <= tail) {
        return file.sizeBytes() - tail + i;
      }
    }
    return -1;
  }

  /**
   * @return the offset behind the entry's header; -1 where there is none
   */
  private long entry(long at, long directoryEnd, long shift) throws IOException {
    if (at < 0 || at + 46 > directoryEnd) {
      return -1;
    }
    var header = read(at, 46);
    int nameLength = Short.toUnsignedInt(header.getShort(28));
    int extraLength = Short.toUnsignedInt(header.getShort(30));
    int commentLength = Short.toUnsignedInt(header.getShort(32));
    long next = at + 46 + nameLength + extraLength + commentLength;
    if (header.getInt(0) != CENTRAL || next > directoryEnd) {
      return -1;
    }
    int flags = header.getShort(8);
    boolean timeIsNeeded =
        (flags & ENCRYPTED) != 0
            && (flags & DATA_DESCRIPTOR) != 0
            && header.getShort(10) != AES_METHOD;
    if (timeIsNeeded) {
      edits.left(
          Sensitive.Kind.CONTENT, "times of encrypted entries: the password is checked with them");
    } else {
      edits.replace(at + 12, 4, TIME, Sensitive.Kind.DEVICE, "ZIP times");
    }
    var name = read(at + 46, nameLength).array();
    system(at, header, name, flags);
    long localOffset =
        extraFields(
            at + 46 + nameLength, extraLength, Integer.toUnsignedLong(header.getInt(42)), header);
    if (commentLength > 0) {
      var spaces = new byte[commentLength];
      java.util.Arrays.fill(spaces, (byte) ' ');
      edits.replace(
          next - commentLength, commentLength, spaces, Sensitive.Kind.COMMENT, "ZIP entry comment");
    }
    local(localOffset + shift, timeIsNeeded);
    return next;
  }

  private void local(long at, boolean timeIsNeeded) throws IOException {
    if (at < 0 || at + 30 > file.sizeBytes()) {
      edits.left(Sensitive.Kind.CONTENT, "damaged entries of the ZIP");
      return;
    }
    var header = read(at, 30);
    int nameLength = Short.toUnsignedInt(header.getShort(26));
    int extraLength = Short.toUnsignedInt(header.getShort(28));
    if (header.getInt(0) != LOCAL || at + 30 + nameLength + extraLength > file.sizeBytes()) {
      edits.left(Sensitive.Kind.CONTENT, "damaged entries of the ZIP");
      return;
    }
    if (!timeIsNeeded) {
      edits.replace(at + 10, 4, TIME, Sensitive.Kind.DEVICE, "ZIP times");
    }
    extraFields(at + 30 + nameLength, extraLength, 0, null);
  }

  /**
   * Which system wrote the entry, and its owner's rights: not where the name's charset or a link
   * depends on it.
   */
  private void system(long at, ByteBuffer header, byte[] name, int flags) throws IOException {
    boolean isAscii = true;
    for (byte b : name) {
      isAscii &= b >= 0;
    }
    int mode = header.getInt(38) >>> 16;
    if ((isAscii || (flags & LANGUAGE_ENCODING) != 0) && (mode & 0xf000) != SYMBOLIC_LINK) {
      edits.replace(at + 5, 1, new byte[1], Sensitive.Kind.DEVICE, "ZIP system");
      edits.replace(at + 40, 2, new byte[2], Sensitive.Kind.DEVICE, "ZIP system");
    }
  }

  /**
   * Makes of every extra field that reading doesn't need one that only takes room.
   *
   * @param header of the central directory; null in a local one
   * @return where the entry begins, which Zip64 may say
   */
  private long extraFields(long at, int length, long localOffset, ByteBuffer header)
      throws IOException {
    var extra = read(at, length);
    long offset = localOffset;
    int i = 0;
    while (i + 4 <= length) {
      int id = Short.toUnsignedInt(extra.getShort(i));
      int size = Short.toUnsignedInt(extra.getShort(i + 2));
      if (i + 4 + size > length) {
        break;
      }
      if (id == 1 && header != null && localOffset == 0xffffffffL) {
        int before = (header.getInt(24) == -1 ? 8 : 0) + (header.getInt(20) == -1 ? 8 : 0);
        offset = before + 8 <= size ? extra.getLong(i + 4 + before) : -1;
      }
      if (!NEEDED.contains(id)) {
        var room = ByteBuffer.allocate(4 + size).order(ByteOrder.LITTLE_ENDIAN);
        room.putShort(ROOM).putShort((short) size);
        edits.replace(
            at + i, 4 + size, room.array(), Sensitive.Kind.AUTHOR, "ZIP owners and times");
      }
      i += 4 + size;
    }
    if (i < length) {
      edits.replace(
          at + i, length - i, new byte[length - i], Sensitive.Kind.AUTHOR, "ZIP extra field");
    }
    return offset;
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    var bytes = new byte[length];
    file.reader().read(offset, bytes, 0, length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
