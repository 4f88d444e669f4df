package org.bojagi.seal;

import java.util.List;
import org.bojagi.bundle.KeyRing;

/**
 * How a pack goes on where an earlier one was interrupted.
 *
 * @param keys tried on what was left; stay the caller's. Not by what goes on from an edition, whose identity opens it
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
    /** Nothing: options, program or corpus are others, or it isn't as it was written. */
    OTHERWISE,
    /** Nothing: no volume was whole. */
    NOTHING_WHOLE,
    /** Nothing, as was asked for. */
    ANEW
  }

  /** For a run that goes on with none; can itself be gone on with. */
  public static Resumption none() {
    return new Resumption(new KeyRing(List.of(), List.of(), 0), true, "", (outcome, volumes, bytes, items) -> {});
  }

  @FunctionalInterface
  public interface Told {
    /** @param items that aren't read again */
    void left(Outcome outcome, int volumes, long volumeBytes, int items);
  }
}
