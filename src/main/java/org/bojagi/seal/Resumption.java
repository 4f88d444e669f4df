package org.bojagi.seal;

import org.bojagi.bundle.KeyRing;

/**
 * How a pack goes on where an earlier one was interrupted.
 *
 * @param keys tried on what was left; stay the caller's
 * @param anew throws away what was left
 * @param options whatever else changes what would be written, in any form: what was left by a run with others isn't kept
 * @param told what becomes of what was left; called at most once, before anything is sealed
 */
public record Resumption(KeyRing keys, boolean anew, String options, Told told) {

  /** What became of what was left. */
  public enum Outcome {
    KEPT,
    /** Nothing: no key opens it. */
    LOCKED,
    /** Nothing: options, program or corpus are others, or nothing was whole. */
    OTHERWISE,
    /** Nothing, as was asked for. */
    ANEW
  }

  @FunctionalInterface
  public interface Told {
    /** @param items that aren't read again */
    void left(Outcome outcome, int volumes, long volumeBytes, int items);
  }
}
