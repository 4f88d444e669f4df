package org.bojagi.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The tar of a shelf (POSIX.1-2017, pax): regular files alone, whose headers say nothing but name and length. A name
 * that isn't short ASCII stands in a pax header before.
 */
public final class Tar {
  private static final int BLOCK_BYTES = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int CHECKSUM_OFFSET = 148;
  private static final int TYPE_OFFSET = 156;
  private static final char FILE = '0';
  private static final char PAX = 'x';

  /** 2000-01-01 in UTC. */
  private static final long TIME_SECONDS = 946_684_800;

  private static final String PAX_PATH = " path=";

  /** Two blocks of zeros. */
  public static final int END_BYTES = 2 * BLOCK_BYTES;

  private Tar() {}

  /** What a file takes at most whose name has so many bytes. */
  public static int boundBytes(int nameBytes, int sizeBytes) {
    return 3 * BLOCK_BYTES + padded(nameBytes + 20) + padded(sizeBytes);
  }

  /**
   * Adds one file.
   *
   * @return offset of its bytes in the tar
   */
  public static int add(ByteArrayOutputStream tar, String path, byte[] content) {
    var name = path.getBytes(StandardCharsets.UTF_8);
    boolean plain = name.length <= NAME_BYTES && StandardCharsets.US_ASCII.newEncoder().canEncode(path);
    if (!plain) {
      var record = paxRecord(name);
      tar.writeBytes(header(new byte[] {'p', 'a', 'x'}, record.length, PAX));
      addPadded(tar, record);
    }
    // Who doesn't know pax headers gets what fits of the name.
    tar.writeBytes(header(Arrays.copyOf(name, Math.min(name.length, NAME_BYTES)), content.length, FILE));
    int offset = tar.size();
    addPadded(tar, content);
    return offset;
  }

  /** {@code LENGTH path=NAME\n}, of which the length counts itself too. */
  private static byte[] paxRecord(byte[] name) {
    int rest = PAX_PATH.length() + name.length + 1;
    int length = rest;
    while (length != rest + Integer.toString(length).length()) {
      length = rest + Integer.toString(length).length();
    }
    var record = new ByteArrayOutputStream(length);
    record.writeBytes((length + PAX_PATH).getBytes(StandardCharsets.US_ASCII));
    record.writeBytes(name);
    record.write('\n');
    return record.toByteArray();
  }

  private static byte[] header(byte[] name, int sizeBytes, char type) {
    var header = new byte[BLOCK_BYTES];
    System.arraycopy(name, 0, header, 0, name.length);
    put(header, NAME_BYTES, "0000644\0" + "0000000\0" + "0000000\0");
    put(header, SIZE_OFFSET, octal(sizeBytes, 11) + "\0" + octal(TIME_SECONDS, 11) + "\0" + "        " + type);
    put(header, 257, "ustar\0" + "00");
    put(header, 329, "0000000\0" + "0000000\0");
    put(header, CHECKSUM_OFFSET, octal(sum(header, 0), 6) + "\0 ");
    return header;
  }

  private static void put(byte[] header, int offset, String ascii) {
    System.arraycopy(ascii.getBytes(StandardCharsets.US_ASCII), 0, header, offset, ascii.length());
  }

  private static String octal(long number, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "o", number);
  }

  /** Of a header, its own checksum taken for spaces. */
  private static int sum(byte[] tar, int header) {
    int sum = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      boolean own = i >= CHECKSUM_OFFSET && i < TYPE_OFFSET;
      sum += own ? ' ' : tar[header + i] & 0xFF;
    }
    return sum;
  }

  private static void addPadded(ByteArrayOutputStream tar, byte[] bytes) {
    tar.writeBytes(bytes);
    tar.writeBytes(new byte[padded(bytes.length) - bytes.length]);
  }

  private static int padded(int bytes) {
    return Math.ceilDiv(bytes, BLOCK_BYTES) * BLOCK_BYTES;
  }

  /**
   * The files of a tar, in order.
   *
   * @return null where it is no tar as {@link #add} writes it
   */
  public static List<ShelvedFile> list(byte[] tar) {
    var files = new ArrayList<ShelvedFile>();
    String longName = null;
    for (int at = 0; at + BLOCK_BYTES <= tar.length; ) {
      if (tar[at] == 0) {
        return files;
      }
      long size = octal(tar, at + SIZE_OFFSET, 11);
      int from = at + BLOCK_BYTES;
      if (size < 0 || size > tar.length - from || octal(tar, at + CHECKSUM_OFFSET, 6) != sum(tar, at)) {
        return null;
      }
      int bytes = (int) size;
      char type = (char) tar[at + TYPE_OFFSET];
      if (type == PAX) {
        longName = paxPath(tar, from, bytes);
        if (longName == null) {
          return null;
        }
      } else if (type == FILE) {
        files.add(new ShelvedFile(longName != null ? longName : shortName(tar, at), from, bytes));
        longName = null;
      } else {
        return null;
      }
      at = from + padded(bytes);
    }
    return null; // without its end
  }

  /** -1 where there is anything but digits. */
  private static long octal(byte[] tar, int offset, int digits) {
    long number = 0;
    for (int i = offset; i < offset + digits; i++) {
      if (tar[i] < '0' || tar[i] > '7') {
        return -1;
      }
      number = number << 3 | tar[i] - '0';
    }
    return number;
  }

  private static String shortName(byte[] tar, int at) {
    int end = at;
    while (end < at + NAME_BYTES && tar[end] != 0) {
      end++;
    }
    return new String(tar, at, end - at, StandardCharsets.UTF_8);
  }

  private static String paxPath(byte[] tar, int from, int bytes) {
    int start = from;
    while (start < from + Math.min(bytes, 6) && tar[start] >= '0' && tar[start] <= '9') {
      start++;
    }
    int name = start + PAX_PATH.length();
    boolean ours =
        bytes <= Format.MAX_NAME_BYTES + 20
            && name < from + bytes
            && new String(tar, start, PAX_PATH.length(), StandardCharsets.US_ASCII).equals(PAX_PATH)
            && tar[from + bytes - 1] == '\n';
    return ours ? new String(tar, name, from + bytes - 1 - name, StandardCharsets.UTF_8) : null;
  }
}
