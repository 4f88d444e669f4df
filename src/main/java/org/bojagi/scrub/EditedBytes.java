package org.bojagi.scrub;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A file as it is after its edits, without ever holding it: each read is put together from the file and the
 * replacements that fall into it.
 *
 * <p>The size is known beforehand ({@link Cleaning#sizeAfter}). All throw EOFException when the file turns out to be
 * shorter than it was when the edits were found.
 */
public final class EditedBytes {

  private EditedBytes() {}

  /**
   * The edited file, readable from any position; as many threads as {@code file} allows.
   *
   * @throws IllegalArgumentException the edits overlap, are not sorted or reach beyond the file
   */
  public static SeekableBytes of(SeekableBytes file, Cleaning cleaning) {
    var edits = checked(cleaning, file.sizeBytes());
    if (edits.isEmpty()) {
      return file;
    }
    var pieces = new Pieces(file, edits);
    return new SeekableBytes(cleaning.sizeAfter(file.sizeBytes()), pieces::read);
  }

  /** The edited file from front to back. Closing it leaves {@code file} as it is. */
  public static InputStream stream(SeekableBytes file, Cleaning cleaning) {
    return new SeekingStream(of(file, cleaning));
  }

  /**
   * The edited file from front to back, of a source that can't be sought in.
   *
   * @param source the file from its first byte on; closed with the result
   */
  public static InputStream stream(InputStream source, Cleaning cleaning) {
    return new OnePassStream(source, checked(cleaning, Long.MAX_VALUE));
  }

  private static List<Edit> checked(Cleaning cleaning, long sizeBytes) {
    long end = 0;
    for (var edit : cleaning.edits()) {
      if (edit.offset() < end || edit.length() < 0 || edit.zeros() < 0 || edit.length() > sizeBytes - edit.offset()) {
        throw new IllegalArgumentException("edits overlap or reach beyond the file at " + edit.offset());
      }
      end = edit.end();
    }
    return cleaning.edits();
  }

  /** Copies {@code length} bytes of what stands for {@code edit}, from its byte {@code from} on. */
  private static void copyReplacement(Edit edit, long from, byte[] buffer, int at, int length) {
    int head = (int) Math.clamp(edit.replacement().length - from, 0L, (long) length);
    if (head > 0) {
      System.arraycopy(edit.replacement(), (int) from, buffer, at, head);
    }
    Arrays.fill(buffer, at + head, at + length, (byte) 0);
  }

  private static final class Pieces {
    private final SeekableBytes file;
    private final List<Edit> edits;

    /** Where each edit begins in the file as it is afterwards. */
    private final long[] starts;

    Pieces(SeekableBytes file, List<Edit> edits) {
      this.file = file;
      this.edits = edits;
      this.starts = new long[edits.size()];
      long shift = 0;
      for (int i = 0; i < starts.length; i++) {
        var edit = edits.get(i);
        starts[i] = edit.offset() + shift;
        shift += edit.sizeAfter() - edit.length();
      }
    }

    int read(long offset, byte[] buffer, int at, int length) throws IOException {
      long position = offset;
      int done = 0;
      int next = nextAfter(offset);
      while (done < length) {
        long inEdit = next == 0 ? Long.MAX_VALUE : position - starts[next - 1];
        long editSize = next == 0 ? 0 : edits.get(next - 1).sizeAfter();
        int n;
        if (inEdit < editSize) {
          n = (int) Math.min(length - done, editSize - inEdit);
          copyReplacement(edits.get(next - 1), inEdit, buffer, at + done, n);
        } else {
          long source = next == 0 ? position : edits.get(next - 1).end() + inEdit - editSize;
          long end = next == starts.length ? file.sizeBytes() : edits.get(next).offset();
          n = (int) Math.min(length - done, end - source);
          if (n > 0 && file.reader().read(source, buffer, at + done, n) < n) {
            throw new EOFException("the file became shorter while it was read");
          }
        }
        if (n <= 0) {
          break;
        }
        done += n;
        position += n;
        while (next < starts.length && starts[next] <= position) {
          next++;
        }
      }
      return done;
    }

    /** How many edits begin at or before {@code offset}; of several at one place only the last has bytes there. */
    private int nextAfter(long offset) {
      int low = 0;
      int high = starts.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (starts[middle] <= offset) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  private static final class SeekingStream extends InputStream {
    private final SeekableBytes bytes;
    private long position;

    SeekingStream(SeekableBytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int at, int length) throws IOException {
      Objects.checkFromIndexSize(at, length, buffer.length);
      if (length == 0) {
        return 0;
      }
      int n = bytes.reader().read(position, buffer, at, (int) Math.min(length, bytes.sizeBytes() - position));
      position += Math.max(n, 0);
      return n > 0 ? n : -1;
    }

    @Override
    public long skip(long n) {
      long skipped = Math.clamp(n, 0, bytes.sizeBytes() - position);
      position += skipped;
      return skipped;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, bytes.sizeBytes() - position);
    }
  }

  private static final class OnePassStream extends InputStream {
    private final InputStream source;
    private final List<Edit> edits;
    private int next;
    private long sourceOffset;

    /** Within the replacement of {@code edits.get(next)}, or -1 before it is reached. */
    private long inEdit = -1;

    OnePassStream(InputStream source, List<Edit> edits) {
      this.source = source;
      this.edits = edits;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int at, int length) throws IOException {
      Objects.checkFromIndexSize(at, length, buffer.length);
      if (length == 0) {
        return 0;
      }
      while (next < edits.size()) {
        var edit = edits.get(next);
        if (inEdit < 0) {
          if (sourceOffset < edit.offset()) {
            int n = source.read(buffer, at, (int) Math.min(length, edit.offset() - sourceOffset));
            if (n < 0) {
              throw new EOFException("the file became shorter while it was read");
            }
            sourceOffset += n;
            return n;
          }
          source.skipNBytes(edit.length());
          sourceOffset = edit.end();
          inEdit = 0;
        }
        if (inEdit < edit.sizeAfter()) {
          int n = (int) Math.min(length, edit.sizeAfter() - inEdit);
          copyReplacement(edit, inEdit, buffer, at, n);
          inEdit += n;
          return n;
        }
        next++;
        inEdit = -1;
      }
      return source.read(buffer, at, length);
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
