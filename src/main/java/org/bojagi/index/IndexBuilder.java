package org.bojagi.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.StorageException;
import org.bojagi.language.Analysis;
import org.bojagi.language.WordPair;

/**
 * Builds one Lucene index of any size in bounded memory; while it grows it lies in a scratch folder,
 * encrypted to an identity that exists only in this process's memory.
 *
 * <p>One segment comes out: a query then asks each dictionary of terms once, and opening reads the fewest
 * chunks.
 */
public final class IndexBuilder implements AutoCloseable {
  /** Text that waits or is being cut into words, in units of {@value #PERMIT_CHARS} UTF-16 units. */
  private static final int PERMITS = 4_096;

  private static final int PERMIT_CHARS = 1_024;
  private static final long FULL_DISK_BYTES = 1 << 20;

  static {
    LuceneHabits.hush();
    LuceneHabits.drawIdsAtRandom();
  }

  /** Documents whose new places wait in memory until all is merged. */
  private static final int MOST_WAITING = 1 << 16;

  private final ExecutorService executor;
  private final SealedScratchDirectory scratch;
  private final Path scratchFolder;
  private final long ramBytes;
  private final IndexWriter writer;
  private final Semaphore permits = new Semaphore(PERMITS);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  /** Those that go with the next item. */
  private final AtomicReference<List<WordPair>> words = new AtomicReference<>(List.of());

  private final Map<String, String> commitData = new TreeMap<>();

  /** Of older indexes, to be merged with what is new in one go. */
  private final List<CodecReader> taken = new ArrayList<>();

  private int waiting;
  private SealedScratchDirectory merged;
  private boolean finished;

  /**
   * @param scratchFolder a new folder is made in it and deleted by {@link #close}; needs about three
   *     times the index
   * @param ramBytes how much of the index is held in memory before it is written, 16 to 64 MiB
   * @param executor cuts text into words; not closed. No task of ours waits for another
   */
  public IndexBuilder(Path scratchFolder, long ramBytes, ExecutorService executor) throws IOException {
    this.executor = executor;
    this.scratchFolder = scratchFolder;
    this.ramBytes = ramBytes;
    scratch = new SealedScratchDirectory(scratchFolder);
    try {
      writer = writer(scratch);
    } catch (IOException | RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private IndexWriter writer(Directory directory) throws IOException {
    var merges = new TieredMergePolicy();
    merges.setNoCFSRatio(0);
    return new IndexWriter(
        directory,
        new IndexWriterConfig(Fields.analyzer())
            .setCodec(new SilentCodec())
            .setRAMBufferSizeMB(ramBytes / (double) (1 << 20))
            .setUseCompoundFile(false)
            .setMergeScheduler(new Merges())
            .setMergePolicy(merges));
  }

  /**
   * Adds words of North and South, by which a query for one finds the other. Once at most, before
   * the first item.
   *
   * @param source whose they are and by which licence; travels with them
   */
  public void addWordPairs(List<WordPair> pairs, String source) throws IOException {
    rethrow();
    words.set(List.copyOf(pairs));
    commitData.put(Fields.WORD_SOURCE, source);
  }

  /**
   * Adds an item; returns before it is indexed, waits while too much is under way. Any thread.
   *
   * @throws Fault this or an earlier item couldn't be written; the builder is of no further use
   */
  public void add(IndexedItem item) throws IOException {
    rethrow();
    int weight = weight(item);
    permits.acquireUninterruptibly(weight);
    Runnable task =
        () -> {
          try {
            if (failure.get() == null) {
              writer.addDocuments(new ItemDocuments(item, words.getAndSet(List.of())));
            }
          } catch (Throwable e) {
            failure.compareAndSet(null, e);
          } finally {
            permits.release(weight);
          }
        };
    try {
      executor.execute(task);
    } catch (RejectedExecutionException shuttingDown) {
      task.run();
    }
  }

  /**
   * Takes over documents of an older index as they are: nothing is cut into words again, and where files lie stays as
   * stored. In the caller's thread; others may add meanwhile. They are read when all is merged.
   *
   * @param old of the same analysis; the caller's, what it hides included; stays open until {@link #finish} is done
   * @param keepId of an item's id, whether it is taken
   * @throws IllegalArgumentException the words of {@code old} were cut by other rules
   * @throws DamagedBundleException a part of {@code old} can't be read, as {@link #finish} may say of another part; this
   *     builder is of no further use
   */
  public void addFrom(OpenIndex old, Predicate<String> keepId) throws IOException {
    addFrom(old, keepId, id -> null, 0);
  }

  /**
   * As {@link #addFrom(OpenIndex, Predicate)}, of items that lie elsewhere now.
   *
   * @param places by item id, as {@link IndexedItem#locations}
   */
  public void addFrom(OpenIndex old, Map<String, byte[]> places) throws IOException {
    addFrom(old, places::containsKey, places::get, places.size());
  }

  private void addFrom(OpenIndex old, Predicate<String> keepId, Function<String, byte[]> places, int held)
      throws IOException {
    rethrow();
    if (old.analysisVersion() != Analysis.VERSION) {
      throw new IllegalArgumentException("analysis " + old.analysisVersion());
    }
    try {
      var kept = KeptItems.of(old, keepId, places);
      taken.addAll(List.of(kept.readers()));
      waiting += held;
      if (waiting > MOST_WAITING) {
        writer.addIndexes(taken.toArray(CodecReader[]::new));
        rethrow();
        taken.clear();
        waiting = 0;
      }
      if (kept.hasWordPairs()) {
        words.set(List.of()); // they came with the item that they are on
      }
    } catch (IOException | RuntimeException e) {
      throw fault(e);
    }
  }

  private static int weight(IndexedItem item) {
    long chars = PERMIT_CHARS;
    for (var text : item.texts()) {
      for (var passage : text.passages()) {
        chars += passage.text().length();
      }
    }
    return (int) Math.min(PERMITS, chars / PERMIT_CHARS);
  }

  /**
   * Waits for all that was added, merges, closes the index. The files in the order in which they are best
   * packed.
   */
  public List<IndexFile> finish() throws IOException {
    permits.acquireUninterruptibly(PERMITS);
    permits.release(PERMITS);
    rethrow();
    try {
      var homeless = words.getAndSet(List.of());
      if (!homeless.isEmpty()) {
        writer.addDocument(WordPairList.document(homeless)); // whatever is here was taken over from an older index
      }
      commitData.put(Fields.ANALYSIS_VERSION, Integer.toString(Analysis.VERSION));
      if (taken.isEmpty()) {
        writer.forceMerge(1);
        rethrow();
        writer.setLiveCommitData(commitData.entrySet());
        writer.commit();
        writer.close();
        finished = true;
      } else {
        mergeTaken();
      }
      var whole = taken.isEmpty() ? scratch : merged;
      var files = new ArrayList<IndexFile>();
      for (var name : whole.listAll()) {
        files.add(new IndexFile(whole, name, whole.fileLength(name)));
      }
      // Opening reads the small files whole and head and foot of the large ones: side by side they share
      // chunks.
      files.sort(Comparator.comparingLong(IndexFile::length).thenComparing(IndexFile::name));
      return files;
    } catch (IOException | RuntimeException e) {
      throw fault(e);
    }
  }

  /** All in one segment: adding what is taken first and merging then would write most of the index twice. */
  private void mergeTaken() throws IOException {
    merged = new SealedScratchDirectory(scratchFolder);
    try (var into = writer(merged);
        var added = DirectoryReader.open(writer)) {
      for (var leaf : added.leaves()) {
        taken.add((CodecReader) leaf.reader());
      }
      into.addIndexes(taken.toArray(CodecReader[]::new));
      rethrow();
      into.forceMerge(1);
      into.setLiveCommitData(commitData.entrySet());
      into.commit();
    }
    rethrow();
  }

  private void rethrow() throws Fault {
    var e = failure.get();
    if (e != null) {
      throw fault(e);
    }
  }

  private Fault fault(Throwable e) {
    if (e instanceof Fault fault) {
      return fault;
    }
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException bug && !causedByIo(bug)) {
      throw bug;
    }
    long usable = Long.MAX_VALUE;
    try {
      usable = Files.getFileStore(scratchFolder).getUsableSpace();
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    return usable < FULL_DISK_BYTES || Fault.isFull(e)
        ? new DoesNotFitException(
            "the disk is full while the index is being made",
            scratchFolder.toString(),
            "Free about three times the size of the texts there, or choose another disk.",
            e)
        : new StorageException(
            "the index in the making can't be written",
            scratchFolder.toString(),
            "Check that the disk is well and the folder is still there.",
            e);
  }

  private static boolean causedByIo(Throwable e) {
    return e instanceof IOException || (e.getCause() != null && causedByIo(e.getCause()));
  }

  /**
   * Merges in a thread of Lucene's own; what goes wrong there is told by {@link #add} and {@link #finish}.
   */
  private final class Merges extends ConcurrentMergeScheduler {
    @Override
    protected void handleMergeException(Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Waits for what is under way and deletes the scratch folder, finished or not. */
  @Override
  public void close() throws IOException {
    permits.acquireUninterruptibly(PERMITS);
    permits.release(PERMITS);
    try {
      if (!finished) {
        writer.rollback();
      }
    } finally {
      try (scratch) {
        if (merged != null) {
          merged.close();
        }
      }
    }
  }
}
