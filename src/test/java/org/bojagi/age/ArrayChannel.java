package org.bojagi.age;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file in memory whose reads give at most so many bytes, and which fails at one read where asked to. */
final class ArrayChannel implements SeekableByteChannel {
  private final byte[] file;
  private final int mostBytes;
  private long position;
  private boolean open = true;
  private int readsBeforeFailure = Integer.MAX_VALUE;

  ArrayChannel(byte[] file) {
    this(file, Integer.MAX_VALUE);
  }

  ArrayChannel(byte[] file, int mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  void failAfter(int reads) {
    readsBeforeFailure = reads;
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    requireOpen();
    if (readsBeforeFailure-- == 0) {
      throw new IOException("Input/output error");
    }
    if (position >= file.length) {
      return -1;
    }
    int length = Math.min(Math.min(mostBytes, destination.remaining()), (int) (file.length - position));
    destination.put(file, (int) position, length);
    position += length;
    return length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return file.length;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
