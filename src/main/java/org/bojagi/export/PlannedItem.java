package org.bojagi.export;

import java.util.List;

/**
 * An item with its files.
 *
 * @param files what a person opens first; they go on a card together or not at all
 */
record PlannedItem(ExportedItem item, List<PlannedFile> files) {
  PlannedItem {
    files = List.copyOf(files);
  }

  long estimatedBytes() {
    return files.stream().mapToLong(PlannedFile::estimatedBytes).sum();
  }
}
