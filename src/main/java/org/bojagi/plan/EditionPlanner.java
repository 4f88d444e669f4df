package org.bojagi.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.corpus.Corpus;
import org.bojagi.fault.Finding;
import org.bojagi.plan.Grouping.Group;
import org.bojagi.plan.IndexEstimate.Share;

/**
 * Puts an edition on cards of which some content is there already, in volumes that stay as they are: these count with
 * their real bytes, on the card where they were if they fit there, and all else is put around them. The index is that of
 * everything.
 */
public final class EditionPlanner {
  /** Volumes that stay may take so many cards more than packing freely would. */
  private static final int MORE_CARDS = 1;

  private static final int ATTEMPTS = 6;

  /** While a card is filled as much is kept free, of the index and besides. */
  private static final int INDEX_MARGIN = 16;

  private static final long MARGIN_BYTES = 1 << 20;

  private final PlanOptions options;
  private final SizeEstimates sizes;
  private final CardContents contents;
  private final Share share;
  private final List<Lying> lying;
  private final int neededFreely;
  private final Set<String> lyingItems = new HashSet<>();

  private EditionPlanner(PlanOptions options, SizeEstimates sizes, List<Lying> lying, int neededFreely) {
    this.neededFreely = neededFreely;
    this.options = options;
    this.sizes = sizes;
    this.contents = new CardContents(options, sizes.index());
    this.share = sizes.items().stream().map(ItemSize::index).reduce(Share.NONE, Share::plus);
    this.lying = lying;
    lying.forEach(volumes -> lyingItems.addAll(volumes.itemIds));
  }

  /**
   * Volumes that go on one card together.
   *
   * @param volumes with the card that they are on, or were
   * @param itemIds of what lies in them
   * @param fixed they are on that card and can't go on another
   */
  public record Lying(List<VolumeFacts> volumes, Set<String> itemIds, boolean fixed) {}

  /**
   * @param plan with what stays
   * @param cardOfVolume by volume id; empty where no volume stays, since they would take cards or leave something out
   */
  public record Planned(CardPlan plan, Map<String, Integer> cardOfVolume) {}

  /** @param corpus stays open and the caller's */
  public static Planned plan(Corpus corpus, PlanOptions options, List<Lying> lying) {
    var sizes = SizeEstimates.of(corpus, options);
    var free = FilmGain.told(corpus, sizes, Planner.plan(sizes, options));
    if (lying.isEmpty() || !free.fits() || !free.leftOut().isEmpty() || !free.lowered().isEmpty()) {
      return new Planned(free, Map.of());
    }
    var planner = new EditionPlanner(options, sizes, lying, free.cardsNeeded());
    int most = free.cards().size() + (options.cards() == PlanOptions.AS_NEEDED ? MORE_CARDS : 0);
    for (int number = free.cards().size(); number <= Math.min(most, PlanOptions.MAX_CARDS); number++) {
      long index = free.cards().getFirst().indexBytes();
      var planned = planner.on(number, index / INDEX_MARGIN + MARGIN_BYTES);
      if (planned.isPresent()) {
        return planned.get();
      }
    }
    return new Planned(free, Map.of());
  }

  private Optional<Planned> on(int number, long margin) {
    long room = contents.room(share) - margin;
    for (int attempt = 0; attempt < ATTEMPTS && room > 0; attempt++) {
      var cards = new ArrayList<Filled>();
      for (int i = 0; i < number; i++) {
        cards.add(new Filled(room));
      }
      if (!placeLying(cards) || !placeItems(cards)) {
        return Optional.empty();
      }
      var written = new ArrayList<PlannedCard>();
      var sealed = new HashSet<Integer>();
      long overrun = 0;
      for (var card : cards) {
        var one = contents.write(written.size() + 1, card.groups(), share, number, sealed, card.fileBytes(), card.lyingItems(sizes));
        written.add(one.card());
        overrun = Math.max(overrun, one.overrunBytes());
      }
      if (overrun == 0) {
        int needed = options.cards() == PlanOptions.AS_NEEDED ? number : neededFreely;
        var plan = new CardPlan(options, written, List.of(), List.of(), true, 0, needed, findings(written));
        return Optional.of(new Planned(plan, cardOfVolume(cards)));
      }
      room -= overrun + options.card().clusterBytes();
    }
    return Optional.empty();
  }

  /** A card in the making. */
  private static final class Filled {
    final List<Lying> lying = new ArrayList<>();
    final List<Group> groups = new ArrayList<>();
    long left;

    Filled(long room) {
      left = room;
    }

    List<Group> groups() {
      return groups.stream().sorted(Comparator.comparingInt(Group::first)).toList();
    }

    List<Long> fileBytes() {
      return lying.stream().flatMap(each -> each.volumes.stream()).map(VolumeFacts::fileBytes).toList();
    }

    List<ItemSize> lyingItems(SizeEstimates sizes) {
      var ids = new HashSet<String>();
      lying.forEach(each -> ids.addAll(each.itemIds));
      return sizes.items().stream().filter(item -> ids.contains(item.item().item().id())).toList();
    }

    boolean take(Lying volumes, long bytes) {
      if (bytes > left) {
        return false;
      }
      left -= bytes;
      lying.add(volumes);
      return true;
    }

    boolean take(Group group) {
      if (group.contentBytes() > left) {
        return false;
      }
      left -= group.contentBytes();
      groups.add(group);
      return true;
    }
  }

  /** What is fixed first, then what stays where it was, then what has to go elsewhere. */
  private boolean placeLying(List<Filled> cards) {
    var elsewhere = new ArrayList<Lying>();
    for (boolean fixed : new boolean[] {true, false}) {
      for (var volumes : lying) {
        if (volumes.fixed != fixed) {
          continue;
        }
        int card = volumes.volumes.getFirst().card();
        if (card > cards.size() || !cards.get(card - 1).take(volumes, bytes(volumes))) {
          if (fixed) {
            return false;
          }
          elsewhere.add(volumes);
        }
      }
    }
    return elsewhere.stream().allMatch(volumes -> cards.stream().anyMatch(card -> card.take(volumes, bytes(volumes))));
  }

  private long bytes(Lying volumes) {
    var geometry = options.card().geometry();
    return volumes.volumes.stream().mapToLong(volume -> geometry.rounded(volume.fileBytes())).sum();
  }

  /** In the order of the corpus onto the first card that has room, series together where one has. */
  private boolean placeItems(List<Filled> cards) {
    var items = sizes.items().stream().filter(item -> !lyingItems.contains(item.item().item().id())).toList();
    for (var group : Grouping.series(items)) {
      if (cards.stream().noneMatch(card -> card.take(group))) {
        for (var item : Grouping.single(group)) {
          if (cards.stream().noneMatch(card -> card.take(item))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** What belongs together and lies on several cards, and cards that have nothing. */
  private List<Finding> findings(List<PlannedCard> cards) {
    var cardOf = new HashMap<String, Integer>();
    cards.forEach(card -> card.items().forEach(item -> cardOf.put(item.item().path(), card.number())));
    long room = contents.room(share);
    var findings = new ArrayList<Finding>();
    for (var group : Grouping.series(sizes.items())) {
      if (group.items().stream().map(item -> cardOf.get(item.item().item().path())).distinct().count() > 1) {
        boolean larger = group.contentBytes() > room;
        findings.add(
            Planner.tornApart(
                group,
                larger
                    ? "What belongs together here is larger than a card and lies on several"
                    : "What belongs together here lies on several cards: none has room for it beside what stays"));
      }
    }
    if (cards.stream().anyMatch(card -> card.items().isEmpty()) && !cardOf.isEmpty()) {
      findings.add(Planner.cardsStayEmpty(cards.size()));
    }
    return findings;
  }

  private static Map<String, Integer> cardOfVolume(List<Filled> cards) {
    var cardOf = new HashMap<String, Integer>();
    for (int i = 0; i < cards.size(); i++) {
      int number = i + 1;
      for (var volumes : cards.get(i).lying) {
        if (!volumes.fixed) {
          volumes.volumes.forEach(volume -> cardOf.put(volume.id(), number));
        }
      }
    }
    return cardOf;
  }
}
