package org.bojagi.scrub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Owners and times in the headers of a tar (POSIX.1-2024, pax: ustar, pax and GNU's), where they
 * stand.
 */
final class TarTraces {
  private static final int BLOCK = 512;
  private static final int MAX_PAX_BYTES = 1 << 20;

  /** 1 January 1980, as in ZIPs. */
  private static final byte[] TIME = ascii("%011o\0".formatted(315_532_800));

  private static final byte[] NOBODY = ascii("0000000\0");

  /** Records of extended headers that reading needs. */
  private static final Set<String> NEEDED =
      Set.of("path", "linkpath", "size", "hdrcharset", "charset");

  private final SeekableBytes file;
  private final FixedEdits edits;

  TarTraces(SeekableBytes file, FixedEdits edits) {
    this.file = file;
    this.edits = edits;
  }

  /** By its sum, which an empty block hasn't. */
  static boolean isHeader(byte[] block) {
    return checksum(block) == octal(block, 148, 8) && checksum(block) > 8 * ' ';
  }

  void find() throws IOException {
    var block = new byte[BLOCK];
    long at = 0;
    while (at + BLOCK <= file.sizeBytes()) {
      file.reader().read(at, block, 0, BLOCK);
      if (!isHeader(block)) {
        if (!isEmpty(block)) {
          edits.left(Sensitive.Kind.CONTENT, "damaged parts of the tar");
        }
        // Behind the end there may be whatever the tape held.
        at += BLOCK;
        continue;
      }
      long size = octal(block, 124, 12);
      if (size < 0 || size > file.sizeBytes()) {
        edits.left(Sensitive.Kind.CONTENT, "damaged parts of the tar");
        return;
      }
      byte type = block[156];
      header(at, block);
      if (type == 'x' || type == 'g') {
        extended(at + BLOCK, size);
      }
      at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
  }

  private void header(long at, byte[] before) throws IOException {
    var block = before.clone();
    put(block, 108, NOBODY);
    put(block, 116, NOBODY);
    put(block, 136, TIME);
    var magic = new String(block, 257, 8, StandardCharsets.ISO_8859_1);
    if (magic.startsWith("ustar")) {
      Arrays.fill(block, 265, 329, (byte) 0);
    }
    if (magic.startsWith("ustar  ")) {
      Arrays.fill(block, 345, 369, (byte) 0);
    }
    var name = new String(block, 0, 100, StandardCharsets.ISO_8859_1);
    // The number of the process that wrote it.
    int number = name.indexOf("PaxHeaders.") + 11;
    for (int i = number; number > 10 && i < 100 && block[i] >= '0' && block[i] <= '9'; i++) {
      block[i] = '0';
    }
    put(block, 148, ascii("%06o\0 ".formatted(checksum(block))));
    if (!Arrays.equals(Arrays.copyOf(block, 148), Arrays.copyOf(before, 148))
        || !Arrays.equals(
            Arrays.copyOfRange(block, 156, BLOCK), Arrays.copyOfRange(before, 156, BLOCK))) {
      edits.replace(at, BLOCK, block, Sensitive.Kind.AUTHOR, "tar owners and times");
    }
  }

  /**
   * Records of {@code length key=value\n}: a value keeps its length, in zeros where it is a number.
   */
  private void extended(long at, long size) throws IOException {
    if (size > MAX_PAX_BYTES || at + size > file.sizeBytes()) {
      edits.left(Sensitive.Kind.AUTHOR, "tar extended header");
      return;
    }
    var records = new byte[(int) size];
    file.reader().read(at, records, 0, records.length);
    var text = new String(records, StandardCharsets.ISO_8859_1);
    int start = 0;
    while (start < records.length && records[start] != 0) {
      int space = text.indexOf(' ', start);
      int equals = text.indexOf('=', start);
      int length = space > start && space - start < 9 ? digits(text.substring(start, space)) : 0;
      int end = start + length;
      if (length <= 0
          || end > records.length
          || equals < space
          || equals >= end
          || records[end - 1] != '\n') {
        edits.left(Sensitive.Kind.AUTHOR, "tar extended header");
        return;
      }
      var key = text.substring(space + 1, equals);
      if (!NEEDED.contains(key) && !key.startsWith("GNU.sparse.")) {
        boolean isNumber = text.substring(equals + 1, end - 1).matches("-?[0-9.]+");
        for (int i = equals + 1; i < end - 1; i++) {
          records[i] = (byte) (!isNumber ? 'x' : records[i] == '.' ? '.' : '0');
        }
      }
      start = end;
    }
    edits.replace(at, records.length, records, Sensitive.Kind.AUTHOR, "tar extended header");
  }

  private static int checksum(byte[] block) {
    int sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : block[i] & 0xff;
    }
    return sum;
  }

  /** Octal digits, or GNU's binary where the first bit is set; -1 for neither. */
  private static long octal(byte[] block, int at, int length) {
    long value = 0;
    if ((block[at] & 0x80) != 0) {
      for (int i = at + length - 8; i < at + length; i++) {
        value = value << 8 | block[i] & 0xff;
      }
      return value;
    }
    for (int i = at; i < at + length && block[i] != 0; i++) {
      if (block[i] >= '0' && block[i] <= '7') {
        value = value * 8 + block[i] - '0';
      } else if (block[i] != ' ') {
        return -1;
      } else if (value > 0) {
        break;
      }
    }
    return value;
  }

  private static int digits(String text) {
    return text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : 0;
  }

  private static boolean isEmpty(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static void put(byte[] block, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
