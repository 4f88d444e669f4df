package org.bojagi.seal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.EarlierShelves;
import org.bojagi.bundle.Lineage;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.ReusedVolumes;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.StoredItem;
import org.bojagi.language.Analysis;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.EditionPlanner;
import org.bojagi.plan.PlanOptions;
import org.bojagi.seal.EarlierItems.EarlierItem.Compared;

/**
 * What earlier editions spare a pack: items of which neither a packed byte nor what was said of them changed. For the
 * next edition they are taken over, for a delta they are left out.
 *
 * <p>Used once, by one thread: {@link #open}, {@link #compare}, {@link #plan}, {@link #takeOver}; then, of each stretch
 * of items, {@link #move} and what {@link #toBePacked} is packed as ever.
 */
public final class Edition implements AutoCloseable {
  private static final long INDEX_CACHE_BYTES = 16L << 20;
  private static final int AHEAD = 16;

  /** What an interruption costs of a comparison. */
  private static final long COMPARED_AT_ONCE_BYTES = 1L << 30;

  private final List<Bundle> bundles;
  private final boolean delta;
  private final Set<String> unchanged = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> withdrawn = new HashSet<>();
  private final Map<String, Integer> cardOfVolume = new HashMap<>();

  /** Of the old index, by id of the item; in its order. */
  private final Map<String, Integer> documents = new LinkedHashMap<>();

  private PlanOptions forCards;
  private PlanTold told;
  private EarlierItems earlier;
  private OpenIndex index;
  private ReusedVolumes reused;
  private EarlierShelves shelves;
  private MovedItems moving;
  private int movedBefore;
  private int filesNotRead;

  /** Hears of the plan before anything is sealed for it, and throws where it can't be kept. */
  @FunctionalInterface
  public interface PlanTold {
    /** @param freely whether volumes could have stayed and don't, since they would be in the way */
    void planned(CardPlan plan, boolean freely) throws IOException;
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

  /** What is made goes on cards; before packing. */
  public void spreadOver(PlanOptions options, PlanTold planTold) {
    forCards = options;
    told = planTold;
  }

  /** Says which bundles these are, so that what was begun from others isn't gone on with. */
  String fingerprint() {
    var all = new ArrayList<Object>(List.of(delta ? "delta" : "update"));
    for (var bundle : bundles) {
      all.add(List.of(bundle.root().content().bundle(), bundle.root().index().contentSha256()));
    }
    return Json.write(all);
  }

  /** Of the bundle to be written. Whoever writes it owns this. */
  Lineage lineage() throws IOException {
    var newest = bundles.getLast();
    return delta ? Lineage.delta(newest) : Lineage.nextEdition(newest);
  }

  /** Without an index that fits, and that the publisher made, nothing says where files lie, and nothing is taken over. */
  void open() throws IOException {
    if (delta) {
      return;
    }
    var old = bundles.getFirst();
    try {
      ReusedVolumes.requirePublishersIndex(old);
      var opened = OpenIndex.open(BundleDirectory.of(old, new ChunkCache(INDEX_CACHE_BYTES)), old.folder().toString());
      if (opened.analysisVersion() == Analysis.VERSION) {
        index = opened;
      } else {
        opened.close();
      }
    } catch (Fault damaged) {
      findings.add(Finding.of(Severity.WARNING, "edition-damaged", damaged));
    }
  }

  /** Whether items can be taken from the earlier edition, with its documents of the index. */
  boolean canMove() {
    return index != null;
  }

  /** The last of what is gone on from. Stays the caller's. */
  Bundle newest() {
    return bundles.getLast();
  }

  /**
   * Finds out what is as it was: reads and cleans every file of items that were packed before, and extracts none. What is
   * remembered isn't read, nor again what an interrupted run compared; what that sealed is of this edition already.
   *
   * @param options as items are packed with
   */
  void compare(
      Corpus corpus,
      PackOptions options,
      Preparation preparation,
      ExecutorService readers,
      Continuation continuation,
      RememberedItems remembered)
      throws IOException {
    earlier = EarlierItems.read(bundles, lost -> findings.add(Finding.of(Severity.WARNING, "edition-damaged", lost)));
    var inCorpus = new HashSet<String>();
    var ahead = new ArrayDeque<Future<Compared>>();
    var asked = new ArrayDeque<CorpusItem>();
    long recordedBytes = 0;
    for (var item : corpus.items()) {
      inCorpus.add(item.item().id());
      var before = earlier.all().get(item.item().id());
      boolean may = before != null && before.declared.equals(Declared.of(item, options.fingerprint()));
      if (!may || continuation.keeps(item)) {
        continue;
      }
      if (remembered.has(item, before.files) || continuation.wasUnchanged(item)) {
        unchanged.add(item.item().id());
        continue;
      }
      remembered.begin(item);
      asked.add(item);
      ahead.add(readers.submit(() -> before.compare(preparation, item)));
      if (ahead.size() > AHEAD) {
        recordedBytes += settle(asked.poll(), ahead.poll(), continuation, remembered);
      }
      if (recordedBytes > COMPARED_AT_ONCE_BYTES) {
        continuation.writer().checkpointRecords();
        recordedBytes = 0;
      }
    }
    while (!ahead.isEmpty()) {
      recordedBytes += settle(asked.poll(), ahead.poll(), continuation, remembered);
    }
    if (recordedBytes > 0) {
      continuation.writer().checkpointRecords();
    }
    filesNotRead = remembered.filesNotRead();
    earlier.all().keySet().stream().filter(id -> !inCorpus.contains(id)).forEach(withdrawn::add);
    if (!delta) {
      chooseVolumes(continuation.writer());
    }
    if (delta && toBePacked(corpus.items()).isEmpty() && withdrawn.isEmpty()) {
      continuation.writer().abandon();
      throw new UsageException(
          "Nothing changed since edition " + bundles.getLast().root().content().edition(),
          bundles.getLast().folder().toString(),
          "There is no delta to be made.");
    }
  }

  /** @return bytes of an item that needn't be compared again */
  private long settle(
      CorpusItem item, Future<Compared> comparing, Continuation continuation, RememberedItems remembered)
      throws IOException {
    var compared = Packer.result(comparing);
    if (!compared.same()) {
      return 0;
    }
    if (compared.certain()) {
      remembered.unchanged(item, earlier.all().get(item.item().id()).files);
    }
    unchanged.add(item.item().id());
    continuation.recordUnchanged(item);
    return 1 + Packer.sizeOf(item);
  }

  private void chooseVolumes(BundleWriter writer) throws IOException {
    if (index == null) {
      unchanged.clear();
      return;
    }
    var old = bundles.getFirst();
    reused = new ReusedVolumes(old);
    shelves = new EarlierShelves(old);
    try {
      unchanged.retainAll(index.itemIds());
      addPlaces();
    } catch (Fault damaged) {
      findings.add(Finding.of(Severity.WARNING, "edition-damaged", damaged));
      unchanged.clear();
      earlier.all().keySet().forEach(reused::condemn);
      return;
    }
    earlier.all().keySet().stream().filter(id -> !unchanged.contains(id)).forEach(reused::condemn);
    reused.condemnUnsound(writer::hasCopy, shelves);
  }

  private void addPlaces() throws IOException {
    earlier.all().forEach((id, item) -> reused.add(id, item.volumes));
    earlier.lostVolumes().forEach(reused::condemnVolume);
    for (int document : index.items()) {
      var item = index.item(document);
      try {
        for (var file : item.decodedLocations().files()) {
          reused.add(item.id(), file.extents());
          if (unchanged.contains(item.id())) {
            shelves.add(file.file().path(), file.extents());
          }
        }
        documents.put(item.id(), document);
      } catch (Json.Malformed e) {
        unchanged.remove(item.id());
      }
    }
  }

  /**
   * For cards: all of an edition, of which volumes in which nothing changed stay on the card where they were if they fit
   * there; of a delta what is in it. Where such volumes would be in the way, none stays and their items go wherever they
   * fit.
   *
   * @return null where cards don't matter
   */
  CardPlan plan(Corpus corpus, Continuation continuation) throws IOException {
    if (forCards == null) {
      return null;
    }
    var idOfPath = new HashMap<String, String>();
    corpus.items().forEach(item -> idOfPath.put(item.item().path(), item.item().id()));
    var lying = new ArrayList<EditionPlanner.Lying>();
    for (var kept : continuation.kept()) {
      var ids = kept.itemPaths().stream().map(idOfPath::get).collect(Collectors.toSet());
      lying.add(new EditionPlanner.Lying(kept.volumes(), ids, true));
    }
    var staying = reused == null ? List.<ReusedVolumes.Connected>of() : reused.connected();
    for (var volumes : staying) {
      lying.add(new EditionPlanner.Lying(volumes.volumes(), volumes.itemIds(), false));
    }
    var items = delta ? toBePacked(corpus.items()) : corpus.items();
    var made = new Corpus(corpus.info(), items, corpus.leftovers(), corpus.findings(), corpus.source());
    var planned = EditionPlanner.plan(made, forCards, lying);
    boolean freely = planned.cardOfVolume().isEmpty() && !staying.isEmpty();
    told.planned(planned.plan(), freely);
    if (freely) {
      staying.forEach(volumes -> volumes.itemIds().forEach(reused::condemn));
    }
    planned.plan().leftOut().forEach(left -> unchanged.remove(left.item().item().id()));
    cardOfVolume.putAll(planned.cardOfVolume());
    return planned.plan();
  }

  /**
   * Copies volumes in which nothing changed; gives the index their documents, and those of what an interrupted run moved.
   */
  void takeOver(Continuation continuation, IndexBuilder builder, ItemSealer sealer, PackTally tally)
      throws IOException {
    findings.forEach(tally::find);
    if (index != null) {
      moving =
          new MovedItems(
              bundles.getFirst(), index, documents, shelves, continuation, builder, tally, sealer.duplicates());
    }
    continuation.replay(
        kept -> {
          builder.add(kept);
          sealer.keep(kept);
        },
        moved -> {
          movedBefore++;
          sealer.keep(moved);
          moving.moved(moved);
        });
    if (index == null) {
      return;
    }
    moving.index();
    reused.copyInto(continuation.writer(), volume -> cardOfVolume.getOrDefault(volume, 1));
    builder.addFrom(index, this::stays);
    for (var document : documents.entrySet()) {
      if (stays(document.getKey())) {
        var item = index.item(document.getValue());
        tally.takenOver(index.describe(document.getValue(), item), files(item));
      }
    }
    earlier = null;
  }

  /** Whether nothing of an item is sealed. */
  boolean spares(CorpusItem item) {
    return unchanged.contains(item.item().id()) && (delta || reused.isReused(item.item().id()));
  }

  private boolean stays(String itemId) {
    return unchanged.contains(itemId) && reused.isReused(itemId);
  }

  /** As the index says. */
  private static List<PackedFile> files(StoredItem item) {
    try {
      return item.decodedLocations().files().stream().map(Located::file).toList();
    } catch (Json.Malformed e) {
      return List.of();
    }
  }

  /**
   * Seals what didn't change in volumes that can't stay. What can't be read any more is packed again.
   *
   * @param items in which these are
   * @param cards null where cards don't matter
   */
  void move(List<CorpusItem> items, CardFilling cards) throws IOException {
    if (moving == null) {
      return;
    }
    var wanted = new HashMap<String, CorpusItem>();
    for (var item : items) {
      if (unchanged.contains(item.item().id()) && !reused.isReused(item.item().id())) {
        wanted.put(item.item().id(), item);
      }
    }
    if (!wanted.isEmpty()) {
      moving.move(wanted, reused.holding(wanted.keySet()), cards);
    }
    unchanged.removeAll(moving.failed);
  }

  /** What is to be packed of these, in their order. */
  List<CorpusItem> toBePacked(List<CorpusItem> items) {
    return items.stream().filter(item -> !unchanged.contains(item.item().id())).toList();
  }

  /** Ids of items that were there and are gone: of a delta to be said in its root. */
  Set<String> withdrawn() {
    return Set.copyOf(withdrawn);
  }

  /**
   * @param reusedVolumes taken over as they were, of {@code reusedBytes}
   * @param filesNotRead since they are as they are remembered
   */
  public record Summary(
      int reusedVolumes, long reusedBytes, int unchangedItems, int withdrawnItems, int filesNotRead) {}

  public Summary summary() {
    var volumes = reused == null ? List.<VolumeFacts>of() : reused.volumes();
    return new Summary(
        volumes.size(),
        volumes.stream().mapToLong(VolumeFacts::fileBytes).sum(),
        unchanged.size() + movedBefore - (moving == null ? 0 : moving.leftOut.size()),
        withdrawn.size(),
        filesNotRead);
  }

  @Override
  public void close() throws IOException {
    if (index != null) {
      index.close();
    }
  }
}
