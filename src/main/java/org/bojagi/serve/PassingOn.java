package org.bojagi.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.StorageException;
import org.bojagi.page.PassOn;
import org.bojagi.page.PassOn.Refused;
import org.bojagi.stick.CarriedReader;
import org.bojagi.stick.Media;
import org.bojagi.stick.StickPlan;
import org.bojagi.stick.StickProgress;
import org.bojagi.stick.StickWriter;

/**
 * Copies the reader and all bundles that are here, opened or not, to another stick. Besides {@link PassingPart}
 * the one thing that this process ever writes, and only after a person chose where and said yes.
 */
final class PassingOn {
  private final Supplier<List<Path>> bundles;
  private final List<Path> own;
  private final Runnable active;
  private PassOn state;
  private Prepared prepared;

  /** What is written if the person says yes. */
  private record Prepared(StickWriter writer, StickPlan plan) {}

  /**
   * @param own what this stick is: never a target
   * @param active runs now and then while it works
   */
  PassingOn(Supplier<List<Path>> bundles, List<Path> own, Runnable active) {
    this.bundles = bundles;
    this.own = own;
    this.active = active;
    this.state = new PassOn.Choosing(List.of(), null);
  }

  /** What is plugged in is looked for anew; what was asked or came of it is said once, and the next time begins anew. */
  synchronized PassOn state() {
    var now = state instanceof PassOn.Choosing choosing ? choosing(choosing.refused()) : state;
    if (!(state instanceof PassOn.Working || state instanceof PassOn.Asking)) {
      state = new PassOn.Choosing(List.of(), null);
    }
    return now;
  }

  private PassOn choosing(Refused refused) {
    var media =
        Media.plugged().stream()
            .filter(Media.Medium::writable)
            .filter(medium -> own.stream().noneMatch(path -> path.startsWith(medium.folder())))
            .map(medium -> new PassOn.Medium(medium.folder(), medium.freeBytes(), medium.totalBytes()))
            .toList();
    return new PassOn.Choosing(media, refused);
  }

  /** @param typed a folder */
  synchronized void choose(String typed) {
    if (state instanceof PassOn.Working) {
      return;
    }
    prepared = null;
    try {
      var target = Path.of(typed.strip());
      if (typed.isBlank() || !Files.isDirectory(target)) {
        state = choosing(Refused.NO_FOLDER);
        return;
      }
      var reader = carried();
      if (reader.isEmpty()) {
        state = choosing(Refused.NO_READER);
        return;
      }
      var all = bundles.get();
      var writer = new StickWriter(reader.get(), List.of(), all, "");
      var plan = writer.plan(target);
      prepared = new Prepared(writer, plan);
      state = new PassOn.Asking(target, plan.sizeBytes(), all.size(), plan.freeBytes(), plan.replaces());
    } catch (InvalidPathException e) {
      state = choosing(Refused.NO_FOLDER);
    } catch (DoesNotFitException e) {
      state = choosing(Refused.NO_ROOM);
    } catch (StorageException e) {
      state = choosing(Refused.NOT_WRITABLE);
    } catch (IOException | RuntimeException e) {
      state = choosing(Refused.FAILED);
    }
  }

  /** Empty where this program runs from where none lies. */
  private static Optional<CarriedReader> carried() {
    try {
      return Optional.of(CarriedReader.ofProgram());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** What {@link #choose} asked about; nothing where it asked nothing. */
  synchronized void write() {
    if (state instanceof PassOn.Asking(var target, var bytes, var count, var free, var replaces)) {
      state = new PassOn.Working(target, false, 0, bytes);
      var ready = prepared;
      Thread.ofPlatform().daemon().name("pass on").start(() -> work(ready.writer, ready.plan));
    }
  }

  private void work(StickWriter writer, StickPlan plan) {
    PassOn result;
    try {
      var report =
          writer.write(
              plan,
              (phase, done, total, path) -> {
                active.run();
                set(new PassOn.Working(plan.target(), phase == StickProgress.Phase.READING_BACK, done, total));
              });
      result =
          new PassOn.Done(
              plan.target(), report.findings().size(), report.readFromMedium(), report.freeBytes(), report.totalBytes());
    } catch (DoesNotFitException e) {
      result = choosing(Refused.NO_ROOM);
    } catch (IOException | RuntimeException | Error e) {
      result = choosing(Refused.FAILED);
    }
    set(result);
  }

  private synchronized void set(PassOn now) {
    state = now;
  }
}
