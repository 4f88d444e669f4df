package org.bojagi.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.bojagi.age.Recipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.Fault;

/**
 * What an earlier run left under {@code NAME.partial}, as far as a key opens it; mostly nothing.
 *
 * <p>Holds the folder's lock until it is closed, or until {@link #goOn} hands it to the writer. Closing leaves all as it
 * was found.
 */
public final class InterruptedRun implements AutoCloseable {
  private final PartialFolder partial;
  private final boolean leftSomething;
  private final boolean hasCheckpoints;

  /** null: a new bundle, unless what was left says another. */
  private final Lineage lineage;

  /** null: nothing was left, or no key opens it. */
  private final X25519Identity identity;

  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private boolean handedOn;

  private InterruptedRun(PartialFolder partial, KeyRing keys, Lineage lineage) throws IOException {
    this.partial = partial;
    this.lineage = lineage;
    leftSomething = partial.hasLeftovers();
    var numbers = partial.leftCheckpoints();
    hasCheckpoints = !numbers.isEmpty();
    identity =
        lineage != null
            ? lineage.identity
            : hasCheckpoints ? SlotFiles.open(partial.leftSlots(), keys).orElse(null) : null;
    for (int i = 0; identity != null && i < numbers.size(); i++) {
      try {
        var checkpoint = Checkpoint.read(partial, numbers.get(i), identity);
        if (checkpoints.isEmpty() || checkpoints.getFirst().bundle().equals(checkpoint.bundle())) {
          checkpoints.add(checkpoint);
        }
      } catch (IOException e) {
        // Its volumes are made anew, for whichever reason they can't be read.
      }
    }
  }

  /**
   * Locks the folder. Removes nothing yet.
   *
   * @param target must not exist, or be an empty folder
   * @param keys tried on the slots that were left; stay the caller's
   * @throws org.bojagi.fault.UsageException the target holds something, or another run is at it, or somebody's own
   *     files are in the way
   */
  public static InterruptedRun at(Path target, KeyRing keys) throws IOException {
    return at(target, keys, null);
  }

  /**
   * As {@link #at(Path, KeyRing)}, of a bundle that goes on from others: their identity opens what was left.
   *
   * @param lineage closed with this or with the writer, also where this throws
   */
  public static InterruptedRun at(Path target, Lineage lineage) throws IOException {
    boolean complete = false;
    try {
      var run = at(target, null, lineage);
      complete = true;
      return run;
    } finally {
      if (!complete) {
        lineage.close();
      }
    }
  }

  private static InterruptedRun at(Path target, KeyRing keys, Lineage lineage) throws IOException {
    try {
      var partial = PartialFolder.open(target);
      boolean complete = false;
      try {
        var run = new InterruptedRun(partial, keys, lineage);
        complete = true;
        return run;
      } finally {
        if (!complete) {
          partial.leave();
        }
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, target);
    }
  }

  /** Whether a run left something for another to go on with, as far as can be told without a key. */
  public static boolean isLeftAt(Path target) {
    try {
      return PartialFolder.isLeftAt(target);
    } catch (IOException e) {
      return false;
    }
  }

  /** A hash of the program's own file, which names the libraries that it runs with: part of a fingerprint. */
  public static String program() throws IOException {
    try {
      var program = Path.of(InterruptedRun.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(program)) {
        return "classes";
      }
      var sha256 = Sha256.digest();
      try (var in = new DigestInputStream(Files.newInputStream(program), sha256)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return Json.hex(sha256.digest());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether there is anything that this run could go on with, or has to throw away. */
  public boolean leftSomething() {
    return leftSomething;
  }

  /** Whether something was left that none of the keys opens, so that nothing can be kept. */
  public boolean isLocked() {
    return hasCheckpoints && identity == null;
  }

  /** Whether something was left that could be gone on with, were it sound and opened. */
  public boolean hasCheckpoints() {
    return hasCheckpoints;
  }

  /** Those whose volumes are there as they were recorded, in the order in which they were made. */
  public List<Checkpoint> checkpoints() {
    return List.copyOf(checkpoints);
  }

  /**
   * Goes on with these and removes all else; with none it is a new bundle, under a new identity where it doesn't go on
   * from another.
   *
   * @param kept of {@link #checkpoints}, in their order
   * @param fingerprint of the options and the version of this run
   * @param slots ways to unlock, for whoever is to read the bundle and for a run that goes on with this one; none: those of
   *     the bundle that it goes on from
   * @return owns the folder, and what the checkpoints are read with, from now on
   */
  public BundleWriter goOn(
      List<Checkpoint> kept, String fingerprint, long volumeBytes, Executor executor, List<? extends Recipient> slots)
      throws IOException {
    BundleWriter.requireVolumeBytes(volumeBytes);
    try {
      for (var checkpoint : kept) {
        partial.secure(Integer.toString(checkpoint.number()));
        partial.secure(checkpoint.number() + Checkpoint.RECORDS);
        checkpoint.closed().forEach(volume -> partial.secure(volume.fileName()));
      }
      partial.begin();
      var own = begun(kept);
      int next = kept.isEmpty() ? 1 : kept.getLast().number() + 1;
      var state = new CheckpointWriter(partial, own, fingerprint, slots, executor, next);
      var writer = new BundleWriter(partial, volumeBytes, executor, own, state, closed(kept, false), closed(kept, true));
      if (lineage == null && kept.isEmpty()) {
        wipe();
      }
      handedOn = true;
      return writer;
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  private Lineage begun(List<Checkpoint> kept) {
    if (kept.isEmpty()) {
      return lineage == null ? Lineage.first() : lineage;
    }
    var bundle = kept.getFirst().bundle();
    return lineage == null ? Lineage.first(identity, bundle) : lineage.begunAs(bundle);
  }

  private static List<Checkpoint.ClosedVolume> closed(List<Checkpoint> kept, boolean copies) {
    return kept.stream()
        .filter(checkpoint -> checkpoint.isOfCopies() == copies)
        .flatMap(checkpoint -> checkpoint.closed().stream())
        .toList();
  }

  private void wipe() {
    if (identity != null) {
      identity.close();
    }
  }

  @Override
  public void close() throws IOException {
    if (!handedOn) {
      wipe();
      partial.leave();
    }
  }
}
