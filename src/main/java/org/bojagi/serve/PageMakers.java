package org.bojagi.serve;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Few threads that make pages and frames, however many connections ask. Lucene keeps an analyser for each thread that
 * ever searched, half a megabyte of it; and what a page takes while it is made is taken so often at most.
 */
final class PageMakers {
  private static final int THREADS = 2;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, task -> Thread.ofPlatform().daemon().name("page").unstarted(task));

  private final ReadWriteLock memory = new ReentrantReadWriteLock(true);
  private final Runnable giveBack;

  /** @param giveBack frees what is only kept to be faster */
  PageMakers(Runnable giveBack) {
    this.giveBack = giveBack;
  }

  /**
   * In its turn, and waits for it.
   *
   * @param page is asked twice where memory doesn't do for it the first time
   * @throws OutOfMemoryError it doesn't do the second time, either
   */
  <T> T make(Callable<T> page) throws IOException {
    try {
      return threads.submit(() -> made(page)).get();
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

  private <T> T made(Callable<T> page) throws Exception {
    memory.readLock().lock();
    try {
      return page.call();
    } catch (OutOfMemoryError e) {
      // Once more, below: alone, and in a heap without what can be read again.
    } finally {
      memory.readLock().unlock();
    }
    memory.writeLock().lock();
    try {
      giveBack.run();
      return page.call();
    } finally {
      memory.writeLock().unlock();
    }
  }
}
