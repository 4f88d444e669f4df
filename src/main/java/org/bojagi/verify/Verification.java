package org.bojagi.verify;

import java.io.IOException;
import java.util.List;
import org.bojagi.bundle.Bundle;

/** All checks of a bundle in one pass over its bytes. */
public final class Verification {
  private Verification() {}

  /** Told in the caller's thread how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** @param ofBytes plaintext of all volumes that are here, the same at each call */
    void checked(long bytes, long ofBytes);
  }

  /**
   * Runs every check. Damage is found, not thrown.
   *
   * @return one result a check, in the order of {@link Check}
   * @throws org.bojagi.fault.StorageException the medium went away, so that nothing can be said
   */
  public static List<CheckResult> run(Bundle bundle, Progress progress) throws IOException {
    throw new UnsupportedOperationException();
  }
}
