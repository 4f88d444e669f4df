/**
 * Which items go on which card, before anything is sealed.
 *
 * <p>In: a {@link org.bojagi.corpus.Corpus} and the cards that a team has. Out: a {@link org.bojagi.plan.CardPlan}: for
 * each card its items in the order in which they are sealed and what everything on it takes, which films are made
 * smaller, and what is left out and why; and a {@link org.bojagi.plan.CardSpace} for sealing, which counts the real bytes. Invariant: by the plan's own
 * figures no card is overrun, and each item is on exactly one card or named as left out. Next: {@code org.bojagi.seal}.
 */
package org.bojagi.plan;
