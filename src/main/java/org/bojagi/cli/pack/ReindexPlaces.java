package org.bojagi.cli.pack;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.fault.UsageException;
import org.bojagi.inventory.FoundBundle;

/** Where the new index of a bundle that was found in a heap may go: to folders that hold it as a bundle is held. */
final class ReindexPlaces {
  private ReindexPlaces() {}

  /**
   * The folders that hold a bundle, one for each copy of it.
   *
   * @param found not a set, and with its root
   * @throws UsageException its files lie so that no folder would be a bundle's afterwards
   */
  static List<Path> folders(FoundBundle found) throws UsageException {
    var folders = found.rootFolders();
    for (var folder : folders) {
      for (var copies : found.volumeFiles().values()) {
        // An index made of what is in this folder alone would know no more of what lies beside it.
        if (copies.stream().noneMatch(file -> folder.equals(file.getParent()))) {
          throw new UsageException(
              "Files of one bundle lie in several folders",
              copies.getFirst() + ", " + folder,
              "Put them into one folder, or give -o NEW for a bundle of all of them.");
        }
      }
    }
    return folders;
  }

  /** @throws UsageException some card's folder would not get the new index */
  static void requireCards(FoundBundle found, Bundle bundle) throws UsageException {
    var folders = new HashSet<>(found.rootFolders());
    found.volumeFiles().values().forEach(copies -> copies.forEach(file -> folders.add(file.getParent())));
    if (!folders.equals(new HashSet<>(bundle.folders())) || folders.size() < bundle.folders().size()) {
      throw new UsageException(
          "The cards of a set don't lie in a folder each, or lie here twice",
          bundle.folder().toString(),
          "Give one folder of each card, or -o NEW for a set of its own.");
    }
  }

  /** Files that re-indexing leaves as they are. */
  static List<Path> contentFiles(FoundBundle found) {
    var ids = new HashSet<String>();
    found.root().ifPresent(root -> root.content().volumes().stream().map(VolumeFacts::id).forEach(ids::add));
    return found.volumeFiles().entrySet().stream()
        .filter(volume -> ids.contains(volume.getKey()))
        .flatMap(volume -> volume.getValue().stream())
        .toList();
  }
}
