package org.bojagi.inventory;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.LooseFile;
import org.bojagi.bundle.Passphrase;
import org.bojagi.fault.WrongKeyException;

/**
 * Many passphrases on one slot after the other: those first that opened others. As many at once as a quarter of the
 * machine's memory allows, and never more than one work factor's worth a core.
 */
final class PassphraseTrial implements AutoCloseable {
  private final List<Reading> readings = new ArrayList<>();
  private final ExecutorService threads;
  private final int maxLogN;
  private int lastTries;

  /** One way to read a passphrase, and how many slots it opened. */
  private static final class Reading {
    final byte[] bytes;
    int opened;

    Reading(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** @param keys stay the caller's */
  PassphraseTrial(KeyRing keys, ExecutorService threads) {
    this.threads = threads;
    this.maxLogN = keys.maxLogN();
    for (var typed : keys.passphrases()) {
      for (var bytes : Passphrase.readings(typed)) {
        if (readings.stream().noneMatch(reading -> Arrays.equals(reading.bytes, bytes))) {
          readings.add(new Reading(bytes));
        } else {
          Arrays.fill(bytes, (byte) 0);
        }
      }
    }
  }

  /** How many tries a slot takes at most. */
  int count() {
    return readings.size();
  }

  int lastTries() {
    return lastTries;
  }

  /**
   * @return null where none opens it
   * @throws org.bojagi.fault.Fault it asks for more work than is allowed, or holds no identity
   */
  X25519Identity open(LooseFile slot) throws IOException {
    lastTries = 0;
    readings.sort(Comparator.comparingInt((Reading reading) -> reading.opened).reversed());
    int atOnce = atOnce(slot.logN());
    for (int first = 0; first < readings.size(); first += atOnce) {
      var batch = readings.subList(first, Math.min(readings.size(), first + atOnce));
      lastTries += batch.size();
      var tasks = batch.stream().map(reading -> (Callable<X25519Identity>) () -> open(slot, reading)).toList();
      try {
        X25519Identity opened = null;
        IOException failure = null;
        var results = threads.invokeAll(tasks);
        for (int i = 0; i < results.size(); i++) {
          try {
            var identity = results.get(i).get();
            if (identity != null && opened == null) {
              batch.get(i).opened++;
              opened = identity;
            } else if (identity != null) {
              identity.close();
            }
          } catch (ExecutionException e) {
            failure = e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
          }
        }
        if (opened != null) {
          return opened;
        }
        if (failure != null) {
          throw failure;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new java.io.InterruptedIOException("interrupted while trying passphrases");
      }
    }
    return null;
  }

  private X25519Identity open(LooseFile slot, Reading reading) throws IOException {
    try (var key = new ScryptIdentity(reading.bytes, maxLogN)) {
      return slot.openSlot(key);
    } catch (WrongKeyException e) {
      return null;
    }
  }

  private static int atOnce(int logN) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long byMemory = system.getTotalMemorySize() / 4 >> Math.min(40, logN + 10);
    return Math.clamp(byMemory, 1, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void close() {
    readings.forEach(reading -> Arrays.fill(reading.bytes, (byte) 0));
  }
}
