package org.bojagi.bundle;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What makes a shelf's frame of zstd (format.md §4.4). Found where the packager's jar has it; a reader that writes a
 * bundle has none, and its small texts are DEFLATED, one by one.
 */
public interface ShelfCompression {
  byte[] compress(byte[] content);

  /**
   * What {@link #compress} made a frame of.
   *
   * @param contentBytes as the frame declares; bounded by whoever asks
   * @return null where it isn't that
   */
  byte[] unpack(byte[] frame, int contentBytes);

  /** An upper bound of what so many bytes become. */
  long boundBytes(int contentBytes);

  static Optional<ShelfCompression> find() {
    return ServiceLoader.load(ShelfCompression.class, ShelfCompression.class.getClassLoader()).findFirst();
  }
}
