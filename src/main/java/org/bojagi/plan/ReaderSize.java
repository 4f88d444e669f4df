package org.bojagi.plan;

/**
 * What the reader takes on a card: its jar, runtimes and launchers.
 *
 * @param bytes of all files together
 * @param files how many; each may waste most of a cluster
 */
public record ReaderSize(long bytes, int files) {
  public static final ReaderSize NONE = new ReaderSize(0, 0);

  public ReaderSize {
    if (bytes < 0 || files < 0) {
      throw new IllegalArgumentException(bytes + " bytes in " + files + " files");
    }
  }
}
