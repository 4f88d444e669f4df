package org.bojagi.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.bojagi.fault.Finding;

/**
 * What one folder holds of a bundle: all of it, or a card of a set.
 *
 * @param files by volume id
 * @param slotFiles whatever may be a slot, both copies of each
 * @param rootFiles every sound copy of the root
 * @param card of which most bytes of content are here; empty where there is no content
 * @param findings but for volumes that aren't here
 */
record BundlePart(
    Path folder,
    Map<String, Path> files,
    List<Path> slotFiles,
    List<Path> rootFiles,
    OptionalInt card,
    List<Finding> findings) {

  BundlePart {
    files = Map.copyOf(files);
    slotFiles = List.copyOf(slotFiles);
    rootFiles = List.copyOf(rootFiles);
    findings = List.copyOf(findings);
  }

  static OptionalInt card(Root root, Map<String, Path> files) {
    var bytes = new TreeMap<Integer, Long>();
    for (var volume : root.content().volumes()) {
      if (files.containsKey(volume.id())) {
        bytes.merge(volume.card(), volume.fileBytes(), Long::sum);
      }
    }
    return bytes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> OptionalInt.of(most.getKey()))
        .orElse(OptionalInt.empty());
  }
}
