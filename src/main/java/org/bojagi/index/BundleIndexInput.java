package org.bojagi.index;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.RandomAccessInput;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.ChunkCache;

/**
 * One of Lucene's files, or a slice of it, read where it lies in encrypted volumes.
 *
 * <p>Holds the chunk that it reads from and which of its bytes are the file's (a <i>window</i>), so that
 * nearly every read is an array access; leaving the window asks {@link ChunkCache} for another chunk. There
 * are two windows, one for reading in order and one for {@link RandomAccessInput}, which must not move the
 * file pointer (Lucene's {@code GroupVIntUtil} uses both at once). Positions are bytes of the slice. One
 * thread at a time; clones and slices are cheap and independent.
 */
final class BundleIndexInput extends IndexInput implements RandomAccessInput {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle FLOAT = view(float[].class);
  private static final int CHUNK_BITS = Integer.numberOfTrailingZeros(AgePayload.CHUNK_SIZE);
  private static final byte[] NONE = {};

  /**
   * Where a whole file lies: piece i begins at {@code starts[i]} of the file; the last of starts is its
   * length.
   */
  record Layout(ChunkCache.Chunks[] volumes, long[] plaintextOffsets, long[] starts) {
    long length() {
      return starts[volumes.length];
    }
  }

  private final Layout layout;
  private final long sliceOffset;
  private final long length;

  /**
   * Closed with the input that was opened, not with its clones and slices; null where nothing is to be
   * closed.
   */
  private Closeable owned;

  // Reading in order: byte chunk[i] is at position i + shift, for i in [floor, limit); the next byte is at
  // index.
  private byte[] chunk = NONE;
  private int index;
  private int floor;
  private int limit;
  private long shift;

  // Random access: byte randomChunk[i] is at position i + randomShift, for i in [randomFloor, randomLimit).
  private byte[] randomChunk = NONE;
  private int randomFloor;
  private int randomLimit;
  private long randomShift;

  BundleIndexInput(String name, Layout layout, Closeable owned) {
    this(name, layout, 0, layout.length());
    this.owned = owned;
  }

  private BundleIndexInput(String name, Layout layout, long sliceOffset, long length) {
    super(name);
    this.layout = layout;
    this.sliceOffset = sliceOffset;
    this.length = length;
  }

  @Override
  public BundleIndexInput clone() {
    var clone = (BundleIndexInput) super.clone();
    clone.owned = null;
    return clone;
  }

  @Override
  public BundleIndexInput slice(String name, long offset, long sliceLength) {
    if (offset < 0 || sliceLength < 0 || offset > length - sliceLength) {
      throw new IllegalArgumentException(
          "slice " + name + " at " + offset + " of " + sliceLength + " bytes is outside of " + this);
    }
    return new BundleIndexInput(getFullSliceDescription(name), layout, sliceOffset + offset, sliceLength);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long getFilePointer() {
    return shift + index;
  }

  @Override
  public void seek(long position) throws IOException {
    long i = position - shift;
    if (i >= floor && i <= limit) {
      index = (int) i;
      return;
    }
    if (position < 0 || position > length) {
      throw new EOFException("seek to " + position + " in " + this + ", which has " + length + " bytes");
    }
    // The chunk is asked for when something is read: many seeks are followed by another one.
    floor = 0;
    index = 0;
    limit = 0;
    shift = position;
  }

  @Override
  public void skipBytes(long count) throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException("a negative number of bytes to skip: " + count);
    }
    if (count <= limit - index) {
      index += (int) count;
    } else {
      seek(getFilePointer() + count);
    }
  }

  @Override
  public void close() throws IOException {
    if (owned != null) {
      owned.close();
    }
  }

  @Override
  public void prefetch(long offset, long prefetchLength) {
    // Reading ahead would decrypt in this same thread, so it gains nothing.
  }

  // ---- in order

  @Override
  public byte readByte() throws IOException {
    if (index == limit) {
      refill();
    }
    return chunk[index++];
  }

  @Override
  public void readBytes(byte[] bytes, int offset, int count) throws IOException {
    while (count > limit - index) {
      int here = limit - index;
      System.arraycopy(chunk, index, bytes, offset, here);
      index += here;
      offset += here;
      count -= here;
      refill();
    }
    System.arraycopy(chunk, index, bytes, offset, count);
    index += count;
  }

  @Override
  public short readShort() throws IOException {
    if (limit - index < Short.BYTES) {
      return super.readShort();
    }
    short value = (short) SHORT.get(chunk, index);
    index += Short.BYTES;
    return value;
  }

  @Override
  public int readInt() throws IOException {
    if (limit - index < Integer.BYTES) {
      return super.readInt();
    }
    int value = (int) INT.get(chunk, index);
    index += Integer.BYTES;
    return value;
  }

  @Override
  public long readLong() throws IOException {
    if (limit - index < Long.BYTES) {
      return super.readLong();
    }
    long value = (long) LONG.get(chunk, index);
    index += Long.BYTES;
    return value;
  }

  @Override
  public int readVInt() throws IOException {
    if (limit - index < 5) {
      return super.readVInt();
    }
    byte[] bytes = chunk;
    int i = index;
    byte b = bytes[i++];
    int value = b & 0x7F;
    for (int bits = 7; b < 0; bits += 7) {
      if (bits > 28) {
        return super.readVInt(); // longer than any that Lucene writes
      }
      b = bytes[i++];
      value |= (b & 0x7F) << bits;
    }
    index = i;
    return value;
  }

  @Override
  public long readVLong() throws IOException {
    if (limit - index < 10) {
      return super.readVLong();
    }
    byte[] bytes = chunk;
    int i = index;
    byte b = bytes[i++];
    long value = b & 0x7F;
    for (int bits = 7; b < 0; bits += 7) {
      if (bits > 63) {
        return super.readVLong();
      }
      b = bytes[i++];
      value |= (b & 0x7FL) << bits;
    }
    index = i;
    return value;
  }

  @Override
  public void readInts(int[] values, int offset, int count) throws IOException {
    int end = offset + count;
    while (offset < end) {
      int here = Math.min((limit - index) >> 2, end - offset);
      for (int k = 0; k < here; k++) {
        values[offset + k] = (int) INT.get(chunk, index + (k << 2));
      }
      index += here << 2;
      offset += here;
      if (offset < end) {
        values[offset++] = readInt();
      }
    }
  }

  @Override
  public void readLongs(long[] values, int offset, int count) throws IOException {
    int end = offset + count;
    while (offset < end) {
      int here = Math.min((limit - index) >> 3, end - offset);
      for (int k = 0; k < here; k++) {
        values[offset + k] = (long) LONG.get(chunk, index + (k << 3));
      }
      index += here << 3;
      offset += here;
      if (offset < end) {
        values[offset++] = readLong();
      }
    }
  }

  @Override
  public void readFloats(float[] values, int offset, int count) throws IOException {
    int end = offset + count;
    while (offset < end) {
      int here = Math.min((limit - index) >> 2, end - offset);
      for (int k = 0; k < here; k++) {
        values[offset + k] = (float) FLOAT.get(chunk, index + (k << 2));
      }
      index += here << 2;
      offset += here;
      if (offset < end) {
        values[offset++] = Float.intBitsToFloat(readInt());
      }
    }
  }

  // ---- random access

  @Override
  public byte readByte(long position) throws IOException {
    long i = position - randomShift;
    if (i < randomFloor || i >= randomLimit) {
      locate(position);
      i = position - randomShift;
    }
    return randomChunk[(int) i];
  }

  @Override
  public short readShort(long position) throws IOException {
    long i = position - randomShift;
    if (i < randomFloor || i + Short.BYTES > randomLimit) {
      locate(position);
      i = position - randomShift;
      if (i + Short.BYTES > randomLimit) {
        return (short) (readByte(position) & 0xFF | readByte(position + 1) << 8);
      }
    }
    return (short) SHORT.get(randomChunk, (int) i);
  }

  @Override
  public int readInt(long position) throws IOException {
    long i = position - randomShift;
    if (i < randomFloor || i + Integer.BYTES > randomLimit) {
      locate(position);
      i = position - randomShift;
      if (i + Integer.BYTES > randomLimit) {
        return readShort(position) & 0xFFFF | readShort(position + 2) << 16;
      }
    }
    return (int) INT.get(randomChunk, (int) i);
  }

  @Override
  public long readLong(long position) throws IOException {
    long i = position - randomShift;
    if (i < randomFloor || i + Long.BYTES > randomLimit) {
      locate(position);
      i = position - randomShift;
      if (i + Long.BYTES > randomLimit) {
        return readInt(position) & 0xFFFF_FFFFL | (long) readInt(position + 4) << 32;
      }
    }
    return (long) LONG.get(randomChunk, (int) i);
  }

  @Override
  public void readBytes(long position, byte[] bytes, int offset, int count) throws IOException {
    while (count > 0) {
      long i = position - randomShift;
      if (i < randomFloor || i >= randomLimit) {
        locate(position);
        i = position - randomShift;
      }
      int here = Math.min(count, randomLimit - (int) i);
      System.arraycopy(randomChunk, (int) i, bytes, offset, here);
      position += here;
      offset += here;
      count -= here;
    }
  }

  // ---- windows

  private void refill() throws IOException {
    long position = shift + index;
    locate(position);
    chunk = randomChunk;
    shift = randomShift;
    floor = randomFloor;
    limit = randomLimit;
    index = (int) (position - shift);
  }

  /** Moves the random window to the chunk that holds this position. */
  private void locate(long position) throws IOException {
    if (position < 0 || position >= length) {
      throw new EOFException("read at " + position + " in " + this + ", which has " + length + " bytes");
    }
    long filePosition = sliceOffset + position;
    int piece = 0;
    while (filePosition >= layout.starts[piece + 1]) {
      piece++;
    }
    long before = filePosition - layout.starts[piece];
    long after = Math.min(layout.starts[piece + 1] - filePosition, length - position);
    long plaintextOffset = layout.plaintextOffsets[piece] + before;
    byte[] bytes = layout.volumes[piece].get((int) (plaintextOffset >>> CHUNK_BITS));
    int i = (int) plaintextOffset & (AgePayload.CHUNK_SIZE - 1);
    randomChunk = bytes;
    randomFloor = (int) Math.max(0, i - Math.min(before, position));
    randomLimit = (int) Math.min(bytes.length, i + after);
    randomShift = position - i;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();
  }
}
