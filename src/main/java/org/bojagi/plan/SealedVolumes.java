package org.bojagi.plan;

import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.VolumeEnd;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DoesNotFitException;

/**
 * The sizes of volumes as the writer of bundles will make them (format.md §2, §4): which entry goes into which volume,
 * ZIP's headers, the catalogue, padding, age's header and tags. A test compares each number with real volumes.
 */
final class SealedVolumes {
  private static final int ENTRY_HEADERS = 30 + 16 + 46; // APPNOTE.TXT 4.3.7, 4.3.9, 4.3.12
  private static final int END_OF_DIRECTORY = 22; // APPNOTE.TXT 4.3.16
  private static final int MAX_ENTRIES = 65_000; // format.md §1
  private static final int AGE_HEADER = 168; // format.md §2
  private static final int NONCE = 16;
  private static final int TAG = 16;
  private static final int CHUNK = 1 << 16;

  /** {@code bojagi.json} with its two ids: 114 bytes in a content volume. */
  private static final int ABOUT_BYTES = 114 + entryBytes(11);

  private static final int PADDING_ENTRY = entryBytes(7);
  private static final int CATALOGUE_ENTRY = entryBytes(15);

  /** What the writer keeps free for catalogue and padding in a volume that it has not begun. */
  private static final int NEW_VOLUME_RESERVE = 1024 + 2048;

  private final long limitBytes;
  private final CardSpace space;
  private final List<Long> files = new ArrayList<>();
  private long most;
  private boolean open;
  private long used;
  private int entries;
  private int lines;
  private long catalogue;
  private long catalogueTotal;
  private long overrun;

  /**
   * One entry of a volume.
   *
   * @param nameBytes of its path in UTF-8; {@link #ON_A_SHELF} for a file that has no entry of its own
   * @param bytes that it takes there, compressed where it will be
   * @param boundBytes the most that it could take: what the writer asks room for
   * @param lineBytes of its line in the catalogue, compressed
   */
  record Entry(int nameBytes, long bytes, long boundBytes, long lineBytes) {
    static final int ON_A_SHELF = -1;

    /** Of the same file in another version, which isn't compressed. */
    Entry ofBytes(long other) {
      return new Entry(nameBytes, other, other, lineBytes);
    }

    /** Without padding, chunks and what a volume has once. */
    long weight() {
      return bytes + (nameBytes < 0 ? 0 : entryBytes(nameBytes)) + lineBytes;
    }
  }

  /**
   * @param limitBytes of the largest file
   * @param space where the files go; each is taken off it
   */
  SealedVolumes(long limitBytes, CardSpace space) {
    this.limitBytes = limitBytes;
    this.space = space;
    this.most = mostNow();
  }

  private long mostNow() {
    return largestPlaintext(Math.min(limitBytes, space.largestFileBytes()));
  }

  /**
   * A volume ends before an item where the writer of bundles ends it.
   *
   * @param sourceBytes of the item's files
   */
  void beginItem(long sourceBytes) {
    if (!open) {
      return;
    }
    long left = largestPlaintext(limitBytes) - used - PADDING_ENTRY - catalogueReserve() - CATALOGUE_ENTRY;
    if (VolumeEnd.isDue(used, lines, left, sourceBytes, limitBytes)) {
      close();
    }
  }

  /** Of a file whose content lies in a volume already. */
  void addLine(Entry entry) {
    if (!open) {
      open = true;
      used = ABOUT_BYTES + END_OF_DIRECTORY;
    }
    count(entry);
  }

  private void count(Entry entry) {
    lines++;
    catalogue += entry.lineBytes;
    catalogueTotal += entry.lineBytes;
  }

  void add(Entry entry) {
    long allowance = 4096 + 44 * PackedFile.segmentCount(entry.boundBytes);
    if (room(entry, allowance) < entry.boundBytes && open && fresh(entry, allowance) >= entry.boundBytes) {
      close();
    }
    boolean whole = room(entry, allowance) >= entry.boundBytes;
    if (!whole && open && room(entry, allowance) < fresh(entry, allowance) / 8) {
      close();
    }
    long left = entry.bytes;
    while (!whole && left > room(entry, allowance)) {
      long piece = room(entry, allowance);
      if (piece <= 0) {
        overrun += left;
        return;
      }
      put(Math.max(0, entry.nameBytes) + 4, piece);
      left -= piece;
      close();
    }
    put(whole ? entry.nameBytes : Math.max(0, entry.nameBytes) + 4, left);
    count(entry);
  }

  /** Room in the volume that would be begun after the open one. */
  private long fresh(Entry entry, long allowance) {
    long next = most;
    if (open) {
      long left = space.largestFileBytes() - space.clusterRounded(fileBytes(closedSize())) - space.clusterRounded(1);
      next = largestPlaintext(Math.max(0, Math.min(limitBytes, left)));
    }
    return next - NEW_VOLUME_RESERVE - entryBytes(entry.nameBytes + 4) - CATALOGUE_ENTRY - allowance;
  }

  private long room(Entry entry, long allowance) {
    if (entries >= MAX_ENTRIES) {
      return -1;
    }
    long about = open ? used : ABOUT_BYTES + END_OF_DIRECTORY;
    return most - about - entryBytes(entry.nameBytes + 4) - PADDING_ENTRY - catalogueReserve() - CATALOGUE_ENTRY - allowance;
  }

  private long catalogueReserve() {
    return catalogue + 1100;
  }

  private void put(int nameBytes, long bytes) {
    if (!open) {
      open = true;
      used = ABOUT_BYTES + END_OF_DIRECTORY;
    }
    used += bytes;
    if (nameBytes >= 0) {
      used += entryBytes(nameBytes);
      entries++;
    }
  }

  private long closedSize() {
    return padded(used + catalogue + CATALOGUE_ENTRY + PADDING_ENTRY, most);
  }

  private void close() {
    if (open) {
      long size = fileBytes(closedSize());
      files.add(size);
      try {
        space.take(size);
      } catch (DoesNotFitException e) {
        overrun += size - space.largestFileBytes();
      }
    }
    open = false;
    used = 0;
    entries = 0;
    lines = 0;
    catalogue = 0;
    most = mostNow();
  }

  /** How many bytes more there are than room; 0 where everything fits. */
  long overrunBytes() {
    return overrun;
  }

  /** Ends the last volume; the length of each file. Nothing can be added afterwards. */
  List<Long> finish() {
    close();
    return List.copyOf(files);
  }

  long catalogueBytes() {
    return catalogueTotal;
  }

  /** The files of an index of so many bytes. */
  static List<Long> ofIndex(long indexBytes, long limitBytes) {
    long most = largestPlaintext(limitBytes);
    var files = new ArrayList<Long>();
    long once = ABOUT_BYTES + END_OF_DIRECTORY + PADDING_ENTRY;
    long left = indexBytes + INDEX_FILES * entryBytes(INDEX_NAME_BYTES);
    do {
      long piece = Math.min(left, most - once - entryBytes(INDEX_NAME_BYTES + 4));
      files.add(expectedFileBytes(piece + once, most));
      left -= piece;
    } while (left > 0);
    return files;
  }

  /**
   * What to expect where it isn't certain on which side of a step of padding an index comes to lie: the middle, so that the
   * plan is off by half a step at most.
   */
  private static long expectedFileBytes(long bytes, long most) {
    long margin = 1_000 + bytes / 500;
    return fileBytes((padded(bytes - margin, most) + padded(bytes + margin, most)) / 2);
  }

  /** Files of one segment with positions, doc values and stored fields; their names below {@code lucene/}. */
  private static final int INDEX_FILES = 18;

  private static final int INDEX_NAME_BYTES = 19;

  /** One copy of the root: hashes of 64 KiB of index each, a header for each volume. */
  static long rootBytes(long indexBytes, int volumes) {
    long documents = 1500 + Math.ceilDiv(indexBytes, CHUNK) * 33 + 430L * volumes;
    return fileBytes(padded(documents + ABOUT_BYTES + END_OF_DIRECTORY + PADDING_ENTRY, Long.MAX_VALUE));
  }

  static int entryBytes(int nameBytes) {
    return ENTRY_HEADERS + 2 * nameBytes;
  }

  /** format.md §4.3 */
  static long padded(long bytes, long limit) {
    long unit = Math.max(4096, Long.highestOneBit(bytes) >> 5);
    return Math.min(limit, Math.ceilDiv(bytes, unit) * unit);
  }

  static long fileBytes(long plaintextBytes) {
    return AGE_HEADER + NONCE + plaintextBytes + TAG * Math.max(1, Math.ceilDiv(plaintextBytes, CHUNK));
  }

  private static long largestPlaintext(long fileBytes) {
    long chunks = fileBytes - AGE_HEADER - NONCE;
    return chunks <= 0 ? 0 : chunks / (CHUNK + TAG) * CHUNK + Math.max(0, chunks % (CHUNK + TAG) - TAG);
  }
}
