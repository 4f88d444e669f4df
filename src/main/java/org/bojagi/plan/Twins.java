package org.bojagi.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.SourceFile;

/**
 * Files with the same content, which is sealed once: taken for the same by their size, their first 64 KiB and, outside of
 * a ZIP, their last. Packing compares all of it. Of sizes that several files have the largest are looked at first, and no
 * more than 20,000 files, so that it takes seconds.
 */
final class Twins {
  private static final int PIECE_BYTES = 1 << 16;
  private static final int MOST_FILES = 20_000;

  private final Map<SourceFile, Integer> contentOf = new HashMap<>();
  private final List<List<SourceFile>> files = new ArrayList<>();

  /** What two files have in common that are taken for the same; a hash of 64 bits, among files of one size. */
  private record Look(long sizeBytes, long hash) {}

  private Twins() {}

  static Twins of(Corpus corpus) {
    var bySize = new HashMap<Long, List<SourceFile>>();
    for (var item : corpus.items()) {
      for (var file : item.files()) {
        if (file.sizeBytes() > 0) {
          bySize.computeIfAbsent(file.sizeBytes(), unused -> new ArrayList<>(1)).add(file);
        }
      }
    }
    var candidates =
        bySize.values().stream()
            .filter(same -> same.size() > 1)
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(SourceFile::sizeBytes).reversed())
            .limit(MOST_FILES)
            .toList();
    var byLook = new HashMap<Look, List<SourceFile>>();
    for (var file : candidates) {
      try {
        byLook.computeIfAbsent(look(file), unused -> new ArrayList<>(1)).add(file);
      } catch (IOException e) {
        // Packing will name it.
      }
    }
    var twins = new Twins();
    byLook.values().stream().filter(same -> same.size() > 1).forEach(twins::add);
    return twins;
  }

  private void add(List<SourceFile> same) {
    same.forEach(file -> contentOf.put(file, files.size()));
    files.add(same);
  }

  private static Look look(SourceFile file) throws IOException {
    byte[] head;
    try (var in = file.open()) {
      head = in.readNBytes(PIECE_BYTES);
    }
    long hash = hash(head, 1);
    boolean hasMore = file.sizeBytes() > PIECE_BYTES;
    if (hasMore && file.source().getFileSystem() == FileSystems.getDefault()) {
      var tail = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, file.sizeBytes() - PIECE_BYTES));
      try (var channel = FileChannel.open(file.source(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
        channel.position(file.withheldBytes() + file.sizeBytes() - tail.capacity());
        while (tail.hasRemaining() && channel.read(tail) >= 0) {
          // on
        }
      }
      hash = hash(tail.array(), hash);
    }
    return new Look(file.sizeBytes(), hash);
  }

  /** Two polynomials: nobody is to be kept from making two files look alike, since only an estimate comes of it. */
  private static long hash(byte[] bytes, long before) {
    long other = 7;
    for (byte b : bytes) {
      other = other * 1_000_003 + b;
    }
    return before * 0x9E3779B97F4A7C15L + ((long) Arrays.hashCode(bytes) << 32 ^ other);
  }

  /** The number of its content; {@link ItemSize#ONLY_HERE} where it has no twin. */
  int content(SourceFile file) {
    return contentOf.getOrDefault(file, ItemSize.ONLY_HERE);
  }

  /** How many contents there are that stand more than once. */
  int count() {
    return files.size();
  }

  /** Paths of all files with this content. */
  List<String> paths(int content) {
    return files.get(content).stream().map(SourceFile::path).toList();
  }
}
