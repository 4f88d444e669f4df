package org.bojagi.bundle;

/** Where a volume of content ends for the sake of a run that may be interrupted (docs/decisions/0020). */
public final class VolumeEnd {
  /** What an interruption costs at most, beside the largest item: a minute or two. */
  private static final long CHECKPOINT_BYTES = 256 << 20;

  /** Files that were read, extracted and indexed are work, however small they are. */
  private static final int CHECKPOINT_LINES = 16_384;

  private VolumeEnd() {}

  /**
   * Whether a volume should end before the next item: it is large enough, or holds enough that was work to make, or the
   * item would be torn between two volumes and needn't be.
   *
   * @param plaintextBytes of the volume so far
   * @param lines of its catalogue
   * @param room for one more entry in it
   * @param nextItemBytes about
   * @param volumeBytes of the largest file
   */
  public static boolean isDue(long plaintextBytes, int lines, long room, long nextItemBytes, long volumeBytes) {
    return plaintextBytes >= usualBytes(volumeBytes)
        || lines >= CHECKPOINT_LINES
        || nextItemBytes > room && nextItemBytes <= volumeBytes / 8 * 7;
  }

  /** How large a volume of many items becomes. */
  public static long usualBytes(long volumeBytes) {
    return Math.min(CHECKPOINT_BYTES, volumeBytes / 8 * 7);
  }
}
