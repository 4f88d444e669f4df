package org.bojagi.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Checkpoint;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.InterruptedRun;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.index.IndexedItem;
import org.bojagi.language.Analysis;
import org.bojagi.seal.Resumption.Outcome;

/**
 * A pack as the continuation of an interrupted one: the items that are kept from it, and the records by which this one
 * can be gone on with in turn.
 *
 * <p>A checkpoint is kept where it was written by the same program with the same options, all its items are in the
 * corpus as they were and have all their files, and whatever of them lies in an earlier checkpoint is kept with that.
 * Where there is an edition before, the options say which.
 */
final class Continuation implements AutoCloseable {
  private final List<Checkpoint> kept;
  private final Set<String> keptItems;
  private final Set<String> unchanged;
  private final BundleWriter writer;
  private final PackTally tally;
  private final ItemNotes notes;
  private boolean incomplete;

  private Continuation(
      List<Checkpoint> kept, Set<String> keptItems, Set<String> unchanged, BundleWriter writer, PackTally tally) {
    this.kept = kept;
    this.keptItems = keptItems;
    this.unchanged = unchanged;
    this.writer = writer;
    this.tally = tally;
    this.notes = new ItemNotes(tally);
  }

  /** @param edition that is gone on from, its index opened; null for a new bundle */
  static Continuation begin(
      List<CorpusItem> items,
      Path target,
      PackOptions options,
      Edition edition,
      Resumption resumption,
      Executor executor,
      PackTally tally)
      throws IOException {
    var fingerprint = fingerprint(options, edition, resumption);
    var keys = resumption.anew() ? Resumption.none().keys() : resumption.keys();
    try (var run =
        edition == null ? InterruptedRun.at(target, keys) : InterruptedRun.at(target, edition.lineage())) {
      var kept = new ArrayList<Checkpoint>();
      var keptItems = new HashSet<String>();
      var unchanged = new HashSet<String>();
      if (!resumption.anew() && !run.checkpoints().isEmpty()) {
        var now = new HashMap<String, byte[]>();
        items.forEach(item -> now.put(item.item().path(), ItemFingerprint.of(item)));
        var left = run.checkpoints().stream().filter(one -> one.fingerprint().equals(fingerprint)).toList();
        choose(left, now, edition != null && edition.canMove(), kept, keptItems, unchanged);
      }
      var writer = run.goOn(kept, fingerprint, options.volumeBytes(), executor, options.slots());
      if (run.leftSomething()) {
        var volumes = kept.stream().flatMap(checkpoint -> checkpoint.volumes().stream()).toList();
        long bytes = volumes.stream().mapToLong(VolumeFacts::fileBytes).sum();
        resumption.told().left(
                outcome(run, resumption, kept), volumes.size(), bytes, keptItems.size() + unchanged.size());
      }
      return new Continuation(kept, keptItems, unchanged, writer, tally);
    }
  }

  private static Outcome outcome(InterruptedRun run, Resumption resumption, List<Checkpoint> kept) {
    if (resumption.anew()) {
      return Outcome.ANEW;
    }
    if (!kept.isEmpty()) {
      return Outcome.KEPT;
    }
    return run.isLocked() ? Outcome.LOCKED : run.hasCheckpoints() ? Outcome.OTHERWISE : Outcome.NOTHING_WHOLE;
  }

  private static void choose(
      List<Checkpoint> left,
      Map<String, byte[]> fingerprints,
      boolean canMove,
      List<Checkpoint> kept,
      Set<String> keptItems,
      Set<String> unchanged) {
    var volumes = new HashSet<String>();
    for (var checkpoint : left) {
      try {
        if (checkpoint.isOfCopies()) {
          unchanged.addAll(stillUnchanged(checkpoint, fingerprints));
          kept.add(checkpoint);
          continue;
        }
        var withThese = new HashSet<>(volumes);
        checkpoint.volumes().forEach(volume -> withThese.add(volume.id()));
        var its = itemsIfUnchanged(checkpoint, fingerprints, withThese, canMove);
        if (its != null && its.stream().noneMatch(keptItems::contains)) {
          kept.add(checkpoint);
          keptItems.addAll(its);
          volumes.addAll(withThese);
        }
      } catch (IOException e) {
        // Its records are damaged: its items are read again.
      }
    }
    unchanged.removeAll(keptItems);
  }

  /** Paths of items of which the comparison with the edition before came to its end, and would come to the same. */
  private static Set<String> stillUnchanged(Checkpoint checkpoint, Map<String, byte[]> fingerprints)
      throws IOException {
    var paths = new HashSet<String>();
    try (var records = new ItemRecords.Reader(checkpoint.records())) {
      for (var next = records.nextUnchanged(); next.isPresent(); next = records.nextUnchanged()) {
        if (Arrays.equals(next.get().fingerprint(), fingerprints.get(next.get().path()))) {
          paths.add(next.get().path());
        }
      }
    }
    return paths;
  }

  /** Paths of a checkpoint's items; null where one isn't what it was. */
  private static Set<String> itemsIfUnchanged(
      Checkpoint checkpoint, Map<String, byte[]> fingerprints, Set<String> volumes, boolean canMove)
      throws IOException {
    var paths = new HashSet<String>();
    try (var records = new ItemRecords.Reader(checkpoint.records())) {
      for (var next = records.next(); next.isPresent(); next = records.next()) {
        var record = next.get();
        var path = record.item().item().path();
        if (!Arrays.equals(record.fingerprint(), fingerprints.get(path))
            || !volumes.containsAll(record.volumes())
            || record.notes().missesFiles()
            || record.moved() && !canMove
            || !paths.add(path)) {
          return null;
        }
      }
    }
    return paths;
  }

  BundleWriter writer() {
    return writer;
  }

  /** Whether an item is there already, and mustn't be sealed again. */
  boolean keeps(CorpusItem item) {
    return keptItems.contains(item.item().path());
  }

  /** Whether an interrupted run found an item to be as it was in the edition before. */
  boolean wasUnchanged(CorpusItem item) {
    return unchanged.contains(item.item().path());
  }

  /** Volumes that are kept together, and the items in them. */
  record Kept(List<VolumeFacts> volumes, Set<String> itemPaths) {}

  /** What is kept and takes room on a card. */
  List<Kept> kept() throws IOException {
    var all = new ArrayList<Kept>();
    for (var checkpoint : kept) {
      if (!checkpoint.isOfCopies()) {
        var paths = new HashSet<String>();
        readEach(checkpoint, record -> paths.add(record.item().item().path()));
        all.add(new Kept(checkpoint.volumes(), paths));
      }
    }
    return all;
  }

  @FunctionalInterface
  private interface Records {
    void accept(ItemRecord record) throws IOException;
  }

  private static void readEach(Checkpoint checkpoint, Records each) throws IOException {
    try (var records = new ItemRecords.Reader(checkpoint.records())) {
      for (var next = records.next(); next.isPresent(); next = records.next()) {
        each.accept(next.get());
      }
    }
  }

  /** Takes an item from what was kept. */
  @FunctionalInterface
  interface KeptItems {
    void accept(IndexedItem item) throws IOException;
  }

  /**
   * Gives every kept item, and counts and tells what was told of it.
   *
   * @param moved takes those of which the edition before has the texts
   */
  void replay(KeptItems items, KeptItems moved) throws IOException {
    for (var checkpoint : kept) {
      if (checkpoint.isOfCopies()) {
        continue;
      }
      readEach(
          checkpoint,
          record -> {
            record.notes().findings().forEach(tally::find);
            tally.scrubbed.addAll(record.notes().scrubbed());
            tally.duplicates.addAll(record.notes().duplicates());
            tally.count(record.item(), record.sealedBytes());
            (record.moved() ? moved : items).accept(record.item());
          });
    }
  }

  /** What is found from now on is told of this item. */
  void begin(CorpusItem item) {
    notes.begin(item);
  }

  /**
   * Records an item that is whole; returns what was told of it.
   *
   * @param volumes ids of those in which its files lie
   */
  ItemNotes.Whole record(IndexedItem item, long sealedBytes, Set<String> volumes) throws IOException {
    var whole = notes.end(item.item().path());
    var record = new ItemRecord(ItemFingerprint.of(whole.item()), volumes, sealedBytes, item, whole.notes(), false);
    writer.record(records -> ItemRecords.write(records, record));
    return whole;
  }

  /** Records an item that was moved here from the edition before. */
  void recordMoved(CorpusItem item, IndexedItem moved, Set<String> volumes) throws IOException {
    var record = new ItemRecord(ItemFingerprint.of(item), volumes, 0, moved, ItemRecord.Notes.NONE, true);
    writer.record(records -> ItemRecords.write(records, record));
  }

  /** Records, before anything is sealed, an item that is as it was in the edition before. */
  void recordUnchanged(CorpusItem item) throws IOException {
    var record = new ItemRecord.Unchanged(ItemFingerprint.of(item), item.item().path());
    writer.record(records -> ItemRecords.write(records, record));
  }

  /** Something lies in the volumes since the last checkpoint that no record will name. */
  void leaveUnnamed() {
    incomplete = true;
  }

  /** Makes all that is recorded, and the volumes that were written since, a checkpoint. */
  void checkpoint() throws IOException {
    if (notes.forgetLeftOut() | incomplete) {
      incomplete = false;
      writer.record(ItemRecords::writeIncomplete);
    }
    writer.checkpoint();
  }

  /** Closes the writer. */
  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Whatever decides what is written for an item, but for the item. */
  private static String fingerprint(PackOptions options, Edition edition, Resumption resumption)
      throws IOException {
    var all =
        List.of(
            InterruptedRun.program(),
            Format.VERSION,
            Analysis.VERSION,
            options.volumeBytes(),
            options.limits().toString(),
            options.traces().name(),
            edition == null ? "" : edition.fingerprint(),
            resumption.options());
    return Json.hex(Sha256.of(Json.write(all)));
  }
}
