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
  public long boundBytes(int contentBytes) {
    return Zstd.compressBound(contentBytes);
  }
}
