package org.bojagi.seal;

import java.util.List;
import java.util.Optional;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.Format;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.media.MediaPrograms;
import org.bojagi.media.Transcode;
import org.bojagi.plan.CardPlan;
import org.bojagi.sign.SigningKey;

/**
 * @param volumeBytes of the largest file of the bundle
 * @param slots at least one, or none for an edition that keeps its predecessor's; a {@link org.bojagi.age.ScryptRecipient} for each passphrase, an X25519 recipient for each
 *     archive
 * @param jobs threads that encrypt and analyse, and as many workers that extract
 * @param programs those that are made use of
 * @param transcode which films are made anew; empty: none
 * @param plan which items go on which card; null where cards don't matter
 * @param publisher signs content and index; null: nobody does. Stays the caller's
 * @param memory of the packs before; null: nothing is remembered, nor kept
 */
public record PackOptions(
    long volumeBytes,
    List<Recipient> slots,
    int jobs,
    ExtractionLimits limits,
    Traces traces,
    MediaPrograms programs,
    Optional<Transcode> transcode,
    CardPlan plan,
    SigningKey publisher,
    Memory memory) {

  /** What becomes of what in a file names a person, a place or a device. */
  public enum Traces {
    /** Taken out, and named where that can't be done. */
    REMOVE,
    /** Taken out; a file where that can't be done is left out. */
    LEAVE_OUT,
    /** Packed as it is. */
    KEEP
  }

  public PackOptions {
    slots = List.copyOf(slots);
    if (jobs < 1) {
      throw new IllegalArgumentException("no job");
    }
  }

  /** Without programs that may be installed, and for no card. */
  public PackOptions(
      long volumeBytes, List<Recipient> slots, int jobs, ExtractionLimits limits, Traces traces) {
    this(volumeBytes, slots, jobs, limits, traces, MediaPrograms.NONE, Optional.empty(), null, null, null);
  }

  public PackOptions with(MediaPrograms installed, Optional<Transcode> made) {
    return new PackOptions(volumeBytes, slots, jobs, limits, traces, installed, made, plan, publisher, memory);
  }

  /** Whatever of these changes what is made of an item: where it is another, nothing is taken over from an edition. */
  String fingerprint() {
    return traces.name() + ", " + transcode.map(Enum::name).orElse("none") + ", " + programs.ocr().isPresent();
  }

  public static PackOptions to(List<? extends Recipient> slots) {
    return new PackOptions(
        Format.MAX_VOLUME_BYTES,
        List.copyOf(slots),
        Runtime.getRuntime().availableProcessors(),
        ExtractionLimits.DEFAULT,
        Traces.REMOVE);
  }

  public PackOptions withPlan(CardPlan cards) {
    return new PackOptions(volumeBytes, slots, jobs, limits, traces, programs, transcode, cards, publisher, memory);
  }

  public PackOptions signedBy(SigningKey key) {
    return new PackOptions(volumeBytes, slots, jobs, limits, traces, programs, transcode, plan, key, memory);
  }

  public PackOptions remembering(Memory kept) {
    return new PackOptions(volumeBytes, slots, jobs, limits, traces, programs, transcode, plan, publisher, kept);
  }
}
