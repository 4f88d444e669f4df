package org.bojagi.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.Shelves;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.StorageException;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.Piece;

/**
 * All checks of a bundle in one pass over its bytes: files are hashed in the order of the catalogues, which is that of
 * the volumes, and a chunk's tag is checked when it is decrypted for that; what no file lies in comes last. Chunks on
 * the border of two files stay in a small cache. Memory: that cache, a few of the volumes' lists of entries, two bits a
 * chunk.
 */
public final class Verification {
  private static final long INDEX_CACHE_BYTES = 8 << 20;
  private static final String ANOTHER_COPY = "Replace the file from another copy of the bundle.";

  private final Bundle bundle;
  private final Report report = new Report();
  private final LongAdder checkedBytes = new LongAdder();
  private final Map<String, VolumeChunks> volumes = new LinkedHashMap<>();
  private final Directories directories = new Directories(report);
  private final Work work;
  private final Map<String, Locations> located =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Locations> eldest) {
          return size() > 64;
        }
      };
  private OpenIndex index;
  private long itemsInBoth;
  private boolean cataloguesWhole = true;
  private long filesUnplaced;

  private Verification(Bundle bundle, Progress progress) throws IOException {
    this.bundle = bundle;
    var cache = new ChunkCache(Work.CACHE_BYTES);
    var shelves = new Shelves(Work.SHELVES_KEPT);
    long total = 0;
    for (var volume : bundle.root().volumes()) {
      var file = bundle.file(volume.id());
      if (file.isPresent()) {
        try {
          var payload = bundle.payload(volume.id());
          var name = file.get().getFileName().toString();
          volumes.put(volume.id(), new VolumeChunks(volume.id(), name, payload, cache, shelves, checkedBytes));
          total += payload.plaintextSize();
        } catch (DamagedBundleException e) {
          report.add(Check.ROOT, Finding.of(Severity.ERROR, "volume-unlike-root", e));
        }
      }
    }
    long all = total;
    this.work = new Work(report, () -> progress.checked(checkedBytes.sum(), all));
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
    var verification = new Verification(bundle, progress);
    try (var work = verification.work) {
      verification.checkFolder();
      verification.checkRoot();
      verification.openIndex();
      try {
        verification.checkCatalogues();
      } finally {
        if (verification.index != null) {
          verification.index.close();
        }
      }
      verification.checkIndexFiles();
      work.finish();
      verification.checkLists();
      verification.checkTheRest();
      work.finish();
      verification.reportChunks();
    }
    if (!Files.isDirectory(bundle.folder())) {
      throw new StorageException(
          "The bundle went away while it was checked", bundle.folder().toString(), "Plug the medium in and try again.");
    }
    return verification.report.results();
  }

  /** What opening found. */
  private void checkFolder() {
    for (var finding : bundle.findings()) {
      var check =
          finding.code().contains("slot") ? Check.SLOTS : finding.code().contains("root") ? Check.ROOT : Check.VOLUMES;
      report.add(check, finding);
    }
    report.count(Check.SLOTS, bundle.slotFiles().size());
    report.count(Check.ROOT, bundle.rootFiles().size());
    report.count(Check.VOLUMES, bundle.root().volumes().size());
  }

  private void checkRoot() throws IOException {
    var copies = bundle.rootFiles();
    for (var copy : copies.subList(1, copies.size())) {
      if (Files.mismatch(copies.getFirst(), copy) >= 0) {
        report.add(
            Check.ROOT,
            new Finding(
                Severity.WARNING,
                "root-sealed-anew",
                copy.getFileName().toString(),
                "A copy of the root says the same and is sealed differently: it was not written with the other",
                "A reader misses nothing; ask who made the bundle whether they did this."));
      }
    }
    for (var volume : bundle.root().volumes()) {
      long payloadBytes = volume.fileBytes() - (volume.header().length - 16L);
      if (AgePayload.plaintextSizeOf(payloadBytes) != volume.plaintextBytes()) {
        report.add(
            Check.ROOT,
            new Finding(
                Severity.ERROR,
                "length-impossible",
                "volume " + volume.id(),
                "The root gives a volume lengths that no age file has",
                "The end of the volume may not be readable; ask who made the bundle for a new one."));
      }
    }
  }

  private void openIndex() throws IOException {
    var cache = new ChunkCache(INDEX_CACHE_BYTES);
    try {
      var files = new HashMap<String, List<Piece>>();
      for (var file : bundle.root().index().files()) {
        var pieces = new ArrayList<Piece>();
        for (var extent : file.extents()) {
          pieces.add(new Piece(bundle.payload(extent.volume()), extent.plaintextOffset(), extent.length()));
        }
        files.put(file.name(), pieces);
      }
      index = OpenIndex.open(new BundleDirectory(files, cache), bundle.folder().getFileName().toString());
    } catch (Fault e) {
      report.add(
          Check.INDEX,
          new Finding(
              Severity.ERROR,
              "index-unreadable",
              e.where(),
              "The search index can't be opened, so that nothing is found or listed by it: " + e.what(),
              "Make it anew with 'bojagi reindex', or use another copy of the bundle."));
    }
  }

  private void checkCatalogues() throws IOException {
    for (var volume : bundle.root().content().volumes()) {
      var chunks = volumes.get(volume.id());
      if (chunks == null) {
        cataloguesWhole = false; // lost, and named
        continue;
      }
      try {
        bundle.catalogue(volume, this::checkLine);
        var catalogue = volume.catalogue().extent();
        chunks.markRead(catalogue.plaintextOffset(), catalogue.length());
      } catch (DamagedBundleException | StorageException e) {
        cataloguesWhole = false;
        report.add(
            Check.HASHES,
            new Finding(
                Severity.ERROR,
                "catalogue-damaged",
                e.where(),
                "The catalogue of a volume can't be read to its end: " + e.what(),
                "Titles are still in the index; what was sealed can't be compared. " + ANOTHER_COPY));
      }
    }
    work.flush();
    if (index == null) {
      report.add(
          Check.HASHES,
          new Finding(
              Severity.WARNING,
              "hashes-unchecked",
              "search index",
              "Without the index nothing says where files lie: their tags are checked, their hashes are not",
              "Make the index anew with 'bojagi reindex', and verify again."));
      return;
    }
    if (filesUnplaced > 0) {
      report.add(
          Check.INDEX,
          new Finding(
              Severity.ERROR,
              "index-lacks",
              "search index",
              filesUnplaced + " files of the catalogue can't be found by the index",
              "They can't be read or searched until the index is made anew with 'bojagi reindex'."));
    }
    long more = 0;
    try {
      more = index.itemCount() - itemsInBoth;
    } catch (DamagedBundleException e) {
      // A part that opening didn't need.
      report.add(
          Check.INDEX,
          new Finding(
              Severity.ERROR,
              "index-unreadable",
              e.where(),
              "The items of the search index can't be counted: " + e.what(),
              "Make it anew with 'bojagi reindex', or use another copy of the bundle."));
    }
    if (cataloguesWhole && more > 0) {
      report.add(
          Check.INDEX,
          new Finding(
              Severity.ERROR,
              "index-has-more",
              "search index",
              more + " items of the index are not in the catalogue",
              "They may be found and can't be shown; make the index anew with 'bojagi reindex'."));
    }
  }

  private void checkLine(CatalogueLine line) throws IOException {
    if (index == null) {
      return;
    }
    var file = line.file();
    if (file.role() == Role.ITEM) {
      report.count(Check.INDEX, 1);
    }
    var locations = located.get(file.of());
    if (locations == null) {
      try {
        var item = index.byId(file.of());
        locations = item.isEmpty() ? new Locations(List.of()) : Locations.decode(item.get().locations());
      } catch (Json.Malformed | Fault e) {
        locations = new Locations(List.of());
      }
      located.put(file.of(), locations);
    }
    var place = locations.byId(file.id());
    if (place.isEmpty()) {
      filesUnplaced++;
      return;
    }
    if (bundle.cardElsewhere(place.get()).isPresent()) {
      return; // a part of it is on a card that isn't here
    }
    itemsInBoth += file.role() == Role.ITEM ? 1 : 0;
    if (!file.hasItsHashes()) {
      report.add(
          Check.HASHES,
          new Finding(
              Severity.ERROR,
              "hashes-impossible",
              file.path(),
              "The catalogue gives a file hashes that don't belong to its size",
              "What was sealed can't be compared; ask who made the bundle for a new one."));
      return;
    }
    work.add(
        new FileCheck(
            Check.HASHES,
            file.path(),
            file.sizeBytes(),
            PackedFile.SEGMENT_BYTES,
            file.segmentHashes(),
            placed(place.get().extents())));
  }

  private void checkIndexFiles() throws IOException {
    for (var file : bundle.root().index().files()) {
      work.add(
          new FileCheck(
              Check.INDEX,
              file.name(),
              file.sizeBytes(),
              Root.LuceneFile.BLOCK_BYTES,
              file.blockHashes(),
              placed(file.extents())));
    }
    work.flush();
  }

  private List<FileCheck.Placed> placed(List<Extent> extents) throws IOException {
    var placed = new ArrayList<FileCheck.Placed>();
    for (var extent : extents) {
      report.count(Check.LOCATIONS, 1);
      var volume = volumes.get(extent.volume());
      var entry = volume == null ? null : directories.entry(volume, extent.entry());
      if (volume != null && extent.encoding() == Extent.Encoding.ZSTD) {
        directories.markShelved(extent);
      }
      boolean listed = volume != null && directories.isReadable(volume);
      placed.add(new FileCheck.Placed(extent, volume, entry, listed));
    }
    return placed;
  }

  /** What belongs to no file is known only when all files are. */
  private void checkLists() throws IOException {
    if (index != null && cataloguesWhole && filesUnplaced == 0) {
      for (var volume : volumes.values()) {
        directories.reportUnnamed(volume);
      }
    }
  }

  private void checkTheRest() throws IOException {
    for (var volume : volumes.values()) {
      for (int first = 0; first < volume.count(); first += Work.CHUNKS_AT_ONCE) {
        work.addRest(volume, first, Math.min(volume.count(), first + Work.CHUNKS_AT_ONCE));
      }
    }
  }

  /** Damaged chunks in a row are one finding. */
  private void reportChunks() {
    for (var volume : volumes.values()) {
      report.count(Check.CHUNKS, volume.count());
      var damaged = volume.damaged();
      for (int first = damaged.nextSetBit(0); first >= 0; first = damaged.nextSetBit(first + 1)) {
        int end = damaged.nextClearBit(first);
        boolean inFile = volume.holdsFile(first, end);
        int chunks = end - first;
        report.add(
            Check.CHUNKS,
            new Finding(
                inFile ? Severity.ERROR : Severity.WARNING,
                "chunk-damaged",
                volume.fileName + ", chunk " + first + (chunks > 1 ? " to " + (end - 1) : ""),
                (chunks > 1 ? chunks + " chunks can't" : "A chunk can't")
                    + " be decrypted: "
                    + (inFile ? "the files in it are named under hashes or index" : "no file lies in it"),
                ANOTHER_COPY));
        first = end;
      }
    }
  }
}
