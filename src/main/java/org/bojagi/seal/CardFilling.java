package org.bojagi.seal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.catalog.PackedFile;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.CardSpace;
import org.bojagi.plan.LeftOut;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.PlannedCard;
import org.bojagi.seal.Preparation.PreparedFile;
import org.bojagi.seal.Preparation.PreparedItem;

/**
 * The cards of a plan as they are really filled. A plan is an estimate: whether the next item still goes on a card is
 * decided by the bytes that were written, so that no card is ever overrun; what finds no room goes on the next card, and
 * without one it is left out by name.
 */
final class CardFilling {
  /** The index is on each card and known last: room is kept for a sixteenth more than was planned. */
  private static final int INDEX_MARGIN = 16;

  /** Both list entries, the file's line in the catalogue before it is compressed, and what aligns it. */
  private static final long FILE_OVERHEAD_BYTES = 2_048;

  private static final long ROOT_BYTES = 256 << 10;

  /** Ends what is under way, so that it all lies on the present card. */
  @FunctionalInterface
  interface BeforeNextCard {
    void end() throws IOException;
  }

  private final CardPlan plan;
  private final BundleWriter writer;
  private final Map<String, Integer> cardOf = new HashMap<>();
  private int card = 1;

  /** @param writer has all that stays or is kept on cards */
  CardFilling(CardPlan plan, BundleWriter writer) {
    this.plan = plan;
    this.writer = writer;
    for (var planned : plan.cards()) {
      planned.items().forEach(item -> cardOf.put(item.item().path(), planned.number()));
    }
  }

  /** What goes in, card after card; without a plan all of the corpus. */
  static List<CorpusItem> order(Corpus corpus, CardPlan plan) {
    return plan == null
        ? corpus.items()
        : plan.cards().stream().map(PlannedCard::items).flatMap(List::stream).toList();
  }

  /** What the plan leaves out, each with its reason. */
  List<Finding> leftOut() {
    var findings = new ArrayList<>(plan.findings());
    for (var left : plan.leftOut()) {
      if (left.reason() == LeftOut.Reason.NO_ROOM) {
        findings.add(noRoom(left.item(), left.sizeBytes()));
      }
    }
    return findings;
  }

  private static Finding noRoom(CorpusItem item, long sizeBytes) {
    return new Finding(
        Severity.ERROR,
        "no-room",
        item.item().path(),
        "There is no room for this on the cards: it takes about " + sizeBytes + " bytes",
        "Give larger or more cards; what has a higher priority stays longer.");
  }

  /**
   * Goes on with the card that this item is planned for, or a later one where that is full.
   *
   * @return why it is left out, or null when it can be sealed now
   */
  Finding begin(PreparedItem item, BeforeNextCard before) throws IOException {
    return begin(item.item(), bound(item), before);
  }

  /** @param bytes more than it will take: see {@link #bound(long)} of each file */
  Finding begin(CorpusItem item, long bytes, BeforeNextCard before) throws IOException {
    int wanted = Math.max(card, cardOf.getOrDefault(item.item().path(), card));
    while (true) {
      while (card < wanted) {
        before.end();
        writer.beginCard(++card);
      }
      if (free(bytes) >= 0) {
        return null;
      }
      boolean isLast = plan.options().cards() != PlanOptions.AS_NEEDED && card >= plan.options().cards();
      if (isLast || fresh(bytes) < 0) {
        return noRoom(item, bytes);
      }
      wanted = card + 1;
    }
  }

  /**
   * The item, or where {@code --fit} says so and the card that it is planned for has no room for it, the same with its films
   * as small as it takes: what a film will come to is known when it is made. On cards without number the next is begun
   * instead.
   *
   * @param item closed where another is returned
   */
  PreparedItem fitted(PreparedItem item, Preparation preparation) throws IOException {
    var fitted = item;
    while (plan.options().fit() && !fits(fitted)) {
      var lowered = preparation.lowered(fitted);
      if (lowered.isEmpty()) {
        break;
      }
      fitted = lowered.get();
    }
    return fitted;
  }

  private boolean fits(PreparedItem item) throws IOException {
    int wanted = cardOf.getOrDefault(item.item().item().path(), card);
    boolean anyCard = plan.options().cards() == PlanOptions.AS_NEEDED || wanted > card;
    return (anyCard ? fresh(bound(item)) : free(bound(item))) >= 0;
  }

  /** More than it will take, compression not counted. */
  private static long bound(PreparedItem item) {
    long bytes = 0;
    for (var file : item.files()) {
      bytes += bound(file.bytes().sizeBytes());
      if (file.extraction() != null) {
        for (var rendition : file.extraction().renditions()) {
          bytes += bound(rendition.content().length);
        }
      }
      bytes += pages(file);
    }
    return bytes;
  }

  private static long pages(PreparedFile file) {
    return file.pages().renditions().stream().mapToLong(page -> bound(page.content().sizeBytes())).sum();
  }

  /** Of one file, with its line and what aligns it. */
  static long bound(long sizeBytes) {
    return sizeBytes + FILE_OVERHEAD_BYTES + 44 * PackedFile.segmentCount(sizeBytes);
  }

  /** What is free on the present card after so many more bytes of content; negative where they don't fit. */
  private long free(long moreBytes) throws IOException {
    var planned = plan.cards().get(Math.min(card, plan.cards().size()) - 1);
    var space = space();
    long index = planned.indexBytes();
    space.reserve(index + index / INDEX_MARGIN + ROOT_BYTES);
    return take(space, writer.contentFileBytes(card, moreBytes));
  }

  /** What would be free on a card that has nothing else. */
  private long fresh(long bytes) throws IOException {
    var space = space();
    long index = plan.cards().getFirst().indexBytes();
    space.reserve(index + index / INDEX_MARGIN + ROOT_BYTES);
    return take(space, List.of(bytes + bytes / 32 + ROOT_BYTES));
  }

  /** A card with everything on it but the bundle's volumes. */
  private CardSpace space() {
    var space = new CardSpace(plan.options().card());
    space.take(plan.options().reader());
    for (int i = 0; i < 2 * plan.options().slots(); i++) {
      space.reserve(4_096);
    }
    space.reserve(ROOT_BYTES);
    space.reserve(ROOT_BYTES);
    return space;
  }

  private static long take(CardSpace space, List<Long> fileBytes) {
    for (var file : fileBytes) {
      try {
        space.take(file);
      } catch (DoesNotFitException e) {
        return -1;
      }
    }
    return space.remainingBytes();
  }

  /**
   * Before the index is written: it goes on each card.
   *
   * @throws DoesNotFitException it is so much larger than planned that a card would be overrun
   */
  void requireRoomForIndex(long indexBytes) throws IOException {
    for (int number = 1; number <= lastCard(); number++) {
      var space = space();
      space.reserve(indexBytes + indexBytes / 32 + ROOT_BYTES);
      if (take(space, writer.contentFileBytes(number, 0)) < 0) {
        throw new DoesNotFitException(
            "The index takes " + indexBytes + " bytes, more than was planned, and card " + number + " has no room for it",
            "card " + number,
            "Give a --card that is smaller by as much, or more --cards, and --anew.");
      }
    }
  }

  /** Volumes that stay may lie on cards after the one that was filled last. */
  private int lastCard() {
    return Math.max(card, writer.lastCard());
  }

  /** As they were filled. */
  List<PackReport.CardReport> reports(long indexBytes) {
    var reports = new ArrayList<PackReport.CardReport>();
    for (int number = 1; number <= lastCard(); number++) {
      long content = writer.contentFileBytes(number, 0).stream().mapToLong(Long::longValue).sum();
      long usable = plan.options().card().usableBytes();
      long capacity = plan.options().card().capacityBytes();
      long reader = plan.options().reader().bytes();
      var parts =
          List.of(
              new PackReport.CardReport.Part("reader", reader),
              new PackReport.CardReport.Part("content", content),
              new PackReport.CardReport.Part("index", indexBytes),
              new PackReport.CardReport.Part("kept-free", capacity - usable));
      reports.add(
          new PackReport.CardReport(number, capacity, parts, usable - reader - content - indexBytes));
    }
    return reports;
  }
}
