package org.bojagi.plan;

import java.util.Locale;
import org.bojagi.corpus.CorpusItem;

/**
 * An item that is on no card.
 *
 * @param sizeBytes that it would take in a bundle, its share of the index included; estimated
 */
public record LeftOut(CorpusItem item, Reason reason, long sizeBytes) {
  public enum Reason {
    /** Others that stay longer took the room. */
    NO_ROOM,
    /** It is larger than a whole card can hold. */
    LARGER_THAN_A_CARD;

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
