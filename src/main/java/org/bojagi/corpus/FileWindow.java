package org.bojagi.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * Short reads anywhere in a file, and a limited number of them: enough for the structure of a media
 * file.
 *
 * <p>In a ZIP only the first {@value #MAX_ZIP_BYTES} bytes can be reached, since an entry is read
 * from its beginning.
 */
final class FileWindow implements Closeable {
  static final int MAX_READ_BYTES = 64 * 1024;
  private static final int MAX_READS = 500;
  private static final int MAX_ZIP_BYTES = 8 << 20;
  private static final byte[] NOTHING = {};

  private final SeekableByteChannel channel;
  private final byte[] beginning;
  private final long sizeBytes;
  private int reads;

  private FileWindow(SeekableByteChannel channel, byte[] beginning, long sizeBytes) {
    this.channel = channel;
    this.beginning = beginning;
    this.sizeBytes = sizeBytes;
  }

  static FileWindow open(Path source) throws IOException {
    if (source.getFileSystem() != FileSystems.getDefault()) {
      try (InputStream in = Files.newInputStream(source)) {
        return new FileWindow(null, in.readNBytes(MAX_ZIP_BYTES), Files.size(source));
      }
    }
    var channel =
        Files.newByteChannel(source, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    return new FileWindow(channel, NOTHING, channel.size());
  }

  static FileWindow of(byte[] bytes) {
    return new FileWindow(null, bytes, bytes.length);
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /**
   * Up to {@code length} bytes, fewer at the end of what can be reached; none after too many reads.
   */
  byte[] at(long position, int length) throws IOException {
    if (position < 0 || position >= sizeBytes || length <= 0 || ++reads > MAX_READS) {
      return NOTHING;
    }
    int wanted = (int) Math.min(Math.min(length, MAX_READ_BYTES), sizeBytes - position);
    if (channel == null) {
      int from = (int) Math.min(position, beginning.length);
      return Arrays.copyOfRange(
          beginning, from, Math.min(beginning.length, from + wanted));
    }
    var buffer = ByteBuffer.allocate(wanted);
    channel.position(position);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      continue;
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
