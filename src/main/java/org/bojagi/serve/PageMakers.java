package org.bojagi.serve;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Few threads that make pages and frames, however many connections ask. Lucene keeps an analyser for each thread that
 * ever searched, half a megabyte of it; and what a page takes while it is made is taken so often at most.
 */
final class PageMakers {
  private static final int THREADS = 2;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, task -> Thread.ofPlatform().daemon().name("page").unstarted(task));

  /** In its turn, and waits for it. */
  <T> T make(Callable<T> page) throws IOException {
    try {
      return threads.submit(page).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException refused -> throw refused;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }
}
