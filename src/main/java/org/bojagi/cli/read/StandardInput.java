package org.bojagi.cli.read;

import org.bojagi.fault.UsageException;

/** What comes by {@code -}: one key, since the second would find nothing left. */
public final class StandardInput {
  private StandardInput() {}

  /**
   * Before anything is read.
   *
   * @param readers of the options that take keys, whether they read it
   */
  public static void requireOne(boolean... readers) throws UsageException {
    int reading = 0;
    for (boolean reads : readers) {
      reading += reads ? 1 : 0;
    }
    if (reading > 1) {
      throw new UsageException("Standard input can hold one key only", "-", "Give the other as a file.");
    }
  }
}
