package org.bojagi.recover;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;

/**
 * A file that is read: one of a folder, or the raw image of a card, in which files begin at any sector and may lie in
 * pieces. Never written.
 */
final class Medium implements Closeable {
  /** No age file ends in as many zeros but by a chance of 2^-128: its last bytes are a tag. */
  private static final int ZEROS_THAT_TELL = 16;

  private static final int FILES_THAT_TELL = 6;
  private static final int ZEROS_BLOCK_BYTES = 1 << 16;
  private static final long SMALL_CLUSTER_BYTES = 4_096;
  private static final long MAX_CLUSTER_BYTES = 32_768;

  final Path path;
  final boolean isImage;
  final long sizeBytes;

  /** Null where nothing is read of it by now. */
  private FileChannel channel;

  /** -1: not looked yet. */
  private long writtenBytes = -1;

  private long[] filesBegin = {};
  private long clusterBytes = FragmentSearch.SECTOR_BYTES;

  private Medium(Path path, boolean isImage) throws IOException {
    this.path = path;
    this.isImage = isImage;
    try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
      this.sizeBytes = file.size();
    }
  }

  private static List<Path> filesIn(Path folder, List<Finding> findings) throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            findings.add(unreadable(file));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path listed, IOException failed) {
            if (failed != null) {
              findings.add(unreadable(listed));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  private static Finding unreadable(Path path) {
    return new Finding(
        Severity.ERROR,
        "file-unreadable",
        path.toString(),
        "A file or folder here can't be read",
        "Check who may read it, and the medium.");
  }

  /**
   * @param inputs folders with files of bundles, and images
   * @param findings takes files that can't be read
   * @throws UsageException nothing is at one of the paths
   */
  static List<Medium> open(List<Path> inputs, List<Finding> findings) throws IOException {
    var media = new ArrayList<Medium>();
    boolean complete = false;
    try {
      for (var input : inputs) {
        if (!Files.exists(input)) {
          throw new UsageException("There is no such file or folder", input.toString(), "Check the path and its spelling.");
        }
        if (!Files.isDirectory(input)) {
          media.add(new Medium(input, true));
          continue;
        }
        for (var file : filesIn(input, findings)) {
          try {
            media.add(new Medium(file, false));
          } catch (IOException e) {
            findings.add(unreadable(file));
          }
        }
      }
      complete = true;
      return media;
    } finally {
      if (!complete) {
        for (var medium : media) {
          medium.close();
        }
      }
    }
  }

  /** Fills what there is from a position on; returns how many bytes, -1 behind the end. */
  int read(ByteBuffer into, long position) throws IOException {
    return channel().read(into, position);
  }

  private synchronized FileChannel channel() throws IOException {
    if (channel == null) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
    return channel;
  }

  /** Of a folder of many files few are read later, and a process has only so many open. */
  synchronized void rest() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  /** So many bytes of a position, fewer at the end; none where the medium fails. */
  byte[] bytes(long position, int length) {
    var bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(length, sizeBytes - position)));
    try {
      while (bytes.hasRemaining() && read(bytes, position + bytes.position()) > 0) {
        // A channel may give less than is asked for.
      }
    } catch (IOException e) {
      return new byte[0];
    }
    return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
  }

  /**
   * What comes before the zeros that a copying tool appended to a file, which may have ended in a few itself; all of it
   * where it doesn't end in zeros, and of an image.
   */
  long writtenBytes() {
    if (writtenBytes < 0) {
      writtenBytes = isImage ? sizeBytes : beforeZeros();
    }
    return writtenBytes;
  }

  private long beforeZeros() {
    long end = sizeBytes;
    for (int block = ZEROS_THAT_TELL; end > 0; block = ZEROS_BLOCK_BYTES) {
      long from = Math.max(0, end - block);
      var bytes = bytes(from, (int) (end - from));
      int used = bytes.length;
      while (used > 0 && bytes[used - 1] == 0) {
        used--;
      }
      if (used > 0 || bytes.length < end - from) {
        return bytes.length < end - from || end == sizeBytes ? sizeBytes : from + used;
      }
      end = from;
    }
    return sizeBytes;
  }

  /** Whether a file may have had this length before something was appended. */
  boolean mayHaveHad(long bytes) {
    return bytes == sizeBytes || writtenBytes() <= bytes && bytes < sizeBytes;
  }

  /**
   * What files in an image begin at multiples of, as far as it shows in where they begin; a sector where that can't be
   * told.
   */
  long clusterBytes() {
    return clusterBytes;
  }

  long firstFileOffset() {
    return filesBegin.length == 0 ? 0 : filesBegin[0];
  }

  /** Where files of ours begin in the image. */
  long[] filesBegin() {
    return filesBegin;
  }

  /** @param offsets where files begin in the image */
  void filesBeginAt(long[] offsets) {
    filesBegin = offsets.clone();
    long common = 0;
    for (int i = 1; i < offsets.length; i++) {
      common = gcd(common, Math.abs(offsets[i] - offsets[0]));
    }
    // Of few files the common multiple is larger than a cluster by chance.
    long most = offsets.length >= FILES_THAT_TELL ? MAX_CLUSTER_BYTES : SMALL_CLUSTER_BYTES;
    clusterBytes = common == 0 ? FragmentSearch.SECTOR_BYTES : gcd(common, most);
  }

  private static long gcd(long one, long other) {
    return other == 0 ? one : gcd(other, one % other);
  }

  String name() {
    return path.getFileName().toString();
  }

  @Override
  public void close() throws IOException {
    rest();
  }
}
