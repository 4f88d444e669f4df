package org.bojagi.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;

/**
 * What is read of a signed bundle's catalogues to check files by: each catalogue as a whole before one of its lines is
 * shown, and of large files the hashes of their segments, which the index hasn't. Any number of threads.
 */
final class SignedCatalogues {
  /** Films that are played at once; each has 32 bytes for each MiB. */
  private static final int FILES_KEPT = 8;

  private final Bundle bundle;
  private final Set<String> checked = ConcurrentHashMap.newKeySet();
  private final Map<String, byte[]> segments =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > FILES_KEPT;
        }
      };

  SignedCatalogues(Bundle bundle) {
    this.bundle = bundle;
  }

  /** Takes a line as it is written. */
  @FunctionalInterface
  interface TextConsumer {
    void accept(String line) throws IOException;
  }

  /** Something that reads a catalogue to its end. */
  @FunctionalInterface
  interface Reading {
    void run() throws IOException;
  }

  /** Reads a catalogue through unless that was done before. */
  void check(VolumeFacts volume, Reading whole) throws IOException {
    if (!checked.contains(volume.id())) {
      whole.run();
      checked.add(volume.id());
    }
  }

  /**
   * SHA-256 of each segment of a file.
   *
   * @param file with the hash over them, by which whatever is found is checked; without, its catalogue must be whole
   * @throws DamagedBundleException no catalogue that can be read has them
   */
  byte[] segments(Located file) throws IOException {
    synchronized (segments) {
      var known = segments.get(file.file().id());
      if (known != null && isOf(file, Sha256.of(known))) {
        return known;
      }
      for (var volume : likely(file)) {
        var found = find(volume, file);
        if (found != null) {
          segments.put(file.file().id(), found);
          return found;
        }
      }
    }
    throw new DamagedBundleException(
        "No catalogue has the hashes of a file that was signed", file.file().path(), "Use another copy of the bundle.");
  }

  /** A file's line is in the volume of its last byte or the one after; of content that stands twice, anywhere. */
  private List<VolumeFacts> likely(Located file) {
    var volumes = bundle.root().content().volumes();
    var last = file.extents().isEmpty() ? "" : file.extents().getLast().volume();
    int at = 0;
    while (at < volumes.size() && !volumes.get(at).id().equals(last)) {
      at++;
    }
    var likely = new ArrayList<>(volumes.subList(Math.min(at, volumes.size()), volumes.size()));
    likely.addAll(volumes.subList(0, Math.min(at, volumes.size())));
    return likely;
  }

  /** null where it isn't there, or the catalogue can't be read. */
  private byte[] find(VolumeFacts volume, Located file) throws IOException {
    var id = Json.write(file.file().id());
    var found = new byte[1][];
    try {
      bundle.lines(
          volume,
          line -> {
            // Most lines are of others, and finding that out by parsing would cost ten times as much.
            if (found[0] == null && line.contains(id)) {
              found[0] = segmentsOf(line, file);
            }
          });
    } catch (DamagedBundleException e) {
      if (file.sha256().length == 0) {
        return null;
      }
    }
    return found[0];
  }

  private static boolean isOf(Located file, byte[] sha256) {
    return file.sha256().length == 0 || Arrays.equals(sha256, file.sha256());
  }

  private static byte[] segmentsOf(String line, Located file) {
    try {
      var packed = CatalogueLine.fromJson(line).file();
      boolean same = packed.id().equals(file.file().id()) && isOf(file, packed.sha256());
      return same && packed.hasItsHashes() ? packed.segmentHashes() : null;
    } catch (Json.Malformed e) {
      return null;
    }
  }
}
