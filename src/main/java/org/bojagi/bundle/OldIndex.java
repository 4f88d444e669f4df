package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bojagi.fault.Fault;
import org.bojagi.sign.Trust;

/**
 * Removes from a folder what a new index has taken the place of: roots with the same content and another index, their
 * index volumes, and index volumes of this bundle that no root names, which an interrupted run left; the latter only
 * where every root was read, since a root that can't be may name them. Of its own, so that what may be deleted is
 * decided in one place.
 */
final class OldIndex {
  private OldIndex() {}

  /**
   * @param bundle as it was opened, with the old index
   * @param newRoots names of the files of the root that stays
   */
  static void remove(Path folder, Bundle bundle, List<String> newRoots) throws IOException {
    var files = new ArrayList<FolderFile>();
    boolean everyFileRead = true;
    try (var paths = Files.list(folder)) {
      for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
        try {
          files.add(FolderFile.read(path));
        } catch (IOException e) {
          everyFileRead = false;
        }
      }
    }
    var finder = new RootFinder(folder.toString(), files, bundle.identity(), Trust.NONE);
    boolean everyRootRead = finder.readAll() && everyFileRead;
    var oldRoots = new ArrayList<FolderFile>();
    var oldVolumes = new HashSet<ByteBuffer>();
    var staying = new HashSet<ByteBuffer>();
    for (var found : finder.all()) {
      boolean replaced =
          found.documents().contentSha256().equals(bundle.root().index().contentSha256())
              && found.copies().stream().noneMatch(copy -> newRoots.contains(copy.name()));
      if (replaced) {
        oldRoots.addAll(found.copies());
        found.root().index().volumes().forEach(volume -> oldVolumes.add(ByteBuffer.wrap(volume.header())));
      } else {
        found.root().volumes().forEach(volume -> staying.add(ByteBuffer.wrap(volume.header())));
      }
    }
    // Roots first: without their volumes they would name what isn't there.
    for (var root : oldRoots) {
      Files.delete(root.path());
    }
    PartialFolder.forceFolder(folder);
    var damaged = damagedIndexVolumes(folder, bundle, staying);
    for (var file : files) {
      boolean named = staying.contains(ByteBuffer.wrap(file.head()));
      boolean old = oldVolumes.contains(ByteBuffer.wrap(file.head())) || damaged.contains(file.path());
      if (!named && !oldRoots.contains(file) && (old || everyRootRead && isIndexVolume(file, bundle))) {
        Files.delete(file.path());
      }
    }
    PartialFolder.forceFolder(folder);
  }

  /** Found by their chunks when the bundle was opened, since their headers on the medium are damaged. */
  private static Set<Path> damagedIndexVolumes(Path folder, Bundle bundle, Set<ByteBuffer> staying) {
    var damaged = new HashSet<Path>();
    for (var volume : bundle.root().index().volumes()) {
      if (!staying.contains(ByteBuffer.wrap(volume.header()))) {
        bundle.file(volume.id()).filter(file -> folder.equals(file.getParent())).ifPresent(damaged::add);
      }
    }
    return damaged;
  }

  private static boolean isIndexVolume(FolderFile file, Bundle bundle) {
    if (!file.isAge() || file.maySlot()) {
      return false;
    }
    try (var payload = file.open(bundle.identity())) {
      var about = VolumeAbout.read(payload, file.name());
      return about.kind().equals(Format.KIND_INDEX) && about.bundle().equals(bundle.root().content().bundle());
    } catch (Fault e) {
      return false; // another identity's, or damaged: it stays
    } catch (IOException e) {
      return false;
    }
  }
}
