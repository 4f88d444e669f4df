package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The answer to a document that was to be cleaned: a record with its length before it, the
 * document's size, its bytes.
 */
final class CleanedWire {
  private static final int MAX_RECORD_BYTES = 8 << 20;

  private CleanedWire() {}

  /** @param document is empty afterwards */
  static void write(DataOutputStream out, Cleaned cleaned, DocumentPieces document) throws IOException {
    var block = new ByteArrayOutputStream();
    var record = new DataOutputStream(block);
    record.writeBoolean(cleaned.changed());
    Wire.write(record, cleaned.removed());
    Wire.write(record, cleaned.left());
    out.writeInt(block.size());
    block.writeTo(out);
    if (cleaned.changed()) {
      out.writeLong(document.sizeBytes());
      document.moveTo(out);
    }
    out.flush();
  }

  /**
   * @param into gets the document's bytes as they come
   * @throws TargetFailedException {@code into} failed
   * @throws Wire.NonsenseException the worker begins what no worker of ours would
   * @throws IOException it is gone, or its answer is none
   */
  static Cleaned read(DataInputStream in, long sourceBytes, OutputStream into) throws IOException {
    int length = Wire.answerBytes(in, MAX_RECORD_BYTES);
    var block = in.readNBytes(length);
    if (block.length < length) {
      throw new IOException("half an answer");
    }
    Cleaned cleaned;
    try {
      var record = new DataInputStream(new ByteArrayInputStream(block));
      cleaned = new Cleaned(record.readBoolean(), Wire.sensitive(record), Wire.sensitive(record));
      Wire.refuseUnless(record.read() < 0 && (cleaned.changed() || cleaned.removed().isEmpty()));
    } catch (IllegalArgumentException e) {
      throw new IOException("an answer that is none", e);
    }
    if (cleaned.changed()) {
      long size = in.readLong();
      if (size < 0 || size > maxBytes(sourceBytes)) {
        throw new IOException("a document of " + size + " bytes");
      }
      copyOut(in, into, size);
    }
    return cleaned;
  }

  /**
   * A document may become larger: what was packed better than we do, or several times in one place.
   */
  static long maxBytes(long sourceBytes) {
    return 2 * sourceBytes + (16L << 20);
  }

  private static void copyOut(DataInputStream in, OutputStream into, long sizeBytes)
      throws IOException {
    var buffer = new byte[64 * 1024];
    for (long left = sizeBytes; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException("half a document");
      }
      try {
        into.write(buffer, 0, count);
      } catch (IOException e) {
        throw new TargetFailedException(e);
      }
      left -= count;
    }
  }

  /** The cleaned document can't be written; the worker is not to blame. */
  static final class TargetFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    TargetFailedException(IOException reason) {
      super(reason.getMessage(), reason);
    }

    IOException reason() {
      return (IOException) getCause();
    }
  }
}
