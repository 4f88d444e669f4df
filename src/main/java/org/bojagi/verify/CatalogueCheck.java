package org.bojagi.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Root;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.StorageException;

/**
 * Catalogues against index against volumes: each line is looked up in the index, and its file sent to be hashed where
 * that says it lies. Lines come in the order in which files lie in their volumes.
 */
final class CatalogueCheck {
  /** Texts unpack to ten times their size and duplicates lie once; far beyond that somebody wants to keep us busy. */
  private static final long MOST_TIMES_UNPACKED = 64;

  private static final long ALWAYS_HASHED_BYTES = 1L << 30;

  private final Bundle bundle;
  private final Map<String, VolumeChunks> volumes;
  private final Directories directories;
  private final IndexLookup index;
  private final Work work;
  private final Report report;
  private long bytesToHash;
  private boolean complete = true;
  private long itemsInBoth;
  private long filesLacking;
  private long filesUnhashed;
  private long filesOutOfProportion;
  private String firstOutOfProportion;

  CatalogueCheck(
      Bundle bundle,
      Map<String, VolumeChunks> volumes,
      Directories directories,
      IndexLookup index,
      Work work,
      Report report) {
    this.bundle = bundle;
    this.volumes = volumes;
    this.directories = directories;
    this.index = index;
    this.work = work;
    this.report = report;
    long volumeBytes = volumes.values().stream().mapToLong(volume -> volume.payload.plaintextSize()).sum();
    this.bytesToHash = ALWAYS_HASHED_BYTES + MOST_TIMES_UNPACKED * volumeBytes;
  }

  /** Sends off all files; what comes of them is told when their work is done. */
  void run() throws IOException {
    for (var volume : bundle.root().content().volumes()) {
      var chunks = volumes.get(volume.id());
      if (chunks == null) {
        complete = false; // lost, and named
        continue;
      }
      var catalogue = volume.catalogue().extent();
      chunks.expectFile(catalogue.plaintextOffset(), catalogue.length());
      try {
        bundle.catalogue(volume, this::line);
        chunks.markRead(catalogue.plaintextOffset(), catalogue.length());
        report.count(Check.CATALOGUES, 1);
      } catch (DamagedBundleException | StorageException e) {
        complete = false;
        report.add(Flaw.CATALOGUE_DAMAGED, e.where(), "The catalogue of a volume can't be read to its end: " + e.what());
      }
    }
    work.flush();
    if (filesUnhashed > 0) {
      report.add(
          Flaw.HASHES_UNCHECKED,
          "search index",
          filesUnhashed + " files can't be hashed, since the index doesn't say where they lie");
    }
    if (filesOutOfProportion > 0) {
      report.add(
          Flaw.HASHES_OUT_OF_PROPORTION,
          firstOutOfProportion,
          filesOutOfProportion + " files from this one on are not hashed: together they claim to be more than "
              + MOST_TIMES_UNPACKED + " times as large as the volumes");
    }
    if (filesLacking > 0) {
      report.add(Flaw.INDEX_LACKS, "search index", filesLacking + " files of the catalogue are not in the index");
    }
    long more = index.itemCount() - itemsInBoth;
    if (complete && filesUnhashed == 0 && more > 0) {
      report.add(Flaw.INDEX_HAS_MORE, "search index", more + " items of the index are not in the catalogue");
    }
  }

  /** Whether each file of the bundle was looked for. */
  boolean isComplete() {
    return complete && filesUnhashed == 0 && filesOutOfProportion == 0 && filesLacking == 0;
  }

  private void line(CatalogueLine line) throws IOException {
    var file = line.file();
    var locations = index.locations(file.of());
    if (locations.isEmpty()) {
      filesUnhashed++;
      return;
    }
    if (file.role() == Role.ITEM) {
      report.count(Check.ITEMS, 1);
    }
    var place = locations.get().byId(file.id());
    if (place.isEmpty()) {
      filesLacking++;
      return;
    }
    if (bundle.cardElsewhere(place.get()).isPresent()) {
      return; // a part of it is on a card that isn't here
    }
    itemsInBoth += file.role() == Role.ITEM ? 1 : 0;
    if (!file.hasItsHashes()) {
      report.add(
          Flaw.HASHES_IMPOSSIBLE, file.path(), "The catalogue gives a file hashes that don't belong to its size");
      return;
    }
    if (file.sizeBytes() > bytesToHash) {
      filesOutOfProportion++;
      firstOutOfProportion = firstOutOfProportion == null ? file.path() : firstOutOfProportion;
      return;
    }
    bytesToHash -= file.sizeBytes();
    work.add(
        new FileCheck(
            Check.HASHES,
            file.path(),
            file.sizeBytes(),
            PackedFile.SEGMENT_BYTES,
            file.segmentHashes(),
            placed(place.get().extents())));
  }

  /** Lucene's files, by the hashes that the root has. */
  void indexFiles() throws IOException {
    for (var file : bundle.root().index().files()) {
      work.add(
          new FileCheck(
              Check.BLOCKS,
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
}
