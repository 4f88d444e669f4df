package org.bojagi.cli.pack;

import java.io.IOException;
import java.util.Optional;
import org.bojagi.corpus.Corpus;
import org.bojagi.fault.UsageException;
import org.bojagi.plan.Card;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.FileSystem;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.Planner;
import picocli.CommandLine.Option;

/** On which cards a bundle is to fit. */
final class CardOptions {
  @Option(names = "--card", paramLabel = "SIZE", descriptionKey = "plan.card")
  private String size;

  @Option(names = "--fs", paramLabel = "fat32|exfat", descriptionKey = "plan.fs")
  private String fileSystem = "fat32";

  @Option(names = "--cards", paramLabel = "N|as-needed", descriptionKey = "plan.cards")
  private String cards = "1";

  @Option(names = "--fit", descriptionKey = "plan.fit")
  private boolean fit;

  /** @throws UsageException cards are spoken of, and none is given */
  void requireSense() throws UsageException {
    if (size == null && (fit || !cards.equals("1"))) {
      throw new UsageException(
          "It isn't known how large the cards are", "--card", "Give what the label of a card says: --card 16GB.");
    }
  }

  /**
   * @param slots ways to unlock
   * @return empty where cards don't matter
   * @throws UsageException something given is no size, file system or number
   */
  Optional<CardPlan> plan(Corpus corpus, long volumeBytes, int slots) throws IOException {
    return options(volumeBytes, slots).map(options -> Planner.plan(corpus, options));
  }

  /** As {@link #plan}, for who plans later. */
  Optional<PlanOptions> options(long volumeBytes, int slots) throws IOException {
    if (size == null) {
      return Optional.empty();
    }
    var card = Card.parse(size, FileSystem.of(fileSystem));
    return Optional.of(
        new PlanOptions(
            card, PlanCommand.readerSize(card), PlanCommand.cards(cards), fit, volumeBytes, Math.max(1, slots)));
  }

  /** Whatever decides on which card an item goes, so that an interrupted pack isn't gone on with for other cards. */
  @Override
  public String toString() {
    return size == null ? "no card" : "card " + size + " " + fileSystem + ", cards " + cards + (fit ? ", fit" : "");
  }
}
