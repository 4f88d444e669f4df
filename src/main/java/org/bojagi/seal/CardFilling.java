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

  /** The root grows with each volume. */
  private static final long ROOT_MARGIN_BYTES = 256 << 10;

  /** More than a volume without a file takes. */
  private static final long EMPTY_VOLUME_BYTES = 256 << 10;

  /** Of what stays free on a card an index that is larger than planned may take half. */
  private static final int LENT_PERCENT = 1;

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
   * @param sealed what lies on cards by now and isn't sealed again
   * @return why it is left out, or null when it can be sealed now
   */
  Finding begin(PreparedItem item, Duplicates sealed, BeforeNextCard before) throws IOException {
    long most = bound(item);
    // Whether it was sealed already is asked where it matters: for that its films have to be read.
    return begin(item.item(), isPlentiful(item, most) ? most : most - twice(item, sealed), before);
  }

  /** Whether there is room for that much on the card that an item is planned for. */
  private boolean isPlentiful(PreparedItem item, long bytes) throws IOException {
    return cardOf.getOrDefault(item.item().item().path(), card) > card ? fresh(bytes) >= 0 : free(bytes) >= 0;
  }

  /** How many bytes of an item were sealed already. */
  private static long twice(PreparedItem item, Duplicates sealed) {
    long bytes = 0;
    for (var file : item.files()) {
      try {
        bytes += sealed.find(file.bytes().sizeBytes(), file.bytes()::open).isPresent() ? file.bytes().sizeBytes() : 0;
      } catch (IOException unreadable) {
        // Who seals it says so.
      }
    }
    return bytes;
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
   * @param item closed where another is returned, or none
   */
  PreparedItem fitted(PreparedItem item, Duplicates sealed, Preparation preparation) throws IOException {
    var fitted = item;
    try {
      while (plan.options().fit() && !fits(fitted, sealed)) {
        var lowered = preparation.lowered(fitted);
        if (lowered.isEmpty()) {
          break;
        }
        fitted = lowered.get();
      }
      return fitted;
    } catch (IOException | RuntimeException e) {
      fitted.close();
      throw e;
    }
  }

  private boolean fits(PreparedItem item, Duplicates sealed) throws IOException {
    int wanted = cardOf.getOrDefault(item.item().item().path(), card);
    boolean anyCard = plan.options().cards() == PlanOptions.AS_NEEDED || wanted > card;
    long most = bound(item);
    return (anyCard ? fresh(most) : free(most)) >= 0 || free(most - twice(item, sealed)) >= 0;
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
    space.reserve(index + index / INDEX_MARGIN + ROOT_MARGIN_BYTES);
    return take(space, writer.contentFileBytes(card, moreBytes));
  }

  /** What would be free on a card that has nothing else. */
  private long fresh(long bytes) throws IOException {
    var space = space();
    long index = plan.cards().getFirst().indexBytes();
    space.reserve(index + index / INDEX_MARGIN + ROOT_MARGIN_BYTES);
    return take(space, List.of(bytes + bytes / 32 + EMPTY_VOLUME_BYTES));
  }

  /** A card with everything on it but the bundle's volumes. */
  private CardSpace space() {
    var space = new CardSpace(plan.options().card());
    space.take(plan.options().reader());
    for (int i = 0; i < 2 * plan.options().slots(); i++) {
      space.reserve(4_096);
    }
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
   * Before the index is written: it goes on each card. One that is larger than planned may take half of what stays free on
   * a card, and that is said.
   *
   * @throws DoesNotFitException it is so much larger that even this doesn't do; says with which {@code --card} it would
   */
  List<Finding> requireRoomForIndex(long indexBytes) throws IOException {
    var findings = new ArrayList<Finding>();
    int volumes = 0;
    for (int number = 1; number <= lastCard(); number++) {
      volumes += writer.contentFileBytes(number, 0).size();
    }
    long lent = plan.options().card().capacityBytes() * LENT_PERCENT / 100;
    long worst = 0;
    int on = 0;
    for (int number = 1; number <= lastCard(); number++) {
      long overrun = overrunBytes(number, indexBytes, volumes);
      if (overrun > worst) {
        worst = overrun;
        on = number;
      }
      if (overrun > 0 && overrun <= lent) {
        findings.add(
            new Finding(
                Severity.WARNING,
                "less-stays-free",
                "card " + number,
                "The index is larger than was planned: " + overrun + " bytes of what stays free on a card are taken",
                "All is on it; a full card only gets slower."));
      }
    }
    if (worst > lent) {
      throw indexTooLarge(indexBytes, worst, on);
    }
    return findings;
  }

  /** How far the index goes beyond what may be filled; 0 where it fits. */
  private long overrunBytes(int number, long indexBytes, int volumes) throws IOException {
    var space = space();
    long missing = 0;
    for (long file : writer.contentFileBytes(number, 0)) {
      try {
        space.take(file);
      } catch (DoesNotFitException e) {
        missing += space.clusterRounded(file);
      }
    }
    space.reserveIndex(indexBytes, plan.options().volumeBytes(), volumes);
    return Math.max(0, missing - space.remainingBytes());
  }

  /** Smaller by what is missing and a quarter of it: planned for such a card, this much more stays free on the real one. */
  private DoesNotFitException indexTooLarge(long indexBytes, long missing, int number) {
    long label = plan.options().card().labelBytes();
    long smaller = (label - Math.min(missing, label / 2) / 4 * 5) / 1_000_000;
    boolean set = plan.options().cards() != 1;
    return new DoesNotFitException(
        "The index takes " + indexBytes + " bytes, more than was planned, and card " + number + " lacks " + missing
            + " bytes for it",
        "card " + number,
        "Run it again with --card " + smaller + "MB"
            + (plan.options().fit() || set && plan.options().cards() == PlanOptions.AS_NEEDED ? "" : " --fit")
            + ", which leaves that room on the same cards; what is sealed is made anew.");
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
