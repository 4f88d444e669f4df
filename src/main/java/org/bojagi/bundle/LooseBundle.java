package org.bojagi.bundle;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Finding;

/** A bundle of files that lie anywhere, whose root, identity and volumes are known already. */
public final class LooseBundle {
  private LooseBundle() {}

  /**
   * Opens nothing yet. Each card of a set of which a content volume is here counts as here.
   *
   * @param identity stays the caller's
   * @param volumes file by volume id
   * @param rootFiles at least one
   * @param findings of this bundle's files, but for volumes that aren't here
   */
  public static Bundle open(
      X25519Identity identity,
      Root root,
      Map<String, Path> volumes,
      List<Path> slotFiles,
      List<Path> rootFiles,
      List<Finding> findings) {
    var byCard = new TreeMap<Integer, Map<String, Path>>();
    var ofAll = new LinkedHashMap<String, Path>();
    for (var volume : root.volumes()) {
      var file = volumes.get(volume.id());
      if (file != null && volume.catalogue() == null) {
        ofAll.put(volume.id(), file);
      } else if (file != null) {
        byCard.computeIfAbsent(volume.card(), card -> new LinkedHashMap<>()).put(volume.id(), file);
      }
    }
    var bundle = new Bundle(identity.copy(), root, part(byCard.pollFirstEntry(), ofAll, slotFiles, rootFiles, findings));
    byCard.forEach(
        (card, files) -> bundle.add(new BundlePart(folder(files), files, List.of(), List.of(), OptionalInt.of(card), List.of())));
    return bundle;
  }

  private static BundlePart part(
      Map.Entry<Integer, Map<String, Path>> card,
      Map<String, Path> ofAll,
      List<Path> slotFiles,
      List<Path> rootFiles,
      List<Finding> findings) {
    var files = new LinkedHashMap<>(ofAll);
    if (card != null) {
      files.putAll(card.getValue());
    }
    var number = card == null ? OptionalInt.empty() : OptionalInt.of(card.getKey());
    return new BundlePart(rootFiles.getFirst().getParent(), files, slotFiles, rootFiles, number, findings);
  }

  private static Path folder(Map<String, Path> files) {
    return files.values().iterator().next().getParent();
  }
}
