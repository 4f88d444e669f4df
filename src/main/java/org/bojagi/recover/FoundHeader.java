package org.bojagi.recover;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bojagi.age.AgeHeader;
import org.bojagi.bundle.Format;

/**
 * A place where an age file begins: a file's first byte, or in an image any sector's (age specification, "Header").
 *
 * @param offset in the medium
 * @param beginning as much as the largest slot has, less at the medium's end
 */
record FoundHeader(Medium medium, long offset, byte[] beginning) {
  private static final int SECTOR_BYTES = 512;
  private static final int BLOCK_BYTES = 1 << 20;
  private static final byte[] MAGIC = "age-encryption.org/v1\n".getBytes(StandardCharsets.US_ASCII);

  /** A 64 GB card holds fewer volumes and slots by far; an image made to be slow could hold millions. */
  private static final int MAX_IN_AN_IMAGE = 100_000;

  /** A volume's header for its one recipient and the nonce of its payload. */
  static final int VOLUME_HEAD_BYTES = AgeHeader.X25519_HEADER_SIZE + 16;

  /** The file's only where it begins with a header; all of an image's. */
  static List<FoundHeader> in(Medium medium) {
    var found = new ArrayList<FoundHeader>();
    if (!medium.isImage) {
      add(medium, 0, medium.bytes(0, MAGIC.length), 0, found);
      return found;
    }
    for (long position = 0; position < medium.sizeBytes; position += BLOCK_BYTES) {
      var block = medium.bytes(position, BLOCK_BYTES);
      if (block.length == 0) {
        // Somewhere in it the medium fails: sector by sector.
        for (long sector = position; sector < position + BLOCK_BYTES; sector += SECTOR_BYTES) {
          add(medium, sector, medium.bytes(sector, MAGIC.length), 0, found);
        }
      }
      for (int at = 0; at + MAGIC.length <= block.length; at += SECTOR_BYTES) {
        add(medium, position, block, at, found);
      }
    }
    medium.filesBeginAt(found.stream().mapToLong(FoundHeader::offset).toArray());
    return found;
  }

  private static void add(Medium medium, long position, byte[] bytes, int at, List<FoundHeader> found) {
    if (bytes.length >= at + MAGIC.length
        && Arrays.equals(bytes, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)
        && found.size() < MAX_IN_AN_IMAGE) {
      found.add(new FoundHeader(medium, position + at, medium.bytes(position + at, Format.MAX_SLOT_FILE_BYTES)));
    }
  }

  /** null where it is against the specification. */
  AgeHeader header() {
    try {
      return AgeHeader.read(new ByteArrayInputStream(beginning), name());
    } catch (IOException e) {
      return null;
    }
  }

  byte[] volumeHead() {
    return Arrays.copyOf(beginning, Math.min(beginning.length, VOLUME_HEAD_BYTES));
  }

  String name() {
    return medium.isImage ? medium.name() + " at byte " + offset : medium.name();
  }
}
