package org.bojagi.fault;

/**
 * What is asked for is sound as far as anyone knows, and lies on a card of the set that isn't here. Whoever serves what
 * holds passes it over as if it were lost; whoever speaks to a person names the card.
 */
public final class OnAnotherCardException extends DamagedBundleException {
  private final int card;

  /** @param card its number, from 1 */
  public OnAnotherCardException(int card, String where) {
    super(
        "This is not on this card: it is on card " + card,
        where,
        "Plug in card " + card + ", and give both folders.",
        ExitCode.SKIPPED,
        null);
    this.card = card;
  }

  public int card() {
    return card;
  }
}
