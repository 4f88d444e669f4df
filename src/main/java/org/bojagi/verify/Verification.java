package org.bojagi.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Shelves;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.StorageException;

/**
 * All checks of a bundle, in one pass over its bytes: files are hashed in the order of the catalogues, which is that of
 * the volumes, and a chunk's tag is checked when it is decrypted for that; what no file lies in comes last.
 *
 * <p>A medium is read by one thread at a time, a mebibyte at a time and forward, while the other threads decrypt and
 * hash. Memory: some mebibytes for each thread, a few of the volumes' lists of entries, two bits a chunk.
 */
public final class Verification {
  private final Bundle bundle;
  private final Report report = new Report();
  private final LongAdder checkedBytes = new LongAdder();
  private final Map<String, VolumeChunks> volumes = new LinkedHashMap<>();
  private final Directories directories = new Directories(report);
  private final FolderCheck folder;
  private long totalBytes;

  private Verification(Bundle bundle) throws IOException {
    this.bundle = bundle;
    this.folder = new FolderCheck(bundle, report);
    var batches = new Batches(Work.BATCHES_KEPT);
    var shelves = new Shelves(Work.SHELVES_KEPT);
    var media = new HashMap<Path, Lock>();
    for (var volume : bundle.root().volumes()) {
      var file = bundle.file(volume.id());
      if (file.isPresent()) {
        try {
          var payload = bundle.payload(volume.id());
          var name = file.get().getFileName().toString();
          var medium = media.computeIfAbsent(file.get().getParent(), parent -> new ReentrantLock(true));
          volumes.put(
              volume.id(), new VolumeChunks(volume.id(), name, payload, batches, medium, shelves, checkedBytes));
          totalBytes += payload.plaintextSize();
        } catch (DamagedBundleException e) {
          report.add(Flaw.VOLUME_UNLIKE_ROOT, e.where(), e.what());
        }
      }
    }
  }

  /** Told in the caller's thread how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** @param ofBytes plaintext of all volumes that are here, the same at each call */
    void checked(long bytes, long ofBytes);
  }

  /**
   * Runs every check. Damage is found, not thrown.
   *
   * @return one result a check, in the order of {@link Check}
   * @throws StorageException the medium went away, so that nothing can be said
   */
  public static List<CheckResult> run(Bundle bundle, Progress progress) throws IOException {
    var verification = new Verification(bundle);
    verification.whole(progress);
    return verification.results(EnumSet.allOf(Check.class));
  }

  /**
   * Runs the checks that take a few reads of each file, however large it is: {@link Check#isQuick}. Nothing is said of
   * what lies between the ends of a volume.
   *
   * @throws StorageException as {@link #run}
   */
  public static List<CheckResult> quick(Bundle bundle) throws IOException {
    var verification = new Verification(bundle);
    verification.quickly().close();
    return verification.results(
        Arrays.stream(Check.values())
            .filter(Check::isQuick)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Check.class))));
  }

  /** @return the index, whether it can be used or not */
  private IndexLookup quickly() throws IOException {
    folder.opening();
    folder.root();
    folder.signatures();
    folder.ends(volumes.values());
    return new IndexLookup(bundle, report);
  }

  private void whole(Progress progress) throws IOException {
    try (var work = new Work(report, () -> progress.checked(checkedBytes.sum(), totalBytes));
        var index = quickly()) {
      var catalogues = new CatalogueCheck(bundle, volumes, directories, index, work, report);
      catalogues.run();
      catalogues.indexFiles();
      work.finish();
      for (var volume : volumes.values()) {
        report.count(Check.LISTS, directories.isReadable(volume) ? 1 : 0);
        if (catalogues.isComplete()) {
          directories.reportUnnamed(volume);
        }
      }
      for (var volume : volumes.values()) {
        for (int batch = 0; batch * Batches.CHUNKS < volume.count(); batch++) {
          work.addRest(volume, batch);
        }
      }
      work.finish();
      reportChunks(catalogues.isComplete());
    }
  }

  private List<CheckResult> results(EnumSet<Check> checks) throws StorageException {
    if (!Files.isDirectory(bundle.folder())) {
      throw new StorageException(
          "The bundle went away while it was checked", bundle.folder().toString(), "Plug the medium in and try again.");
    }
    return report.results(checks);
  }

  /**
   * Damaged chunks in a row are one finding; an end alone is one already.
   *
   * @param complete whether each file was looked for, so that what is left belongs to none
   */
  private void reportChunks(boolean complete) {
    for (var volume : volumes.values()) {
      report.count(Check.CHUNKS, volume.count());
      var damaged = volume.damaged();
      for (int first = damaged.nextSetBit(0); first >= 0; first = damaged.nextSetBit(first + 1)) {
        int end = damaged.nextClearBit(first);
        int chunks = end - first;
        if (chunks > 1 || !volume.isDamagedEnd(first)) {
          report.add(
              !complete || volume.holdsFile(first, end) ? Flaw.CHUNK_DAMAGED : Flaw.PADDING_DAMAGED,
              volume.fileName + ", chunk " + first + (chunks > 1 ? " to " + (end - 1) : ""),
              chunks > 1 ? chunks + " chunks can't be decrypted" : "A chunk can't be decrypted");
        }
        first = end;
      }
    }
  }
}
