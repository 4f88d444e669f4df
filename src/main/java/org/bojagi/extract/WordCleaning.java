package org.bojagi.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * The streams of Word 97 to 2003 (MS-DOC): names and paths in its tables are overwritten where they
 * stand, so that no offset changes.
 */
final class WordCleaning {
  private static final int ENCRYPTED = 0x0100;
  private static final int SECOND_TABLE = 0x0200;
  private static final int FAST_SAVED = 0x0004;

  // Where the file information block says place and length of a table, MS-DOC §2.5.6.
  private static final int COMMENT_REFERENCES = 0xba;
  private static final int SUMMARY_STRINGS = 0x19a;
  private static final int COMMENT_OWNERS = 0x1ba;
  private static final int REVISION_AUTHORS = 0x232;
  private static final int SAVED_BY = 0x2d2;

  private static final int TITLE_INDEX = 2;
  private static final int COMMENT_BYTES = 30;
  private static final int INITIALS_BYTES = 20;

  private final CleaningReport report;
  private final ByteBuffer information;
  private final String tableName;

  private WordCleaning(byte[] document, CleaningReport report, boolean secondTable) {
    this.report = report;
    this.information = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN);
    this.tableName = secondTable ? "1Table" : "0Table";
  }

  static Ole2Cleaning.StreamCleaning of(byte[] document, CleaningReport report)
      throws UnreadableException {
    if (document.length < SAVED_BY + 8) {
      throw UnreadableException.damaged("Word document");
    }
    int flags = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN).getShort(10);
    if ((flags & ENCRYPTED) != 0) {
      throw UnreadableException.encrypted();
    }
    if ((flags & FAST_SAVED) != 0) {
      report.left(Kind.CONTENT, "deleted text of a fast save");
    }
    report.left(Kind.CONTENT, "dates of comments and changes in Word's binary format");
    return new WordCleaning(document, report, (flags & SECOND_TABLE) != 0)::stream;
  }

  private byte[] stream(String path, byte[] stream) throws IOException {
    if (path.equals(tableName)) {
      return table(stream);
    }
    if (path.equals("Data") || path.equals("WordDocument")) {
      return new FixedPictures(report).clean(path, stream);
    }
    if (path.contains("/") && !path.startsWith("ObjectPool/")) {
      report.left(Kind.CONTENT, path.substring(0, path.indexOf('/')));
    } else if (path.contains("/")) {
      report.left(Kind.CONTENT, "embedded objects");
    }
    return stream;
  }

  private byte[] table(byte[] stream) {
    var table = ByteBuffer.wrap(stream.clone()).order(ByteOrder.LITTLE_ENDIAN);
    strings(table, SUMMARY_STRINGS, TITLE_INDEX, Kind.AUTHOR, "Word summary strings");
    strings(table, REVISION_AUTHORS, 0, Kind.AUTHOR, "Word authors of changes");
    strings(table, SAVED_BY, -1, Kind.PATH, "Word who saved it where");
    owners(table);
    initials(table);
    return table.array();
  }

  /**
   * A string table, MS-DOC §2.2.4, of wide characters. @param kept the index of a string that
   * stays, or -1
   */
  private void strings(ByteBuffer table, int pointer, int kept, Kind kind, String fieldName) {
    int at = information.getInt(pointer);
    long end = at + (long) information.getInt(pointer + 4);
    if (at < 0 || end > table.capacity() || end - at < 6) {
      return;
    }
    if (table.getShort(at) != -1) {
      report.left(kind, fieldName);
      return;
    }
    int count = Short.toUnsignedInt(table.getShort(at + 2));
    int extra = Short.toUnsignedInt(table.getShort(at + 4));
    int next = at + 6;
    for (int i = 0; i < count && next + 2 <= end; i++) {
      int length = Short.toUnsignedInt(table.getShort(next));
      if (next + 2 + 2L * length > end) {
        return;
      }
      if (i != kept) {
        blank(table, next + 2, length, kind, fieldName);
      }
      next += 2 + 2 * length + extra;
    }
  }

  private void owners(ByteBuffer table) {
    int at = information.getInt(COMMENT_OWNERS);
    long end = at + (long) information.getInt(COMMENT_OWNERS + 4);
    while (at >= 0 && at + 2 <= end && end <= table.capacity()) {
      int length = Short.toUnsignedInt(table.getShort(at));
      if (at + 2 + 2L * length > end) {
        return;
      }
      blank(table, at + 2, length, Kind.AUTHOR, "Word authors of comments");
      at += 2 + 2 * length;
    }
  }

  /** Positions in the text, then 30 bytes for each comment, which begin with initials. */
  private void initials(ByteBuffer table) {
    int at = information.getInt(COMMENT_REFERENCES);
    int length = information.getInt(COMMENT_REFERENCES + 4);
    int count = (length - 4) / (4 + COMMENT_BYTES);
    if (at < 0 || count <= 0 || (long) at + length > table.capacity()) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int comment = at + 4 * (count + 1) + COMMENT_BYTES * i;
      blank(table, comment + 2, INITIALS_BYTES / 2 - 1, Kind.AUTHOR, "Word initials of comments");
    }
  }

  private void blank(ByteBuffer table, int at, int length, Kind kind, String fieldName) {
    boolean changed = false;
    for (int i = at; i < at + 2 * length; i += 2) {
      changed |= table.getShort(i) != ' ' && table.getShort(i) != 0;
      table.putShort(i, (short) ' ');
    }
    if (changed) {
      report.removed(kind, fieldName);
    }
  }
}
