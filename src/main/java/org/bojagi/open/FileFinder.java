package org.bojagi.open;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.index.StoredItem;

/**
 * Where packed files lie: as the index says; where it is lost or doesn't know a file, as the catalogue and the volumes'
 * own directories say.
 */
public final class FileFinder {
  private final OpenBundle open;
  private final VolumeEntries entries;
  private String lastItem = "";
  private Locations lastLocations;
  private final Consumer<Fault> complaints;
  private final Runnable withoutIndex;
  private boolean saidSo;

  /**
   * @param complaints takes what is wrong with the index, and each part of a catalogue that can't be read
   * @param withoutIndex runs once, when something is looked for without the index
   */
  public FileFinder(OpenBundle open, Consumer<Fault> complaints, Runnable withoutIndex) {
    this.complaints = complaints;
    this.withoutIndex = withoutIndex;
    this.open = open;
    this.entries = new VolumeEntries(open.bundle());
  }

  /** @param pathOrId of any packed file; a path in any normalization */
  public Optional<Located> find(String pathOrId) throws IOException {
    var name = nfc(pathOrId);
    try {
      if (open.index().isPresent()) {
        var index = open.index().get();
        var byPath = index.byPath(name);
        var item = byPath.isPresent() ? byPath : index.byId(name);
        var files = item.isPresent() ? OpenBundle.locations(item.get()).files() : List.<Located>of();
        var found = files.stream().filter(located -> is(located.file(), name)).findFirst();
        if (found.isPresent()) {
          return found;
        }
      } else {
        saySo(open.indexFault());
      }
    } catch (Fault fault) {
      saySo(fault);
    }
    return findInCatalogue(name);
  }

  private Optional<Located> findInCatalogue(String path) throws IOException {
    var volumes = open.bundle().root().content().volumes();
    Fault lost = null;
    for (int i = 0; i < volumes.size(); i++) {
      if (open.bundle().isElsewhere(volumes.get(i))) {
        continue; // the index knows what is there
      }
      var found = new PackedFile[1];
      try {
        open.bundle()
            .catalogue(
                volumes.get(i),
                line -> {
                  if (is(line.file(), path) && !open.isHidden(line.file().of())) {
                    found[0] = line.file();
                  }
                });
      } catch (DamagedBundleException e) {
        lost = e;
      }
      if (found[0] != null) {
        return Optional.of(entries.locate(found[0], i));
      }
    }
    if (lost != null) {
      throw lost;
    }
    return Optional.empty();
  }

  /**
   * A file's line of the catalogue, with its hashes.
   *
   * @param located what {@link #find} found by the same name, perhaps by a forged index
   * @return empty where the part of the catalogue that would have it is lost, which is said
   * @throws DamagedBundleException the whole catalogue is there and has no such file
   */
  public Optional<PackedFile> catalogued(String pathOrId, Located located) throws IOException {
    var name = nfc(pathOrId);
    boolean lost = false;
    for (var volume : lastExtentFirst(located)) {
      var found = new PackedFile[1];
      try {
        open.bundle()
            .catalogue(
                volume,
                line -> {
                  if (is(line.file(), name) && line.file().path().equals(located.file().path())) {
                    found[0] = line.file();
                  }
                });
      } catch (DamagedBundleException e) {
        if (found[0] == null) {
          complaints.accept(e);
          lost = true;
        }
      }
      if (found[0] != null) {
        return Optional.of(found[0]);
      }
    }
    if (!lost) {
      throw new DamagedBundleException(
          "The index names a file that the catalogue doesn't", pathOrId, "Use another copy of the bundle.");
    }
    return Optional.empty();
  }

  /** The content volumes in the order in which a file's line is probably found: where it ends, and the next. */
  private List<VolumeFacts> lastExtentFirst(Located located) {
    var volumes = new ArrayList<>(open.bundle().root().content().volumes());
    var last = located.extents().isEmpty() ? "" : located.extents().getLast().volume();
    for (int i = 0; i < volumes.size(); i++) {
      if (volumes.get(i).id().equals(last)) {
        Collections.rotate(volumes, -i);
        return volumes;
      }
    }
    return volumes;
  }

  /**
   * @param volume position in the root's content volumes of the one whose catalogue names the file
   * @throws DamagedBundleException nothing says where it lies
   */
  public Located locate(PackedFile file, int volume) throws IOException {
    if (!lastItem.equals(file.of())) {
      lastLocations = locationsOf(file.of());
      lastItem = file.of();
    }
    var located = lastLocations.byId(file.id()).filter(found -> found.file().path().equals(file.path()));
    return located.isPresent() ? located.get() : entries.locate(file, volume);
  }

  /** Without files where the index doesn't know. */
  private Locations locationsOf(String itemId) throws IOException {
    try {
      var item = open.index().isPresent() ? open.index().get().byId(itemId) : Optional.<StoredItem>empty();
      if (item.isPresent()) {
        return OpenBundle.locations(item.get());
      }
      saySo(open.indexFault());
    } catch (Fault fault) {
      saySo(fault);
    }
    return new Locations(List.of());
  }

  /** The item that has this path as its own; empty where the index doesn't know. */
  public Optional<StoredItem> item(String path) throws IOException {
    try {
      return open.index().isEmpty()
          ? Optional.empty()
          : open.index().get().byPath(nfc(path)).filter(item -> item.path().equals(nfc(path)));
    } catch (Fault fault) {
      saySo(fault);
      return Optional.empty();
    }
  }

  private static boolean is(PackedFile file, String pathOrId) {
    return file.path().equals(pathOrId) || file.id().equals(pathOrId);
  }

  public static String nfc(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC);
  }

  /** @param fault of the index; null where it is sound and only doesn't know this file */
  private void saySo(Fault fault) {
    if (!saidSo) {
      saidSo = true;
      if (fault != null) {
        complaints.accept(fault);
      }
      withoutIndex.run();
    }
  }
}
