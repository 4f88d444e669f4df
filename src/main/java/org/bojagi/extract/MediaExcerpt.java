package org.bojagi.extract;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What of a sound or film is enough to know it, kept while the whole of it streams past once.
 *
 * <p>Of MP4 and QuickTime (ISO 14496-12, §4.2) all top-level boxes but those that hold samples; of
 * others, and of one whose boxes make no sense, the first 4 MiB and the last 1 MiB. Never more than
 * 32 MiB of memory.
 *
 * <p>The excerpt is {@link #MAGIC}, the whole's size and the length of its first part as 64-bit
 * numbers, then that part, then the whole's last bytes.
 */
public final class MediaExcerpt extends OutputStream {
  /** A film never begins so. */
  static final byte[] MAGIC = "\0bojagi excerpt\0".getBytes(StandardCharsets.US_ASCII);

  private static final int HEAD_BYTES = 4 << 20;
  private static final int TAIL_BYTES = 1 << 20;
  private static final int BOXES_BYTES = 24 << 20;

  /** Samples, and what there may be without end beside them in a film cut into fragments. */
  private static final Set<String> DROPPED =
      Set.of("mdat", "moof", "sidx", "free", "skip", "wide", "mfra", "styp");

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] tail = new byte[TAIL_BYTES];
  private final ByteArrayOutputStream boxes = new ByteArrayOutputStream();
  private final ByteBuffer header = ByteBuffer.allocate(16);
  private long sizeBytes;

  /** Of the box in hand; {@code Long.MAX_VALUE} for one that lasts to the end. */
  private long boxBytesLeft;

  private boolean boxKept;
  private boolean begun;

  /** The bytes make sense as boxes so far. */
  private boolean isBoxes = true;

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (head.size() < HEAD_BYTES) {
      head.write(bytes, offset, Math.min(length, HEAD_BYTES - head.size()));
    }
    keepTail(bytes, offset, length);
    walkBoxes(bytes, offset, length);
    sizeBytes += length;
  }

  /**
   * To be given to {@link ExtractionPool#extract} in place of the file, after its last byte was
   * written here.
   */
  public SourceBytes excerpt() {
    var excerpt = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(excerpt)) {
      boolean useBoxes = isBoxes && boxes.size() > 0 && header.position() == 0;
      var first = useBoxes ? boxes : head;
      out.write(MAGIC);
      out.writeLong(sizeBytes);
      out.writeLong(first.size());
      first.writeTo(out);
      if (!useBoxes && sizeBytes > head.size()) {
        int length = (int) Math.min(TAIL_BYTES, sizeBytes - head.size());
        int from = (int) ((sizeBytes - length) % TAIL_BYTES);
        int untilWrap = Math.min(length, TAIL_BYTES - from);
        out.write(tail, from, untilWrap);
        out.write(tail, 0, length - untilWrap);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory doesn't fail
    }
    return SourceBytes.of(excerpt.toByteArray());
  }

  /** The last bytes lie in a ring, each at its position in the file modulo the ring's length. */
  private void keepTail(byte[] bytes, int offset, int length) {
    int skip = Math.max(0, length - TAIL_BYTES);
    int at = (int) ((sizeBytes + skip) % TAIL_BYTES);
    int count = length - skip;
    int untilWrap = Math.min(count, TAIL_BYTES - at);
    System.arraycopy(bytes, offset + skip, tail, at, untilWrap);
    System.arraycopy(bytes, offset + skip + untilWrap, tail, 0, count - untilWrap);
  }

  private void walkBoxes(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (isBoxes && at < end) {
      if (boxBytesLeft > 0) {
        int count = (int) Math.min(boxBytesLeft, end - at);
        if (boxKept) {
          boxes.write(bytes, at, count);
          if (boxes.size() > BOXES_BYTES) {
            isBoxes = false;
            boxes.reset();
          }
        }
        boxBytesLeft -= boxBytesLeft == Long.MAX_VALUE ? 0 : count;
        at += count;
      } else {
        header.put(bytes[at++]);
        beginBox();
      }
    }
  }

  /** With 8 bytes of a header, or 16 where the size has 64 bits. */
  private void beginBox() {
    if (header.position() < 8) {
      return;
    }
    long size = header.getInt(0) & 0xffffffffL;
    if (size == 1 && header.position() < 16) {
      return;
    }
    int headerBytes = header.position();
    long whole = size == 1 ? header.getLong(8) : size;
    var type = new String(header.array(), 4, 4, StandardCharsets.ISO_8859_1);
    if (size != 0 && whole < headerBytes
        || !type.matches("[ -~\u00a9]{4}")
        || !begun && !isFirst(type)) {
      isBoxes = false;
      boxes.reset();
      return;
    }
    begun = true;
    boxKept = !DROPPED.contains(type);
    boxBytesLeft = size == 0 ? Long.MAX_VALUE : whole - headerBytes;
    if (boxKept) {
      boxes.write(header.array(), 0, headerBytes);
    }
    header.clear();
  }

  private static boolean isFirst(String type) {
    return Set.of("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot", "styp").contains(type);
  }
}
