package org.bojagi.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 */
final class Continuation implements AutoCloseable {
  private final List<Checkpoint> kept;
  private final Set<String> keptItems;
  private final BundleWriter writer;
  private final PackTally tally;
  private final ItemNotes notes;

  private Continuation(List<Checkpoint> kept, Set<String> keptItems, BundleWriter writer, PackTally tally) {
    this.kept = kept;
    this.keptItems = keptItems;
    this.writer = writer;
    this.tally = tally;
    this.notes = new ItemNotes(tally);
  }

  static Continuation begin(
      List<CorpusItem> items,
      Path target,
      PackOptions options,
      Resumption resumption,
      Executor executor,
      PackTally tally)
      throws IOException {
    var fingerprint = fingerprint(options, resumption);
    var keys = resumption.anew() ? Resumption.none().keys() : resumption.keys();
    try (var run = InterruptedRun.at(target, keys)) {
      var kept = new ArrayList<Checkpoint>();
      var keptItems = new HashSet<String>();
      if (!run.checkpoints().isEmpty()) {
        choose(run.checkpoints(), fingerprint, items, kept, keptItems);
      }
      var writer = run.goOn(kept, fingerprint, options.volumeBytes(), executor, options.slots());
      if (run.leftSomething()) {
        var volumes = kept.stream().flatMap(checkpoint -> checkpoint.volumes().stream()).toList();
        long bytes = volumes.stream().mapToLong(VolumeFacts::fileBytes).sum();
        resumption.told().left(outcome(run, resumption, kept), volumes.size(), bytes, keptItems.size());
      }
      return new Continuation(kept, keptItems, writer, tally);
    }
  }

  /** @param writer owned from now on, of a run that goes on with nothing and can't be gone on with */
  static Continuation ofNothing(BundleWriter writer, PackTally tally) {
    return new Continuation(List.of(), Set.of(), writer, tally);
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
      String fingerprint,
      List<CorpusItem> items,
      List<Checkpoint> kept,
      Set<String> keptItems) {
    var fingerprints = new HashMap<String, byte[]>();
    for (var item : items) {
      fingerprints.put(item.item().path(), ItemFingerprint.of(item));
    }
    var volumes = new HashSet<String>();
    for (var checkpoint : left) {
      if (!checkpoint.fingerprint().equals(fingerprint)) {
        continue;
      }
      var withThese = new HashSet<>(volumes);
      checkpoint.volumes().forEach(volume -> withThese.add(volume.id()));
      try {
        var its = itemsIfUnchanged(checkpoint, fingerprints, withThese);
        if (its != null && its.stream().noneMatch(keptItems::contains)) {
          kept.add(checkpoint);
          keptItems.addAll(its);
          volumes.addAll(withThese);
        }
      } catch (IOException e) {
        // Its records are damaged: its items are read again.
      }
    }
  }

  /** Paths of a checkpoint's items; null where one isn't what it was. */
  private static Set<String> itemsIfUnchanged(
      Checkpoint checkpoint, Map<String, byte[]> fingerprints, Set<String> volumes) throws IOException {
    var paths = new HashSet<String>();
    try (var records = new ItemRecords.Reader(checkpoint.records())) {
      for (var next = records.next(); next.isPresent(); next = records.next()) {
        var record = next.get();
        var path = record.item().item().path();
        if (!Arrays.equals(record.fingerprint(), fingerprints.get(path))
            || !volumes.containsAll(record.volumes())
            || record.notes().missesFiles()
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

  /** Takes an item from what was kept. */
  @FunctionalInterface
  interface KeptItems {
    void accept(IndexedItem item) throws IOException;
  }

  /** Gives every kept item, and counts and tells what was told of it. */
  void replay(KeptItems items) throws IOException {
    for (var checkpoint : kept) {
      try (var records = new ItemRecords.Reader(checkpoint.records())) {
        for (var next = records.next(); next.isPresent(); next = records.next()) {
          var record = next.get();
          record.notes().findings().forEach(tally::find);
          tally.scrubbed.addAll(record.notes().scrubbed());
          tally.duplicates.addAll(record.notes().duplicates());
          tally.count(record.item(), record.sealedBytes());
          items.accept(record.item());
        }
      }
    }
  }

  /** What is found from now on is told of this item. */
  void begin(CorpusItem item) {
    notes.begin(item);
  }

  /**
   * Records an item that is whole.
   *
   * @param volumes ids of those in which its files lie
   */
  void record(IndexedItem item, long sealedBytes, Set<String> volumes) throws IOException {
    var whole = notes.end(item.item().path());
    var record = new ItemRecord(ItemFingerprint.of(whole.item()), volumes, sealedBytes, item, whole.notes());
    writer.record(records -> ItemRecords.write(records, record));
  }

  /** Makes all that is recorded, and the volumes that were written since, a checkpoint. */
  void checkpoint() throws IOException {
    if (notes.forgetLeftOut()) {
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
  private static String fingerprint(PackOptions options, Resumption resumption) throws IOException {
    var all =
        List.of(
            program(),
            Format.VERSION,
            Analysis.VERSION,
            options.volumeBytes(),
            options.limits().toString(),
            options.traces().name(),
            resumption.options());
    return Json.hex(ItemFingerprint.sha256(Json.write(all)));
  }

  /** The program's own file, which names the libraries that it runs with. */
  private static String program() throws IOException {
    try {
      var program = Path.of(Continuation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(program)) {
        return "classes";
      }
      var sha256 = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(program), sha256)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return Json.hex(sha256.digest());
    } catch (URISyntaxException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
