package org.bojagi.stick;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.LongConsumer;
import org.bojagi.catalog.Sha256;

/**
 * Reads files of a medium past the system's cache where the file system allows it ({@code O_DIRECT}, {@code
 * FILE_FLAG_NO_BUFFERING}): what was just written would else be compared with itself in memory, and a stick that lies
 * about its size would pass.
 */
final class ReadBack {
  private static final int BUFFER = 1 << 20;
  private static final int LARGEST_BLOCK = 64 * 1024;

  private boolean fromMedium = true;
  private boolean proven;
  private ByteBuffer aligned;

  /** Whether every file so far came from the medium itself, as far as the system says so. */
  boolean fromMedium() {
    return fromMedium;
  }

  /** @param read told the bytes since it was told before */
  byte[] sha256(Path file, LongConsumer read) throws IOException {
    if (fromMedium) {
      try (var channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, direct()))) {
        var hash = sha256(channel, alignedBuffer(file), read);
        proven = true;
        return hash;
      } catch (UnsupportedOperationException | IOException e) {
        if (proven) {
          throw e instanceof IOException failure ? failure : new IOException(e);
        }
        // No such way here: some file systems say so only at the first read. What can't be read at all fails below.
        fromMedium = false;
      }
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return sha256(channel, ByteBuffer.allocateDirect(BUFFER), read);
    }
  }

  /**
   * {@code com.sun.nio.file.ExtendedOpenOption.DIRECT}: of the JDK, but of no standard, and the compiler warns of its
   * name in a way that can't be silenced.
   */
  private static OpenOption direct() {
    try {
      for (var option : Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
        if (option.toString().equals("DIRECT")) {
          return (OpenOption) option;
        }
      }
    } catch (ClassNotFoundException e) {
      // A Java without the module jdk.unsupported.
    }
    throw new UnsupportedOperationException("no direct reading");
  }

  private static byte[] sha256(FileChannel channel, ByteBuffer buffer, LongConsumer read) throws IOException {
    var digest = Sha256.digest();
    long size = channel.size();
    long position = 0;
    // A read that isn't of whole blocks ends at the end of the file, and none may follow it.
    while (position < size) {
      buffer.clear();
      int count = channel.read(buffer, position);
      if (count < 0) {
        break;
      }
      digest.update(buffer.flip());
      position += count;
      read.accept(count);
    }
    return digest.digest();
  }

  private ByteBuffer alignedBuffer(Path file) throws IOException {
    if (aligned == null) {
      int block = Math.clamp(Files.getFileStore(file).getBlockSize(), 512, LARGEST_BLOCK);
      aligned = ByteBuffer.allocateDirect(BUFFER + block).alignedSlice(block).limit(BUFFER).slice();
    }
    return aligned;
  }
}
