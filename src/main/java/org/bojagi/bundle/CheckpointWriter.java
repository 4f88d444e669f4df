package org.bojagi.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.Checkpoint.ClosedVolume;

/**
 * Writes {@link Checkpoint}s. Waiting for the medium is left to a thread of its own, one checkpoint at a time: what went
 * wrong there is thrown by the next call.
 *
 * <p>Volumes, records and slots are on the medium before the file that names them is.
 */
final class CheckpointWriter implements AutoCloseable {
  private final PartialFolder partial;
  private final Lineage lineage;
  private final String fingerprint;
  private final List<Recipient> slots;
  private final Executor executor;
  private int number;
  private AgeOutputStream sealed;
  private DeflaterOutputStream records;
  private Deflater deflater;
  private boolean slotsWritten;
  private Thread pending;

  /** What became of the last checkpoint, once its thread has ended; null: all went well. */
  private volatile Throwable failure;

  /** @param number of the next checkpoint */
  CheckpointWriter(
      PartialFolder partial,
      Lineage lineage,
      String fingerprint,
      List<? extends Recipient> slots,
      Executor executor,
      int number) {
    this.partial = partial;
    this.lineage = lineage;
    this.fingerprint = fingerprint;
    this.slots = List.copyOf(slots);
    this.executor = executor;
    this.number = number;
  }

  /** Records of the next checkpoint. */
  OutputStream records() throws IOException {
    if (records == null) {
      var file = partial.stateFile(number + Checkpoint.RECORDS);
      var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        sealed = new AgeOutputStream(out, List.of(lineage.identity.recipient()), executor);
      } catch (IOException e) {
        out.close();
        throw e;
      }
      deflater = new Deflater(Deflater.BEST_SPEED);
      records = new DeflaterOutputStream(sealed, deflater, 1 << 13);
    }
    return records;
  }

  /**
   * Makes volumes and what was recorded a checkpoint, once all of it is on the medium.
   *
   * @param copies whether the volumes are an earlier edition's
   */
  void write(List<ClosedVolume> closed, boolean copies) throws IOException {
    records().close();
    endDeflater();
    var volumes = List.copyOf(closed);
    int its = number++;
    records = null;
    sealed = null;
    await();
    pending = Thread.ofPlatform().daemon().name("checkpoint").start(() -> secureOrFail(its, volumes, copies));
  }

  private void secureOrFail(int its, List<ClosedVolume> volumes, boolean copies) {
    try {
      secure(its, volumes, copies);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  private void secure(int its, List<ClosedVolume> volumes, boolean copies) throws IOException {
    var name = Integer.toString(its);
    for (var volume : volumes) {
      PartialFolder.force(partial.volume(volume.fileName()));
    }
    PartialFolder.force(partial.stateFile(name + Checkpoint.RECORDS));
    writeSlots();
    var made = partial.stateFile(name + ".new");
    try (var age = new AgeOutputStream(Files.newOutputStream(made), List.of(lineage.identity.recipient()), null)) {
      age.write(Checkpoint.encode(fingerprint, lineage.bundle, volumes, copies));
    }
    PartialFolder.force(made);
    PartialFolder.forceFolder(partial.volume(""));
    Files.move(made, partial.stateFile(name), StandardCopyOption.ATOMIC_MOVE);
    PartialFolder.forceFolder(made.getParent());
    partial.secure(name);
    partial.secure(name + Checkpoint.RECORDS);
    volumes.forEach(volume -> partial.secure(volume.fileName()));
  }

  /** Waits for the last checkpoint; the slots are there afterwards. */
  void finish() throws IOException {
    await();
    writeSlots();
  }

  /** Only now, since those of passphrases cost a second each, and nothing can be gone on with before. */
  private void writeSlots() throws IOException {
    if (!slotsWritten) {
      SlotFiles.write(partial, lineage, slots);
      slotsWritten = true;
      partial.removeLeftSlots();
    }
  }

  private void await() throws IOException {
    boolean interrupted = false;
    while (pending != null) {
      try {
        pending.join();
        pending = null;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    var failed = failure;
    failure = null;
    switch (failed) {
      case null -> {}
      case IOException cause -> throw cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      default -> throw new IllegalStateException(failed);
    }
  }

  private void endDeflater() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
  }

  /** Waits for the last checkpoint and drops the records of the next. */
  @Override
  public void close() throws IOException {
    try {
      await();
    } finally {
      endDeflater();
      if (sealed != null) {
        sealed.abort();
      }
    }
  }
}
