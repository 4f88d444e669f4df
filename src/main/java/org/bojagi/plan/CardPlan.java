package org.bojagi.plan;

import java.util.List;
import org.bojagi.fault.Finding;

/**
 * Where everything goes.
 *
 * @param options it was made for
 * @param cards from 1 on; where {@code fits} is false, what {@code --fit} would put on them
 * @param leftOut by path; where {@code fits} is false, what {@code --fit} would leave out
 * @param lowered films on these cards that are made smaller so that more fits, by path; each other is packed as it would
 *     be for a card without an end
 * @param fits whether the items go in as asked: all of them, or those that {@code --fit} chose; an item larger than a
 *     card is left out of a set and doesn't count
 * @param missingBytes how much more room would be needed for all items; 0 where they fit
 * @param cardsNeeded how many cards would hold all items that one card can hold; 0 where no number would, since the
 *     index alone fills a card
 * @param findings groups that had to be torn apart, and what was left out
 */
public record CardPlan(
    PlanOptions options,
    List<PlannedCard> cards,
    List<LeftOut> leftOut,
    List<LoweredFilm> lowered,
    boolean fits,
    long missingBytes,
    int cardsNeeded,
    List<Finding> findings) {

  public CardPlan {
    cards = List.copyOf(cards);
    leftOut = List.copyOf(leftOut);
    lowered = List.copyOf(lowered);
    findings = List.copyOf(findings);
  }
}
