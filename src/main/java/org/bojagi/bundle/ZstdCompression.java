package org.bojagi.bundle;

import com.github.luben.zstd.Zstd;

/** By zstd-jni, which the reader's jar has not. */
public final class ZstdCompression implements ShelfCompression {
  private static final int LEVEL = 12; // decisions/0019

  @Override
  public byte[] compress(byte[] content) {
    return Zstd.compress(content, LEVEL);
  }

  @Override
  public byte[] unpack(byte[] frame, int contentBytes) {
    var content = new byte[contentBytes];
    long length = Zstd.decompressByteArray(content, 0, contentBytes, frame, 0, frame.length);
    return length == contentBytes ? content : null; // an error is a negative length
  }

  @Override
  public long boundBytes(int contentBytes) {
    return Zstd.compressBound(contentBytes);
  }
}
