package org.bojagi.plan;

import org.bojagi.bundle.Format;

/**
 * What a plan is made for.
 *
 * @param card all cards of a set are alike
 * @param reader on each card
 * @param cards how many there are, or {@link #AS_NEEDED}
 * @param fit leave out what doesn't fit, instead of saying that it doesn't
 * @param volumeBytes of the largest file of the bundle
 * @param slots ways to unlock, each written twice on each card
 */
public record PlanOptions(Card card, ReaderSize reader, int cards, boolean fit, long volumeBytes, int slots) {
  /** As many cards as the items take. */
  public static final int AS_NEEDED = 0;

  public static final int MAX_CARDS = 1_000;

  public PlanOptions {
    if (cards < 0 || cards > MAX_CARDS || slots < 1) {
      throw new IllegalArgumentException(cards + " cards, " + slots + " slots");
    }
    if (volumeBytes < Format.MIN_VOLUME_BYTES || volumeBytes > Format.MAX_VOLUME_BYTES) {
      throw new IllegalArgumentException("volume of " + volumeBytes + " bytes");
    }
  }

  /** One card, everything must fit, two ways to unlock. */
  public static PlanOptions on(Card card, ReaderSize reader) {
    return new PlanOptions(card, reader, 1, false, Format.MAX_VOLUME_BYTES, 2);
  }

  public PlanOptions withCards(int count) {
    return new PlanOptions(card, reader, count, fit, volumeBytes, slots);
  }

  public PlanOptions withFit(boolean leaveOut) {
    return new PlanOptions(card, reader, cards, leaveOut, volumeBytes, slots);
  }
}
