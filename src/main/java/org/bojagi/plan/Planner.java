package org.bojagi.plan;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bojagi.corpus.Corpus;

/** Puts the items of a corpus on cards. */
public final class Planner {
  private Planner() {}

  /**
   * Reads samples of the files, a few megabytes at most.
   *
   * @param corpus stays open and the caller's
   */
  public static CardPlan plan(Corpus corpus, PlanOptions options) throws IOException {
    long usable = options.card().usableBytes();
    var all = new PlannedCard(1, corpus.items(), 0, 0, 0, 0, 0, usable, usable, Map.of());
    return new CardPlan(options, List.of(all), List.of(), true, 0, 1, List.of());
  }
}
