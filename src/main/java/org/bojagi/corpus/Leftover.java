package org.bojagi.corpus;

/**
 * A file or a folder that stays out of the bundle. {@code path} relative to the corpus, NFC; of a
 * folder without /
 */
public record Leftover(String path, Reason reason) {

  public enum Reason {
    /**
     * Its name begins with {@code _} or {@code .}, or is one of those that systems and office
     * programs leave.
     */
    NAME,
    /** {@code .bojagiignore} names it. */
    IGNORED,
    /**
     * {@code bojagi.yaml}, a sidecar or {@code .bojagiignore}: what it says is heeded, the file
     * stays out.
     */
    METADATA,
    /** A script of a saved web page: nothing runs it. */
    SCRIPT,
    /** It can't go in; a finding of the same path says why. */
    REFUSED
  }
}
