package org.bojagi.plan;

import org.bojagi.fault.DoesNotFitException;

/**
 * The real bytes of one card while a bundle is sealed for it: whole clusters, the folder's entries, and what is kept for
 * later. One thread.
 */
public final class CardSpace {
  /** A bundle's file: 32 hex digits and {@code .age}. */
  private static final int NAME_CHARS = 36;

  private static final int ENTRY_BYTES = 32;

  private final Card card;
  private final Geometry geometry;
  private final int entriesOfFile;
  private long freeClusters;
  private long reservedClusters;

  /** Entries of the bundle's folder that its clusters hold and that no file has; a new one needs two, for dots. */
  private long spareEntries = -2;

  /** A card with nothing on it. The reader is taken off by {@link #take(ReaderSize)}. */
  public CardSpace(Card card) {
    this.card = card;
    this.geometry = card.geometry();
    this.freeClusters = card.usableBytes() / geometry.clusterBytes();
    this.entriesOfFile = entries(card.fileSystem(), NAME_CHARS);
  }

  public Card card() {
    return card;
  }

  /** Keeps room for what is written at the end, in whole clusters: one file for each call. */
  public void reserve(long bytes) {
    reservedClusters += clusters(bytes) + 1;
  }

  /**
   * Keeps room for an index and both copies of the root.
   *
   * @param indexBytes of Lucene's files
   * @param volumes of the bundle that hold content
   */
  public void reserveIndex(long indexBytes, long volumeBytes, int volumes) {
    var files = SealedVolumes.ofIndex(indexBytes, volumeBytes);
    files.forEach(this::reserve);
    long root = SealedVolumes.rootBytes(indexBytes, volumes + files.size());
    reserve(root);
    reserve(root);
  }

  /** Gives back all that was reserved: what it was kept for is written now. */
  public void releaseReserved() {
    reservedClusters = 0;
  }

  /** What is free and not reserved; negative where more was reserved than there is. */
  public long remainingBytes() {
    return (freeClusters - reservedClusters) * geometry.clusterBytes();
  }

  /** The largest file of a bundle that {@link #take(long)} would accept now; 0 where there is no room for one. */
  public long largestFileBytes() {
    long left = freeClusters - reservedClusters - (spareEntries < entriesOfFile ? 1 : 0);
    return Math.max(0, left * geometry.clusterBytes());
  }

  /** What a file takes in whole clusters, without its entry in the folder. */
  public long clusterRounded(long fileBytes) {
    return geometry.rounded(fileBytes);
  }

  /**
   * A file of a bundle was written here.
   *
   * @throws DoesNotFitException there is no room for it; nothing is taken
   */
  public void take(long fileBytes) throws DoesNotFitException {
    if (fileBytes > largestFileBytes()) {
      throw new DoesNotFitException(
          "A file of " + fileBytes + " bytes is larger than what is left on the card",
          largestFileBytes() + " bytes",
          "Give a larger --card, more --cards, or --fit.");
    }
    if (spareEntries < entriesOfFile) {
      freeClusters--;
      spareEntries += geometry.clusterBytes() / ENTRY_BYTES;
    }
    spareEntries -= entriesOfFile;
    freeClusters -= clusters(fileBytes);
  }

  /** The reader is on the card: each of its files may waste most of a cluster. */
  public void take(ReaderSize reader) {
    freeClusters -= clusters(reader.bytes()) + reader.files();
  }

  private long clusters(long bytes) {
    return Math.ceilDiv(bytes, geometry.clusterBytes());
  }

  /**
   * How many entries of 32 bytes a name takes: FAT32 one and one for each 13 characters of a long name (specification
   * 1.03, "Long Directory Entries"); exFAT two and one for each 15 (§7.4, §7.6, §7.7).
   */
  public static int entries(FileSystem fileSystem, int nameChars) {
    return switch (fileSystem) {
      case FAT32 -> 1 + Math.ceilDiv(nameChars, 13);
      case EXFAT -> 2 + Math.ceilDiv(nameChars, 15);
    };
  }
}
