package org.bojagi.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Files cut into pieces of about a mebibyte for all cores, and put together again into one finding a file. At most two
 * pieces a thread are under way, begun in the order in which they came: so what is read goes forward through a volume.
 * Called by one thread.
 */
final class Work implements AutoCloseable {
  /** One more than cores: while one reads, all cores decrypt and hash. */
  private static final int THREADS = 1 + Math.min(15, Runtime.getRuntime().availableProcessors());

  private static final int MOST_UNDER_WAY = 2 * THREADS;

  /** Each piece under way lies in two, of which its neighbour needs one. */
  static final int BATCHES_KEPT = MOST_UNDER_WAY + 2;

  /** One for each piece under way that is of small files, which lie in the order of the catalogue. */
  static final int SHELVES_KEPT = MOST_UNDER_WAY;

  private static final int PIECE_BYTES = Batches.BYTES;
  private static final int MOST_FILES_IN_PIECE = 256;

  private final Report report;
  private final Runnable progress;
  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
  private final ArrayDeque<Future<List<FileCheck.Outcome>>> underWay = new ArrayDeque<>();
  private final Map<FileCheck, Sum> sums = new IdentityHashMap<>();
  private final List<FileCheck> small = new ArrayList<>();
  private long smallBytes;

  /** What is known of a file of which not all pieces are done. */
  private static final class Sum {
    int segments;
    int unreadable;
    int changed;
    String firstDamage;
    String misplaced;
  }

  Work(Report report, Runnable progress) {
    this.report = report;
    this.progress = progress;
  }

  void add(FileCheck file) throws IOException {
    if (file.sizeBytes() < PIECE_BYTES || !file.isStored()) {
      small.add(file);
      smallBytes += file.sizeBytes();
      if (smallBytes >= PIECE_BYTES || small.size() >= MOST_FILES_IN_PIECE) {
        flush();
      }
      return;
    }
    flush();
    int atOnce = Math.max(1, PIECE_BYTES / file.segmentBytes());
    for (int first = 0; first < file.segments(); first += atOnce) {
      int start = first;
      int count = Math.min(atOnce, file.segments() - first);
      submit(() -> List.of(file.run(start, count)));
    }
  }

  /** Sends off the small files that wait for company. */
  void flush() throws IOException {
    if (small.isEmpty()) {
      return;
    }
    var together = List.copyOf(small);
    small.clear();
    smallBytes = 0;
    submit(
        () -> {
          var outcomes = new ArrayList<FileCheck.Outcome>();
          for (var file : together) {
            outcomes.add(file.run(0, file.segments()));
          }
          return outcomes;
        });
  }

  /** Those chunks of a batch that nothing has looked at. */
  void addRest(VolumeChunks volume, int batch) throws IOException {
    submit(
        () -> {
          volume.check(batch);
          return List.of();
        });
  }

  private void submit(Callable<List<FileCheck.Outcome>> piece) throws IOException {
    while (underWay.size() >= MOST_UNDER_WAY) {
      settleOldest();
    }
    underWay.add(executor.submit(piece));
  }

  /** Waits until all is done that was added. */
  void finish() throws IOException {
    flush();
    while (!underWay.isEmpty()) {
      settleOldest();
    }
  }

  private void settleOldest() throws IOException {
    try {
      for (var outcome : underWay.remove().get()) {
        settle(outcome);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("checking failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while checking");
    }
    progress.run();
  }

  private void settle(FileCheck.Outcome outcome) {
    var file = outcome.file();
    var sum = sums.computeIfAbsent(file, f -> new Sum());
    sum.segments += outcome.segments();
    sum.unreadable += outcome.unreadable();
    sum.changed += outcome.changed();
    sum.firstDamage = sum.firstDamage == null ? outcome.firstDamage() : sum.firstDamage;
    sum.misplaced = sum.misplaced == null ? outcome.misplaced() : sum.misplaced;
    if (sum.segments < file.segments()) {
      return;
    }
    sums.remove(file);
    report.count(file.check(), file.check() == Check.BLOCKS ? file.segments() : 1);
    boolean index = file.check() == Check.BLOCKS;
    var of = " of " + file.segments();
    if (sum.unreadable > 0) {
      report.add(
          index ? Flaw.INDEX_DAMAGED : Flaw.FILE_DAMAGED,
          file.name(),
          sum.unreadable
              + of
              + (index ? " blocks of the index can't be read, from " : " pieces of this file can't be read, from ")
              + sum.firstDamage);
    }
    if (sum.changed > 0) {
      report.add(
          index ? Flaw.INDEX_CHANGED : Flaw.FILE_CHANGED,
          file.name(),
          sum.changed
              + of
              + (index
                  ? " blocks of the index are not what was sealed, though nothing is damaged"
                  : " pieces of this file are not what was sealed, though nothing is damaged"));
    }
    if (sum.misplaced != null) {
      report.add(
          Flaw.LOCATION_CONTRADICTED,
          file.name(),
          "What is recorded of where a file lies is not what its volume says: " + sum.misplaced);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
