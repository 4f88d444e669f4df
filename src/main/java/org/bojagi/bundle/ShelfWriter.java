package org.bojagi.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The shelf that is being filled, and those before it that are being compressed (format.md §4.4).
 *
 * <p>A file of more than half a shelf has one of its own, and the one that is being filled goes on. Knows at any time
 * what all of them may take in a volume, so that they fit into the one they were begun for. Memory: that of {@link
 * #MOST_WAITING} and two shelves, twice. One thread calls; compressing uses the executor's.
 */
final class ShelfWriter {
  /** About where larger ones cost more to read one file than they save (decisions/0019). */
  static final int SHELF_BYTES = 1 << 20;

  /** As long as this is under eight, a volume's list of entries never grows beyond what a reader takes. */
  static final int MOST_WAITING = 3;

  /** Shelves in all may take a quarter of a volume, those of one file a sixteenth. */
  private static final int SHELVES_OF_A_VOLUME = 4 * (MOST_WAITING + 1);

  private static final int LONE_FILES_OF_A_VOLUME = 4 * SHELVES_OF_A_VOLUME;

  /** As many as there is room for in a name (format.md §1). */
  private static final int MOST_UNDERSCORES = 64;

  /** Of a file in tar, with what fills its last block, on average. */
  private static final int MEAN_HEADER_BYTES = 768;

  private static final long ENTRY_BYTES = VolumeWriter.overhead(name(9_999));

  private final int shelfBytes;
  private final int maxFileBytes;
  private final Executor executor;
  private final ShelfCompression compression;
  private final ArrayDeque<Closed> waiting = new ArrayDeque<>();
  private ByteArrayOutputStream tar = new ByteArrayOutputStream();
  private List<Shelved> files = new ArrayList<>();

  private record Shelved(Placement placement, int within, int sizeBytes) {
    long bytesWithHeader() {
      return sizeBytes + MEAN_HEADER_BYTES;
    }
  }

  /** A shelf that takes no more. */
  private record Closed(List<Shelved> files, long boundBytes, CompletableFuture<byte[]> frame) {}

  /**
   * @param executor null: compress in the caller's thread
   * @param compression null: nothing comes on shelves
   */
  ShelfWriter(long volumeBytes, Executor executor, ShelfCompression compression) {
    this.shelfBytes = (int) Math.min(SHELF_BYTES, volumeBytes / SHELVES_OF_A_VOLUME);
    long mostAlone = Math.min(BundleWriter.MAX_SHELVED_BYTES, volumeBytes / LONE_FILES_OF_A_VOLUME);
    this.maxFileBytes = compression == null ? -1 : (int) Math.max(shelfBytes / 2, mostAlone);
    this.compression = compression;
    this.executor = executor == null ? Runnable::run : executor;
  }

  /** The largest file that belongs on a shelf; -1 where none does. */
  int maxFileBytes() {
    return maxFileBytes;
  }

  static String name(int number) {
    return String.format(java.util.Locale.ROOT, "%s%04d.tar.zst", Format.SHELVES, number);
  }

  /** An upper bound of what all shelves that have no place yet take in a volume, one more file among them. */
  long reserveBytes(String path, int sizeBytes) {
    int file = Tar.boundBytes(utf8Length(path) + MOST_UNDERSCORES, sizeBytes);
    if (isAlone(sizeBytes) || isFull(file)) {
      return reserveBytes() + boundBytes(file);
    }
    return waitingBytes() + boundBytes(tar.size() + file);
  }

  /** An upper bound of what all shelves that have no place yet take in a volume. */
  long reserveBytes() {
    return waitingBytes() + (files.isEmpty() ? 0 : boundBytes(tar.size()));
  }

  private long waitingBytes() {
    return waiting.stream().mapToLong(Closed::boundBytes).sum();
  }

  private long boundBytes(int tarBytes) {
    return compression.boundBytes(tarBytes + Tar.END_BYTES) + ENTRY_BYTES;
  }

  private boolean isAlone(int sizeBytes) {
    return sizeBytes > shelfBytes / 2;
  }

  private boolean isFull(int fileBytes) {
    return !files.isEmpty() && tar.size() + fileBytes + Tar.END_BYTES > shelfBytes;
  }

  /** @param name as it is to stand in the tar: unique in the volume */
  void add(String name, byte[] content, Placement placement) {
    if (isAlone(content.length)) {
      var alone = new ByteArrayOutputStream(Tar.boundBytes(utf8Length(name), content.length) + Tar.END_BYTES);
      compress(alone, List.of(new Shelved(placement, Tar.add(alone, name, content), content.length)));
      return;
    }
    if (isFull(Tar.boundBytes(utf8Length(name), content.length))) {
      close();
    }
    files.add(new Shelved(placement, Tar.add(tar, name, content), content.length));
  }

  /** Begins to compress what is on the shelf, if anything is. */
  void close() {
    if (files.isEmpty()) {
      return;
    }
    compress(tar, files);
    tar = new ByteArrayOutputStream();
    files = new ArrayList<>();
  }

  private void compress(ByteArrayOutputStream content, List<Shelved> files) {
    long bound = boundBytes(content.size());
    content.writeBytes(new byte[Tar.END_BYTES]);
    waiting.add(new Closed(files, bound, CompletableFuture.supplyAsync(() -> compression.compress(content.toByteArray()), executor)));
  }

  int waiting() {
    return waiting.size();
  }

  /** Writes the oldest of the shelves that are closed, and says where its files lie. */
  void placeOldest(VolumeWriter volume, String name) throws IOException {
    var shelf = waiting.remove();
    var extent = volume.write(name, shelf.frame.join(), Extent.Encoding.STORED);
    long shelvedBytes = shelf.files.stream().mapToLong(Shelved::bytesWithHeader).sum();
    for (var file : shelf.files) {
      long share = extent.length() * file.bytesWithHeader() / shelvedBytes;
      file.placement.place(List.of(extent.onShelf(file.within, file.sizeBytes)), share);
    }
  }

  private static int utf8Length(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Names that tar would take for a place outside, or change: no path of a corpus is one. */
  static void requirePlain(String path) {
    if (!isPlain(path)) {
      throw new IllegalArgumentException("a path that no corpus has");
    }
  }

  static boolean isPlain(String path) {
    return !path.isEmpty() && path.indexOf('\0') < 0 && Arrays.stream(path.split("/", -1)).noneMatch(
        part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }
}
