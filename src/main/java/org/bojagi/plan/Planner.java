package org.bojagi.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bojagi.corpus.Corpus;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.plan.CardContents.Written;
import org.bojagi.plan.Grouping.Group;
import org.bojagi.plan.IndexEstimate.Share;

/** Puts the items of a corpus on cards. The same corpus and options give the same plan. */
public final class Planner {
  /** Estimates of volumes and sums of items agree after one or two; each gives back what was too much. */
  private static final int ATTEMPTS = 12;

  private final PlanOptions options;
  private List<ItemSize> items;
  private final CardContents contents;
  private final IndexEstimate index;
  private final List<Finding> findings = new ArrayList<>();

  private Planner(PlanOptions options, SizeEstimates sizes) {
    this.options = options;
    this.items = sizes.items();
    this.index = sizes.index();
    this.contents = new CardContents(options, index);
  }

  /**
   * Reads all texts where they are few, and samples of at most 48 MiB where they are many; asks ffprobe of each film where
   * films are made anew.
   *
   * @param corpus stays open and the caller's
   */
  public static CardPlan plan(Corpus corpus, PlanOptions options) {
    var sizes = SizeEstimates.of(corpus, options);
    return FilmGain.told(corpus, sizes, plan(sizes, options));
  }

  static CardPlan plan(SizeEstimates sizes, PlanOptions options) {
    return new Planner(options, sizes).plan();
  }

  private CardPlan plan() {
    long room = contents.room(share(items));
    var tooLarge = items.stream().filter(item -> item.contentBytes() > room).toList();
    var possible = items.stream().filter(item -> item.contentBytes() <= room).toList();
    boolean leavesNoneOut = tooLarge.isEmpty() || options.cards() != 1;
    int needed = cardsNeeded(possible);
    var whole = leavesNoneOut && room > 0 ? spread(possible, options.cards()) : Optional.<List<Written>>empty();
    boolean isShort = whole.isEmpty() || !tooLarge.isEmpty() && options.fit();
    var lowering = new Lowering(isShort ? items : List.of());
    if (!lowering.isEmpty()) {
      return withFilmsLowered(lowering, whole.isPresent() ? 0 : missing(tooLarge), needed);
    }
    if (whole.isPresent()) {
      if (whole.get().stream().anyMatch(card -> card.card().items().isEmpty()) && !items.isEmpty()) {
        findings.add(cardsStayEmpty(options.cards()));
      }
      return cardPlan(whole.get(), tooLarge, true, 0, needed);
    }
    findings.clear();
    var kept = fitting();
    var keptItems = new HashSet<Integer>();
    kept.forEach(groups -> groups.forEach(group -> group.items().forEach(item -> keptItems.add(item.position()))));
    var out = items.stream().filter(item -> !keptItems.contains(item.position())).toList();
    var share = share(items.stream().filter(item -> keptItems.contains(item.position())).toList());
    return cardPlan(written(kept, share), out, options.fit(), missing(out), needed);
  }

  static Finding cardsStayEmpty(int cards) {
    return new Finding(
        Severity.NOTE, "cards-stay-empty", cards + " cards", "There is less than so many cards would"
            + " take without tearing apart what belongs together", "Give fewer --cards.");
  }

  static Finding tornApart(Group group, String what) {
    return new Finding(
        Severity.WARNING,
        "torn-apart",
        group.items().getFirst().item().item().path(),
        what,
        "Each card says which one has the rest.");
  }

  /**
   * First films are made smaller, as far as it takes; what finds no room even so is left out.
   *
   * @param missing how much more room all would need as they are
   */
  private CardPlan withFilmsLowered(Lowering lowering, long missing, int needed) {
    findings.clear();
    var before = items;
    items = lowering.lowest(before);
    long room = contents.room(share(items));
    var possible = positions(items.stream().filter(item -> item.contentBytes() <= room));
    var chosen = fits(items, possible) ? null : fitting();
    var kept =
        chosen == null ? possible : positions(chosen.stream().flatMap(List::stream).flatMap(g -> g.items().stream()));
    Optional<List<Written>> cards = Optional.empty();
    if (chosen == null || fits(items, kept)) {
      var lowest = items;
      long roomOfKept = contents.room(share(of(lowest, kept)));
      var begin = before.stream().map(item -> Lowering.within(item, roomOfKept)).toList();
      var lowered = lowering.lowered(begin, sizes -> fits(sizes, kept), sizes -> free(sizes, kept));
      items =
          lowest.stream().map(item -> (kept.contains(item.position()) ? lowered : lowest).get(item.position())).toList();
      cards = spread(of(items, kept), options.cards());
    }
    var written = cards.isPresent() ? cards.get() : written(chosen, share(of(items, kept)));
    var out = items.stream().filter(item -> !kept.contains(item.position())).toList();
    return cardPlan(written, out, options.fit() || missing == 0, missing, needed);
  }

  private static Set<Integer> positions(Stream<ItemSize> of) {
    return of.map(ItemSize::position).collect(Collectors.toSet());
  }

  private static List<ItemSize> of(List<ItemSize> sizes, Set<Integer> positions) {
    return sizes.stream().filter(item -> positions.contains(item.position())).toList();
  }

  private boolean fits(List<ItemSize> sizes, Set<Integer> positions) {
    var wanted = of(sizes, positions);
    long room = contents.room(share(wanted));
    return wanted.stream().allMatch(item -> item.contentBytes() <= room)
        && spread(wanted, options.cards()).isPresent();
  }

  private long free(List<ItemSize> sizes, Set<Integer> positions) {
    var wanted = of(sizes, positions);
    return Math.max(1, options.cards()) * contents.room(share(wanted))
        - wanted.stream().mapToLong(ItemSize::contentBytes).sum();
  }

  /** Films on the cards that are smaller than they would be for a card without an end. */
  private List<LoweredFilm> lowered(List<Written> cards) {
    var sizes = new HashMap<String, Long>();
    items.forEach(item -> item.item().files().forEach(file -> sizes.put(file.path(), file.sizeBytes())));
    var onCards = cards.stream().flatMap(card -> card.card().items().stream()).collect(Collectors.toSet());
    return items.stream()
        .filter(item -> onCards.contains(item.item()))
        .flatMap(item -> item.films().stream())
        .filter(film -> film.chosen() > 0)
        .flatMap(
            film ->
                film.paths().stream()
                    .map(
                        path ->
                            new LoweredFilm(
                                path, film.version().quality(), sizes.get(path), film.version().bytes())))
        .sorted(Comparator.comparing(LoweredFilm::path))
        .toList();
  }

  private CardPlan cardPlan(List<Written> cards, List<ItemSize> out, boolean fits, long missing, int needed) {
    var leftOut = out.stream().map(this::leftOut).toList();
    for (var left : leftOut) {
      if (left.reason() == LeftOut.Reason.LARGER_THAN_A_CARD) {
        findings.add(
            new Finding(
                Severity.ERROR,
                "larger-than-a-card",
                left.item().item().path(),
                "This takes about " + left.sizeBytes() + " bytes, more than one card has room for",
                "Give larger cards, or make it smaller."));
      }
    }
    return new CardPlan(
        options, cards.stream().map(Written::card).toList(), leftOut, lowered(cards), fits, missing, needed, findings);
  }

  private LeftOut leftOut(ItemSize item) {
    boolean never = item.contentBytes() > contents.room(item.index());
    var reason = never ? LeftOut.Reason.LARGER_THAN_A_CARD : LeftOut.Reason.NO_ROOM;
    return new LeftOut(item.item(), reason, item.contentBytes() + index.marginalBytes(item.index()));
  }

  private static Share share(List<ItemSize> of) {
    var share = Share.NONE;
    for (var item : of) {
      share = share.plus(item.index());
    }
    return share;
  }

  private long missing(List<ItemSize> out) {
    int cards = Math.max(1, options.cards());
    long wanted = items.stream().mapToLong(ItemSize::contentBytes).sum();
    long sum = wanted - cards * contents.room(share(items));
    return Math.max(Math.max(sum, 1), out.stream().mapToLong(ItemSize::contentBytes).min().orElse(0));
  }

  private int cardsNeeded(List<ItemSize> possible) {
    long room = contents.room(share(possible));
    if (room == 0) {
      return 0;
    }
    return spread(possible, PlanOptions.AS_NEEDED).map(List::size).orElse(0);
  }

  /** All of these on so many cards: with each text what it shows if that costs no card, else series alone. */
  private Optional<List<Written>> spread(List<ItemSize> of, int cards) {
    var share = share(of);
    long room = contents.room(share);
    var first = spread(Grouping.withShown(of, room), share, room, cards);
    if (cards != PlanOptions.AS_NEEDED && first.isPresent()) {
      return first;
    }
    var second = spread(Grouping.series(of), share, room, cards);
    boolean better = second.isPresent() && (first.isEmpty() || second.get().size() < first.get().size());
    return better ? second : first;
  }

  private Optional<List<Written>> spread(List<Group> groups, Share share, long room, int cards) {
    for (int attempt = 0; attempt < ATTEMPTS && room > 0; attempt++) {
      var apart = tornApart(groups, room);
      var arranged = Distribution.of(apart, room, cards);
      if (arranged.isEmpty()) {
        return Optional.empty();
      }
      var written = written(arranged.get(), share);
      if (written.stream().allMatch(card -> card.overrunBytes() == 0)) {
        return Optional.of(written);
      }
      room = roomWithoutOverrun(arranged.get(), written, room);
    }
    return Optional.empty();
  }

  /** What the cards that overran hold is too much, however much room there seemed to be. */
  private long roomWithoutOverrun(List<List<Group>> cards, List<Written> written, long room) {
    long most = room;
    for (int i = 0; i < written.size(); i++) {
      long overrun = written.get(i).overrunBytes();
      if (overrun > 0) {
        long held = cards.get(i).stream().mapToLong(Group::contentBytes).sum();
        most = Math.min(most, held - overrun - options.card().clusterBytes());
      }
    }
    return most;
  }

  private List<Written> written(List<List<Group>> cards, Share share) {
    var written = new ArrayList<Written>();
    var sealed = new HashSet<Integer>();
    for (var groups : cards) {
      written.add(contents.write(written.size() + 1, groups, share, cards.size(), sealed));
    }
    return written;
  }

  /** Groups that are larger than a card, item by item. */
  private List<Group> tornApart(List<Group> groups, long room) {
    var apart = new ArrayList<Group>();
    findings.removeIf(finding -> finding.code().equals("torn-apart"));
    for (var group : groups) {
      if (group.contentBytes() <= room || group.items().size() == 1) {
        apart.add(group);
        continue;
      }
      apart.addAll(Grouping.single(group));
      findings.add(tornApart(group, "What belongs together here is larger than a card and lies on several"));
    }
    apart.sort(Comparator.comparingInt(Group::first));
    return apart;
  }

  /**
   * What stays where not everything does: higher priority first, then what has no date and the newer, then the smaller;
   * a series as one. What doesn't fit any more is passed over, and smaller things behind it may still go in.
   */
  private List<List<Group>> fitting() {
    int number = Math.max(1, options.cards());
    long reserve = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var kept = fitting(number, reserve);
      var share = share(kept.stream().flatMap(List::stream).flatMap(group -> group.items().stream()).toList());
      long room = contents.room(share) - reserve;
      var groups =
          kept.stream().flatMap(List::stream).sorted(Comparator.comparingInt(Group::first)).toList();
      var arranged = room > 0 ? Distribution.of(groups, room, number).orElse(kept) : kept;
      long overrun = written(arranged, share).stream().mapToLong(Written::overrunBytes).max().orElse(0);
      if (overrun == 0) {
        return arranged;
      }
      reserve += overrun + options.card().clusterBytes();
    }
    return List.of(List.of());
  }

  private List<List<Group>> fitting(int number, long reserve) {
    var wanted = new ArrayList<Group>();
    for (var group : Grouping.series(items)) {
      boolean fitsAlone = group.contentBytes() <= contents.room(group.index()) - reserve;
      wanted.addAll(fitsAlone ? List.of(group) : Grouping.single(group));
    }
    wanted.sort(
        Comparator.comparingInt(Group::priority)
            .reversed()
            .thenComparing(group -> !group.date().isEmpty())
            .thenComparing(Group::date, Comparator.reverseOrder())
            .thenComparingLong(Group::contentBytes)
            .thenComparingInt(Group::first));
    var cards = new ArrayList<List<Group>>();
    for (int i = 0; i < number; i++) {
      cards.add(new ArrayList<>());
    }
    var used = new long[number];
    var share = Share.NONE;
    long fullest = 0;
    for (var group : wanted) {
      var more = share.plus(group.index());
      long room = contents.room(more) - reserve;
      int emptiest = 0;
      for (int i = 1; i < number; i++) {
        emptiest = used[i] < used[emptiest] ? i : emptiest;
      }
      if (fullest <= room && used[emptiest] + group.contentBytes() <= room) {
        cards.get(emptiest).add(group);
        used[emptiest] += group.contentBytes();
        fullest = Math.max(fullest, used[emptiest]);
        share = more;
      }
    }
    return cards;
  }
}
