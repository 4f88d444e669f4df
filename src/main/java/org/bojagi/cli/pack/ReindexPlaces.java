package org.bojagi.cli.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.inventory.FoundBundle;

/** Where the new index of a bundle that was found in a heap may go: to folders that hold it as a bundle is held. */
final class ReindexPlaces {
  private ReindexPlaces() {}

  /**
   * The folders that hold a bundle, one for each copy of it. An index made of what is in one folder alone would know no
   * more of content that lies in another, so that each must have all content that there is.
   *
   * @param found not a set, and with its root
   * @param leftOut takes copies that lack some of it
   * @throws UsageException no folder has all of it
   */
  static List<Path> folders(FoundBundle found, Consumer<Finding> leftOut) throws UsageException {
    var content = new ArrayList<List<Path>>();
    for (var volume : found.root().orElseThrow().content().volumes()) {
      content.add(found.volumeFiles().getOrDefault(volume.id(), List.of()));
    }
    content.removeIf(List::isEmpty);
    var whole = new ArrayList<Path>();
    for (var folder : found.rootFolders()) {
      if (content.stream().allMatch(copies -> copies.stream().anyMatch(file -> folder.equals(file.getParent())))) {
        whole.add(folder);
      }
    }
    if (whole.isEmpty()) {
      throw new UsageException(
          "Files of one bundle lie in several folders",
          found.folders().getFirst().toString(),
          "Put them into one folder, or give -o NEW for a bundle of all of them.");
    }
    var holding = new TreeSet<>(found.rootFolders());
    content.forEach(copies -> copies.forEach(file -> holding.add(file.getParent())));
    for (var folder : holding) {
      if (!whole.contains(folder)) {
        leftOut.accept(
            new Finding(
                Severity.WARNING,
                "copy-incomplete",
                folder.toString(),
                "A copy of this bundle lacks files that another has, and is left as it is",
                "Complete it from the other copy, and make its index anew then."));
      }
    }
    return whole;
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
