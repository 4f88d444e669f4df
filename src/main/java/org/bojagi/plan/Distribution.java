package org.bojagi.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bojagi.plan.Grouping.Group;

/**
 * Groups onto cards that hold equally much. Where it costs no card, each takes a stretch of the corpus in its order, as
 * even as stretches can be, so that people know what is on which; else the largest first onto the emptiest or, where
 * that doesn't do, the first that has room (first-fit decreasing; Johnson 1973).
 */
final class Distribution {
  private Distribution() {}

  /**
   * @param groups each at most {@code room}
   * @param cards how many; {@link PlanOptions#AS_NEEDED} as few as are found
   * @return the groups of each card, in the order of the corpus; empty where they don't fit on so many
   */
  static Optional<List<List<Group>>> of(List<Group> groups, long room, int cards) {
    int stretches = stretches(groups, room).size();
    var decreasing = firstFitDecreasing(groups, room);
    int fewest = Math.max(1, Math.min(stretches, decreasing.size()));
    if (cards != PlanOptions.AS_NEEDED && fewest > cards) {
      return Optional.empty();
    }
    int number = cards == PlanOptions.AS_NEEDED ? fewest : cards;
    if (stretches <= number) {
      return Optional.of(evenStretches(groups, room, number));
    }
    var even = largestOntoEmptiest(groups, number);
    boolean fits = even.stream().allMatch(card -> bytes(card) <= room);
    return Optional.of(inOrder(fits ? even : decreasing, number));
  }

  static int fewest(List<Group> groups, long room) {
    return Math.max(1, Math.min(stretches(groups, room).size(), firstFitDecreasing(groups, room).size()));
  }

  private static List<List<Group>> stretches(List<Group> groups, long room) {
    var cards = new ArrayList<List<Group>>();
    long left = -1;
    for (var group : groups) {
      if (cards.isEmpty() || group.contentBytes() > left) {
        cards.add(new ArrayList<>());
        left = room;
      }
      cards.getLast().add(group);
      left -= group.contentBytes();
    }
    return cards;
  }

  /** The least room with which stretches are as many as there are cards, by halving; then the fullest are divided. */
  private static List<List<Group>> evenStretches(List<Group> groups, long room, int number) {
    long low = groups.stream().mapToLong(Group::contentBytes).max().orElse(0);
    long high = room;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (stretches(groups, middle).size() <= number) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    var cards = stretches(groups, high);
    while (cards.size() < number) {
      var fullest =
          cards.stream().filter(card -> card.size() > 1).max(Comparator.comparingLong(Distribution::bytes));
      if (fullest.isEmpty()) {
        break;
      }
      divide(cards, fullest.get());
    }
    while (cards.size() < number) {
      cards.add(new ArrayList<>());
    }
    return cards;
  }

  private static void divide(List<List<Group>> cards, List<Group> card) {
    long half = bytes(card) / 2;
    int cut = 1;
    for (long sum = card.getFirst().contentBytes(); cut < card.size() - 1 && sum < half; cut++) {
      sum += card.get(cut).contentBytes();
    }
    var rest = new ArrayList<>(card.subList(cut, card.size()));
    card.subList(cut, card.size()).clear();
    int at = 0;
    while (cards.get(at) != card) {
      at++;
    }
    cards.add(at + 1, rest);
  }

  private static List<Group> largestFirst(List<Group> groups) {
    return groups.stream()
        .sorted(Comparator.comparingLong(Group::contentBytes).reversed().thenComparingInt(Group::first))
        .toList();
  }

  private static List<List<Group>> firstFitDecreasing(List<Group> groups, long room) {
    var cards = new ArrayList<List<Group>>();
    var left = new ArrayList<Long>();
    for (var group : largestFirst(groups)) {
      int card = 0;
      while (card < cards.size() && left.get(card) < group.contentBytes()) {
        card++;
      }
      if (card == cards.size()) {
        cards.add(new ArrayList<>());
        left.add(room);
      }
      cards.get(card).add(group);
      left.set(card, left.get(card) - group.contentBytes());
    }
    return cards;
  }

  private static List<List<Group>> largestOntoEmptiest(List<Group> groups, int number) {
    var cards = new ArrayList<List<Group>>();
    var used = new long[number];
    for (int i = 0; i < number; i++) {
      cards.add(new ArrayList<>());
    }
    for (var group : largestFirst(groups)) {
      long least = Arrays.stream(used).min().orElseThrow();
      int card = 0;
      while (used[card] != least) {
        card++;
      }
      cards.get(card).add(group);
      used[card] += group.contentBytes();
    }
    return cards;
  }

  /** Each card's groups as in the corpus, and the cards by what comes first. */
  private static List<List<Group>> inOrder(List<List<Group>> cards, int number) {
    var ordered = new ArrayList<>(cards);
    ordered.forEach(card -> card.sort(Comparator.comparingInt(Group::first)));
    ordered.sort(Comparator.comparingInt(card -> card.isEmpty() ? Integer.MAX_VALUE : card.getFirst().first()));
    while (ordered.size() < number) {
      ordered.add(new ArrayList<>());
    }
    return ordered;
  }

  static long bytes(List<Group> card) {
    return card.stream().mapToLong(Group::contentBytes).sum();
  }
}
