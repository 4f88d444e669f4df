package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * The streams of HWP 5.0 (Hancom's published format, revision 1.3): preview, paths, who tracked
 * changes, where a picture came from, pictures.
 */
final class HwpCleaning {
  private static final int COMPRESSED = 1;
  private static final int PASSWORD = 2;
  private static final int DISTRIBUTED = 4;
  private static final int MAX_INFLATED = 128 << 20;

  // Tags of records, §4.1.
  private static final int TAG_BEGIN = 0x10;
  private static final int CONTROL_HEADER = TAG_BEGIN + 55;
  private static final int TRACK_CHANGE_AUTHOR = TAG_BEGIN + 81;

  // Kinds of controls as four characters in a little-endian number.
  private static final int DRAWING = 'g' << 24 | 's' << 16 | 'o' << 8 | ' ';
  private static final int TABLE = 't' << 24 | 'b' << 16 | 'l' << 8 | ' ';
  private static final int EQUATION = 'e' << 24 | 'q' << 16 | 'e' << 8 | 'd';
  private static final int MEMO = '%' << 24 | '%' << 16 | 'm' << 8 | 'e';

  /**
   * Of a drawing's description within its control header: behind kind, place, size, margins and
   * number.
   */
  private static final int DESCRIPTION = 44;

  private final CleaningReport report;
  private final boolean isCompressed;

  private HwpCleaning(CleaningReport report, boolean isCompressed) {
    this.report = report;
    this.isCompressed = isCompressed;
  }

  static Ole2Cleaning.StreamCleaning of(byte[] header, CleaningReport report)
      throws UnreadableException {
    if (header.length < 40) {
      throw UnreadableException.damaged("HWP document");
    }
    int flags = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(36);
    if ((flags & PASSWORD) != 0) {
      throw UnreadableException.encrypted();
    }
    if ((flags & DISTRIBUTED) != 0) {
      report.left(Kind.CONTENT, "text of a document for distribution");
    }
    return new HwpCleaning(report, (flags & COMPRESSED) != 0)::stream;
  }

  private byte[] stream(String path, byte[] stream) throws IOException {
    if (path.equals("PrvText") || path.equals("PrvImage")) {
      report.removed(Kind.CONTENT, "preview");
      return null;
    }
    if (path.equals("DocOptions/_LinkDoc")) {
      for (byte b : stream) {
        if (b != 0) {
          report.removed(Kind.PATH, "linked document");
          return new byte[stream.length];
        }
      }
      return stream;
    }
    if (path.startsWith("BinData/")) {
      return picture(path, stream);
    }
    if (path.equals("DocInfo") || path.startsWith("BodyText/")) {
      return records(path, stream);
    }
    if (path.startsWith("ViewText/")
        || path.startsWith("DocOptions/")
        || path.startsWith("XMLTemplate/")) {
      report.left(Kind.CONTENT, path);
    }
    return stream;
  }

  private byte[] picture(String path, byte[] stream) throws IOException {
    var plain = inflated(stream);
    if (plain == null) {
      return report.cleanedPicture(path, stream);
    }
    var cleaned = report.cleanedPicture(path, plain);
    return cleaned == plain ? stream : deflated(cleaned);
  }

  private byte[] records(String path, byte[] stream) throws IOException {
    var plain = isCompressed ? inflated(stream) : stream.clone();
    if (plain == null) {
      report.left(Kind.CONTENT, path);
      return stream;
    }
    var bytes = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    boolean changed = false;
    while (bytes.remaining() >= 4) {
      int header = bytes.getInt();
      long size = header >>> 20;
      if (size == 0xfff && bytes.remaining() >= 4) {
        size = Integer.toUnsignedLong(bytes.getInt());
      }
      if (size > bytes.remaining()) {
        report.left(Kind.CONTENT, path + ", which is cut off");
        break;
      }
      int at = bytes.position();
      changed |= record(header & 0x3ff, bytes, at, (int) size);
      bytes.position(at + (int) size);
    }
    return !changed ? stream : isCompressed ? deflated(plain) : plain;
  }

  private boolean record(int tag, ByteBuffer bytes, int at, int size) {
    if (tag == TRACK_CHANGE_AUTHOR) {
      return blank(bytes, at, at + size, Kind.AUTHOR, "author of tracked changes");
    }
    if (tag != CONTROL_HEADER || size < 4) {
      return false;
    }
    int kind = bytes.getInt(at);
    if (kind == MEMO) {
      report.left(Kind.AUTHOR, "memo");
    }
    boolean isObject = kind == DRAWING || kind == TABLE || kind == EQUATION;
    return isObject
        && size > DESCRIPTION
        && blank(bytes, at + DESCRIPTION, at + size, Kind.PATH, "description of a drawing");
  }

  /** Spaces in place of a string with its length before it. */
  private boolean blank(ByteBuffer bytes, int at, int end, Kind kind, String fieldName) {
    if (end - at < 2) {
      return false;
    }
    int length = Math.min(Short.toUnsignedInt(bytes.getShort(at)), (end - at - 2) / 2);
    boolean changed = false;
    for (int i = at + 2; i < at + 2 + 2 * length; i += 2) {
      changed |= bytes.getShort(i) != ' ';
      bytes.putShort(i, (short) ' ');
    }
    if (changed) {
      report.removed(kind, fieldName);
    }
    return changed;
  }

  /** Null where it isn't compressed, or unpacks to more than any document needs. */
  private static byte[] inflated(byte[] stream) {
    var inflater = new Inflater(true);
    try (var in = new InflaterInputStream(new ByteArrayInputStream(stream), inflater, 1 << 16)) {
      var plain = in.readNBytes(MAX_INFLATED + 1);
      return plain.length > MAX_INFLATED || plain.length == 0 ? null : plain;
    } catch (IOException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private static byte[] deflated(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (var deflating = new DeflaterOutputStream(out, deflater)) {
      deflating.write(plain);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
