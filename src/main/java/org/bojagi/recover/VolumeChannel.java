package org.bojagi.recover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.TreeMap;

/**
 * One age file put together of stretches of media. Which stretch lies where may change while it is read; what lies
 * nowhere reads as if the file ended there. Closing it leaves the media open.
 *
 * <p>Positions are the age file's. Any number of threads.
 */
final class VolumeChannel implements SeekableByteChannel {
  /**
   * A stretch of the file lies one after the other in a medium.
   *
   * @param shift added to a position of the file is the position in the medium; negative where its beginning is lost
   */
  record Run(Medium medium, long shift) {}

  private final long sizeBytes;
  private final TreeMap<Long, Run> runs = new TreeMap<>();
  private long position;
  private boolean closed;

  VolumeChannel(long sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /** From a position up to the next one that was mapped. */
  synchronized void map(long from, Run run) {
    runs.put(from, run);
  }

  /** All of it, whatever was mapped. */
  synchronized void mapAll(Run run) {
    runs.clear();
    runs.put(0L, run);
  }

  /** As another of the same file is mapped. */
  synchronized void mapAs(VolumeChannel other) {
    synchronized (other) {
      runs.clear();
      runs.putAll(other.runs);
    }
  }

  /** Null where nothing is mapped. */
  synchronized Run runAt(long at) {
    var floor = runs.floorEntry(at);
    return floor == null ? null : floor.getValue();
  }

  /** Where the run at a position ends; the file's end for the last. */
  private long runEnd(long at) {
    var next = runs.higherKey(at);
    return next == null ? sizeBytes : next;
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    var run = runAt(position);
    if (run == null || position >= sizeBytes || position + run.shift < 0) {
      return -1;
    }
    int limit = into.limit();
    into.limit((int) Math.min(limit, into.position() + runEnd(position) - position));
    try {
      int n = run.medium.read(into, position + run.shift);
      position += Math.max(n, 0);
      return n;
    } finally {
      into.limit(limit);
    }
  }

  @Override
  public synchronized long position() {
    return position;
  }

  @Override
  public synchronized SeekableByteChannel position(long to) {
    position = to;
    return this;
  }

  @Override
  public long size() {
    return sizeBytes;
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
