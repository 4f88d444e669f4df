package org.bojagi.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.bojagi.age.Recipient;

/**
 * What an earlier run left under {@code NAME.partial}, as far as a key opens it; mostly nothing.
 *
 * <p>Holds the folder's lock until it is closed, or until {@link #goOn} hands it to the writer.
 */
public final class InterruptedRun implements AutoCloseable {
  private final Path target;

  private InterruptedRun(Path target) {
    this.target = target;
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
    return new InterruptedRun(target);
  }

  /** Whether something was left that none of the keys opens, so that nothing can be kept. */
  public boolean isLocked() {
    return false;
  }

  /** Those whose volumes are there as they were recorded, in the order in which they were made. */
  public List<Checkpoint> checkpoints() {
    return List.of();
  }

  /**
   * Goes on with these and removes all else; with none it is a new bundle under a new identity.
   *
   * @param kept of {@link #checkpoints}, in their order
   * @param fingerprint of the options and the version of this run
   * @param slots at least one way to unlock, for whoever is to read the bundle and for a run that goes on with this one
   * @return owns the folder from now on
   */
  public BundleWriter goOn(
      List<Checkpoint> kept, String fingerprint, long volumeBytes, Executor executor, List<? extends Recipient> slots)
      throws IOException {
    return new BundleWriter(target, volumeBytes, executor);
  }

  @Override
  public void close() throws IOException {}
}
