package org.bojagi.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether a picture says where it was taken: a latitude in EXIF (Exif 2.32 §4.6.6) or in an XMP
 * packet.
 *
 * <p>Looks where JPEG, PNG, WebP, TIFF and HEIC keep them. A picture that is broken says nothing.
 */
final class PictureFacts {
  private static final int MAX_PIECES = 200;
  private static final int GPS_IFD = 0x8825;
  private static final int LATITUDE = 2;
  private static final int LONGITUDE = 4;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final byte[] XMP_LATITUDE = "GPSLatitude".getBytes(StandardCharsets.US_ASCII);

  private PictureFacts() {}

  static boolean saysWhere(FileWindow file) throws IOException {
    var head = file.at(0, 16);
    if (head.length < 16) {
      return false;
    }
    if (head[0] == (byte) 0xFF && head[1] == (byte) 0xD8) {
      return inJpeg(file);
    }
    var type = new String(head, StandardCharsets.ISO_8859_1);
    if (type.startsWith("\u0089PNG")) {
      return inChunks(file, 8, ByteOrder.BIG_ENDIAN);
    }
    if (type.startsWith("RIFF") && type.startsWith("WEBP", 8)) {
      return inChunks(file, 12, ByteOrder.LITTLE_ENDIAN);
    }
    if (type.startsWith("II*\0") || type.startsWith("MM\0*")) {
      return inTiff(file, 0, file.sizeBytes()) || inXmp(file.at(0, FileWindow.MAX_READ_BYTES));
    }
    return type.startsWith("ftyp", 4) && inHeic(file);
  }

  private static boolean inJpeg(FileWindow file) throws IOException {
    long at = 2;
    for (int i = 0; i < MAX_PIECES; i++) {
      var marker = file.at(at, 4);
      if (marker.length < 4 || marker[0] != (byte) 0xFF || marker[1] == (byte) 0xDA) {
        return false;
      }
      if (marker[1] == (byte) 0xFF) {
        at++; // fill bytes may come before a marker
        continue;
      }
      int length = (marker[2] & 0xFF) << 8 | marker[3] & 0xFF;
      if (marker[1] == (byte) 0xE1) {
        boolean exif = startsWith(file.at(at + 4, EXIF.length), EXIF);
        if (exif
            ? inTiff(file, at + 4 + EXIF.length, at + 2 + length)
            : inXmp(file.at(at + 4, length - 2))) {
          return true;
        }
      }
      at += 2 + Math.max(2, length);
    }
    return false;
  }

  /** PNG: length, type, content, CRC. WebP: type, length, content, padded to even. */
  private static boolean inChunks(FileWindow file, long start, ByteOrder order) throws IOException {
    boolean png = order == ByteOrder.BIG_ENDIAN;
    long at = start;
    for (int i = 0; i < MAX_PIECES; i++) {
      var head = file.at(at, 8);
      if (head.length < 8) {
        return false;
      }
      long length = ByteBuffer.wrap(head).order(order).getInt(png ? 0 : 4) & 0xFFFFFFFFL;
      var type = new String(head, png ? 4 : 0, 4, StandardCharsets.ISO_8859_1);
      long content = at + 8;
      boolean found =
          switch (type) {
            case "eXIf" -> inTiff(file, content, content + length);
            case "EXIF" -> {
              long skip = startsWith(file.at(content, EXIF.length), EXIF) ? EXIF.length : 0;
              yield inTiff(file, content + skip, content + length);
            }
            case "iTXt", "XMP " ->
                inXmp(file.at(content, (int) Math.min(length, FileWindow.MAX_READ_BYTES)));
            default -> false;
          };
      if (found) {
        return true;
      }
      at = content + length + (png ? 4 : length & 1);
    }
    return false;
  }

  /**
   * HEIC keeps EXIF as an item of its own, in practice near the beginning: found by its own first
   * bytes.
   */
  private static boolean inHeic(FileWindow file) throws IOException {
    for (long at = 0; at < 16L * FileWindow.MAX_READ_BYTES; at += FileWindow.MAX_READ_BYTES - 16) {
      var bytes = file.at(at, FileWindow.MAX_READ_BYTES);
      int exif = indexOf(bytes, EXIF);
      if (exif >= 0 && inTiff(file, at + exif + EXIF.length, file.sizeBytes()) || inXmp(bytes)) {
        return true;
      }
      if (bytes.length < FileWindow.MAX_READ_BYTES) {
        return false;
      }
    }
    return false;
  }

  /**
   * @param start of the TIFF header, {@code end} of what belongs to it, both in bytes of the file
   */
  private static boolean inTiff(FileWindow file, long start, long end) throws IOException {
    var header = file.at(start, 8);
    if (header.length < 8 || header[0] != header[1] || header[0] != 'I' && header[0] != 'M') {
      return false;
    }
    var order = header[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    long first = ByteBuffer.wrap(header).order(order).getInt(4) & 0xFFFFFFFFL;
    var gps = entry(file, start, first, end, order, GPS_IFD);
    if (gps == null) {
      return false;
    }
    long directory = gps.getInt(8) & 0xFFFFFFFFL;
    return isPlace(file, start, end, order, entry(file, start, directory, end, order, LATITUDE))
        || isPlace(file, start, end, order, entry(file, start, directory, end, order, LONGITUDE));
  }

  /** Three fractions. A camera that found no satellite writes 0/0. */
  private static boolean isPlace(
      FileWindow file, long start, long end, ByteOrder order, ByteBuffer entry) throws IOException {
    if (entry == null) {
      return false;
    }
    long at = start + (entry.getInt(8) & 0xFFFFFFFFL);
    var fractions = at + 8 > end ? new byte[0] : file.at(at, 24);
    return fractions.length >= 8 && ByteBuffer.wrap(fractions).order(order).getInt(4) != 0;
  }

  /**
   * The 12 bytes of an entry of an image file directory (TIFF 6.0 §2); null where it has none with
   * this tag.
   */
  private static ByteBuffer entry(
      FileWindow file, long start, long directory, long end, ByteOrder order, int tag)
      throws IOException {
    long at = start + directory;
    var count = at + 2 > end ? new byte[0] : file.at(at, 2);
    if (count.length < 2) {
      return null;
    }
    int entries = ByteBuffer.wrap(count).order(order).getShort() & 0xFFFF;
    var bytes = file.at(at + 2, Math.min(12 * entries, 12 * 1_000));
    for (int i = 0; i + 12 <= bytes.length; i += 12) {
      var entry = ByteBuffer.wrap(bytes, i, 12).slice().order(order);
      if ((entry.getShort(0) & 0xFFFF) == tag) {
        return entry;
      }
    }
    return null;
  }

  private static boolean inXmp(byte[] packet) {
    return indexOf(packet, XMP_LATITUDE) >= 0;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
