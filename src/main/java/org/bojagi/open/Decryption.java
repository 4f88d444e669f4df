package org.bojagi.open;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bojagi.catalog.PackedFile;

/** On how many cores a file is decrypted. */
public final class Decryption {
  private static final long WORTH_IT_BYTES = 4 << 20;

  private Decryption() {}

  public static ExecutorService executor() {
    return Executors.newFixedThreadPool(
        Runtime.getRuntime().availableProcessors(),
        task -> {
          var thread = new Thread(task, "decrypt");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** null, the caller's thread, for a file that is there before others would have begun. */
  public static Executor of(PackedFile file, Executor executor) {
    return file.sizeBytes() >= WORTH_IT_BYTES ? executor : null;
  }
}
