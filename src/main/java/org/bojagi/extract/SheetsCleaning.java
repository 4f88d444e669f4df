package org.bojagi.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * The streams of Excel 97 to 2003 (MS-XLS): names and printers in its records are overwritten where
 * they stand.
 */
final class SheetsCleaning {
  private static final int FILE_PASSWORD = 0x2f;
  private static final int WRITE_ACCESS = 0x5c;
  private static final int FILE_SHARING = 0x5b;
  private static final int NOTE = 0x1c;
  private static final int PRINTER = 0x4d;
  private static final int DRAWINGS = 0xeb;
  private static final int EXTERNAL_BOOK = 0x1ae;
  private static final int NAME_BYTES_OF_PRINTER = 64;

  private final CleaningReport report;

  SheetsCleaning(CleaningReport report) {
    this.report = report;
  }

  byte[] stream(String path, byte[] stream) throws IOException {
    if (path.equals("User Names") || path.equals("Revision Log")) {
      report.removed(Kind.AUTHOR, path);
      return null;
    }
    if (path.equals("Workbook") || path.equals("Book")) {
      return records(stream);
    }
    if (!path.equals("\u0001CompObj") && !path.equals("\u0001Ole")) {
      report.left(Kind.CONTENT, path.replaceFirst("/.*", ""));
    }
    return stream;
  }

  private byte[] records(byte[] stream) throws IOException {
    var bytes = ByteBuffer.wrap(stream.clone()).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.remaining() >= 4) {
      int type = Short.toUnsignedInt(bytes.getShort());
      int size = Short.toUnsignedInt(bytes.getShort());
      if (size > bytes.remaining()) {
        break;
      }
      int at = bytes.position();
      switch (type) {
        case FILE_PASSWORD -> throw new IOException("encrypted");
        case WRITE_ACCESS -> blank(bytes, at + 3, at + size, ' ', Kind.AUTHOR, "Excel user");
        case FILE_SHARING -> blank(bytes, at + 7, at + size, ' ', Kind.AUTHOR, "Excel user");
        case NOTE -> note(bytes, at, size);
        case PRINTER ->
            blank(
                bytes,
                at + 2,
                at + Math.min(size, 2 + NAME_BYTES_OF_PRINTER),
                0,
                Kind.DEVICE,
                "printer");
        case DRAWINGS ->
            report.left(Kind.CONTENT, "drawings and pictures of Excel's binary format");
        case EXTERNAL_BOOK -> {
          if (size > 8) {
            report.left(Kind.PATH, "links to other workbooks");
          }
        }
        default -> {}
      }
      bytes.position(at + size);
    }
    return bytes.array();
  }

  /** Row, column, flags and number; then who wrote it, MS-XLS §2.4.179. */
  private void note(ByteBuffer bytes, int at, int size) {
    if (size > 11) {
      int length = Short.toUnsignedInt(bytes.getShort(at + 8));
      int width = (bytes.get(at + 10) & 1) == 0 ? 1 : 2;
      int end = Math.min(at + size, at + 11 + length * width);
      boolean changed = false;
      for (int i = at + 11; i < end; i++) {
        byte blank = (byte) (width == 1 || (i - at - 11) % 2 == 0 ? ' ' : 0);
        changed |= bytes.get(i) != blank;
        bytes.put(i, blank);
      }
      if (changed) {
        report.removed(Kind.AUTHOR, "Excel comment's author");
      }
    }
  }

  private void blank(ByteBuffer bytes, int from, int to, int value, Kind kind, String fieldName) {
    if (from >= to) {
      return;
    }
    var before = Arrays.copyOfRange(bytes.array(), from, to);
    Arrays.fill(bytes.array(), from, to, (byte) value);
    if (!Arrays.equals(before, Arrays.copyOfRange(bytes.array(), from, to))) {
      report.removed(kind, fieldName);
    }
  }
}
