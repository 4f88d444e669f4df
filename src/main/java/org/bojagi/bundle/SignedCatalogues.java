package org.bojagi.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;

/**
 * What is read of a signed bundle's catalogues to check files by: each catalogue as a whole before one of its lines is
 * shown, and of large files the hashes of their segments, which the index hasn't. Any number of threads.
 */
final class SignedCatalogues {
  /** Films that are played at once; each has 32 bytes for each MiB. */
  private static final int FILES_KEPT = 8;

  /** Where so many large files' lines begin is remembered for each volume; of others it is read again. */
  private static final int LINES_KEPT = 10_000;

  /** A catalogue of so much is read once and kept until its lines are shown, a larger one is read twice. */
  private static final int AT_ONCE_BYTES = 4 << 20;

  private static final String SEGMENTS = "\"segments\":\"";

  private final Bundle bundle;
  private final Map<String, LargeFiles> ofVolumes = new ConcurrentHashMap<>();
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

  /** Where the lines of one volume's large files begin, by the hash over their segments in hex. Locked while it is filled. */
  private static final class LargeFiles {
    private final Map<String, Long> lines = new HashMap<>();
    private boolean read;
    private boolean whole;
  }

  /** Lines of a catalogue, none before the hash of all of it held. */
  void lines(VolumeCatalogue catalogue, VolumeCatalogue.TextConsumer consumer) throws IOException {
    if (catalogue.sizeBytes() <= AT_ONCE_BYTES) {
      catalogue.linesOnceChecked(consumer);
      return;
    }
    var large = largeFiles(catalogue.volume());
    synchronized (large) {
      if (!large.whole) {
        read(catalogue, large);
      }
    }
    catalogue.lines(consumer);
  }

  private LargeFiles largeFiles(VolumeFacts volume) {
    return ofVolumes.computeIfAbsent(volume.id(), id -> new LargeFiles());
  }

  /**
   * SHA-256 of each segment of a file.
   *
   * @param file with the hash over them, by which whatever is found is checked; without, its catalogue must be whole
   * @throws DamagedBundleException no catalogue that can be read has them
   */
  byte[] segments(Located file) throws IOException {
    var id = file.file().id();
    synchronized (segments) {
      var known = segments.get(id);
      if (known != null && isOf(file, Sha256.of(known))) {
        return known;
      }
    }
    for (var volume : likely(file)) {
      var found = find(new VolumeCatalogue(bundle, volume), file);
      if (found != null) {
        synchronized (segments) {
          segments.put(id, found);
        }
        return found;
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
  private byte[] find(VolumeCatalogue catalogue, Located file) throws IOException {
    try {
      if (file.sha256().length == 0) {
        return findInWhole(catalogue, file);
      }
      var large = largeFiles(catalogue.volume());
      Long offset;
      synchronized (large) {
        if (!large.read) {
          readWhatHolds(catalogue, large);
        }
        offset = large.lines.get(Json.hex(file.sha256()));
        if (offset == null && large.lines.size() < LINES_KEPT) {
          return null;
        }
      }
      var line = offset == null ? null : catalogue.line(offset);
      return line == null ? findInWhole(catalogue, file) : segmentsOf(line, file);
    } catch (DamagedBundleException e) {
      return null;
    }
  }

  /** A line is checked by the hash over its own segments, whatever became of those around it. */
  private void readWhatHolds(VolumeCatalogue catalogue, LargeFiles large) throws IOException {
    try {
      read(catalogue, large);
    } catch (DamagedBundleException e) {
      // What came before the damage is known now; the rest isn't to be had.
    }
    large.read = true;
  }

  private void read(VolumeCatalogue catalogue, LargeFiles large) throws IOException {
    catalogue.lines(
        (line, offset) -> {
          if (isOfLargeFile(line) && large.lines.size() < LINES_KEPT) {
            var file = packed(line);
            if (file != null) {
              large.lines.putIfAbsent(Json.hex(file.sha256()), offset);
            }
          }
        });
    large.read = true;
    large.whole = true;
  }

  private static byte[] findInWhole(VolumeCatalogue catalogue, Located file) throws IOException {
    var path = Json.write(file.file().path());
    var found = new byte[1][];
    catalogue.lines(
        (line, offset) -> {
          if (found[0] == null && line.contains(path)) {
            found[0] = segmentsOf(line, file);
          }
        });
    return found[0];
  }

  /** Most lines are of others, and finding that out by parsing would cost ten times as much. */
  private static boolean isOfLargeFile(String line) {
    int start = line.indexOf(SEGMENTS) + SEGMENTS.length();
    return start >= SEGMENTS.length() && line.indexOf('"', start) - start > 64; // two hashes are 86
  }

  private static boolean isOf(Located file, byte[] sha256) {
    return file.sha256().length == 0 || Arrays.equals(sha256, file.sha256());
  }

  /** Equal content has equal hashes under whatever name. */
  private static byte[] segmentsOf(String line, Located file) {
    var packed = packed(line);
    boolean same =
        packed != null && (file.sha256().length > 0 || packed.id().equals(file.file().id())) && isOf(file, packed.sha256());
    return same && packed.hasItsHashes() ? packed.segmentHashes() : null;
  }

  /** null where it is none that this version reads. */
  private static PackedFile packed(String line) {
    try {
      return CatalogueLine.fromJson(line).file();
    } catch (Json.Malformed e) {
      return null;
    }
  }
}
