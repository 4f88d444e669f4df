package org.bojagi.seal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.Lineage;
import org.bojagi.bundle.PackedHash;
import org.bojagi.bundle.ReusedVolumes;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.Json;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.Analysis;

/**
 * What earlier editions spare a pack: items of which neither a packed byte nor what was said of them changed. For the
 * next edition they are taken over, for a delta they are left out.
 *
 * <p>Used once, by one thread: {@link #compare}, then {@link #takeOver}, then what {@link #remaining} is packed as ever.
 */
public final class Edition implements AutoCloseable {
  private static final long INDEX_CACHE_BYTES = 16L << 20;
  private static final int AHEAD = 16;

  private final List<Bundle> bundles;
  private final boolean delta;
  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> unchanged = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> withdrawn = new HashSet<>();
  private OpenIndex index;
  private ReusedVolumes reused;

  /** An item as it was packed: its fingerprint, and the hash of each of the team's own files. */
  private static final class Known {
    String declared = "";
    final Map<String, byte[]> files = new HashMap<>();
  }

  private Edition(List<Bundle> bundles, boolean delta) {
    this.bundles = bundles;
    this.delta = delta;
  }

  /**
   * For the next edition of a bundle.
   *
   * @param bundle stays open and the caller's
   */
  public static Edition update(Bundle bundle) throws IOException {
    return new Edition(List.of(bundle), false);
  }

  /**
   * For a delta.
   *
   * @param bundles the bundle and the deltas to it whose changes are known to readers; stay open and the caller's
   * @throws UsageException they don't go together
   */
  public static Edition delta(List<Bundle> bundles) throws IOException {
    var oldestFirst =
        bundles.stream().sorted(Comparator.comparingInt(bundle -> bundle.root().content().edition())).toList();
    var first = oldestFirst.getFirst().root().content();
    for (var bundle : oldestFirst) {
      var content = bundle.root().content();
      if (!content.collection().equals(first.collection()) || content.delta() == null && content != first) {
        throw new UsageException(
            "These are not one bundle and its deltas", bundle.folder().toString(), "Give those of one bundle.");
      }
    }
    if (first.delta() != null) {
      throw new UsageException(
          "A delta alone doesn't say what the bundle has",
          oldestFirst.getFirst().folder().toString(),
          "Give the bundle that it goes with, too.");
    }
    return new Edition(oldestFirst, true);
  }

  /** Of the bundle to be written. {@link BundleWriter} owns it. */
  Lineage lineage() throws IOException {
    var newest = bundles.getLast();
    return delta ? Lineage.delta(newest) : Lineage.nextEdition(newest);
  }

  /**
   * Finds out what is as it was: reads and cleans every file of items that were packed before, and extracts none.
   *
   * @param options as items are packed with
   */
  void compare(Corpus corpus, PackOptions options, Preparation preparation, ExecutorService readers) throws IOException {
    readCatalogues();
    var inCorpus = new HashSet<String>();
    var ahead = new ArrayDeque<Future<Boolean>>();
    var asked = new ArrayDeque<CorpusItem>();
    for (var item : corpus.items()) {
      inCorpus.add(item.item().id());
      var before = known.get(item.item().id());
      if (before != null && before.declared.equals(Declared.of(item, options.fingerprint()))) {
        asked.add(item);
        ahead.add(readers.submit(() -> isUnchanged(preparation, item, before)));
        if (ahead.size() > AHEAD) {
          settle(asked.poll(), ahead.poll());
        }
      }
    }
    while (!ahead.isEmpty()) {
      settle(asked.poll(), ahead.poll());
    }
    known.keySet().stream().filter(id -> !inCorpus.contains(id)).forEach(withdrawn::add);
    if (!delta) {
      chooseVolumes();
    }
    if (delta && remaining(corpus).isEmpty() && withdrawn.isEmpty()) {
      throw new UsageException(
          "Nothing changed since edition " + bundles.getLast().root().content().edition(),
          bundles.getLast().folder().toString(),
          "There is no delta to be made.");
    }
  }

  private void settle(CorpusItem item, Future<Boolean> same) throws IOException {
    if (Packer.result(same)) {
      unchanged.add(item.item().id());
    }
  }

  private static boolean isUnchanged(Preparation preparation, CorpusItem item, Known before) throws IOException {
    try (var prepared = preparation.withoutExtraction(item)) {
      if (prepared.files().size() != before.files.size()) {
        return false;
      }
      for (var file : prepared.files()) {
        var hash = before.files.get(file.file().path());
        try (var in = file.bytes().open()) {
          if (hash == null || !Arrays.equals(hash, PackedHash.of(in))) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /** What a reader of all the bundles together is shown: the newest of each item. */
  private void readCatalogues() throws IOException {
    var settled = new HashSet<String>();
    for (var bundle : bundles.reversed()) {
      var here = new HashMap<String, Known>();
      bundle.catalogue(
          line -> {
            if (!settled.contains(line.file().of())) {
              var item = here.computeIfAbsent(line.file().of(), id -> new Known());
              if (line.item().isPresent()) {
                item.declared = line.declared();
              }
              if (line.file().derivedFrom().isEmpty()) {
                item.files.put(line.file().path(), line.file().sha256());
              }
            }
          },
          lost -> findings.add(Finding.of(Severity.WARNING, "edition-damaged", lost)));
      known.putAll(here);
      settled.addAll(here.keySet());
      settled.addAll(bundle.root().content().withdrawn());
    }
  }

  /** Without an index that fits, nothing says where files lie, and nothing is taken over. */
  private void chooseVolumes() throws IOException {
    var old = bundles.getFirst();
    reused = new ReusedVolumes(old);
    try {
      index = OpenIndex.open(BundleDirectory.of(old, new ChunkCache(INDEX_CACHE_BYTES)), old.folder().toString());
      if (index.analysisVersion() != Analysis.VERSION) {
        unchanged.clear();
        return;
      }
      unchanged.retainAll(index.itemIds());
      addPlaces(old);
    } catch (Fault damaged) {
      findings.add(Finding.of(Severity.WARNING, "edition-damaged", damaged));
      unchanged.clear();
      return;
    }
    known.keySet().stream().filter(id -> !unchanged.contains(id)).forEach(reused::condemn);
    reused.condemnUnsound();
  }

  private void addPlaces(Bundle old) throws IOException {
    for (var volume : old.root().content().volumes()) {
      try {
        old.catalogue(volume, line -> reused.add(line.file().of(), Set.of(volume.id())));
      } catch (DamagedBundleException lost) {
        reused.condemnVolume(volume.id());
      }
    }
    for (int document : index.items()) {
      var item = index.item(document);
      try {
        for (var file : item.decodedLocations().files()) {
          reused.add(item.id(), file.extents());
        }
      } catch (Json.Malformed e) {
        unchanged.remove(item.id());
      }
    }
  }

  /**
   * Copies volumes in which nothing changed, and what didn't change in others; gives the index their documents. What
   * can't be read any more is packed again.
   */
  void takeOver(BundleWriter writer, IndexBuilder builder, PackTally tally) throws IOException {
    findings.forEach(tally::find);
    if (delta || unchanged.isEmpty()) {
      return;
    }
    reused.copyInto(writer);
    var old = bundles.getFirst();
    builder.addFrom(index, id -> unchanged.contains(id) && reused.isReused(id));
    var moving = new MovedItems(old, index, writer, builder, tally);
    var failed = moving.move(id -> unchanged.contains(id) && !reused.isReused(id));
    unchanged.removeAll(failed);
    for (var document : index.items()) {
      var item = index.item(document);
      if (unchanged.contains(item.id()) && reused.isReused(item.id())) {
        tally.takenOver(index.describe(document, item), moving.files(item));
      }
    }
    known.clear();
  }

  /** What is to be packed, in the order of the corpus. After {@link #takeOver}. */
  List<CorpusItem> remaining(Corpus corpus) {
    return corpus.items().stream().filter(item -> !unchanged.contains(item.item().id())).toList();
  }

  /** Ids of items that were there and are gone: of a delta to be said in its root. */
  Set<String> withdrawn() {
    return Set.copyOf(withdrawn);
  }

  /** @param reusedVolumes taken over as they were, of {@code reusedBytes} */
  public record Summary(int reusedVolumes, long reusedBytes, int unchangedItems, int withdrawnItems) {}

  public Summary summary() {
    var volumes = reused == null ? List.<VolumeFacts>of() : reused.volumes();
    return new Summary(
        volumes.size(),
        volumes.stream().mapToLong(VolumeFacts::fileBytes).sum(),
        unchanged.size(),
        withdrawn.size());
  }

  @Override
  public void close() throws IOException {
    if (index != null) {
      index.close();
    }
  }
}
