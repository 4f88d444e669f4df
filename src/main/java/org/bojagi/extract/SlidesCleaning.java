package org.bojagi.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bojagi.scrub.Sensitive.Kind;

/** The streams of PowerPoint 97 to 2003 (MS-PPT): names are overwritten where they stand. */
final class SlidesCleaning {
  private static final int CONTAINER = 0xf;
  private static final int USER_EDIT = 0x0ff5;
  private static final int STRING = 0x0fba;
  private static final int COMMENT = 12_000;
  private static final int COMMENT_ATOM = 12_001;
  private static final int MAX_DEPTH = 40;
  private static final int USER_NAME = 28;
  private static final int ENCRYPTED = 0xf3d1c4df;

  private final CleaningReport report;
  private int userEdits;

  SlidesCleaning(CleaningReport report) {
    this.report = report;
  }

  byte[] stream(String path, byte[] stream) throws IOException {
    switch (path) {
      case "PowerPoint Document" -> {
        var bytes = ByteBuffer.wrap(stream.clone()).order(ByteOrder.LITTLE_ENDIAN);
        records(bytes, 0, stream.length, false, 0);
        if (userEdits > 1) {
          report.left(Kind.CONTENT, "earlier versions of slides");
        }
        return bytes.array();
      }
      case "Current User" -> {
        return currentUser(stream);
      }
      case "Pictures" -> {
        return new FixedPictures(report).clean(path, stream);
      }
      default -> {
        if (path.contains("/")) {
          report.left(Kind.CONTENT, path.substring(0, path.indexOf('/')));
        }
        return stream;
      }
    }
  }

  private void records(ByteBuffer bytes, int from, int to, boolean inComment, int depth) {
    int at = from;
    while (at + 8 <= to) {
      int version = Short.toUnsignedInt(bytes.getShort(at));
      int type = Short.toUnsignedInt(bytes.getShort(at + 2));
      long size = Integer.toUnsignedLong(bytes.getInt(at + 4));
      if (size > to - at - 8) {
        return;
      }
      int end = at + 8 + (int) size;
      userEdits += type == USER_EDIT ? 1 : 0;
      if ((version & 0xf) == CONTAINER && depth < MAX_DEPTH) {
        records(bytes, at + 8, end, type == COMMENT, depth + 1);
      } else if (inComment && type == STRING && version >>> 4 != 1) {
        spaces(bytes, at + 8, end, "PowerPoint comment's author");
      } else if (inComment && type == COMMENT_ATOM && size >= 20) {
        // Year, month, day of the week, day; a date must be one.
        bytes.putShort(at + 12, (short) 1980).putShort(at + 14, (short) 1);
        bytes.putShort(at + 16, (short) 2).putShort(at + 18, (short) 1).putLong(at + 20, 0);
      }
      at = end;
    }
  }

  /**
   * A fixed head, then the name in a code page, a number, and the name in wide characters, MS-PPT
   * §2.3.2.
   */
  private byte[] currentUser(byte[] stream) throws IOException {
    if (stream.length < USER_NAME) {
      return stream;
    }
    var bytes = ByteBuffer.wrap(stream.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt(12) == ENCRYPTED) {
      throw new IOException("encrypted");
    }
    int length = Short.toUnsignedInt(bytes.getShort(20));
    int end = Math.min(stream.length, USER_NAME + length);
    boolean changed = false;
    for (int i = USER_NAME; i < end; i++) {
      changed |= bytes.get(i) != ' ';
      bytes.put(i, (byte) ' ');
    }
    spaces(bytes, Math.min(stream.length, end + 4), stream.length, "PowerPoint user");
    if (changed) {
      report.removed(Kind.AUTHOR, "PowerPoint user");
    }
    return bytes.array();
  }

  private void spaces(ByteBuffer bytes, int from, int to, String fieldName) {
    boolean changed = false;
    for (int i = from; i + 2 <= to; i += 2) {
      changed |= bytes.getShort(i) != ' ';
      bytes.putShort(i, (short) ' ');
    }
    if (changed) {
      report.removed(Kind.AUTHOR, fieldName);
    }
  }
}
