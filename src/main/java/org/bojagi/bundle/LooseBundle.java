package org.bojagi.bundle;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Finding;
import org.bojagi.fault.NotTrustedException;
import org.bojagi.sign.Trust;

/** A bundle of files that lie anywhere, whose root, identity and volumes are known already. */
public final class LooseBundle {
  private LooseBundle() {}

  /**
   * Opens nothing yet. Each card of a set of which a content volume is here counts as here.
   *
   * @param identity stays the caller's
   * @param opened a root
   * @param trust that the root was opened with
   * @param edition that a reader has with it: its own, or that of a delta that goes with it
   * @param volumes file by volume id
   * @param rootFiles at least one
   * @param findings of this bundle's files, but for volumes that aren't here
   * @throws org.bojagi.fault.NotTrustedException the keys that were given didn't sign it, or it is too old
   */
  public static Bundle open(
      X25519Identity identity,
      LooseFile.Opened opened,
      Trust trust,
      int edition,
      Map<String, Path> volumes,
      List<Path> slotFiles,
      List<Path> rootFiles,
      List<Finding> findings)
      throws NotTrustedException {
    var root = opened.root();
    var where = rootFiles.getFirst().toString();
    if (trust.isRequired() && !opened.signers().areGiven()) {
      throw RootFinder.notTrusted(opened.signers(), where);
    }
    RootFinder.requireNew(edition, trust, where);
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
    var first = part(byCard.pollFirstEntry(), ofAll, slotFiles, rootFiles, findings);
    var found = new RootFinder.Found(root, opened.documents(), opened.signers(), List.of());
    var bundle = new Bundle(identity.copy(), found, trust, first, List.of());
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
    return new BundlePart(firstFolder(card, rootFiles), files, slotFiles, rootFiles, number, findings);
  }

  /** That of the first card, if a root lies there too: cards may be in folders whose names are in another order. */
  private static Path firstFolder(Map.Entry<Integer, Map<String, Path>> card, List<Path> rootFiles) {
    var folders = rootFiles.stream().map(Path::getParent).toList();
    return card != null && folders.contains(folder(card.getValue())) ? folder(card.getValue()) : folders.getFirst();
  }

  private static Path folder(Map<String, Path> files) {
    return files.values().iterator().next().getParent();
  }
}
