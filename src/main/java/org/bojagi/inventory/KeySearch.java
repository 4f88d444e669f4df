package org.bojagi.inventory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bojagi.inventory.Inventory.Stage;

/** Looks for the key of each of many things on all cores. Called by one thread; closing ends the others. */
final class KeySearch implements AutoCloseable {
  private static final int THREADS = Math.min(16, Runtime.getRuntime().availableProcessors());
  private static final int BATCH = 64;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Inventory.Progress progress;

  KeySearch(Inventory.Progress progress) {
    this.progress = progress;
  }

  /** Takes a thing and its key, in the caller's thread. */
  @FunctionalInterface
  interface Found<T> {
    void take(T what, FoundIdentity key) throws IOException;
  }

  /** The key of a thing, in any thread; null where there is none. */
  @FunctionalInterface
  interface Search<T> {
    FoundIdentity key(T what) throws IOException;
  }

  /** Takes what was found in order, so that two runs find the same. */
  <T> void inBatches(List<T> all, Search<T> search, Found<T> found, Stage stage) throws IOException {
    for (int first = 0; first < all.size(); first += BATCH) {
      var batch = all.subList(first, Math.min(all.size(), first + BATCH));
      var tasks = batch.stream().map(each -> (Callable<FoundIdentity>) () -> search.key(each)).toList();
      progress.at(stage, first, all.size());
      try {
        var results = threads.invokeAll(tasks);
        for (int i = 0; i < batch.size(); i++) {
          var key = results.get(i).get();
          if (key != null) {
            found.take(batch.get(i), key);
          }
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw new IllegalStateException("trying keys failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while trying keys");
      }
    }
  }

  /** For passphrases, of which few are tried at once. */
  ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
