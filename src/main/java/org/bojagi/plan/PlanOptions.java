package org.bojagi.plan;

import java.util.Optional;
import org.bojagi.bundle.Format;
import org.bojagi.media.MediaPrograms;
import org.bojagi.media.Transcode;

/**
 * What a plan is made for.
 *
 * @param card all cards of a set are alike
 * @param reader on each card
 * @param cards how many there are, or {@link #AS_NEEDED}
 * @param fit make do with the cards instead of saying that it doesn't fit: with {@code transcode} films are made smaller
 *     first, then items are left out
 * @param volumeBytes of the largest file of the bundle
 * @param slots ways to unlock, each written twice on each card
 * @param programs that packing will make use of
 * @param transcode which films it will make anew; empty: none, and none is made smaller
 */
public record PlanOptions(
    Card card,
    ReaderSize reader,
    int cards,
    boolean fit,
    long volumeBytes,
    int slots,
    MediaPrograms programs,
    Optional<Transcode> transcode) {
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

  /** Without programs that may be installed. */
  public PlanOptions(Card card, ReaderSize reader, int cards, boolean fit, long volumeBytes, int slots) {
    this(card, reader, cards, fit, volumeBytes, slots, MediaPrograms.NONE, Optional.empty());
  }

  /** One card, everything must fit, two ways to unlock. */
  public static PlanOptions on(Card card, ReaderSize reader) {
    return new PlanOptions(card, reader, 1, false, Format.MAX_VOLUME_BYTES, 2);
  }

  public PlanOptions withCards(int count) {
    return new PlanOptions(card, reader, count, fit, volumeBytes, slots, programs, transcode);
  }

  public PlanOptions withFit(boolean leaveOut) {
    return new PlanOptions(card, reader, cards, leaveOut, volumeBytes, slots, programs, transcode);
  }

  public PlanOptions with(MediaPrograms installed, Optional<Transcode> made) {
    return new PlanOptions(card, reader, cards, fit, volumeBytes, slots, installed, made);
  }
}
