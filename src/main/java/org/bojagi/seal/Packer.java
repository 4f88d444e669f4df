package org.bojagi.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bojagi.bundle.About;
import org.bojagi.catalog.Item;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.SourceFile;
import org.bojagi.extract.ExtractionPool;
import org.bojagi.extract.HeapCeiling;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexFile;
import org.bojagi.language.Analysis;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.PlannedCard;
import org.bojagi.seal.PackProgress.Stage;
import org.bojagi.seal.Preparation.PreparedItem;

/**
 * Packs one corpus: items are prepared ahead by several threads and sealed and indexed in order by one; at the end come
 * Lucene's files, slots and root.
 */
public final class Packer {
  /** What Lucene may hold before it writes; less in a small heap, where all that is known of the files has to fit too. */
  private static final long INDEX_RAM_BYTES = Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 12);

  /** Items prepared ahead of the one that is sealed, for each job: more would only fill memory. */
  private static final int AHEAD_PER_JOB = 3;

  private Packer() {}

  /** As {@link #pack(Corpus, Path, PackOptions, Resumption, PackProgress)}, anew whatever was left. */
  public static PackReport pack(Corpus corpus, Path target, PackOptions options, PackProgress progress)
      throws IOException {
    return pack(corpus, target, options, Resumption.none(), progress);
  }

  /**
   * @param corpus stays open and the caller's
   * @param target folder of the bundle; must not exist, or be empty
   * @throws org.bojagi.fault.UsageException the target is in use
   * @throws org.bojagi.fault.DoesNotFitException the disk is full, or an item doesn't fit into volumes this small
   */
  public static PackReport pack(
      Corpus corpus, Path target, PackOptions options, Resumption resumption, PackProgress progress)
      throws IOException {
    return pack(corpus, target, options, null, resumption, progress);
  }

  /**
   * As {@link #pack(Corpus, Path, PackOptions, Edition, Resumption, PackProgress)}, anew whatever was left.
   *
   * @param edition stays the caller's
   */
  public static PackReport pack(
      Corpus corpus, Path target, PackOptions options, Edition edition, PackProgress progress) throws IOException {
    return pack(corpus, target, options, edition, Resumption.none(), progress);
  }

  /**
   * As {@link #pack(Corpus, Path, PackOptions, Resumption, PackProgress)}, going on from an earlier edition, whose
   * identity opens what was left.
   *
   * @param options without a plan; cards are the edition's
   * @param edition stays the caller's; null for a new bundle
   */
  public static PackReport pack(
      Corpus corpus,
      Path target,
      PackOptions options,
      Edition edition,
      Resumption resumption,
      PackProgress progress)
      throws IOException {
    try (var pool = new ExtractionPool(options.jobs(), options.limits())) {
      return pack(corpus, target, options, edition, resumption, pool, progress);
    }
  }

  /**
   * As {@link #pack(Corpus, Path, PackOptions, Edition, Resumption, PackProgress)}, for who packs often: workers take a
   * second to start.
   *
   * @param pool stays open and the caller's
   */
  public static PackReport pack(
      Corpus corpus,
      Path target,
      PackOptions options,
      Edition edition,
      Resumption resumption,
      ExtractionPool pool,
      PackProgress progress)
      throws IOException {
    if (edition == null && options.slots().isEmpty()) {
      throw new IllegalArgumentException("no slot");
    }
    var tally = new PackTally(corpus.findings(), progress);
    if (edition != null) {
      edition.open();
    }
    try (var readers = Executors.newFixedThreadPool(options.jobs());
        var workers = Executors.newFixedThreadPool(options.jobs());
        var continuation = Continuation.begin(corpus.items(), target, options, edition, resumption, workers, tally);
        var index = new IndexBuilder(continuation.writer().scratch(), INDEX_RAM_BYTES, workers)) {
      var writer = continuation.writer();
      index.addWordPairs(NorthSouthWords.read(), NorthSouthWords.SOURCE);
      var preparation = new Preparation(pool, options, writer.scratch(), workers);
      var remembered = RememberedItems.of(options, edition == null ? null : edition.newest());
      var sealer = new ItemSealer(writer, pool, tally, options.fingerprint());
      long began = System.nanoTime();
      var plan = options.plan();
      if (edition != null) {
        edition.compare(corpus, options, preparation, readers, continuation, remembered);
        plan = edition.plan(corpus, continuation);
        edition.takeOver(continuation, index, sealer, tally);
        writer.withdraw(edition.withdrawn());
      } else {
        continuation.replay(
            kept -> {
              index.add(kept);
              sealer.keep(kept);
            },
            moved -> {});
      }
      var cards = plan == null ? null : new CardFilling(plan, writer);
      if (cards != null) {
        cards.leftOut().forEach(tally::find);
        preparation.planned(plan);
      }
      var stretches = stretches(corpus, plan, edition);
      expect(stretches, edition, continuation, tally);
      for (var stretch : stretches) {
        var items = stretch;
        if (edition != null) {
          edition.move(stretch, cards);
          items = edition.toBePacked(stretch);
        }
        sealItems(items, options, readers, preparation, sealer, index, tally, continuation, remembered, cards);
      }
      tally.at(Stage.INDEXING, "");
      tally.time(Stage.SEALING, began);
      began = System.nanoTime();
      var indexFiles = index.finish();
      if (cards != null) {
        long indexBytes = indexFiles.stream().mapToLong(IndexFile::length).sum();
        cards.requireRoomForIndex(indexBytes).forEach(tally::find);
        tally.cards.addAll(cards.reports(indexBytes));
      }
      for (var file : indexFiles) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      tally.time(Stage.INDEXING, began);
      tally.at(Stage.FINISHING, "");
      began = System.nanoTime();
      writer.signWith(options.publisher());
      writer.finish(about(corpus), Analysis.VERSION, options.slots());
      remembered.keep(writer);
      tally.time(Stage.FINISHING, began);
      return tally.report(sizeOf(target));
    }
  }

  /** What goes in, card after card; of a new edition each card for itself, since what is moved there comes first. */
  private static List<List<CorpusItem>> stretches(Corpus corpus, CardPlan plan, Edition edition) {
    return plan == null || edition == null
        ? List.of(CardFilling.order(corpus, plan))
        : plan.cards().stream().map(PlannedCard::items).toList();
  }

  private static void expect(
      List<List<CorpusItem>> stretches, Edition edition, Continuation continuation, PackTally tally) {
    var items =
        stretches.stream().flatMap(List::stream).filter(item -> edition == null || !edition.spares(item)).toList();
    tally.expect(items.size(), items.stream().mapToLong(Packer::sizeOf).sum());
    items.stream().filter(continuation::keeps).forEach(item -> tally.pass(sizeOf(item)));
  }

  /** @param items those of the corpus that an earlier edition doesn't spare */
  private static void sealItems(
      List<CorpusItem> items,
      PackOptions options,
      ExecutorService readers,
      Preparation preparation,
      ItemSealer sealer,
      IndexBuilder index,
      PackTally tally,
      Continuation continuation,
      RememberedItems remembered,
      CardFilling cards)
      throws IOException {
    ItemSealer.IndexedItems take =
        (item, sealedBytes, volumes) -> {
          var whole = continuation.record(item, sealedBytes, volumes);
          remembered.packed(whole.item(), item.files(), whole.notes());
          index.add(item);
          tally.count(item, sealedBytes);
        };
    var ahead = new ArrayDeque<Future<PreparedItem>>();
    var upcoming = items.stream().filter(item -> !continuation.keeps(item)).iterator();
    var heap = new HeapCeiling();
    try {
      while (upcoming.hasNext() || !ahead.isEmpty()) {
        while (upcoming.hasNext() && ahead.size() < AHEAD_PER_JOB * options.jobs()) {
          var item = upcoming.next();
          remembered.begin(item);
          ahead.add(readers.submit(() -> preparation.prepare(item)));
        }
        if (!ahead.peek().isDone()) {
          tally.at(Stage.PREPARING, "");
        }
        try (var prepared = fitted(result(ahead.poll()), sealer, preparation, cards)) {
          var item = prepared.item();
          tally.at(Stage.SEALING, item.item().path());
          if (continuation.writer().isCheckpointDue(sizeOf(item))) {
            sealer.finish(take);
            continuation.checkpoint();
          }
          var noRoom =
              cards == null
                  ? null
                  : cards.begin(
                      prepared,
                      sealer.duplicates(),
                      () -> {
                        sealer.finish(take);
                        continuation.checkpoint();
                      });
          if (noRoom != null) {
            tally.find(noRoom);
          } else {
            continuation.begin(item);
            sealer.seal(prepared, take);
          }
          tally.pass(sizeOf(item));
        }
        heap.hold();
      }
      sealer.finish(take);
      continuation.checkpoint();
    } finally {
      for (var unused : ahead) {
        discard(unused);
      }
    }
  }

  private static PreparedItem fitted(
      PreparedItem prepared, ItemSealer sealer, Preparation preparation, CardFilling cards) throws IOException {
    return cards == null ? prepared : cards.fitted(prepared, sealer.duplicates(), preparation);
  }

  static long sizeOf(CorpusItem item) {
    return item.files().stream().mapToLong(SourceFile::sizeBytes).sum();
  }

  /** What another thread of packing came to; its failure is thrown as its own. */
  static <T> T result(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while packing", e);
    }
  }

  /** After a failure: what was prepared ahead may hold a spool. */
  private static void discard(Future<PreparedItem> unused) {
    if (!unused.cancel(false)) {
      try {
        result(unused).close();
      } catch (IOException e) {
        // The failure that ends the run is the one to report.
      }
    }
  }

  /** Featured are first what the team lists, in its order, then what says so of itself. */
  private static About about(Corpus corpus) {
    var info = corpus.info();
    var featured = new LinkedHashSet<String>();
    for (var path : info.featured()) {
      corpus.items().stream()
          .map(item -> item.item())
          .filter(item -> item.path().equals(path) || item.path().startsWith(path + "/"))
          .findFirst()
          .map(Item::id)
          .ifPresent(featured::add);
    }
    corpus.items().stream().map(item -> item.item()).filter(Item::featured).map(Item::id).forEach(featured::add);
    return new About(info.title(), info.language(), info.publisher(), info.rights(), List.copyOf(featured));
  }

  private static long sizeOf(Path bundle) throws IOException {
    long size = 0;
    try (var files = Files.walk(bundle)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }
}
