package org.bojagi.export;

import java.util.HashMap;
import java.util.Map;
import org.bojagi.plan.Card;
import org.bojagi.plan.CardSpace;

/**
 * What files in folders take from a card that was empty: whole clusters of each file, and of each folder the entries
 * with long names. What {@link CardSpace} counts for a bundle's files, for names of any length. One thread.
 */
final class CardFill {
  private static final int ENTRY_BYTES = 32;

  private final Card card;
  private final Map<String, Long> entries = new HashMap<>();
  private long freeClusters;

  CardFill(Card card) {
    this.card = card;
    this.freeClusters = card.usableBytes() / card.clusterBytes();
    entries.put("", 0L); // its first cluster is taken off already
  }

  long freeBytes() {
    return freeClusters * card.clusterBytes();
  }

  /** Whether there is room for a file; then it is taken, else nothing is. */
  boolean take(String path, long bytes) {
    long needed = clusters(bytes) + growth(path);
    if (needed > freeClusters) {
      return false;
    }
    freeClusters -= needed;
    enter(path);
    return true;
  }

  /** A file was removed again; its folder's entry stays. */
  void giveBack(long bytes) {
    freeClusters += clusters(bytes);
  }

  /** Clusters that the folder of a path grows by, and those above it where it is new. */
  private long growth(String path) {
    var folder = folder(path);
    var known = entries.get(folder);
    if (known == null) {
      return folderClusters(2 + entries(path)) + growth(folder);
    }
    return folderClusters(known + entries(path)) - folderClusters(known);
  }

  private void enter(String path) {
    var folder = folder(path);
    if (!entries.containsKey(folder)) {
      enter(folder);
      entries.put(folder, 2L); // of itself and of the folder above
    }
    entries.merge(folder, (long) entries(path), Long::sum);
  }

  private int entries(String path) {
    return CardSpace.entries(card.fileSystem(), path.length() - path.lastIndexOf('/') - 1);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private long folderClusters(long entries) {
    return Math.max(1, clusters(entries * ENTRY_BYTES));
  }

  private long clusters(long bytes) {
    return Math.ceilDiv(bytes, card.clusterBytes());
  }
}
